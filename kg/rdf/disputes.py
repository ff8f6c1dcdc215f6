"""Disputes between accounts of an incident: the one definition, in the default graph as `kg:disputed`.

A dispute needs two voices that are independent and cannot both be right. A voice is whom an article quotes, else its
outlet; a copy has none of its own, and no article disagrees with those whom it quotes. No two voices disagree where one
is less exact than the other, counts a part of what the other counts, or told earlier what the other tells later: a toll
that grows is a history.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from itertools import combinations
from math import inf
from typing import Final, NamedTuple

from kg.model import DisputableClaim
from kg.vocab import COUNTS

DISPUTABLE: Final = ("killedCount", "woundedCount", "attacker", "place", "date", "factuality")
"""On what accounts can disagree; `factuality` is whether it happened."""

BELIEVED: Final = ("Asserted", "Hedged")
_ABOUT: Final = 0.2  # of a number that is meant roughly
_RIVAL: Final = 0.5  # of an article's greatest number, from which on another can be a rival of it
_ARTICLES: Final = {"the", "a", "an", ""}
_STATES: Final = ("State", "StateBody", "MilitaryForce")
_FULL: Final = 10  # characters of a full date


class Interval(NamedTuple):
    """What a count can mean, both ends included; `kind` is whose number it is, empty where it is of all."""

    low: float
    high: float
    kind: str = ""


def disputed(accounts: Iterable[DisputableClaim], beside: Callable[[str, str], bool] | None = None) -> tuple[str, ...]:
    """The properties that the accounts of one incident disagree on, in the order of `DISPUTABLE`.

    Args:
        accounts: of one incident.
        beside: whether two places, by slug, can hold one incident; without it no places disagree.
    """
    told = [one for one in accounts if one.factuality != "Hypothetical" and not one.copy and not one.inferred]
    accused = {one.value for one in told if one.property == "attacker"}
    found = {name for name in COUNTS if _tolls_disagree([one for one in told if one.property == name], accused)}
    if _attackers_disagree([c for c in told if c.property == "attacker"]):
        found.add("attacker")
    if beside is not None and _apart((one for one in told if one.property == "place"), lambda a, b: not beside(a, b)):
        found.add("place")
    if _apart((one for one in told if one.property == "date"), _other_day):
        found.add("date")
    if _is_denied(told):
        found.add("factuality")
    return tuple(name for name in DISPUTABLE if name in found)


def voice(told: DisputableClaim) -> str:
    """The voice of a claim: the quoted source, else the outlet, else the article."""
    return told.source or told.outlet or told.article


def toll_range(accounts: Iterable[DisputableClaim], property_: str) -> tuple[int, int] | None:
    """The lowest and the highest number that is believed of all who came to harm; None if none is.

    Each voice counts once: with the latest of its reports, and there with its highest number, since others are parts of
    it. Where any counts all, those that count some ("three soldiers") do not matter; else the kind does of which there
    are most.
    """
    told = [one for one in accounts if one.property == property_]
    withdrawn = {(one.outlet or one.article, one.value) for one in told if one.factuality == "Denied"}
    counts = [one for one in told if one.factuality in BELIEVED]
    counts = [one for one in counts if (one.outlet or one.article, one.value) not in withdrawn]
    if not counts:
        return None
    if any(not one.counted for one in counts):
        counts = [one for one in counts if not one.counted]
    else:
        most = max(counts, key=lambda one: (int(one.value), one.counted)).counted
        counts = [one for one in counts if one.counted == most]
    by_voice = defaultdict[str, list[DisputableClaim]](list)
    for one in counts:
        by_voice[voice(one)].append(one)
    totals = list[int]()
    for said in by_voice.values():
        last = max(one.day for one in said)
        latest = [one for one in said if one.day == last]
        bounds = {one.bound for one in latest}
        numbers = [int(one.value) for one in latest]
        # "Between 5 and 7" is one voice that gives both ends.
        totals += [min(numbers), max(numbers)] if {"AtLeast", "AtMost"} <= bounds else [max(numbers)]
    return min(totals), max(totals)


def interval(told: DisputableClaim) -> Interval:
    """What a count can mean."""
    number = int(told.value)
    low = {"AtMost": 0.0, "About": number * (1 - _ABOUT)}.get(told.bound, float(number))
    high = {"AtLeast": inf, "About": number * (1 + _ABOUT)}.get(told.bound, float(number))
    return Interval(low, high, told.counted)


def _are_independent(a: DisputableClaim, b: DisputableClaim) -> bool:
    """Whether two claims are of two voices that can disagree.

    "SANA" and "a SANA reporter" are one. An article's own words and a number or name that it quotes from somebody are
    as a rule about two things, where they differ.
    """
    if a.article == b.article and not (a.source and b.source):
        return False
    x, y = (set(re.split(r"[\W_]+", voice(one).casefold())) for one in (a, b))
    x, y = x - _ARTICLES or x, y - _ARTICLES or y
    return not (x <= y or y <= x)


def _by_voice(claims: Iterable[DisputableClaim]) -> list[list[DisputableClaim]]:
    found = defaultdict[str, list[DisputableClaim]](list)
    for one in claims:
        found[voice(one)].append(one)
    return list(found.values())


def _tolls_disagree(counts: Collection[DisputableClaim], accused: Collection[str]) -> bool:
    """Whether any two voices give numbers of which no pair can both be right, or one denies what another gives."""
    parts = _parts(counts, accused)
    return any(_counts_clash(a, b, parts) for a, b in combinations(_by_voice(counts), 2))


def _parts(counts: Collection[DisputableClaim], accused: Collection[str]) -> set[DisputableClaim]:
    """Counts that are far less than their article gives otherwise: of some of the dead, or of another place.

    But what the accused count for themselves ("we killed fifty") is their word against the others'.
    """
    greatest = defaultdict[tuple[str, str], int](int)
    for one in counts:
        if one.factuality in BELIEVED:
            greatest[one.article, one.counted] = max(greatest[one.article, one.counted], int(one.value))
    bragging = {one.article for one in counts if one.source in accused}
    return {
        one
        for one in counts
        if one.article not in bragging
        and int(one.value) < _RIVAL * max(greatest[one.article, kind] for kind in ("", one.counted))
    }


def _counts_clash(a: list[DisputableClaim], b: list[DisputableClaim], parts: Collection[DisputableClaim]) -> bool:
    for one, other in ((a, b), (b, a)):
        denied = {(c.value, c.counted) for c in one if c.factuality == "Denied"}
        if denied & {(c.value, c.counted) for c in other if c.factuality in BELIEVED}:
            return True
    pairs = [(x, y) for x in a for y in b if "Denied" not in (x.factuality, y.factuality)]
    clashing = [(_clash(x, y, parts), _are_independent(x, y)) for x, y in pairs]
    return all(clash is not None for clash, _ in clashing) and (True, True) in clashing


def _clash(a: DisputableClaim, b: DisputableClaim, parts: Collection[DisputableClaim]) -> bool | None:
    """Whether two counts cannot both be right; None where they count the same and can, so that their voices agree.

    False where they say nothing of each other: of soldiers and of civilians.
    """
    x, y = interval(a), interval(b)
    if x.kind == y.kind:
        apart = x.high < y.low or y.high < x.low
        if apart and (a in parts or b in parts):
            return False
        return True if apart and not _grown(a, b) and not _grown(b, a) else None
    if (x.kind and y.kind) or a in parts or b in parts:
        return False
    part, whole = (x, y) if x.kind else (y, x)
    return part.low > whole.high


def _grown(early: DisputableClaim, late: DisputableClaim) -> bool:
    """Whether the later number is the earlier one, grown: unless it is one party's word against another's."""
    is_later = bool(early.day and late.day and early.day < late.day)
    return is_later and int(early.value) < int(late.value) and not (early.source and late.source)


def _attackers_disagree(claims: Collection[DisputableClaim]) -> bool:
    """Whether an attacker that somebody names is denied, or two voices cannot both be right on who it was.

    Words without a name ("gunmen") contradict no name; nor does a man contradict a body, or a force of no known state a
    state's.
    """
    stated = [one for one in claims if one.factuality in BELIEVED]
    denials = [one for one in claims if one.factuality == "Denied" and (one.source or not one.counted)]
    wholes: dict[str, set[str]] = defaultdict(set)
    for one in claims:
        wholes[one.value] |= {one.value, *one.wholes}

    def related(a: str, b: str) -> bool:
        return a == b or a in wholes[b] or b in wholes[a]

    def denied(one: DisputableClaim, denial: DisputableClaim) -> bool:
        if voice(one) == voice(denial):
            return False
        # Who denies it for himself is accused, though only of being one of the "gunmen".
        return related(denial.source, denial.value) if one.counted else related(one.value, denial.value)

    if any(denied(one, denial) for one in stated for denial in denials):
        return True
    named = [one for one in stated if not one.counted]
    by_voice, by_article = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for one in named:
        by_voice[voice(one)].add(one.value)
        by_article[one.article].add(one.value)
    answers = [*by_voice.values(), *by_article.values()]

    def rivals(a: DisputableClaim, b: DisputableClaim) -> bool:
        if any(related(x, y) for x in by_voice[voice(a)] for y in by_voice[voice(b)]) or not _are_independent(a, b):
            return False
        if _can_be_one_side(a, b) or _can_be_one_side(b, a):
            return False
        if related(a.source, b.value) or related(b.source, a.value):
            return voice(a) != a.value and voice(b) != b.value  # one blames the other, who blames somebody else
        if any(x.source == x.value and y.source and not _claims_it(y) for x, y in ((a, b), (b, a))):
            return True  # one claims it for himself, and somebody says that it was another
        plain = a.factuality == b.factuality == "Asserted"
        return plain and not any(all(any(related(one.value, x) for x in said) for one in (a, b)) for said in answers)

    return any(rivals(a, b) for a, b in combinations(named, 2))


def _can_be_one_side(a: DisputableClaim, b: DisputableClaim) -> bool:
    """Whether the first may have acted for the second: somebody for a group, a battalion for a government."""
    if a.cls == "Person":
        return b.cls not in ("", "Person")
    return a.cls == "MilitaryForce" and not a.wholes and b.cls in _STATES


def _claims_it(told: DisputableClaim) -> bool:
    """Whether an attacker says it of himself, be it by another name: "an al-Qaeda-linked group" and al-Qaeda."""
    x, y = (set(re.split(r"[\W_]+", text.casefold())) - _ARTICLES for text in (told.source, told.value))
    return bool(x) and (x <= y or y <= x)


def _apart(claims: Iterable[DisputableClaim], differ: Callable[[str, str], bool]) -> bool:
    """Whether two voices give values of which no pair can both be right."""
    voices = _by_voice(one for one in claims if one.factuality in BELIEVED and not one.counted)
    return any(
        all(differ(x.value, y.value) for x in a for y in b) and any(_are_independent(x, y) for x in a for y in b)
        for a, b in combinations(voices, 2)
    )


def _other_day(a: str, b: str) -> bool:
    """Whether two full dates are more than a day apart: a night, or the clocks of two countries, are no dispute."""
    if len(a) != _FULL or len(b) != _FULL or "--" in (a[:2], b[:2]):
        return False
    return abs(dt.date.fromisoformat(a) - dt.date.fromisoformat(b)) > dt.timedelta(days=1)


def _is_denied(told: Collection[DisputableClaim]) -> bool:
    """Whether one voice denies the whole incident, not just its author or day, and another states some of it."""
    voices = _by_voice(one for one in told if one.property not in COUNTS)
    deny = [
        said
        for said in voices
        if all(one.factuality == "Denied" and one.property != "attacker" for one in said)
        and any(one.property != "date" for one in said)
    ]
    return any(
        one.factuality == "Asserted" and one.property != "attacker" and _are_independent(one, said[0])
        for said in deny
        for one in told
    )
