"""Which events of different articles are the same incident.

`likeness` tells what speaks for it, `vetoes` what forbids it; here stands who meets whom.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from kg.model import Ref
from kg.resolve.clustering.agglomeration import Clustering, agglomerate
from kg.resolve.clustering.blocking import Item
from kg.resolve.clustering.evidence import Evidence, Reason
from kg.resolve.clustering.judgements import Verdicts
from kg.resolve.events.days import days_of, is_exact, is_month
from kg.resolve.events.likeness import reasons_for
from kg.resolve.events.signatures import EventSignature
from kg.resolve.events.vetoes import against, clash, doubts

_LARGE: Final = 8  # dead: so many are rarely counted twice in one month and country
_MONTH: Final = 7  # characters of a month of one year
_STALE: Final = 8  # days from an incident until when an article may mean it without saying when it was


def keys(profile: EventSignature) -> set[str]:
    """Blocking keys: two events are compared only if they share one."""
    if profile.recurring:
        return set()
    p = profile
    found = {f"v|{victim}" for victim in p.victims} | {f"k|{known}" for known in p.known}
    if p.told:
        found.add(f"c|{p.told[0]}|{p.told[1]}")
    for day in p.days:
        if len(day) >= len("--02-07"):
            found |= {f"m|{day[-5:]}|{it}" for it in (*p.towns, *p.attackers, *p.targets)}
            found |= {f"m|{day[-5:]}|{it}|{p.cls}|{toll}" for it in p.countries for toll in p.tolls}
        if is_exact(day):
            found |= {f"x|{day}|{it}" for it in (*p.attackers, *p.targets)}
            near = [dt.date.fromisoformat(day) + dt.timedelta(days=n) for n in (0, 1)]  # reports differ by a night
            found |= {f"z|{when}|{it}" for when in near for it in (*p.towns, *p.context.kinds, *p.context.names)}
            found |= {f"y|{day}|{it}|{p.cls}|{toll}" for it in p.countries for toll in p.tolls}
    for month in {day[:_MONTH] for day in p.days if is_exact(day) or is_month(day)}:
        found |= {f"n|{month}|{land}|{toll}" for land in p.countries for toll in p.tolls if toll >= _LARGE}
    for when in _when(p):
        found |= {f"t|{when}|{town}|{it}" for town in p.towns for it in (*p.attackers, *p.targets)}
        found |= {f"u|{when}|{town}|{p.cls}|{toll}" for town in p.towns for toll in p.tolls}
        found |= {f"w|{when}|{attacker}|{target}" for attacker in p.attackers for target in p.targets}
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
    if a.ref.article == b.ref.article or not worth_comparing(key, a.body, b.body):
        return None
    first, second = sorted((a, b), key=lambda item: item.ref)
    if (veto := next(against(first.body, second.body), None)) is not None:
        return Evidence(first.ref, second.ref, (veto,))  # whatever else they share: they are not looked at again
    return Evidence(first.ref, second.ref, (*reasons_for(first.body, second.body), *doubts(first.body, second.body)))


def part(profiles: Mapping[Ref, EventSignature], evidence: Iterable[Evidence], verdicts: Verdicts) -> Clustering:
    """Part a component of accounts into clusters."""
    traits = {ref: ((ref.article, told),) for ref, told in profiles.items()}
    return agglomerate(traits, evidence, clash, verdicts.among(profiles))


def worth_comparing(key: str, a: EventSignature, b: EventSignature) -> bool:
    """Whether two that share a key may be one: days of different years meet only in one that names no year."""
    return not key.startswith("m|") or not (a.days and b.days and all(map(is_exact, a.days | b.days)))


def _when(p: EventSignature) -> list[str]:
    """The days on which it may have been, where no more is known the week before its article; "" if all is open."""
    full = [day for day in p.days if is_exact(day)]
    if not full and (months := sorted(day for day in p.days if is_month(day))):
        return [str(day) for month in months for day in days_of(month)]
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
    yield from against(a, b)
    yield from doubts(a, b)
