"""Believed triples as numbers, joined and sorted in bulk, for the network's index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from kg.query.network.columns import Floats, Ints, Lists, Mask
from kg.query.network.ties import MADE_OF, NEARER, PREDICATES
from kg.vocab import ROLES

_NUMBER: Final = {name: n for n, name in enumerate(PREDICATES)}


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rows, each with a value; a row may come again and again."""

    rows: Ints
    values: npt.NDArray[Any]

    def found(self) -> Pairs:
        """Those whose row is not -1."""
        return Pairs(self.rows[self.rows >= 0], self.values[self.rows >= 0])

    def renumbered(self, order: Ints) -> Pairs:
        """The same, after the rows were put into that order."""
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        return Pairs(place[self.rows], self.values)


@dataclass(frozen=True, slots=True)
class Triples:
    """Triples of two nodes and the number of a property; sorted by property, source and target until `sorted`.

    Attributes:
        nodes: how many nodes there are.
        kind, source, target: of each triple.
    """

    nodes: int
    kind: Ints
    source: Ints
    target: Ints

    def __len__(self) -> int:
        return len(self.kind)

    def sorted(self, order: Ints) -> Triples:
        """The same in another order."""
        return Triples(self.nodes, self.kind[order], self.source[order], self.target[order])

    def nearest(self) -> Mask:
        """Which do not follow from a nearer one between the same two: who leads a group is its member anyhow."""
        keep: Mask = np.full(len(self), True)
        for name, below in NEARER.items():
            at = self._of(name)
            implied = np.concatenate([self._pairs(self._of(nearer)) for nearer in below])
            keep[at] = ~np.isin(self._pairs(at), implied)
        return keep

    def at_nodes(self) -> Lists:
        """The numbers of the triples that begin or end at each node, in their order."""
        numbers = np.repeat(np.arange(len(self), dtype=np.int32), 2)
        ends = np.column_stack((self.source, self.target)).ravel()
        once = np.column_stack((np.full(len(self), True), self.source != self.target)).ravel()
        return Lists.grouped(ends[once], numbers[once], self.nodes)

    def derived_confidence(self, confidence: Floats) -> Floats:
        """The confidences, with those of derived relations added: in one incident the less sure of the two roles'."""
        column = confidence.copy()
        for derived in MADE_OF:
            made = self._made(derived)
            np.fmax.at(column, made.rows, np.fmin(*confidence[made.values.T]))
        return column

    def periods(self, begin: Ints, end: Ints) -> tuple[Lists, Lists]:
        """For each triple the first and last known days of its incidents.

        Args:
            begin: the first day of each node, 0 where unknown.
            end: the last day.
        """
        incident = np.isin(self.kind, [_NUMBER[role] for role in ROLES if role in _NUMBER])
        rows: list[Ints] = [np.flatnonzero(incident)]
        incidents: list[Ints] = [self.source[incident]]
        for derived in MADE_OF:
            made = self._made(derived)
            rows.append(made.rows)
            incidents.append(self.source[made.values[:, 0]])
        of = np.concatenate(incidents)
        spells = np.column_stack((np.concatenate(rows), begin[of], end[of]))[begin[of] > 0]
        spells = np.unique(spells, axis=0)
        return (
            Lists.grouped(spells[:, 0], spells[:, 1].astype(np.int32), len(self)),
            Lists.grouped(spells[:, 0], spells[:, 2].astype(np.int32), len(self)),
        )

    def _of(self, name: str) -> Ints:
        return np.flatnonzero(self.kind == _NUMBER[name])

    def _pairs(self, at: Ints) -> Ints:
        return self.source[at].astype(np.int64) * self.nodes + self.target[at]

    def _made(self, derived: str) -> Pairs:
        """The derived triples, each with the two roles' triples in one incident that make it."""
        one, other = (self._of(role) for role in MADE_OF[derived])
        others = Lists.grouped(self.source[other], other, self.nodes).of(self.source[one])
        first, second = np.repeat(one, others.lengths()), others.values
        pairs = self.target[first].astype(np.int64) * self.nodes + self.target[second]
        here = self._of(derived)
        order = np.argsort(self._pairs(here))
        at = np.minimum(np.searchsorted(self._pairs(here), pairs, sorter=order), max(0, len(here) - 1))
        if not len(here):
            return Pairs(np.empty(0, np.int64), np.empty((0, 2), np.int64))
        rows = here[order[at]]
        return Pairs(np.where(self._pairs(rows) == pairs, rows, -1), np.column_stack((first, second))).found()
