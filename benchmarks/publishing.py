"""What one article more costs, and one edit of the default graph, as the graph grows: publishing included.

    python benchmarks/publishing.py [ARTICLES …]        (default: 1000 3000 10000; ten thousand take minutes to build)

The articles' facts are given, so no language model runs. Each figure is the median of several changes; the first one
after a build is left out, since it still has files to read for the first time.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from corpus import corpus

from kg.knowledge import ActorList, Gazetteer
from kg.model import Article, Facts
from kg.pipeline import Report, add
from kg.publish import publish
from kg.settings import Settings
from kg.store import Graph
from kg.updates import update

CHANGES = 8


class Known:
    """Reads in articles what is known to stand there."""

    def __init__(self, facts: Iterable[Facts]) -> None:
        self._facts = {told.article.id: told for told in facts}
        self.version = next(iter(self._facts.values())).extractor

    def extract(self, articles: Iterable[Article]) -> Iterator[Facts]:
        return (self._facts[article.id] for article in articles)


def timed(act: Callable[[int], object]) -> str:
    """The median of several changes: on the clock, and of this process's own time, in milliseconds."""
    times: list[tuple[float, float]] = []
    for n in range(CHANGES + 1):
        clock, own = time.perf_counter(), time.process_time()
        act(n)
        times.append((time.perf_counter() - clock, time.process_time() - own))
    clocks, owns = zip(*times[1:], strict=True)
    return f"{1000 * statistics.median(clocks):.0f} ms ({1000 * statistics.median(owns):.0f} of its own)"


def measure(articles: int, folder: Path) -> None:
    settings = Settings(data=folder)
    actors, gazetteer = ActorList.load(settings.actors), Gazetteer.load(settings.places)
    facts = [told.facts for told in corpus(articles + CHANGES + 1)]
    extractor = Known(facts)

    def put(some: Iterable[Facts]) -> Report:
        return add(graph, (told.article for told in some), extractor=extractor, actors=actors, gazetteer=gazetteer)

    def edit(n: int) -> None:
        someone = f"<{settings.base}entity/someone-{n}>"
        update(graph, f"INSERT DATA {{ {someone} a kg:Person ; rdfs:label 'Someone {n}' }}")
        publish(graph)

    with Graph.open(folder, base=settings.base) as graph:
        whole = put(islice(facts, articles))
        one = timed(lambda n: put([facts[articles + n]]))
        print(f"{articles:,} articles, {whole.triples:,} quads; all published in {whole.seconds['publish']:.1f} s")
        print(f"    one article more: {one}")
        print(f"    one edit more: {timed(edit)}")


def main() -> None:
    for articles in map(int, sys.argv[1:] or ["1000", "3000", "10000"]):
        with tempfile.TemporaryDirectory() as temporary:
            measure(articles, Path(temporary) / "graph")


if __name__ == "__main__":
    main()
