"""Which events of different articles are the same incident, and what to call it.

Type, date, place, participants and victims speak for or against; counts and attackers that differ are what outlets
disagree about, and speak against nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import combinations
from typing import Final

from kg.knowledge.gazetteer import overlap
from kg.model import Canonical, Event, Ref
from kg.resolve.clusters import Clustering, agglomerate
from kg.resolve.evidence import ENOUGH, RULED_OUT, UNCERTAIN, Evidence, Reason
from kg.resolve.judgements import Verdicts
from kg.resolve.profiles import Profile
from kg.resolve.slugs import distinct_slugs, slug
from kg.vocab import is_a, superclasses

_APART: Final = (
    ("Abduction",), ("ArmedClash", "Shooting"), ("AirStrike", "RocketAttack", "Shelling"), ("SuicideBombing",)
)  # fmt: skip
_FULL: Final = 10  # characters of a full date
_DAYS: Final = 3  # until when an article tells of an incident as news


def cluster_incidents(profiles: Mapping[Ref, Profile], verdicts: Verdicts) -> Clustering:
    """Join article-local events."""
    pairs = (compare_incidents(a, b, profiles) for a, b in _candidates(profiles))
    worth_telling = (pair for pair in pairs if pair.total >= ENOUGH - UNCERTAIN)
    return agglomerate({ref: (p,) for ref, p in profiles.items()}, worth_telling, _clash, verdicts)


def name_incidents(
    groups: Iterable[Iterable[Ref]],
    profiles: Mapping[Ref, Profile],
    events: Mapping[Ref, Event],
    order: Mapping[str, int],
    names: Mapping[str, str],
) -> list[Canonical]:
    """Make each cluster a canonical incident.

    Args:
        groups: the clusters.
        profiles: of every event.
        events: every one by reference.
        order: article id -> rank by date.
        names: places' labels by slug.
    """
    clusters = (sorted(members, key=lambda r: (order[r.article], r)) for members in groups)
    return distinct_slugs(_canonical(members, profiles, events, names) for members in clusters)


def compare_incidents(a: Ref, b: Ref, profiles: Mapping[Ref, Profile]) -> Evidence:
    """All that speaks for and against two events being one incident."""
    a, b = sorted((a, b))
    return Evidence.of(a, b, _reasons(profiles[a], profiles[b]))


def _reasons(a: Profile, b: Profile) -> Iterator[Reason]:
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


def _candidates(profiles: Mapping[Ref, Profile]) -> Iterator[tuple[Ref, Ref]]:
    """Pairs of different articles that share a victim, a day, or a place (sorted, each once)."""
    blocks: dict[tuple[str, str], list[Ref]] = defaultdict(list)
    for ref, p in profiles.items():
        if p.recurring:
            continue
        keys = (
            [("victim", v) for v in p.victims]
            + [("day", d[-5:]) for d in p.days if len(d) >= 7]
            + [("town", t) for t in p.towns]
            + ([p.told] if p.told else [])
        )
        for key in keys:
            blocks[key].append(ref)
    # Days that differ rule a pair out, and most pairs in a large block differ in theirs: they are not even compared.
    exact = {ref: p.days if all(map(_is_full, p.days)) else frozenset() for ref, p in profiles.items()}
    pairs = {
        (min(a, b), max(a, b))
        for block in blocks.values()
        for a, b in combinations(block, 2)
        if a.article != b.article and not (exact[a] and exact[b] and exact[a].isdisjoint(exact[b]))
    }
    yield from sorted(pairs)


def _against(a: Profile, b: Profile) -> Iterator[Reason]:
    """Why two events cannot be one, whatever else they share."""
    if a.recurring or b.recurring:
        yield Reason("against: sums up many", RULED_OUT)
    if a.days and b.days and not any(_same_day(x, y) for x in a.days for y in b.days):
        yield Reason("against: other day", RULED_OUT, _both(a.days, b.days))
    if any(_too_early(x, y) for x, y in ((a, b), (b, a))):
        yield Reason("against: published before it", RULED_OUT, _both(a.days, b.days))
    if a.countries and b.countries and not a.countries & b.countries:
        yield Reason("against: other country", RULED_OUT, _both(a.countries, b.countries))
    same_dead = bool(a.victims & b.victims)
    if a.victims and b.victims and not same_dead:
        yield Reason("against: other victim", RULED_OUT, _both(a.victims, b.victims))
    if a.towns and b.towns and not a.towns & b.towns and not same_dead and not _beside(a, b):
        yield Reason("against: other place", RULED_OUT, _both(a.towns, b.towns))
    types = _family(a.cls), _family(b.cls)
    if None not in types and types[0] != types[1]:
        # Never joined by the machine either, but first reports err in this: with much else alike, people are asked.
        yield Reason("against: other type", -2.0, f"{a.cls}, {b.cls}")


@cache
def _family(cls: str) -> int | None:
    """Which of the types that exclude each other a class belongs to; None for those that go with all."""
    return next((n for n, family in enumerate(_APART) if any(is_a(cls, c) for c in family)), None)


def _clash(a: AbstractSet[Profile], b: AbstractSet[Profile]) -> bool:
    return any(True for x in a for y in b for _ in _against(x, y))


def _both(a: AbstractSet[str], b: AbstractSet[str]) -> str:
    return f"{'/'.join(sorted(a))}, {'/'.join(sorted(b))}"


def _beside(a: Profile, b: Profile) -> bool:
    """Whether any two of their places can hold one incident."""
    return any(x is None or y is None or overlap(x, y) for x in a.spots for y in b.spots)


def _soon(undated: Profile, dated: Profile) -> bool:
    """Whether an article came out within days of the other's one day, and says of none itself."""
    days = _full_days(dated)
    return bool(not undated.days and undated.published and days and 0 <= (undated.published - max(days)).days <= _DAYS)


def _too_early(undated: Profile, dated: Profile) -> bool:
    """Whether an article is older than the other's day, and so cannot tell of it; clocks differ by a day."""
    days = _full_days(dated)
    return bool(not undated.days and undated.published and days and (min(days) - undated.published).days > 1)


def _full_days(profile: Profile) -> list[dt.date]:
    return [dt.date.fromisoformat(day) for day in profile.days if _is_full(day)]


def _is_full(day: str) -> bool:
    return len(day) == _FULL and not day.startswith("-")


def _same_day(a: str, b: str) -> bool:
    """Two dates that can be one day, as exact as both are: 2024-02-07 and --02-07."""
    if a.startswith("--") or b.startswith("--"):
        return a[-5:] == b[-5:] if len(a) >= 7 and len(b) >= 7 else True
    short, long = sorted((a, b), key=len)
    return long.startswith(short)


def _canonical(
    members: list[Ref], profiles: Mapping[Ref, Profile], events: Mapping[Ref, Event], names: Mapping[str, str]
) -> Canonical:
    found = [profiles[r] for r in members]
    cls = _agreed([p.cls for p in found])
    day = _common([d for p in found for d in sorted(p.days)])
    town = _common([t for p in found for t in sorted(p.towns)])
    kind = re.sub(r"(?<!^)(?=[A-Z])", " ", cls).capitalize()
    if found[0].recurring or not (day or town):
        told = events[members[0]].label
        mark = f"{members[0].article} {told} {members[0].local}"
        return Canonical(slug(mark), cls, told, (), tuple(sorted(members)))
    label = ", ".join(part for part in (kind, names.get(town or "", ""), day or "") if part)
    return Canonical(
        slug(f"{(day or '').lstrip('-')} {town or ''} {kind}"), cls, label, (label,), tuple(sorted(members))
    )


def _agreed(classes: list[str]) -> str:
    """The most exact class that no fewer articles give than another; plain kg:Attack only if nothing else is said."""
    counts = Counter(c for c in classes if c != "Attack") or Counter(classes)
    return max(counts, key=lambda c: (counts[c], len(superclasses(c)), c))


def _common(values: list[str]) -> str | None:
    """The value given most often; of equals the most exact, then the first."""
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], -min(len(v), _FULL), values.index(v)), default=None)
