"""Which events of different articles are the same incident.

`likeness` tells what speaks for it; here stands what forbids it, and who meets whom.
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
from kg.resolve.events.likeness import days_apart, exact_days, firmly_agree, is_exact, reasons_for, same_day
from kg.resolve.events.signatures import EventSignature
from kg.vocab import is_a

_APART: Final = (
    ("Abduction",), ("ArmedClash", "Shooting"), ("AirStrike", "RocketAttack", "Shelling"), ("SuicideBombing",)
)  # fmt: skip
_STALE: Final = 8  # days from an incident until when an article may mean it without saying when it was


Trait = tuple[str, EventSignature]
"""An event's article and what it is recognised by: what decides whom it excludes."""


def keys(profile: EventSignature) -> set[str]:
    """Blocking keys: two events are compared only if they share one."""
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
        if is_exact(day):
            found |= {f"x|{day}|{it}" for it in (*p.towns, *p.attackers, *p.targets)}
            near = [dt.date.fromisoformat(day) + dt.timedelta(days=n) for n in (0, 1)]  # reports differ by a night
            found |= {f"z|{when}|{it}" for when in near for it in (*p.context.kinds, *p.context.names)}
            found |= {f"y|{day}|{it}|{p.cls}|{toll}" for it in p.countries for toll in p.tolls}
    for when in _when(p):
        found |= {f"t|{when}|{town}|{it}" for town in p.towns for it in (*p.attackers, *p.targets)}
        found |= {f"u|{when}|{town}|{p.cls}|{toll}" for town in p.towns for toll in p.tolls}
    return found


def item(ref: Ref, profile: EventSignature, stories: Iterable[str] = ()) -> Item[EventSignature]:
    """An account as a member of blocks; what makes no difference to whom it joins does not tell it from others.

    Args:
        ref: the account's.
        profile: what it is recognised by.
        stories: keys that the articles of its story share with its own.
    """
    enough = profile.days and profile.towns and (profile.attackers or profile.targets or profile.victims)
    identity: Hashable = replace(profile, published=None) if enough else ref
    return Item(ref, frozenset(keys(profile).union(() if profile.recurring else stories)), identity, profile)


def compare(key: str, a: Item[EventSignature], b: Item[EventSignature]) -> Evidence | None:
    """What speaks for and against two accounts that share a key; None where that does not make them worth comparing."""
    if a.ref.article == b.ref.article or not worth_comparing(key, a.body, b.body) or _ruled_out(a.body, b.body):
        return None
    return compare_incidents(a.ref, a.body, b.ref, b.body)


def part(profiles: Mapping[Ref, EventSignature], evidence: Iterable[Evidence], verdicts: Verdicts) -> Clustering:
    """Part a component of accounts into clusters."""
    traits = {ref: ((ref.article, told),) for ref, told in profiles.items()}
    return agglomerate(traits, evidence, clash, verdicts.among(profiles))


def worth_comparing(key: str, a: EventSignature, b: EventSignature) -> bool:
    """Whether two that share a key may be one: days of different years meet only in one that names no year."""
    return not key.startswith("m|") or not (a.days and b.days and all(map(is_exact, a.days | b.days)))


def _when(p: EventSignature) -> list[str]:
    """The days on which it may have been, where no more is known the weeks before its article; "" if all is open."""
    full = [day for day in p.days if is_exact(day)]
    if full or not p.published or any(day.startswith("--") for day in p.days):
        return full or [""]
    return [str(p.published - dt.timedelta(days=n)) for n in range(-1, _STALE)]


def compare_incidents(a: Ref, x: EventSignature, b: Ref, y: EventSignature) -> Evidence:
    """All that speaks for and against two events, given with their profiles, being one incident."""
    if b < a:
        a, x, b, y = b, y, a, x
    return Evidence(a, b, tuple(_reasons(x, y)))


def _reasons(a: EventSignature, b: EventSignature) -> Iterator[Reason]:
    yield from reasons_for(a, b)
    yield from _against(a, b)


def _against(a: EventSignature, b: EventSignature) -> Iterator[Reason]:
    """Why two events cannot be one, whatever else they share."""
    same_dead = bool(a.victims & b.victims)
    if a.recurring or b.recurring:
        yield Reason("against: sums up many", RULED_OUT)
    if not (is_a(a.cls, "Attack") and is_a(b.cls, "Attack")) and not _same_act(a, b):
        yield Reason("against: not surely the same act", RULED_OUT)
    days, countries = (_stated(a.days, a), _stated(b.days, b)), (_stated(a.countries, a), _stated(b.countries, b))
    if all(days) and not any(same_day(x, y) for x in a.days for y in b.days) and days_apart(a, b) != 1:
        yield Reason("against: other day", RULED_OUT, _both(*days))
    if any(_too_early(x, y) for x, y in ((a, b), (b, a))):
        yield Reason("against: published before it", RULED_OUT, _both(a.days, b.days))
    if all(countries) and not a.countries & b.countries:
        yield Reason("against: other country", RULED_OUT, _both(*countries))
    if a.victims and b.victims and not same_dead:
        yield Reason("against: other victim", RULED_OUT, _both(a.victims, b.victims))
    towns = _stated(a.towns, a), _stated(b.towns, b)
    if all(towns) and not a.towns & b.towns and not same_dead and not _beside(a, b):
        yield Reason("against: other place", RULED_OUT, _both(*towns))
    types = _family(a.cls), _family(b.cls)
    if None not in types and types[0] != types[1]:
        # Never joined by the machine either, but first reports err in this: with much else alike, people are asked.
        yield Reason("against: other type", -2.0, f"{a.cls}, {b.cls}")


def _ruled_out(a: EventSignature, b: EventSignature) -> bool:
    """Whether something forbids it, found as cheaply as can be: most of those that meet are no pair."""
    return any(True for _ in _against(a, b))


def _same_act(a: EventSignature, b: EventSignature) -> bool:
    """Whether two accounts of what is no attack agree in all: a day sees many arrests, threats and protests."""
    if a.told is not None and a.told == b.told:
        return True
    partners = (a.targets & b.targets) or (a.towns & b.towns)
    return a.cls == b.cls and any(map(is_exact, a.days & b.days)) and bool(a.attackers & b.attackers and partners)


@cache
def _family(cls: str) -> int | None:
    """Which of the types that exclude each other a class belongs to; None for those that go with all."""
    return next((n for n, family in enumerate(_APART) if any(is_a(cls, c) for c in family)), None)


def clash(a: AbstractSet[Trait], b: AbstractSet[Trait]) -> bool:
    """Whether two clusters hold events that cannot be one.

    Two of one article, whose reader told them apart, are one only where another article's account agrees beyond doubt.
    """
    both = {article for article, _ in a} & {article for article, _ in b}
    if both and not any(firmly_agree(x, y) for one, x in a for other, y in b if one != other):
        return True
    ours, theirs = {told for _, told in a}, {told for _, told in b}
    dead = {victim for x in ours for victim in x.victims} & {victim for y in theirs for victim in y.victims}
    copied = {x.told for x in ours if x.told} & {y.told for y in theirs if y.told}
    fresh = bool(dead or copied)
    return any((not fresh and _long_after(x, y)) or any(True for _ in _against(x, y)) for x in ours for y in theirs)


def _stated(values: AbstractSet[str], told: EventSignature) -> AbstractSet[str]:
    """Those that its article says: what is only inferred forbids nothing."""
    return values - told.inferred


def _both(a: AbstractSet[str], b: AbstractSet[str]) -> str:
    return f"{'/'.join(sorted(a))}, {'/'.join(sorted(b))}"


def _beside(a: EventSignature, b: EventSignature) -> bool:
    """Whether any two of their places can hold one incident."""
    return any(x is None or y is None or overlap(x, y) for x in a.spots for y in b.spots)


def _too_early(undated: EventSignature, dated: EventSignature) -> bool:
    """Whether an article is older than the other's day, and so cannot tell of it; clocks differ by a day."""
    days = exact_days(dated) if _stated(dated.days, dated) else []
    told = _stated(undated.days, undated)
    return bool(not told and undated.published and days and (min(days) - undated.published).days > 1)


def _long_after(a: EventSignature, b: EventSignature) -> bool:
    return _stale(a, b) or _stale(b, a)


def _stale(undated: EventSignature, dated: EventSignature) -> bool:
    """Whether an article that says of no day came out weeks after the other's, or after the other article."""
    if _stated(undated.days, undated) or not undated.published:
        return False
    days = exact_days(dated) or ([dated.published] if dated.published and not dated.days else [])
    return bool(days) and (undated.published - max(days)).days > 2 * _STALE
