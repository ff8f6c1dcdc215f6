"""The last part of an IRI: readable, and of its own for everyone."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from kg.knowledge.names import fold
from kg.model import Ref

_LONGEST = 80


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; a hash where nothing is left ("???")."""
    made = "-".join(fold(text).split())[:_LONGEST].strip("-")
    return made or sha256(text.encode()).hexdigest()[:8]


def own_slug(shared: str, first: Ref) -> str:
    """The slug of one that has to leave the plain one to another: its first member tells them apart."""
    mark = sha256(f"{first.article}\0{first.local}".encode()).hexdigest()[:6]
    return f"{shared}-{mark}"


class Claimant(NamedTuple):
    """A cluster that would have a slug: the id that lists give it, its first member's day, and that member."""

    id: int
    actor: str | None
    place: str | None
    day: str
    first: Ref


def given(plain: str, claimants: Iterable[Claimant]) -> list[tuple[int, str]]:
    """Everyone's own slug, by id, of all that want the same: known actors keep it, then places, then the first."""
    ranked = sorted(claimants, key=lambda one: (one.actor is None, one.place is None, one.day, one.first))
    return [(one.id, own_slug(plain, one.first) if rank else plain) for rank, one in enumerate(ranked)]
