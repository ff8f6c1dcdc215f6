"""Filters of nodes and edges."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import numpy as np

from kg.errors import ParameterError
from kg.query.network.columns import Ints, Mask
from kg.query.network.dates import bounds
from kg.query.network.index import CLASSES, Index
from kg.query.network.ties import DATED, PREDICATES
from kg.vocab import SUPERCLASS, is_a

NODE_CLASSES: Final = tuple(cls for cls in SUPERCLASS if cls not in ("Claim", "Mention", "Article"))
"""Classes that nodes are of, by local name."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of the network; empty or None restricts nothing.

    Attributes:
        predicates: only edges of these kinds.
        classes: only nodes of these classes and of those below them; an edge needs both ends.
        since, until: only incidents and what belongs to them within these dates ("2024-01-04", "2024-01", "2024"; both
            included). What has no known year is left out. Standing relations (membership, alliance) have no date and
            stay.
        min_confidence: only edges of which some claim is as sure as that, 0 to 1.
        outlets: only edges that an article of one of these outlets tells of.
        named: only nodes that go by a name, and incidents: "three fighters" are left out, and so are edges to them.
    """

    predicates: Collection[str] = ()
    classes: Collection[str] = ()
    since: str | None = None
    until: str | None = None
    min_confidence: float | None = None
    outlets: Collection[str] = ()
    named: bool = False

    def __post_init__(self) -> None:
        """Check the values.

        Raises:
            ParameterError: a predicate is no kind of tie, no node is of that class, or a date is none.
        """
        for name in self.predicates:
            if name not in PREDICATES:
                raise ParameterError(f"{name!r} is no kind of tie; those are: {', '.join(PREDICATES)}.")
        for name in self.classes:
            if name not in NODE_CLASSES:
                raise ParameterError(f"{name!r} is no class of nodes; those are: {', '.join(NODE_CLASSES)}.")
        bounds(self.since, self.until)

    def nodes(self, index: Index) -> Mask:
        """Which nodes count."""
        fits = self._wanted(index)
        if (asked := bounds(self.since, self.until)) is not None:
            incident = _below(["Event"])[index.cls]
            fits &= ~incident | ((index.begin > 0) & (index.begin <= asked.last) & (index.end >= asked.first))
        return fits

    def edges(self, index: Index, among: Ints, always: int | None = None) -> Mask:
        """Which of some edges count.

        Args:
            index: where they are.
            among: their numbers.
            always: a node that counts whatever its class.
        """
        fits = np.full(len(among), True)
        if self.predicates:
            fits &= np.isin(index.kind[among], [PREDICATES.index(name) for name in self.predicates])
        if self.classes or self.named:
            wanted = self._wanted(index)
            for end in (index.source[among], index.target[among]):
                fits &= wanted[end] | (end == always)
        if self.min_confidence is not None:
            # As single precision keeps it: what was written as 0.8 is at least 0.8.
            fits &= index.confidence[among] >= np.float32(self.min_confidence)
        if self.outlets:
            told = index.articles.of(among)
            named = [index.outlet.find(name) for name in self.outlets]
            fits &= told.any(np.isin(index.published_by[told.values], [n for n in named if n is not None]))
        if (asked := bounds(self.since, self.until)) is not None:
            first, last = index.first.of(among), index.last.of(among)
            fits &= first.any((first.values <= asked.last) & (last.values >= asked.first)) | ~_dated(index, among)
        return fits

    @property
    def of_edges(self) -> bool:
        """Whether it asks anything of edges, besides which nodes they have."""
        return bool(self.predicates or self.outlets or self.since or self.until or self.min_confidence is not None)

    def _wanted(self, index: Index) -> Mask:
        fits = _below(self.classes)[index.cls] if self.classes else np.full(len(index.cls), True)
        return fits & index.named if self.named else fits


def _below(classes: Collection[str]) -> Mask:
    """For each of `CLASSES`, whether it is one of those or below it."""
    return np.array([cls in SUPERCLASS and any(is_a(cls, above) for above in classes) for cls in CLASSES])


def _dated(index: Index, edges: Ints) -> Mask:
    kind = index.kind[edges]
    dated: Mask = np.isin(kind, [PREDICATES.index(name) for name in DATED]) | (kind >= len(PREDICATES))
    return dated
