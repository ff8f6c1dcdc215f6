"""The embedded engine beside Spark, on one corpus: reading texts, and resolving facts that are given.

    python benchmarks/distributed.py [--master spark://host:7077] [--texts 400] [--sizes 1000 10000]

Without a master, Spark uses this machine's cores. The texts are those of data/articles, under other ids. Both graphs
are compared; a difference ends the program.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from corpus import facts as generated

from kg.engines import LocalEngine
from kg.extract import Extractor
from kg.model import Article, Facts
from kg.pipeline import build
from kg.rdf import facts_json
from kg.settings import Settings
from kg.sources import read
from kg.spark.articles import read as read_on_spark
from kg.spark.build import load
from kg.spark.extraction import extract
from kg.spark.known import Known
from kg.spark.merging import merge
from kg.spark.session import session
from kg.spark.work import Work
from kg.store import Graph
from kg.world import World, lists

ROOT = Path(__file__).resolve().parent.parent


class Knows:
    """Reads in an article what it is told stands there."""

    version = "corpus-1"

    def __init__(self, facts: Iterable[Facts]) -> None:
        self._facts = {told.article.id: told for told in facts}

    def extract(self, articles: Iterable[Article]) -> Iterator[Facts]:
        return (self._facts[article.id] for article in articles)


def measure_reading(work: Work, known: Known, texts: int, folder: Path) -> None:
    """Seconds for so many texts: on all cores of this machine, and on Spark, where the first row has to load models."""
    articles = (a for a in cycle([a for a in read(ROOT / "data" / "articles") if isinstance(a, Article)]))
    many = [replace(article, id=f"{article.id}-{n}") for n, article in enumerate(islice(articles, texts))]
    file = folder / "texts.jsonl"
    fields = ("id", "text", "title", "date", "publisher", "url")
    file.write_text("".join(json.dumps({f: getattr(a, f) for f in fields}, default=str) + "\n" for a in many))
    for how in ("first, loading models", "again"):
        start = time.perf_counter()
        sum(1 for _ in LocalEngine(partial(Extractor, known.settings), workers=2).extract(many))
        local = time.perf_counter() - start
        work.remove("facts")
        start = time.perf_counter()
        found, _ = read_on_spark(work, [file])
        extract(work, found, known)
        spark = time.perf_counter() - start
        print(f"{texts:,} texts, {how}: local {local:.1f} s, spark {spark:.1f} s, {local / spark:.2f} of its speed")


def measure_resolving(work: Work, known: Known, size: int, folder: Path) -> None:
    """Seconds from given facts to a loaded graph, with the embedded engine and on Spark."""
    told = list(generated(size))
    actors, gazetteer = lists(known.settings)
    with Graph.open(folder / f"local{size}", base=known.settings.base) as graph:
        start = time.perf_counter()
        articles = [one.article for one in told]
        build(graph, articles, extractor=Knows(told), actors=actors, gazetteer=gazetteer)
        local, wanted = time.perf_counter() - start, graph.sorted_nquads()
    rows = [(one.article.id, facts_json.dumps(one), one.article.text) for one in told]
    facts = work.spark.createDataFrame(rows, "id string, facts string, text string")
    with Graph.open(folder / f"spark{size}", base=known.settings.base) as graph:
        start = time.perf_counter()
        built = merge(work, facts, known)
        resolved = time.perf_counter() - start
        load(graph, built)
        spark = time.perf_counter() - start
        assert graph.sorted_nquads() == wanted, "the graphs differ"
    print(
        f"{size:,} articles' facts: local {local:.1f} s, spark {spark:.1f} s ({spark - resolved:.1f} loading), "
        f"{local / spark:.2f} of its speed; equal graphs"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--master", help="Spark's; default: this machine's cores")
    parser.add_argument("--texts", type=int, default=400)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 10_000])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, session(given.master) as spark:
        folder = Path(name)
        settings = Settings(data=folder)
        world = World(*lists(settings), ())
        work = Work(spark, str(folder / "work"), lambda *_: None)
        known = Known(settings, Extractor(settings).version, world.version)
        if given.texts:
            measure_reading(work, known, given.texts, folder)
        for size in given.sizes:
            measure_resolving(work, known, size, folder)


if __name__ == "__main__":
    main()
