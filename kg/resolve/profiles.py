"""What an event is recognised by, once it is known who and what its participants and places are."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kg.knowledge.gazetteer import Gazetteer, Place
from kg.knowledge.names import fold
from kg.model import Canonical, Claim, Entity, Event, Facts, Ref
from kg.vocab import is_a

_AROUND: Final = 60  # code points on either side of a trigger by which copies' events are recognised


@dataclass(frozen=True, slots=True)
class Profile:
    """One event, in canonical slugs.

    Attributes:
        spots: of the towns, None where the gazetteer does not know one.
        tolls: numbers of killed.
        published: the day of the article.
        told: in a copy or its original, the report and the words around the trigger; else nothing.
    """

    cls: str
    recurring: bool
    days: frozenset[str]
    towns: frozenset[str]
    spots: tuple[Place | None, ...]
    countries: frozenset[str]
    attackers: frozenset[str]
    targets: frozenset[str]
    victims: frozenset[str]
    tolls: frozenset[int]
    published: dt.date | None = None
    told: tuple[str, str] | None = None


def make_profiles(
    facts: Iterable[Facts], entities: Mapping[Ref, Canonical], places: Gazetteer, copies: Mapping[str, str]
) -> tuple[dict[Ref, Profile], dict[Ref, Event]]:
    """The profile of every event, and the event itself.

    Args:
        facts: of every article.
        entities: the canonical entity of every local one.
        places: tells in which country a place lies.
        copies: article id -> the article that it is a near duplicate of.
    """
    profiles: dict[Ref, Profile] = {}
    events: dict[Ref, Event] = {}
    copied = {**copies, **{original: original for original in copies.values()}}
    for f in facts:
        local = {e.id: e for e in f.entities}
        claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in f.claims:
            claims[claim.subject].append(claim)
        for event in f.events:
            ref = Ref(f.article.id, event.id)
            told = _told(event, f, copied[ref.article]) if ref.article in copied else None
            known = _profile(ref.article, event, claims[event.id], local, entities, places)
            events[ref] = event
            profiles[ref] = replace(known, published=f.article.date, told=told)
    return profiles, events


def _told(event: Event, f: Facts, report: str) -> tuple[str, str] | None:
    spans = sorted(m.span for m in f.mentions if m.refers_to == event.id)
    if not spans:
        return None
    text = f.article.text[max(0, spans[0].start - _AROUND) : spans[0].end + _AROUND]
    return report, " ".join(fold(text).split()[1:-1])  # the outermost words may be cut


def _profile(
    article: str,
    event: Event,
    claims: list[Claim],
    local: Mapping[str, Entity],
    entities: Mapping[Ref, Canonical],
    places: Gazetteer,
) -> Profile:
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
    return Profile(
        cls=event.cls,
        recurring=event.recurring,
        days=frozenset(fillers["date"]),
        towns=frozenset(fillers["place"]),
        spots=tuple(spots),
        countries=frozenset(countries),
        attackers=frozenset(fillers["attacker"]),
        targets=frozenset(fillers["target"] - people),
        victims=frozenset(fillers["victim"] & people),
        tolls=frozenset(int(n) for n in fillers["killedCount"]),
    )
