"""The neighbourhood of a node, page by page."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

import numpy as np

from kg.errors import NotFound, ParameterError
from kg.query.network.columns import Ints
from kg.query.network.filters import Filter
from kg.query.network.index import Index
from kg.query.network.part import Subnetwork
from kg.query.network.ties import KINDS, Edge

Direction = Literal["out", "in", "both"]

_COUNTED: Final = 2_000_000  # edges that are looked at for the total: tens of milliseconds


@dataclass(frozen=True, slots=True)
class NeighbourhoodQuery:
    """A query for a neighbourhood.

    Attributes:
        depth: how many steps away, 1 at least.
        direction: whether edges are followed from the centre, to it, or both.
        limit: at most so many edges, the nearest first, of equally near ones the best attested.
        after: the cursor that the page before gave; None for the first page.
        only: which nodes and edges count; the centre always does.
    """

    depth: int = 1
    direction: Direction = "both"
    limit: int = 200
    after: str | None = None
    only: Filter = field(default_factory=Filter)


class Cursor(NamedTuple):
    """Where a page ended: at an edge so many steps from the centre. It still leads on after the graph has changed."""

    distance: int
    weight: int
    source: str
    kind: str
    target: str

    @classmethod
    def at(cls, edge: Edge, distance: int) -> Cursor:
        """The place of an edge that far away."""
        return cls(distance, edge.weight, edge.source, edge.kind, edge.target)

    def place(self, index: Index) -> int:
        """The number of the first edge after it."""
        return index.rank(self.weight, self.source, self.kind, self.target)

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(json.dumps(self).encode()).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """Read one.

        Raises:
            ParameterError: the cursor comes from no page of the list.
        """
        try:
            distance, weight, source, kind, target = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            cursor = cls(int(distance), int(weight), str(source), str(kind), str(target))
        except (ValueError, TypeError) as wrong:
            raise ParameterError(
                "cursor: it comes from no page of this list; leave it out to begin at the start."
            ) from wrong
        if kind not in KINDS:
            raise ParameterError("cursor: it comes from no page of this list; leave it out to begin at the start.")
        return cursor


def neighbourhood(index: Index, iri: str, wanted: NeighbourhoodQuery) -> Subnetwork:
    """A node's neighbourhood within some steps: a page of edges, and the nodes at their ends.

    The order is by distance from the centre, then as in the index: so it stays from page to page, and a page costs the
    same wherever it begins.

    Raises:
        NotFound: no node has that IRI.
        ParameterError: the cursor is none.
    """
    centre = index.iri.find(iri)
    if centre is None:
        raise NotFound(f"There is no entity or incident <{iri}> in the graph.")
    walk = _Walk(index, wanted, centre)
    edges, distances = walk.page()
    more = len(edges) > wanted.limit
    edges = edges[: wanted.limit]
    nodes = np.unique(np.concatenate((index.source[edges], index.target[edges], [centre])))
    return Subnetwork(
        index,
        np.concatenate(([centre], nodes[nodes != centre])),
        edges,
        centre=iri,
        total_edges=walk.total,
        next=str(Cursor.at(next(index.edges_at(edges[-1:])), int(distances[wanted.limit - 1]))) if more else None,
    )


class _Walk:
    """One walk from a node outwards, step by step."""

    def __init__(self, index: Index, wanted: NeighbourhoodQuery, centre: int) -> None:
        self._index = index
        self._wanted = wanted
        self._centre = centre
        self._inner = np.zeros(len(index.iri), dtype=bool)  # nodes nearer than the frontier
        self._looked_at = 0
        self.total: int | None = 0

    def page(self) -> tuple[Ints, Ints]:
        """The edges from the cursor on, one more than the limit if there are so many, and how far each is."""
        after = Cursor.parse(self._wanted.after) if self._wanted.after else None
        edges, distances, room = [], [], self._wanted.limit + 1
        frontier = np.array([self._centre])
        for distance in range(1, self._wanted.depth + 1):
            self._looked_at += int(self._index.edges.lengths(frontier).sum())
            if self._looked_at > _COUNTED and not room:
                self.total = None
                break
            step = self._step(frontier)
            if self.total is not None:
                self.total += len(step)
            if after is None or distance >= after.distance:
                from_ = after.place(self._index) if after is not None and distance == after.distance else 0
                taken = step[np.searchsorted(step, from_) :][:room]
                room -= len(taken)
                edges.append(taken)
                distances.append(np.full(len(taken), distance))
            if distance < self._wanted.depth:
                self._inner[frontier] = True
                ends = np.unique(np.concatenate((self._index.source[step], self._index.target[step])))
                frontier = ends[~self._inner[ends]]
        return np.concatenate(edges), np.concatenate(distances)

    def _step(self, frontier: Ints) -> Ints:
        """The edges that count, from the frontier on, in their order."""
        index, direction = self._index, self._wanted.direction
        edges: Ints = index.edges[frontier[0]] if len(frontier) == 1 else np.unique(index.edges.of(frontier).values)
        if direction == "both":
            if self._inner.any():
                edges = edges[~self._inner[index.source[edges]] & ~self._inner[index.target[edges]]]
        else:
            ends = index.source[edges] if direction == "out" else index.target[edges]
            at = np.zeros(len(index.iri), dtype=bool)
            at[frontier] = True
            edges = edges[at[ends]]
        return edges[self._wanted.only.edges(index, edges, always=self._centre)]
