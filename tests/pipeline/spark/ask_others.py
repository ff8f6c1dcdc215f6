"""A program for the tests: has Spark's workers read and resolve, and writes what they answer into FOLDER/answers.txt.

    python ask_others.py FOLDER

The lexicon and the actor list are looked for in the folder that each process runs in, so that workers that run in
another one are like a machine that holds others at the same path.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from kg.errors import EngineError
from kg.extract import Extractor
from kg.pipeline.spark.articles import ARTICLE
from kg.pipeline.spark.broadcast import BroadcastContext, for_workers
from kg.pipeline.spark.extraction import FACTS, extract
from kg.pipeline.spark.merging import merge
from kg.pipeline.spark.session import session
from kg.pipeline.spark.work import WorkFolder
from kg.resolve.context import ResolutionContext, lists
from kg.settings import Settings

HERE = Path("/proc/self/cwd")


def main(folder: Path) -> None:
    settings = for_workers(Settings(data=folder, lexicon=HERE / "lexicon", actors=HERE / "actors"))
    known = BroadcastContext(settings, Extractor(settings).version, ResolutionContext(*lists(settings)).version)
    with session("local[1,1]") as spark:
        work = WorkFolder(spark, str(folder / "work"), lambda *_: None)
        articles = spark.createDataFrame([("a", "Hamas raided Israel.", *[None] * 4, "digest")], ARTICLE)
        facts = spark.createDataFrame([("a", "{}", "")], FACTS)
        answers = [answer(lambda: extract(work, articles, known)), answer(lambda: merge(work, facts, known))]
        (folder / "answers.txt").write_text("\n".join(answers))


def answer(do: Callable[[], object]) -> str:
    try:
        do()
    except EngineError as error:
        return str(error)
    return "It is done."


if __name__ == "__main__":
    main(Path(sys.argv[1]))
