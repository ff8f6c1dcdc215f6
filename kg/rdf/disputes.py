"""Disputes between accounts of an incident: the one definition, in the default graph as `kg:disputed`.

A dispute needs two voices that are independent and cannot both be right. A voice is whom an article quotes, else its
outlet; a copy has none of its own, and no article disagrees with those whom it quotes. No two voices disagree where one
is less exact than the other, counts a part of what the other counts, or told earlier what the other tells later: a toll
that grows is a history. Two articles that agree on a number do not disagree by another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from itertools import combinations
from typing import Final

from kg.model import DisputableClaim
from kg.rdf.accusations import attackers_disagree
from kg.rdf.tolls import tolls_disagree
from kg.rdf.voices import BELIEVED, are_independent, by_voice
from kg.vocab import COUNTS

DISPUTABLE: Final = ("killedCount", "woundedCount", "attacker", "place", "date", "factuality")
"""On what accounts can disagree; `factuality` is whether it happened."""

_FULL: Final = 10  # characters of a full date


def disputed(
    accounts: Iterable[DisputableClaim], beside: Callable[[str, str], bool] | None = None, *, clash: bool = False
) -> tuple[str, ...]:
    """The properties that the accounts of one incident disagree on, in the order of `DISPUTABLE`.

    Args:
        accounts: of one incident.
        beside: whether two places, by slug, can hold one incident; without it no places disagree.
        clash: whether it is fighting, in which both sides attack.
    """
    told = [one for one in accounts if one.factuality != "Hypothetical" and not one.copy and not one.inferred]
    accused = {one.value for one in told if one.property == "attacker"}
    found = {name for name in COUNTS if tolls_disagree([one for one in told if one.property == name], accused)}
    attackers = [one for one in told if one.property == "attacker"]
    if attackers_disagree(attackers, clash=clash):
        found.add("attacker")
    if beside is not None and _apart((one for one in told if one.property == "place"), lambda a, b: not beside(a, b)):
        found.add("place")
    if _apart((one for one in told if one.property == "date"), _other_day):
        found.add("date")
    if _is_denied(told):
        found.add("factuality")
    return tuple(name for name in DISPUTABLE if name in found)


def _apart(claims: Iterable[DisputableClaim], differ: Callable[[str, str], bool]) -> bool:
    """Whether two voices give values of which no pair can both be right."""
    voices = by_voice(one for one in claims if one.factuality in BELIEVED and not one.counted)
    return any(
        all(differ(x.value, y.value) for x in a for y in b) and any(are_independent(x, y) for x in a for y in b)
        for a, b in combinations(voices, 2)
    )


def _other_day(a: str, b: str) -> bool:
    """Whether two full dates are more than a day apart: a night, or the clocks of two countries, are no dispute."""
    if len(a) != _FULL or len(b) != _FULL or "--" in (a[:2], b[:2]):
        return False
    return abs(dt.date.fromisoformat(a) - dt.date.fromisoformat(b)) > dt.timedelta(days=1)


def _is_denied(told: Collection[DisputableClaim]) -> bool:
    """Whether one voice denies the whole incident, not just its author or day, and another states what it denies."""
    voices = by_voice(one for one in told if one.property not in COUNTS)
    deny = [
        said
        for said in voices
        if all(one.factuality == "Denied" and one.property != "attacker" for one in said)
        and any(one.property != "date" for one in said)
    ]
    denied = [(one.property, one.value, one) for said in deny for one in said if one.property != "date"]
    return any(
        one.factuality == "Asserted" and (one.property, one.value) == (what, value) and are_independent(one, denial)
        for what, value, denial in denied
        for one in told
    )
