"""What several articles say, briefly by hand, and who turned out to be whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from factories import GAZETTEER, make_claim, make_facts

from kg.knowledge import Actor, ActorList
from kg.model import Article, Claim, Entity, Event, Facts, Ref, Resolution
from kg.resolve import resolve

ACTORS = ActorList(
    [
        Actor("iraq", "Iraq", "State", country="IQ", demonyms=("Iraqi",)),
        Actor("hezbollah", "Hezbollah", "ArmedGroup", ("Hizbullah",), country="LB"),
        Actor("kataib-hezbollah", "Kataib Hezbollah", "ArmedGroup", country="IQ"),
        Actor("omar-darwish", "Omar Darwish", "Person"),
    ]
)


def person(id_: str, *names: str) -> Entity:
    return Entity(id_, "Person", names[0], names)


def speaks_of(article: str, *entities: Entity) -> Facts:
    """An article that names these, and no incident."""
    return make_facts(article, entities)


def tells(
    article: str,
    cls: str = "DroneStrike",
    *,
    date: str | None = "2024-01-04",
    place: str | None = "Baghdad",
    country: str | None = None,
    victim: str | None = None,
    attacker: str | None = None,
    target: str | None = None,
    killed: int | None = None,
    recurring: bool = False,
    factuality: str = "Asserted",
    inferred: str = "",
) -> Facts:
    """One article's account of one incident, "v1". A place that the gazetteer knows gets its id and country."""
    entities: list[Entity] = []
    claims: list[Claim] = []

    def add(role: str, value: str | int) -> None:
        claims.append(make_claim("v1", role, value, factuality=factuality, inferred=role in inferred.split() or None))

    if place:
        known = next(iter(GAZETTEER.named(place)), None)
        where = (known.id, known.country) if known else (None, country)
        entities.append(Entity("p", "Place", place, (place,), None, *where))
        add("place", "p")
    if victim:
        entities.append(person("w", victim))
        add("victim", "w")
    if attacker:
        entities.append(Entity("a", "ArmedGroup", attacker, (attacker,)))
        add("attacker", "a")
    if target:
        entities.append(Entity("t", "ArmedGroup", target, (target,)))
        add("target", "t")
    if date:
        add("date", date)
    if killed is not None:
        add("killedCount", killed)
    report = Article(article, f"What {article} tells of it.", date=dt.date(2024, 1, 5))
    return make_facts(report, entities, [Event("v1", cls, "strike", recurring)], claims)


def resolved(*facts: Facts) -> Resolution:
    return resolve(facts, ACTORS, GAZETTEER)


def shape(resolution: Resolution) -> set[frozenset[Ref]]:
    """Who is together with whom, whatever they are called."""
    return {frozenset(c.members) for c in (*resolution.entities, *resolution.events)}


def are_one(resolution: Resolution, refs: Iterable[tuple[str, str]]) -> bool:
    """Whether these (article, local id) are one canonical entity or event."""
    home = resolution.by_ref()
    return len({(home[Ref(*ref)].slug, home[Ref(*ref)].cls) for ref in refs}) == 1
