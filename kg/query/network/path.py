"""The shortest path between two nodes; of equally short ones the best attested."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

import numpy as np

from kg.errors import NotFound, ParameterError
from kg.query.network.columns import Ints
from kg.query.network.filters import Filter
from kg.query.network.index import Index
from kg.query.network.part import Subnetwork
from kg.query.network.ties import PREDICATES

_TELLING: Final = tuple(name for name in PREDICATES if name != "place")
"""What a way goes along unless it is told otherwise: that two incidents were in one country ties nobody to anybody."""


def shortest(index: Index, start: str, end: str, wanted: Filter) -> Subnetwork:
    """The nodes on the way, in their order, and all ties between each and the next.

    Ties are followed in either direction. Each node is reached once, so it takes as long as the network is large.

    Raises:
        NotFound: one of them is no node, or no way leads from one to the other.
        ParameterError: they are the same.
    """
    ends = [index.iri.find(iri) for iri in (start, end)]
    for iri, number in zip((start, end), ends, strict=True):
        if number is None:
            raise NotFound(f"There is no entity or incident <{iri}> in the graph.")
    first, last = (int(number) for number in ends if number is not None)
    if first == last:
        raise ParameterError("from, to: they are the same; a path is between two.")
    walk = _Walk(index, wanted if wanted.predicates else replace(wanted, predicates=_TELLING), first, last)
    nodes = walk.nodes()
    edges = [walk.between(*pair) for pair in pairwise(nodes)]
    places = np.array([[at * 10.0, at % 2 * 4.0] for at in range(len(nodes))])  # a zigzag, so that names have room
    return Subnetwork(
        index, np.array(nodes), np.concatenate(edges), centre=start, total_edges=sum(map(len, edges)), positions=places
    )


class _Walk:
    """One walk from a node outwards until another is reached."""

    def __init__(self, index: Index, wanted: Filter, first: int, last: int) -> None:
        self._index = index
        self._wanted = wanted
        self._first = first
        self._last = last

    def nodes(self) -> list[int]:
        """The way, node by node.

        Raises:
            NotFound: there is none.
        """
        before = np.full(len(self._index.iri), -1, dtype=np.int64)  # the node from which each was reached
        before[self._first] = self._first
        frontier = np.array([self._first])
        while len(frontier) and before[self._last] < 0:
            edges = self._counting(np.unique(self._index.edges.of(frontier).values))
            source, target = self._index.source[edges], self._index.target[edges]
            at = np.zeros(len(before), dtype=bool)
            at[frontier] = True
            # Edges come best attested first, so that the first one that reaches a node is the best.
            there = np.column_stack((target, source)).ravel()
            here = np.column_stack((source, target)).ravel()
            new = at[here] & (before[there] < 0)
            reached, which = np.unique(there[new], return_index=True)
            before[reached] = here[new][which]
            frontier = reached
        if before[self._last] < 0:
            raise NotFound("No path of believed ties leads from one to the other.")
        way = [self._last]
        while way[-1] != self._first:
            way.append(int(before[way[-1]]))
        return way[::-1]

    def between(self, one: int, other: int) -> Ints:
        """All ties of two nodes that count."""
        edges: Any = self._index.edges[one]
        ends = (self._index.source[edges] == other) | (self._index.target[edges] == other)
        return self._counting(edges[ends])

    def _counting(self, edges: Ints) -> Ints:
        """Those that count; the two ends do, whatever their class."""
        by_either = (self._wanted.edges(self._index, edges, always=end) for end in (self._first, self._last))
        return edges[np.logical_or(*by_either)]
