"""Cluster membership, looked up in a register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final, Literal

from kg.model import Ref
from kg.resolve.register import queries
from kg.resolve.register.database import Register, ids

Kind = Literal["entity", "event"]
KINDS: Final[tuple[Kind, ...]] = ("entity", "event")
PLURALS: Final[dict[Kind, str]] = {"entity": "entities", "event": "incidents"}  # what people call them

_KEPT: Final = 50_000  # members whose cluster is kept at hand
_FIRSTS: Final[dict[Kind, str]] = {
    "entity": queries.FIRSTS_OF_FORMS_IN_CLUSTER,
    "event": queries.EVENTS_IN_CLUSTER,
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
        for kind in KINDS:
            if row := self._row(queries.CLUSTER_WITH_SLUG, kind, slug):
                return Cluster(kind, *row)
        return None

    def home(self, ref: Ref) -> Cluster:
        """The cluster of a member."""
        return self._at_hand(ref)

    def first(self, ref: Ref) -> Ref:
        """The first of a member's form, or the event itself."""
        row = self._row(queries.FORM_OF_ENTITY, *ids(ref))
        return Ref(*row[:2]) if row else ref

    def firsts(self, cluster: Cluster) -> list[Ref]:
        """The first of each form, or the events, in order."""
        return [Ref(*row) for row in self._rows(_FIRSTS[cluster.kind], cluster.id)]

    def members(self, firsts: Iterable[Ref], most: int = -1) -> list[Ref]:
        """All entities of some forms, or these events, in order; `most` of them, or all."""
        asked = queries.ENTITIES_OF_FIRST
        found = ([Ref(*row) for row in self._rows(asked, *ids(first), most)] or [first] for first in firsts)
        every = sorted(chain.from_iterable(found))
        return every if most < 0 else every[:most]

    def _look_up(self, ref: Ref) -> Cluster:
        asked = queries.CLUSTER_OF_MEMBER
        return next(Cluster(kind, *row) for kind in KINDS if (row := self._row(asked[kind], *ids(ref))))
