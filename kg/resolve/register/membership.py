"""Who is in which cluster, looked up in a register as it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final, Literal

from kg.model import Ref
from kg.resolve.register.database import Register

Kind = Literal["entities", "incidents"]

_KEPT: Final = 50_000  # members whose cluster is kept at hand
_HOME: Final[dict[Kind, str]] = {
    "entities": "SELECT c.id, slug, label, cls, actor, place FROM entities e JOIN forms f ON f.id = e.form"
    " JOIN clusters c ON c.id = f.cluster WHERE e.article = ? AND e.local = ?",
    "incidents": "SELECT c.id, slug, label, cls, actor, place FROM events e JOIN clusters c ON c.id = e.cluster"
    " WHERE e.article = ? AND e.local = ?",
}
_FIRSTS: Final[dict[Kind, str]] = {
    "entities": "SELECT article, local FROM forms WHERE cluster = ? ORDER BY article, local",
    "incidents": "SELECT article, local FROM events WHERE cluster = ? ORDER BY article, local",
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """An entity or incident, without its members."""

    kind: Kind
    id: int
    slug: str
    label: str
    cls: str
    actor: str | None
    place: str | None


class Membership:
    """The clusters of a register and their members.

    What is compared and joined are entities' forms and single events. Each is known by its first: the entity that a
    form was seen in first, and an event by itself.
    """

    def __init__(self, register: Register) -> None:
        self._rows, self._row = register.rows, register.row
        self._at_hand = lru_cache(_KEPT)(self._look_up)

    def named(self, slug: str) -> Cluster | None:
        """What has a slug; None if nothing has."""
        kinds: tuple[tuple[Kind, str], ...] = ("entities", "entity"), ("incidents", "event")
        for kind, told in kinds:
            query = "SELECT id, slug, label, cls, actor, place FROM clusters WHERE kind = ? AND slug = ?"
            if row := self._row(query, told, slug):
                return Cluster(kind, *row)
        return None

    def home(self, ref: Ref) -> Cluster:
        """What a member is part of."""
        return self._at_hand(ref)

    def first(self, ref: Ref) -> Ref:
        """The first of a member's form, or the event itself."""
        row = self._row(
            "SELECT f.article, f.local FROM entities e JOIN forms f ON f.id = e.form"
            " WHERE e.article = ? AND e.local = ?",
            *(ref.article, ref.local),
        )
        return Ref(*row) if row else ref

    def firsts(self, cluster: Cluster) -> list[Ref]:
        """The first of each form, or the events, in order."""
        return [Ref(*row) for row in self._rows(_FIRSTS[cluster.kind], cluster.id)]

    def members(self, firsts: Iterable[Ref], most: int = -1) -> list[Ref]:
        """All entities of some forms, or these events, in order; `most` of them, or all."""
        query = (
            "SELECT e.article, e.local FROM forms f JOIN entities e ON e.form = f.id"
            " WHERE f.article = ? AND f.local = ? ORDER BY e.article, e.local LIMIT ?"
        )
        found = (
            [Ref(*row) for row in self._rows(query, first.article, first.local, most)] or [first] for first in firsts
        )
        every = sorted(chain.from_iterable(found))
        return every if most < 0 else every[:most]

    def _look_up(self, ref: Ref) -> Cluster:
        kinds: tuple[Kind, ...] = "entities", "incidents"
        return next(Cluster(kind, *row) for kind in kinds if (row := self._row(_HOME[kind], ref.article, ref.local)))
