"""Event alignment: the graph's events of an article matched with the gold's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.evaluate.align import Alignment, PredictedClaim
from kg.evaluate.gold import GoldEvent
from kg.vocab import COUNTS, ROLES

ACTOR_ROLES = ("attacker", "target", "victim", "place")

Roles = defaultdict[str, list[PredictedClaim]]
"""One event's believed claims, by role."""


def events(said: Iterable[PredictedClaim]) -> dict[str, Roles]:
    """The events of one article by IRI, each with its believed claims by role."""
    found: defaultdict[str, Roles] = defaultdict(lambda: defaultdict(list))
    for claim in said:
        if claim.predicate in ROLES and claim.predicate != "weapon" and claim.believed:
            found[claim.subject][claim.predicate].append(claim)
    return dict(found)


def match(aligned: Alignment, told: dict[str, Roles], gold: Sequence[GoldEvent]) -> dict[int, str]:
    """The best pairing, one to one, greedily: position in the gold -> IRI. A pair needs two points in common."""
    pairs = sorted(
        ((_common(aligned, roles, event), iri, at) for iri, roles in told.items() for at, event in enumerate(gold)),
        reverse=True,
    )
    paired: dict[int, str] = {}
    for points, iri, at in pairs:
        if points >= 2 and at not in paired and iri not in paired.values():
            paired[at] = iri
    return paired


def same_date(got: str, want: str | None) -> bool:
    """Whether a date is the wanted one, or a day in the wanted month, or that day of an unstated year."""
    return bool(want) and (got.startswith(str(want)) or (str(want).startswith("--") and got.endswith(str(want)[1:])))


def numbers(said: Iterable[PredictedClaim]) -> set[int]:
    """The numbers that counts say."""
    return {int(float(claim.object)) for claim in said}


def _common(aligned: Alignment, roles: Roles, event: GoldEvent) -> int:
    """Points for what two accounts share: victims and dates tell incidents apart best, then places below a state."""
    points = 0
    for role in ACTOR_ROLES:
        shared = {aligned[claim.object] for claim in roles[role]} & event.wanted(role)
        points += len(shared) * (2 if role == "victim" else 1)
        points += bool(role == "place" and shared - aligned.states)
    points += 2 * any(same_date(claim.object, event.date) for claim in roles["date"])
    return points + sum(len(numbers(roles[role]) & event.counts(role)[0]) for role in COUNTS)
