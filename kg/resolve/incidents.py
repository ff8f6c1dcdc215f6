"""Which events of different articles are the same incident.

Type, date, place, participants and victims speak for or against; counts and attackers that differ are what outlets
disagree about, and speak against nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from kg.knowledge.gazetteer import Gazetteer, Place, overlap
from kg.model import Canonical, Claim, Entity, Event, Facts, Ref
from kg.resolve.clusters import agglomerate
from kg.resolve.slugs import distinct_slugs, slug
from kg.vocab import is_a, superclasses

_ENOUGH = 3.5
_APART = (("Abduction",), ("ArmedClash", "Shooting"), ("AirStrike", "RocketAttack", "Shelling"), ("SuicideBombing",))
_FULL = 10  # characters of a full date


@dataclass(frozen=True, slots=True)
class _Profile:
    """What an event is recognised by, in canonical slugs."""

    cls: str
    recurring: bool
    days: frozenset[str]
    towns: frozenset[str]
    spots: tuple[Place | None, ...]  # of the towns, None where the gazetteer does not know one
    countries: frozenset[str]
    attackers: frozenset[str]
    targets: frozenset[str]
    victims: frozenset[str]
    tolls: frozenset[int]


def resolve_incidents(
    facts: list[Facts], entities: Mapping[Ref, Canonical], order: Mapping[str, int], places: Gazetteer
) -> list[Canonical]:
    """Cluster article-local events.

    Args:
        facts: of every article.
        entities: the canonical entity of every local one.
        order: article id -> rank by date.
        places: tells in which country a place lies.
    """
    profiles: dict[Ref, _Profile] = {}
    events: dict[Ref, Event] = {}
    for f in facts:
        local = {e.id: e for e in f.entities}
        claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in f.claims:
            claims[claim.subject].append(claim)
        for event in f.events:
            ref = Ref(f.article.id, event.id)
            events[ref] = event
            profiles[ref] = _profile(f.article.id, event, claims[event.id], local, entities, places)
    pairs = [(score, a, b) for a, b in _candidates(profiles) if (score := _score(profiles[a], profiles[b])) >= _ENOUGH]
    clusters = agglomerate(sorted(profiles), pairs, lambda a, b: _excluded(profiles[a], profiles[b]))
    names = {c.slug: c.label for c in entities.values()}
    return distinct_slugs(
        _canonical(sorted(c, key=lambda r: (order[r.article], r)), profiles, events, names) for c in clusters
    )


def _profile(
    article: str,
    event: Event,
    claims: list[Claim],
    local: Mapping[str, Entity],
    entities: Mapping[Ref, Canonical],
    places: Gazetteer,
) -> _Profile:
    fillers: dict[str, set[str]] = defaultdict(set)
    countries: set[str] = set()
    spots: list[Place | None] = []
    for claim in claims:
        if not claim.believed:
            continue
        if claim.predicate in ("date", "killedCount", "woundedCount"):
            fillers[claim.predicate].add(str(claim.object))
        elif (entity := local.get(str(claim.object))) is not None and (entity.names or entity.actor):
            canonical = entities[Ref(article, entity.id)]
            if claim.predicate == "place":
                if entity.country:
                    countries.add(entity.country)
                if is_a(canonical.cls, "Place"):
                    fillers["place"].add(canonical.slug)
                    spots.append(places.get(canonical.place or ""))
                elif (state := canonical.actor) is not None and entity.country is None:
                    countries.add(state)
            else:
                fillers[claim.predicate].add(canonical.slug)
    people = {entities[Ref(article, e.id)].slug for e in local.values() if e.cls == "Person"}
    return _Profile(
        event.cls, event.recurring, frozenset(fillers["date"]), frozenset(fillers["place"]), tuple(spots), frozenset(countries),
        frozenset(fillers["attacker"]), frozenset(fillers["target"] - people), frozenset(fillers["victim"] & people),
        frozenset(int(n) for n in fillers["killedCount"]),
    )  # fmt: skip


def _candidates(profiles: Mapping[Ref, _Profile]) -> Iterator[tuple[Ref, Ref]]:
    """Pairs of different articles that share a victim, a day, or a place (sorted, each once)."""
    blocks: dict[tuple[str, str], list[Ref]] = defaultdict(list)
    for ref, p in profiles.items():
        if p.recurring:
            continue
        keys = (
            [("victim", v) for v in p.victims]
            + [("day", d[-5:]) for d in p.days if len(d) >= 7]
            + [("town", t) for t in p.towns]
        )
        for key in keys:
            blocks[key].append(ref)
    pairs = {
        tuple(sorted((a, b))) for block in blocks.values() for a, b in combinations(block, 2) if a.article != b.article
    }
    yield from sorted(pairs)  # type: ignore[misc] - two-tuples of Ref


def _excluded(a: _Profile, b: _Profile) -> bool:
    """Whether two events cannot be one, whatever else they share."""
    if a.recurring or b.recurring:
        return True
    if a.days and b.days and not any(_same_day(x, y) for x in a.days for y in b.days):
        return True
    if a.countries and b.countries and not a.countries & b.countries:
        return True
    same_dead = bool(a.victims & b.victims)
    if a.victims and b.victims and not same_dead:
        return True
    if a.towns and b.towns and not a.towns & b.towns and not same_dead and not _beside(a, b):
        return True
    families = [{n for n, family in enumerate(_APART) if any(is_a(p.cls, c) for c in family)} for p in (a, b)]
    return bool(families[0]) and bool(families[1]) and families[0] != families[1]


def _beside(a: _Profile, b: _Profile) -> bool:
    """Whether any two of their places can hold one incident."""
    return any(x is None or y is None or overlap(x, y) for x in a.spots for y in b.spots)


def _score(a: _Profile, b: _Profile) -> float:
    """How much speaks for one incident; `_ENOUGH` joins."""
    if _excluded(a, b):
        return 0.0
    day = any(_same_day(x, y) for x in a.days for y in b.days)
    score = 4.0 * bool(a.victims & b.victims) + 2.0 * day + 2.0 * bool(a.towns & b.towns)
    score += (
        0.5 * bool(a.countries & b.countries)
        + 1.0 * bool(a.attackers & b.attackers)
        + 1.0 * bool(a.targets & b.targets)
    )
    return score + 0.5 * bool(a.tolls & b.tolls) + 0.5 * (a.cls == b.cls and a.cls != "Attack")


def _same_day(a: str, b: str) -> bool:
    """Two dates that can be one day, as exact as both are: 2024-02-07 and --02-07."""
    if a.startswith("--") or b.startswith("--"):
        return a[-5:] == b[-5:] if len(a) >= 7 and len(b) >= 7 else True
    short, long = sorted((a, b), key=len)
    return long.startswith(short)


def _canonical(
    members: list[Ref], profiles: Mapping[Ref, _Profile], events: Mapping[Ref, Event], names: Mapping[str, str]
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
