"""Tolls that accounts of an incident give: what one can mean, the range of all, and whether two can both be right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import combinations
from math import inf
from typing import Final, NamedTuple

from kg.model import DisputableClaim
from kg.rdf.voices import BELIEVED, are_independent, by_voice, voice

_ABOUT: Final = 0.2  # of a number that is meant roughly
_RIVAL: Final = 0.5  # of an article's greatest number, from which on another can be a rival of it
_FAR: Final = 0.65  # of a number, below which another of that day is an earlier one
_ROUNDED: Final = 0.95  # of a number, from which on another of the same article says the same, rounded


class Interval(NamedTuple):
    """What a count can mean, both ends included; `kind` is whose number it is, empty where it is of all."""

    low: float
    high: float
    kind: str = ""


def toll_range(accounts: Iterable[DisputableClaim], property_: str) -> tuple[int, int] | None:
    """The lowest and the highest number that is believed of all who came to harm; None if none is.

    Each voice counts once: with the latest of its reports, and there with its highest number, since others are parts of
    it. Where any counts all, those that count some ("three soldiers") only tell that it was no fewer; else the kind
    counts of which there are most.
    """
    told = [one for one in accounts if one.property == property_]
    withdrawn = {(one.outlet or one.article, one.value) for one in told if one.factuality == "Denied"}
    counts = [one for one in told if one.factuality in BELIEVED]
    counts = [one for one in counts if (one.outlet or one.article, one.value) not in withdrawn]
    if not counts:
        return None
    fewest = 0
    if any(not one.counted for one in counts):
        fewest = _fewest_of_a_kind(counts)
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
    return max(fewest, min(totals)), max(fewest, *totals)


def _fewest_of_a_kind(counts: Iterable[DisputableClaim]) -> int:
    """How many it was at least, by counts of some: each kind by its lowest count, and of the kinds the highest."""
    by_kind = defaultdict[str, list[int]](list)
    for one in counts:
        if one.counted and one.bound != "AtMost":
            by_kind[one.counted].append(int(one.value))
    return max((min(numbers) for numbers in by_kind.values()), default=0)


def interval(told: DisputableClaim) -> Interval:
    """What a count can mean."""
    number = int(told.value)
    low = {"AtMost": 0.0, "About": number * (1 - _ABOUT)}.get(told.bound, float(number))
    high = {"AtLeast": inf, "About": number * (1 + _ABOUT)}.get(told.bound, float(number))
    return Interval(low, high, told.counted)


def tolls_disagree(counts: Collection[DisputableClaim], accused: Collection[str]) -> bool:
    """Whether any two voices give numbers of which no pair can both be right, or one denies what another gives."""
    parts, agreeing = _parts(counts, accused), _agreeing(counts)
    return any(_counts_clash(a, b, parts, agreeing) for a, b in combinations(by_voice(counts), 2))


def _agreeing(counts: Iterable[DisputableClaim]) -> set[frozenset[str]]:
    """The pairs of articles that give one number: what others they give besides are of something else."""
    by_number = defaultdict[str, set[str]](set)
    for one in counts:
        if one.factuality in BELIEVED:
            by_number[one.value].add(one.article)
    return {frozenset(pair) for articles in by_number.values() for pair in combinations(articles, 2)}


def _parts(counts: Collection[DisputableClaim], accused: Collection[str]) -> set[DisputableClaim]:
    """Counts that are far less than their article gives otherwise, or add up to it: of some of the dead, or of a place.

    Or they are of a kind, and more than all of whom their article and another tell: of another land, another attack.
    But what the accused count for themselves ("we killed fifty") is their word against the others'.
    """
    given, tellers = defaultdict[str, set[tuple[str, int]]](set), defaultdict[int, set[str]](set)
    for one in counts:
        if one.factuality in BELIEVED:
            given[one.article].add((one.counted, int(one.value)))
            tellers[int(one.value)].add(one.article)
    bragging = {one.article for one in counts if one.source in accused}
    told_twice = {number for number, articles in tellers.items() if len(articles) > 1}
    return {
        one
        for one in counts
        if one.article not in bragging
        and (_is_part(one, given[one.article]) or _is_more_than_all(one, given[one.article], told_twice))
    }


def _is_more_than_all(one: DisputableClaim, given: Iterable[tuple[str, int]], told_twice: Collection[int]) -> bool:
    """Whether a count of some is more than that of all which its article gives, and another article, too."""
    return bool(one.counted) and any(not kind and n in told_twice and int(one.value) > n for kind, n in given)


def _is_part(one: DisputableClaim, given: Collection[tuple[str, int]]) -> bool:
    """Whether a count is far less than another of its article that may hold it, or with a third makes up another."""
    number = int(one.value)
    numbers = {value for _, value in given}
    above = (value for kind, value in given if kind in ("", one.counted))
    added = any(number + other in numbers for other in numbers - {number})
    return number <= _RIVAL * max(above, default=0) or added


def _counts_clash(
    a: list[DisputableClaim],
    b: list[DisputableClaim],
    parts: Collection[DisputableClaim],
    agreeing: Collection[frozenset[str]],
) -> bool:
    for one, other in ((a, b), (b, a)):
        denied = {(c.value, c.counted) for c in one if c.factuality == "Denied"}
        if denied & {(c.value, c.counted) for c in other if c.factuality in BELIEVED}:
            return True
    pairs = [(x, y) for x in a for y in b if "Denied" not in (x.factuality, y.factuality)]
    pairs = [(x, y) for x, y in pairs if frozenset((x.article, y.article)) not in agreeing]
    clashing = [(_clash(x, y, parts), are_independent(x, y)) for x, y in pairs]
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
        return True if apart and not (_grown(a, b) or _grown(b, a) or _are_rounded(a, b)) else None
    if (x.kind and y.kind) or a in parts or b in parts:
        return False
    part, whole = ((a, x), (b, y)) if x.kind else ((b, y), (a, x))
    return part[1].low > whole[1].high and not _grown(whole[0], part[0])


def _are_rounded(a: DisputableClaim, b: DisputableClaim) -> bool:
    """Whether an article gives one number twice, once rounded: "more than 1,700", "1,643"."""
    few, many = sorted((int(a.value), int(b.value)))
    return a.article == b.article and few >= _ROUNDED * many


def _grown(early: DisputableClaim, late: DisputableClaim) -> bool:
    """Whether the later number is the earlier one, grown: unless it is one party's word against another's."""
    few, many = int(early.value), int(late.value)
    rivals = early.side and late.side and early.side != late.side
    if few >= many or rivals or not (early.day or late.day):
        return False
    if not (early.day and late.day):
        return True  # nobody knows that it did not come first
    # Of two reports of a day, the one that counts far less came out first.
    return early.day < late.day or (early.day == late.day and early.article != late.article and few < _FAR * many)
