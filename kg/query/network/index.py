"""The whole network in columns: every node and edge, in an order that stays, found without asking the store.

The store finds an actor's edges quickly, but not the best attested ones first, nor where the last page ended: of a
hundred thousand edges it would have to sort all for each page. So they are sorted once for each snapshot.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kg.query.network.columns import Floats, Ints, Lists, Texts
from kg.query.network.dates import Period
from kg.query.network.evidence import NodesAndArticles
from kg.query.network.ties import KINDS, Edge, Node
from kg.vocab import SUPERCLASS

CLASSES: Final = (*SUPERCLASS, "Thing")
"""What `Index.cls` counts from 0; "Thing" is whatever is of no class of ours."""

_CHUNK: Final = 4096  # rows that are read at once


@dataclass(frozen=True, slots=True, eq=False)
class Index(NodesAndArticles):
    """Nodes and articles as in the evidence, and edges, the best attested first, numbered from 0.

    Attributes:
        edges: of each node, all edges that begin or end there, in their order.
        source, target, kind, weight, confidence: of each edge (see `Edge`); `kind` as in `KINDS`, NaN if unknown.
        articles: of each edge, the numbers of those that say so.
        first, last: of each edge, the first and last days of the incidents behind it, as ordinals; side by side.
    """

    edges: Lists
    source: Ints
    target: Ints
    kind: Ints
    weight: Ints
    confidence: Floats
    articles: Lists
    first: Lists
    last: Lists

    def nodes_at(self, numbers: Ints) -> Iterator[Node]:
        """The nodes of those numbers, in that order, one at a time."""
        for some in _chunks(numbers):
            degrees, begin, end = self.edges.lengths(some).tolist(), self.begin[some].tolist(), self.end[some].tolist()
            for n, (iri, label, date) in enumerate(
                zip(self.iri.at(some), self.label.at(some), self.date.at(some), strict=True)
            ):
                yield Node(
                    iri=iri,
                    label=label,
                    cls=CLASSES[self.cls[some[n]]],
                    named=bool(self.named[some[n]]),
                    lat=_known(self.lat[some[n]]),
                    long=_known(self.long[some[n]]),
                    date=date or None,
                    degree=degrees[n],
                    period=Period(begin[n], end[n]) if begin[n] else None,
                )

    def edges_at(self, numbers: Ints) -> Iterator[Edge]:
        """The edges of those numbers, in that order, one at a time."""
        for some in _chunks(numbers):
            ids = _in_lists(self.articles.of(some), self.article)
            first, last = self.first.of(some), self.last.of(some)
            days = list(map(Period, first.values.tolist(), last.values.tolist()))
            columns = zip(
                self.iri.at(self.source[some]), self.kind[some].tolist(), self.iri.at(self.target[some]),
                self.weight[some].tolist(), ids, self.confidence[some].tolist(), pairwise(first.bounds.tolist()),
                strict=True,
            )  # fmt: skip
            for source, kind, target, weight, articles, confidence, (start, end) in columns:
                yield Edge(source, KINDS[kind], target, weight, articles, _known(confidence), tuple(days[start:end]))

    def rank(self, weight: int, source: str, kind: str, target: str) -> int:
        """How many edges stand before the place after that one; it need not be there itself."""
        wanted = (-weight, source, KINDS.index(kind), target)
        low, high = 0, len(self.source)
        while low < high:
            middle = (low + high) // 2
            if self._key(middle) <= wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def _key(self, n: int) -> tuple[int, str, int, str]:
        return -int(self.weight[n]), self.iri[self.source[n]], int(self.kind[n]), self.iri[self.target[n]]


def _chunks(numbers: Ints) -> Iterator[Ints]:
    return (numbers[start : start + _CHUNK] for start in range(0, len(numbers), _CHUNK))


def _in_lists(lists: Lists, texts: Texts) -> Iterator[tuple[str, ...]]:
    """For each list the texts that it numbers, sorted."""
    values = texts.at(lists.values)
    return (tuple(sorted(values[start:end])) for start, end in pairwise(lists.bounds.tolist()))


def _known(number: float) -> float | None:
    """A number as it was before single precision rounded it, to five places; None for NaN."""
    return None if math.isnan(number) else round(float(number), 5)
