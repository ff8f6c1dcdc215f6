"""A generated corpus whose facts are known, and the graphs that are made of it without reading a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from corpus import facts as corpus_facts
from factories import BASE

from kg.knowledge import ActorList, Gazetteer
from kg.model import Article, Facts
from kg.pipeline.build import add
from kg.resolve.context import ResolutionContext, lists
from kg.settings import Settings
from kg.store import Graph

SIZE = 40


class Knows:
    """Reads in an article what it is told stands there.

    Attributes:
        read: ids of the articles that it was given.
    """

    def __init__(self, facts: Iterable[Facts], version: str = "corpus-1") -> None:
        self.version = version
        self._facts = {told.article: told for told in facts}
        self.read: list[str] = []

    def extract(self, articles: Iterable[Article]) -> Iterator[Facts]:
        for article in articles:
            self.read.append(article.id)
            yield self._facts[article]


def world() -> tuple[ActorList, Gazetteer]:
    return lists(Settings())


@cache
def corpus(seed: int) -> list[Facts]:
    return list(corpus_facts(SIZE, seed=seed))


def put(graph: Graph, facts: list[Facts], context: ResolutionContext | None = None) -> None:
    articles = [told.article for told in facts]
    add(graph, articles, extractor=Knows(facts), context=context or ResolutionContext(*world()))


def fresh(facts: Iterable[Facts], context: ResolutionContext | None = None) -> bytes:
    """The graph of just these, built at once."""
    return _built(list(facts), context) if context else _usual(tuple(facts))


@cache
def _usual(facts: tuple[Facts, ...]) -> bytes:
    return _built(list(facts), None)


def _built(facts: list[Facts], context: ResolutionContext | None) -> bytes:
    with Graph.memory(base=BASE) as graph:
        if facts:
            put(graph, facts, context)
        return lines(graph)


def lines(graph: Graph) -> bytes:
    """The graph but for the times of its runs."""
    runs = f"<{BASE}graph/runs>".encode()
    return b"".join(line for line in graph.sorted_nquads().splitlines(keepends=True) if runs not in line)
