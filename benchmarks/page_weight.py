"""What each page of the explorer makes a browser fetch, gzip'd: scripts, styles and the document.

    python benchmarks/page_weight.py [--dist api/web/dist]

Each page's own script is followed to all that it imports; what is imported later, when a view wants it, such as the
map, is told apart. Answers of the API are left out: they are the graph's.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

DIST: Final = Path(__file__).resolve().parent.parent / "api" / "web" / "dist"
_AT_ONCE: Final = re.compile(r"""(?:from|import)\s*"\./([^"]+)\"""")
_LATER: Final = re.compile(r"""import\(\s*"\./([^"]+)"\s*\)""")


def needed(assets: Path, name: str) -> set[str]:
    """A script, and all that it imports at once."""
    found, waiting = set[str](), [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += _AT_ONCE.findall((assets / one).read_text(encoding="utf-8"))
    return found


def later(assets: Path, names: Iterable[str]) -> set[str]:
    """What these scripts import when it is wanted."""
    return {other for name in names for other in _LATER.findall((assets / name).read_text(encoding="utf-8"))}


def kilobytes(files: Iterable[Path]) -> float:
    """Their size, each gzip'd for itself."""
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files) / 1000


def main() -> None:
    """Print the weight of each page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dist", type=Path, default=DIST)
    dist = parser.parse_args().dist
    assets = dist / "assets"
    [main_script] = (file.name for file in assets.glob("main-*.js"))
    frame = needed(assets, main_script)
    always = [dist / "index.html", *assets.glob("style-*.css"), *(assets / name for name in frame)]
    print(f"{'every page':>12}: {kilobytes(always):6.1f} kB")
    for page in sorted(later(assets, [main_script])):
        own = needed(assets, page) - frame
        wanted = {file for other in later(assets, own) for file in needed(assets, other)} - own - frame
        more = kilobytes(assets / name for name in own)
        print(
            f"{page.rsplit('-', 1)[0]:>12}: {kilobytes(always) + more:6.1f} kB"
            + (f", and {kilobytes(assets / name for name in wanted):.1f} kB when wanted" if wanted else "")
        )


if __name__ == "__main__":
    main()
