"""Builds the documentation site: `make docs`, or `python docs/site/build.py [--out build/site]`.

Pages are docs/*.md and what reference.py makes from code. A page may link to any file of the checkout: the site gets a
copy below `files/`. Zensical then turns the pages into HTML and fails on a link to no page or to no heading.
"""

from __future__ import annotations

import argparse
import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LINK = re.compile(r"(\]\()(?!\w+:|#|/)([^)\s#]+)")  # of Markdown, to a file beside the page
FENCED = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)


class BrokenLink(Exception):
    """A page links to a file that is not there."""


def on_site(path: str) -> str:
    """Where a file of the checkout is on the site: "docs/limits.md" at "limits.md", "LICENSE" at "files/LICENSE"."""
    if path == "README.md":
        return "index.md"
    return path.removeprefix("docs/") if path.startswith("docs/") else f"files/{path}"


def lay_out(pages: Path) -> None:
    """Write docs/*.md, and every file that one of them leads to, as the site has them.

    Raises:
        BrokenLink: a page leads to a file that is not there.
    """
    todo = [f"docs/{page.name}" for page in sorted((ROOT / "docs").glob("*.md"))] + ["CONTRIBUTING.md"]
    done = {"README.md"}  # docs/index.md is the site's first page
    while todo:
        if (path := todo.pop()) in done:
            continue
        done.add(path)
        source, target = ROOT / path, pages / on_site(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            held = sorted(f"{path}/{each.name}" for each in source.iterdir() if each.is_file())
            target.mkdir(exist_ok=True)
            (target / "index.md").write_text(contents_of(path, held), "utf-8")
            todo += held
        elif path.endswith(".md"):
            text, linked = moved(path, source.read_text("utf-8"))
            target.write_text(text, "utf-8")
            todo += linked
        else:
            shutil.copyfile(source, target)


def contents_of(path: str, held: list[str]) -> str:
    """A page that lists a folder."""
    return f"# {path}\n\n" + "".join(f"- [{name}]({name})\n" for name in map(posixpath.basename, held))


def moved(path: str, text: str) -> tuple[str, list[str]]:
    """A page's text with its links as they are on the site, and the files that they lead to."""
    linked: list[str] = []

    def target(match: re.Match[str]) -> str:
        found = posixpath.normpath(posixpath.join(posixpath.dirname(path), match[2]))
        if not (ROOT / found).exists():
            raise BrokenLink(f"{path} leads to {match[2]}, which is not there")
        linked.append(found)
        at = on_site(found) + ("/index.md" if (ROOT / found).is_dir() else "")
        return match[1] + posixpath.relpath(at, posixpath.dirname(on_site(path)) or ".")

    parts = FENCED.split(text)
    parts[::2] = [LINK.sub(target, part) for part in parts[::2]]
    return "".join(parts), linked


def build(out: Path) -> Path:
    """Build the site anew in a folder, and return the folder of its HTML.

    Raises:
        BrokenLink: a page leads to a file that is not there.
        SystemExit: Zensical found a link to no page or no heading; it has said which.
    """
    shutil.rmtree(out, ignore_errors=True)
    lay_out(out / "pages")
    for name, text in made():
        page = out / "pages" / "reference" / name
        page.parent.mkdir(exist_ok=True)
        page.write_text(text, "utf-8")
    shutil.copyfile(HERE / "zensical.toml", out / "zensical.toml")
    zensical = Path(sys.executable).with_name("zensical")
    done = subprocess.run(
        [zensical, "build", "--strict", "--config-file", out / "zensical.toml"],
        env={**os.environ, "NO_COLOR": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(done.stdout + done.stderr.partition("Traceback")[0])
    return out / "html"


def made() -> Iterator[tuple[str, str]]:
    """The pages that are made from code."""
    sys.path.insert(0, str(HERE))
    import reference  # noqa: PLC0415  it imports the whole program

    return reference.pages()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "site")
    print(f"The site is in {build(parser.parse_args().out)}: open index.html.")
