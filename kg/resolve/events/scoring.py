"""Which events of different articles are the same incident.

Type, date, place, participants and victims speak for or against; counts and attackers that differ are what outlets
disagree about, and speak against nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from typing import Final

from kg.knowledge.gazetteer import overlap
from kg.model import Ref
from kg.resolve.clustering.agglomeration import Clustering, agglomerate
from kg.resolve.clustering.blocking import Item
from kg.resolve.clustering.evidence import RULED_OUT, Evidence, Reason
from kg.resolve.clustering.judgements import Verdicts
from kg.resolve.events.signatures import EventSignature
from kg.vocab import is_a

_APART: Final = (
    ("Abduction",), ("ArmedClash", "Shooting"), ("AirStrike", "RocketAttack", "Shelling"), ("SuicideBombing",)
)  # fmt: skip
_FULL: Final = 10  # characters of a full date
_DAYS: Final = 3  # until when an article tells of an incident as news
_STALE: Final = 8  # days, counted from the same, until when it may mean one without saying when that was


def keys(profile: EventSignature) -> set[str]:
    """What an event shares with every other that may be one with it: enough, by itself, to speak for that."""
    if profile.recurring:
        return set()
    p = profile
    found = {f"v|{victim}" for victim in p.victims}
    if p.told:
        found.add(f"c|{p.told[0]}|{p.told[1]}")
    for day in p.days:
        if len(day) >= len("--02-07"):
            found |= {f"m|{day[-5:]}|{it}" for it in (*p.towns, *p.attackers, *p.targets)}
            found |= {f"m|{day[-5:]}|{it}|{p.cls}|{toll}" for it in p.countries for toll in p.tolls}
        if _is_full(day):
            found |= {f"x|{day}|{it}" for it in (*p.towns, *p.attackers, *p.targets)}
            found |= {f"y|{day}|{it}|{p.cls}|{toll}" for it in p.countries for toll in p.tolls}
    for when in _when(p):
        found |= {f"t|{when}|{town}|{it}" for town in p.towns for it in (*p.attackers, *p.targets)}
        found |= {f"u|{when}|{town}|{p.cls}|{toll}" for town in p.towns for toll in p.tolls}
    return found


def item(ref: Ref, profile: EventSignature) -> Item[EventSignature]:
    """An account as a member of blocks; what makes no difference to whom it joins does not tell it from others."""
    identity: Hashable = replace(profile, published=None) if profile.days else profile
    return Item(ref, frozenset(keys(profile)), identity, profile)


def compare(key: str, a: Item[EventSignature], b: Item[EventSignature]) -> Evidence | None:
    """What speaks for and against two accounts that share a key; None where that does not make them worth comparing."""
    if a.ref.article == b.ref.article or not worth_comparing(key, a.body, b.body):
        return None
    return compare_incidents(a.ref, a.body, b.ref, b.body)


def part(profiles: Mapping[Ref, EventSignature], evidence: Iterable[Evidence], verdicts: Verdicts) -> Clustering:
    """Part a component of accounts into clusters."""
    return agglomerate({ref: (told,) for ref, told in profiles.items()}, evidence, clash, verdicts.among(profiles))


def worth_comparing(key: str, a: EventSignature, b: EventSignature) -> bool:
    """Whether two that share a key may be one: days of different years meet only in one that names no year."""
    return not key.startswith("m|") or not (a.days and b.days and all(map(_is_full, a.days | b.days)))


def _when(p: EventSignature) -> list[str]:
    """The days on which it may have been, where no more is known the weeks before its article; "" if all is open."""
    full = [day for day in p.days if _is_full(day)]
    if full or not p.published or any(day.startswith("--") for day in p.days):
        return full or [""]
    return [str(p.published - dt.timedelta(days=n)) for n in range(-1, _STALE)]


def compare_incidents(a: Ref, x: EventSignature, b: Ref, y: EventSignature) -> Evidence:
    """All that speaks for and against two events, given with their profiles, being one incident."""
    if b < a:
        a, x, b, y = b, y, a, x
    return Evidence(a, b, tuple(_reasons(x, y)))


def _reasons(a: EventSignature, b: EventSignature) -> Iterator[Reason]:
    days = sorted(max(x, y, key=len) for x in a.days for y in b.days if _same_day(x, y))
    if a.told is not None and a.told == b.told:
        yield Reason("a copy tells it in the same words", 4.0)
    for what, weight, found in (
        ("same victim", 4.0, a.victims & b.victims),
        ("same day", 2.0, days),
        ("same place", 2.0, a.towns & b.towns),
        ("same country", 0.5, a.countries & b.countries),
        ("same attacker", 1.0, a.attackers & b.attackers),
        ("same target", 1.0, a.targets & b.targets),
        ("same toll", 0.5, a.tolls & b.tolls),
        ("same type", 0.5, {a.cls} & {b.cls} - {"Attack"}),
    ):
        if found:
            yield Reason(what, weight, ", ".join(map(str, sorted(found))))
    if any(_soon(x, y) for x, y in ((a, b), (b, a))):
        yield Reason("reported within days of it", 0.25)  # chooses among the days, and joins nothing by itself
    yield from _against(a, b)


def _against(a: EventSignature, b: EventSignature) -> Iterator[Reason]:
    """Why two events cannot be one, whatever else they share."""
    same_dead = bool(a.victims & b.victims)
    if a.recurring or b.recurring:
        yield Reason("against: sums up many", RULED_OUT)
    if not (is_a(a.cls, "Attack") and is_a(b.cls, "Attack")) and not _same_act(a, b):
        yield Reason("against: not surely the same act", RULED_OUT)
    if a.days and b.days and not any(_same_day(x, y) for x in a.days for y in b.days):
        yield Reason("against: other day", RULED_OUT, _both(a.days, b.days))
    if any(_too_early(x, y) for x, y in ((a, b), (b, a))):
        yield Reason("against: published before it", RULED_OUT, _both(a.days, b.days))
    if a.countries and b.countries and not a.countries & b.countries:
        yield Reason("against: other country", RULED_OUT, _both(a.countries, b.countries))
    if a.victims and b.victims and not same_dead:
        yield Reason("against: other victim", RULED_OUT, _both(a.victims, b.victims))
    if a.towns and b.towns and not a.towns & b.towns and not same_dead and not _beside(a, b):
        yield Reason("against: other place", RULED_OUT, _both(a.towns, b.towns))
    types = _family(a.cls), _family(b.cls)
    if None not in types and types[0] != types[1]:
        # Never joined by the machine either, but first reports err in this: with much else alike, people are asked.
        yield Reason("against: other type", -2.0, f"{a.cls}, {b.cls}")


def _same_act(a: EventSignature, b: EventSignature) -> bool:
    """Whether two accounts of what is no attack agree in all: a day sees many arrests, threats and protests."""
    if a.told is not None and a.told == b.told:
        return True
    partners = (a.targets & b.targets) or (a.towns & b.towns)
    return a.cls == b.cls and any(map(_is_full, a.days & b.days)) and bool(a.attackers & b.attackers and partners)


@cache
def _family(cls: str) -> int | None:
    """Which of the types that exclude each other a class belongs to; None for those that go with all."""
    return next((n for n, family in enumerate(_APART) if any(is_a(cls, c) for c in family)), None)


def clash(a: AbstractSet[EventSignature], b: AbstractSet[EventSignature]) -> bool:
    """Whether two clusters hold events that cannot be one."""
    dead = {victim for x in a for victim in x.victims} & {victim for y in b for victim in y.victims}
    copied = {x.told for x in a if x.told} & {y.told for y in b if y.told}
    fresh = bool(dead or copied)
    return any((not fresh and _long_after(x, y)) or any(True for _ in _against(x, y)) for x in a for y in b)


def _both(a: AbstractSet[str], b: AbstractSet[str]) -> str:
    return f"{'/'.join(sorted(a))}, {'/'.join(sorted(b))}"


def _beside(a: EventSignature, b: EventSignature) -> bool:
    """Whether any two of their places can hold one incident."""
    return any(x is None or y is None or overlap(x, y) for x in a.spots for y in b.spots)


def _soon(undated: EventSignature, dated: EventSignature) -> bool:
    """Whether an article came out within days of the other's one day, and says of none itself."""
    days = _full_days(dated)
    return bool(not undated.days and undated.published and days and 0 <= (undated.published - max(days)).days <= _DAYS)


def _too_early(undated: EventSignature, dated: EventSignature) -> bool:
    """Whether an article is older than the other's day, and so cannot tell of it; clocks differ by a day."""
    days = _full_days(dated)
    return bool(not undated.days and undated.published and days and (min(days) - undated.published).days > 1)


def _long_after(a: EventSignature, b: EventSignature) -> bool:
    return _stale(a, b) or _stale(b, a)


def _stale(undated: EventSignature, dated: EventSignature) -> bool:
    """Whether an article that says of no day came out weeks after the other's, or after the other article."""
    if undated.days or not undated.published:
        return False
    days = _full_days(dated) or ([dated.published] if dated.published and not dated.days else [])
    return bool(days) and (undated.published - max(days)).days > 2 * _STALE


def _full_days(profile: EventSignature) -> list[dt.date]:
    return [dt.date.fromisoformat(day) for day in profile.days if _is_full(day)]


def _is_full(day: str) -> bool:
    return len(day) == _FULL and not day.startswith("-")


def _same_day(a: str, b: str) -> bool:
    """Two dates that can be one day, as exact as both are: 2024-02-07 and --02-07."""
    if a.startswith("--") or b.startswith("--"):
        return a[-5:] == b[-5:] if len(a) >= 7 and len(b) >= 7 else True
    short, long = sorted((a, b), key=len)
    return long.startswith(short)
