"""What one article more costs, and one edit of the default graph, as the graph grows: publishing included.

    python benchmarks/publishing.py [ARTICLES …] [--keep FOLDER]

By default of 1,000, 3,000 and 10,000 articles; to fill a graph with a hundred thousand takes half an hour. --keep
leaves the graphs in a folder, from where they are taken the next time. The articles' facts are given, so no language
model runs. Each figure is the median of several changes; the first one is left out, since it still has files to read
for the first time. What publishing leaves to the first reader of the network is told apart.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from corpus import corpus
from figures import Row, keep
from stories import EXTRACTOR

from kg.model import Article, Facts
from kg.pipeline.build import BuildReport, add, retract
from kg.pipeline.publish import publish
from kg.query.network import index_of
from kg.resolve.context import load_context
from kg.settings import Settings
from kg.store import Graph
from kg.store.backups import is_store_file
from kg.updates import update

CHANGES = 8


class Known:
    """Reads in articles what is known to stand there; holds what was asked for and not read yet."""

    version = EXTRACTOR

    def __init__(self, facts: Iterable[Facts]) -> None:
        self._facts = iter(facts)
        self._waiting: dict[str, Facts] = {}

    def articles(self, number: int) -> Iterator[Article]:
        for told in islice(self._facts, number):
            self._waiting[told.article.id] = told
            yield told.article

    def skip(self, number: int) -> set[str]:
        """Pass over some; their ids."""
        return {told.article.id for told in islice(self._facts, number)}

    def extract(self, articles: Iterable[Article]) -> Iterator[Facts]:
        return (self._waiting.pop(article.id) for article in articles)


def timed(act: Callable[[int], object]) -> tuple[float, float]:
    """The median of several changes: on the clock, and of this process's own time, in seconds."""
    times: list[tuple[float, float]] = []
    for n in range(CHANGES + 1):
        clock, own = time.perf_counter(), time.process_time()
        act(n)
        times.append((time.perf_counter() - clock, time.process_time() - own))
    clocks, owns = zip(*times[1:], strict=True)
    return statistics.median(clocks), statistics.median(owns)


def measure(articles: int, folder: Path) -> Row:
    settings = Settings(data=folder)
    context = load_context(settings)
    known = Known(told.facts for told in corpus(articles + CHANGES + 1))

    def put(number: int) -> BuildReport:
        return add(graph, known.articles(number), extractor=known, context=context)

    def edit(n: int) -> None:
        someone = f"<{settings.base}entity/someone-{n}>"
        update(graph, f"INSERT DATA {{ {someone} a kg:Person ; rdfs:label 'Someone {n}' }}")
        publish(graph)

    with Graph.open(folder, base=settings.base) as graph:
        if kept := set(graph.article_ids()):
            if more := kept - known.skip(articles):
                retract(graph, more, context=context)
        else:
            put(articles)
        quads = len(graph)
        article, change = timed(lambda _: put(1)), timed(edit)
        print(f"{articles:,} articles, {quads:,} quads")
        for what, (clock, own) in (("article", article), ("edit", change)):
            print(f"    one {what} more: {1000 * clock:.0f} ms ({1000 * own:.0f} of its own)", flush=True)
        beside, written = _beside(graph)
        print(f"    indexes beside the published state: {beside:.1f} MB, {written:.2f} of it written anew", flush=True)
    network = _network(folder, settings.base)
    print(f"    the network, for its first reader: {1000 * network:.0f} ms of its own", flush=True)
    return {
        "articles": articles, "quads": quads, "article_s": article[1], "edit_s": change[1],
        "network_s": network, "beside_mb": round(beside, 1), "written_mb": round(written, 2),
    }  # fmt: skip


def _beside(graph: Graph) -> tuple[float, float]:
    """Megabytes of what lies beside the store in the newest published state, and of what that shares with no other."""
    assert graph.published
    files = [path for path in graph.published.rglob("*") if path.is_file() and not is_store_file(path.name)]
    sizes = [(path.stat().st_size / 1e6, path.stat().st_nlink) for path in files]
    return sum(size for size, _ in sizes), sum(size for size, links in sizes if links == 1)


def _network(folder: Path, base: str) -> float:
    with Graph.snapshot(folder, base=base) as reader:
        own = time.process_time()
        index_of(reader)
        return time.process_time() - own


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int, nargs="*", default=[1000, 3000, 10_000])
    parser.add_argument("--keep", type=Path, help="where graphs are left, and taken from")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        keep("publishing", [measure(articles, folder / str(articles)) for articles in given.articles])


if __name__ == "__main__":
    main()
