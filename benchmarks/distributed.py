"""The embedded engine beside Spark, on one corpus: reading texts, and resolving facts that are given.

    python benchmarks/distributed.py [--texts 300] [--sizes 1000 10000] [--master spark://host:7077]

Spark has this machine's cores (`local[*,4]`), then a standalone cluster of this machine's processes: a master and two
workers with a core each; or the cluster that `--master` names. The texts are those of data/articles, under other ids.
The graphs of given facts are compared, and so are those that two articles more give; a difference ends the program.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from clusters import cluster
from corpus import facts as generated
from figures import Row, keep
from pyarrow import Table, parquet
from workers import copies

from kg.extract import Extractor
from kg.model import Article, Facts
from kg.pipeline.build import add, build
from kg.pipeline.engines import LocalEngine
from kg.pipeline.publish import publish
from kg.pipeline.spark.articles import read
from kg.pipeline.spark.broadcast import BroadcastContext
from kg.pipeline.spark.build import load
from kg.pipeline.spark.extraction import extract
from kg.pipeline.spark.merging import merge
from kg.pipeline.spark.session import DEFAULT_MASTER, session
from kg.pipeline.spark.work import WorkFolder
from kg.rdf import facts_json
from kg.resolve.context import ResolutionContext, lists, load_context
from kg.settings import Settings
from kg.store import Graph

ROUNDS: Final = ("read, workers started", "read again")
FILES: Final = 16  # that given facts stand in
CONF: Final = "spark.driver.memory 4g\nspark.executor.memory 2g\n"
Seconds = dict[str, float]


class Knows:
    """Reads in an article what it is told stands there."""

    version = "corpus-1"

    def __init__(self, facts: Iterable[Facts]) -> None:
        self._facts = {told.article.id: told for told in facts}

    def extract(self, articles: Iterable[Article]) -> Iterator[Facts]:
        return (self._facts[article.id] for article in articles)


@dataclass(frozen=True)
class Corpora:
    """What is measured: so many texts, and facts of so many articles each."""

    folder: Path
    texts: int
    sizes: tuple[int, ...]

    @property
    def settings(self) -> Settings:
        return Settings(data=self.folder)

    @property
    def lines(self) -> Path:
        return self.folder / "texts.jsonl"

    def facts(self, size: int) -> Path:
        return self.folder / f"facts{size}"

    def write(self) -> None:
        """Put texts and facts where workers can read them."""
        fields = ("id", "text", "title", "date", "publisher", "url")
        rows = ({name: getattr(article, name) for name in fields} for article in copies(self.texts))
        self.lines.write_text("".join(json.dumps(row, default=str) + "\n" for row in rows))
        for size in self.sizes:
            self.facts(size).mkdir()
            told = [
                {"id": one.article.id, "facts": facts_json.dumps(one), "text": one.article.text}
                for one in _corpus(size)[:-2]
            ]
            for n in range(FILES):
                parquet.write_table(Table.from_pylist(told[n::FILES]), self.facts(size) / f"{n}.parquet")


def _corpus(size: int) -> list[Facts]:
    """Facts of so many articles, and of two more."""
    return list(generated(size + 2))


def on_this_machine(corpora: Corpora) -> Seconds:
    """Seconds of the embedded engine, by what it did; each graph is left in a file, to be compared with."""
    found: Seconds = {}
    for name in ROUNDS if corpora.texts else ():
        engine = LocalEngine(partial(Extractor, corpora.settings), workers=2)
        found[name] = _seconds(lambda engine=engine: sum(1 for _ in engine.extract(copies(corpora.texts))))
    for size in corpora.sizes:
        told, context = _corpus(size), load_context(corpora.settings)
        with Graph.open(corpora.folder / f"local{size}", base=corpora.settings.base) as graph:
            articles = [one.article for one in told[:-2]]
            found[f"{size}"] = _seconds(lambda: build(graph, articles, extractor=Knows(told), context=context))  # noqa: B023
            (corpora.folder / f"{size}.nq").write_bytes(graph.sorted_nquads())
            found[f"{size} and one"] = _one_more(graph, told)
            (corpora.folder / f"{size} and one.nq").write_bytes(graph.sorted_nquads())
    return found


def on_spark(corpora: Corpora, name: str, master: str) -> Seconds:
    """Seconds of Spark, likewise."""
    found: Seconds = {}
    here, settings = corpora.folder / name, corpora.settings
    with session(master) as spark:
        work = WorkFolder(spark, str(here / "work"), lambda *_: None)
        known = BroadcastContext(settings, Extractor(settings).version, ResolutionContext(*lists(settings)).version)

        def read_all() -> None:
            articles, _ = read(work, [corpora.lines])
            extract(work, articles, known)

        for round_ in ROUNDS if corpora.texts else ():
            work.remove("facts")
            found[round_] = _seconds(read_all)
        for size in corpora.sizes:
            with Graph.open(here / str(size), base=settings.base) as graph:
                start = time.perf_counter()
                built = merge(work, spark.read.parquet(str(corpora.facts(size))), known)
                found[f"{size}, resolving"] = time.perf_counter() - start
                load(graph, built)
                found[f"{size}, loading"] = time.perf_counter() - start - found[f"{size}, resolving"]
                publish(graph)
                found[f"{size}"] = time.perf_counter() - start
                _compare(graph, corpora.folder / f"{size}.nq")
                found[f"{size} and one"] = _one_more(graph, _corpus(size))
                _compare(graph, corpora.folder / f"{size} and one.nq")
    return found


def _one_more(graph: Graph, told: list[Facts]) -> float:
    """Seconds to draw what follows from one article more, once another has come in."""
    context = load_context(Settings())
    reports = [add(graph, [one.article], extractor=Knows(told), context=context) for one in told[-2:]]
    return reports[-1].seconds["merge"]


def _compare(graph: Graph, wanted: Path) -> None:
    assert graph.sorted_nquads() == wanted.read_bytes(), f"another graph than {wanted.stem}"


def _seconds(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def _alone(measure: Callable[..., Seconds], *args: object) -> Seconds:
    """What is measured in a process of its own: Java is started once in each, with the environment of then."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(measure, *args).result()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--master", help="a cluster that runs, in the place of one of this machine's processes")
    parser.add_argument("--texts", type=int, default=300)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 10_000])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        corpora = Corpora(Path(name), given.texts, tuple(given.sizes))
        corpora.write()
        rows: list[Row] = []

        def measured(engine: str, measure: Callable[..., Seconds], *args: object) -> None:
            before = os.getloadavg()[0]
            found = _alone(measure, corpora, *args)
            rows.append({"engine": engine, "load_before": before, "load_after": os.getloadavg()[0], "seconds": found})
            print(rows[-1], flush=True)

        measured("local", on_this_machine)
        os.environ["SPARK_CONF_DIR"] = name
        (corpora.folder / "spark-defaults.conf").write_text(CONF)
        measured(DEFAULT_MASTER, on_spark, "spark", DEFAULT_MASTER)
        if given.master:
            measured(given.master, on_spark, "cluster", given.master)
        else:
            (corpora.folder / "cluster").mkdir()
            with cluster(corpora.folder / "cluster", CONF, "3g") as started:
                os.environ |= started.env
                measured("master and two workers", on_spark, "cluster", started.master)
        keep("distributed", rows)


if __name__ == "__main__":
    main()
