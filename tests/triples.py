"""A small real extractor, the articles that it reads, and the graphs that they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from factories import ACTORS, BASE, GAZETTEER, make_claim, make_facts, named

from kg.errors import SourceError
from kg.model import Article, Event, Facts
from kg.pipeline.build import add, build, refresh, retract
from kg.resolve.context import ResolutionContext
from kg.store import Graph

CONTEXT = ResolutionContext(ACTORS, GAZETTEER)


class ReadsTriples:
    """A small real extractor: every line of an article reads "ATTACKER VERB TARGET DEAD".

    Attributes:
        read: ids of the articles that it was given, in order.
    """

    def __init__(self, version: str = "lines-1") -> None:
        self.version = version
        self.read: list[str] = []

    def extract(self, articles: Iterable[Article]) -> Iterator[Facts]:
        for article in articles:
            self.read.append(article.id)
            entities, events, claims = [], [], []
            for n, line in enumerate(article.text.splitlines()):
                attacker, verb, target, dead = line.split()
                entities += [named(f"a{n}", "ArmedGroup", attacker), named(f"t{n}", "ArmedGroup", target)]
                events.append(Event(f"v{n}", "Attack", verb))
                claims += [
                    make_claim(f"v{n}", "attacker", f"a{n}", n),
                    make_claim(f"v{n}", "target", f"t{n}", n),
                    make_claim(f"v{n}", "killedCount", int(dead), n),
                ]
            yield make_facts(article, entities, events, claims, self.version)


@cache
def built(*articles: Article | SourceError) -> bytes:
    """A graph of just these, built at once."""
    graph = Graph.memory(base=BASE)
    if articles:
        build(graph, articles, extractor=ReadsTriples(), context=CONTEXT)
    return graph.sorted_nquads()


ONE = Article("one", "Hamas raided Israel 3\nIsrael shelled Gaza 9")
TWO = Article("two", "Hamas raided Israel 7")
MANY = [Article(f"{n:03}", f"Hamas raided Town{n // 8} {n % 7}\nIsrael shelled Camp{n // 8} {n}") for n in range(100)]
"""Each eight tell of one raid: all of one would be compared each with each."""


def change(folder: Path) -> None:
    """Every kind of change, one after the other, of a graph in whatever state one that was killed left it."""
    with Graph.open(folder, base=BASE) as graph:
        build(graph, MANY[:40], extractor=ReadsTriples(), context=CONTEXT)
        add(graph, MANY[25:60], extractor=ReadsTriples("lines-2"), context=CONTEXT)
        if present := [article.id for article in MANY[:60:3] if graph.has_article(article.id)]:
            retract(graph, present, context=CONTEXT)
        refresh(graph, context=CONTEXT)


def make(folder: Path) -> None:
    """A graph of both in a folder."""
    with Graph.open(folder, base=BASE) as graph:
        build(graph, [ONE, TWO], extractor=ReadsTriples(), context=CONTEXT)
