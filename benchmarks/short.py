"""What many short articles cost: `kg build` of articles of eight words, from start to end, and what they take on disk.

    python benchmarks/short.py [--articles 10000] [--keep]

The peer is spaCy's plain pipeline over the same texts, with its loading, in a process of its own. Seconds of the
processor of all processes; on disk is what the folder takes, files with several names counted once.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

from figures import Row, keep

WHO = ("Gunmen", "Militants", "Rebels", "Soldiers", "Police", "Bandits")
DID = ("killed", "wounded", "attacked", "shelled", "abducted")
WHOM = ("soldiers", "villagers", "farmers", "policemen", "traders", "pilgrims")
WHERE = ("Gao", "Mosul", "Kabul", "Maiduguri", "Aleppo", "Goma", "Kidal", "Taiz", "Kandahar", "Bangui")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_PEER = """
import json, sys
import spacy
from kg.settings import Settings
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
print(sum(len(doc) for doc in spacy.load(Settings().model).pipe(texts)))
"""


def articles(many: int) -> list[dict[str, str]]:
    """So many articles of eight words, each with its day and outlet."""
    chance = Random(0)
    return [
        {
            "id": f"short-{n}",
            "text": f"{chance.choice(WHO)} {chance.choice(DID)} {chance.randrange(2, 40)} {chance.choice(WHOM)} "
            f"in {chance.choice(WHERE)} on {chance.choice(DAYS)}.",
            "date": f"20{n % 20 + 5:02}-{n // 20 % 12 + 1:02}-{n // 240 % 28 + 1:02}",
            "publisher": f"Outlet {n % 7}",
        }
        for n in range(many)
    ]


def spent(command: list[str], env: dict[str, str]) -> float:
    """Seconds of the processor that a command and its children take."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, env=os.environ | env, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def on_disk(folder: Path) -> float:
    """Megabytes that a folder takes."""
    files = {(at.st_dev, at.st_ino): at.st_blocks * 512 for path in folder.rglob("*") if (at := path.lstat())}
    return sum(files.values()) / 1e6


def measured(many: int) -> Row:
    """Ours and the peer."""
    with tempfile.TemporaryDirectory() as scratch:
        source, graph = Path(scratch) / "short.jsonl", Path(scratch) / "graph"
        source.write_text("".join(json.dumps(one) + "\n" for one in articles(many)), encoding="utf-8")
        one_thread = {"OMP_NUM_THREADS": "1", "SITREP_LOG_LEVEL": "warning"}
        kg = [sys.executable, "-c", "from kg.cli import run; run()"]
        ours = spent([*kg, "build", str(source), "--data", str(graph)], one_thread)
        took = on_disk(graph)
        again = spent([*kg, "build", str(source), "--data", str(graph)], one_thread)
        peer = spent([sys.executable, "-c", _PEER, str(source)], one_thread)
    return {
        "articles": many, "cpu_seconds": round(ours, 1), "peer_cpu_seconds": round(peer, 1),
        "ratio": round(ours / peer, 1), "nothing_new_cpu_seconds": round(again, 2), "disk_mb": round(took, 1),
        "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--keep", action="store_true", help="write the figures to benchmarks/figures")
    given = parser.parse_args()
    row = measured(given.articles)
    print(row)
    if given.keep:
        keep("short", [row])


if __name__ == "__main__":
    main()
