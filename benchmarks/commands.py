"""What commands cost that change little: nothing new, one article more, one less; beside reading one article at all.

    python benchmarks/commands.py --graph FOLDER --articles FILE [--rounds 3] [--keep]

FOLDER is what `kg build FILE` made; a copy of it is changed. The peers are processes that load a pipeline and read one
article with it: spaCy's plain one, and Sitrep's, which has the learned parts and the lists. Seconds of the processor,
each the least of the rounds, which what else the machine does inflates least.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from figures import Row, keep
from short import spent

TEXT = "Gunmen killed {} soldiers in Gao on Tuesday. The army said that the attackers fled to the north."
_SPACY = f"import spacy; from kg.settings import Settings; spacy.load(Settings().model)({TEXT.format(4)!r})"
_OURS = f"""
from kg.extract import Extractor
from kg.model import Article
from kg.settings import Settings
list(Extractor(Settings()).extract([Article('one', {TEXT.format(4)!r})]))
"""


def measured(graph: Path, articles: Path, rounds: int) -> list[Row]:
    """Each command, with its ratio to both peers."""
    kg = [sys.executable, "-c", "from kg.cli import run; run()"]
    env = {"OMP_NUM_THREADS": "1", "SITREP_LOG_LEVEL": "warning"}
    took: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        copy, one = Path(scratch) / "graph", Path(scratch) / "one.jsonl"
        shutil.copytree(graph, copy)
        for turn in range(rounds):
            one.write_text(json.dumps({"id": "one", "text": TEXT.format(turn + 4), "date": "2024-03-05"}) + "\n")
            data = ["--data", str(copy)]
            for name, command in {
                "spaCy's plain pipeline and one article": [sys.executable, "-c", _SPACY],
                "Sitrep's pipeline and one article": [sys.executable, "-c", _OURS],
                "kg build, nothing new": [*kg, "build", str(articles), *data],
                "kg add, one article": [*kg, "add", str(one), *data],
                "kg retract, one article": [*kg, "retract", "one", *data],
            }.items():
                took.setdefault(name, []).append(spent(command, env))
    least = {name: min(seconds) for name, seconds in took.items()}
    plain, ours, *_ = least.values()
    return [
        {"what": name, "cpu_seconds": round(seconds, 2), "to_plain": round(seconds / plain, 2),
         "to_ours": round(seconds / ours, 2), "load": round(os.getloadavg()[0], 1)}
        for name, seconds in least.items()
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph", type=Path, required=True)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", action="store_true", help="write the figures to benchmarks/figures")
    given = parser.parse_args()
    rows = measured(given.graph, given.articles, given.rounds)
    for row in rows:
        print(row)
    if given.keep:
        keep("commands", rows)


if __name__ == "__main__":
    main()
