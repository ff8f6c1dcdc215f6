"""Facts written by hand, briefly: what the tests of projection, store and pipeline start from."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

from kg.knowledge import Actor, ActorList, Gazetteer, Place
from kg.model import Article, Canonical, Claim, Entity, Event, Facts, Mention, Ref, Resolution, Span
from kg.rdf.project import record_quads
from kg.store import Graph

_Thing = TypeVar("_Thing", Entity, Event)

BASE = "https://example.org/"

ACTORS = ActorList(
    [
        Actor("iraq", "Iraq", "State", country="IQ", wikidata="Q796"),
        Actor("nujaba", "Harakat al-Nujaba", "ArmedGroup", country="IQ", wikidata="Q21647420"),
    ]
)
GAZETTEER = Gazetteer(
    [
        (Place("98182", "Baghdad", "IQ", 33.34058, 44.40088, 7_216_000), ()),
        (Place("al-asad", "Al-Asad", "IQ", 33.8, 42.4411, cls="Facility"), ()),
    ]
)


def make_facts(
    article: str | Article,
    entities: Iterable[Entity] = (),
    events: Iterable[Event] = (),
    claims: Iterable[Claim] = (),
    extractor: str = "test-1",
) -> Facts:
    """Facts of one article, with a mention for each entity and event."""
    article = article if isinstance(article, Article) else Article(article, f"What article {article} says.")
    entities, events = tuple(entities), tuple(events)
    mentions = tuple(
        Mention(Span(n, n + 1), article.text[n : n + 1], one.id, "name") for n, one in enumerate((*entities, *events))
    )
    return Facts(article, entities, events, mentions, tuple(claims), extractor)


def put(graph: Graph, *ids: str, text: str = "Words.") -> int:
    """Write articles that say the same, and nothing more; how many quads changed."""
    return graph.apply((id_, record_quads(make_facts(Article(id_, text)), graph.iris)) for id_ in ids)


def make_claim(subject: str, predicate: str, object_: str | int, at: int = 0, **more: object) -> Claim:
    """A claim whose quote is one letter long."""
    return dataclasses.replace(Claim(subject, predicate, object_, Span(at, at + 1), "W"), **more)  # type: ignore[arg-type]


def named(id_: str, cls: str, label: str, **more: str) -> Entity:
    """An entity with a name."""
    return Entity(id_, cls, label, names=(label,), **more)  # type: ignore[arg-type]


def drone_strike(id_: str = "003", dead: int = 2, *, actor: str = "United States") -> Facts:
    """An article on one strike: attacker, target, victim, place, date, weapon, counts, relations, a denial, a plan."""
    return make_facts(
        Article(id_, "What happened in Baghdad.", "Strike in Baghdad", dt.date(2024, 1, 4), "Daily", "https://d.example/3"),
        entities=(
            named("e1", "State", actor, country="US"),
            named("e2", "ArmedGroup", "Harakat al-Nujaba", actor="nujaba"),
            named("e3", "Person", "Mushtaq Taleb al-Saidi"),
            named("e4", "Place", "Baghdad", place="98182"),
            named("e5", "State", "Iraq", actor="iraq", country="IQ"),
            Entity("e6", "Person", "a security official"),
        ),
        events=(Event("v1", "DroneStrike", "drone strike"),),
        claims=(
            make_claim("v1", "attacker", "e1", factuality="Hedged", source="e6", source_text="a security official"),
            make_claim("v1", "target", "e2"),
            make_claim("v1", "victim", "e3", confidence=0.81),
            make_claim("v1", "place", "e4"),
            make_claim("v1", "date", "2024-01-04"),
            make_claim("v1", "weapon", "drone"),
            make_claim("v1", "killedCount", dead, bound="AtLeast"),
            make_claim("v1", "woundedCount", 7, bound="Exactly"),
            make_claim("e3", "leads", "e2"),
            make_claim("e2", "opposes", "e1"),
            make_claim("v1", "attacker", "e5", factuality="Denied", source="e5"),
            make_claim("e2", "partOf", "e5", factuality="Hypothetical"),
        ),
    )  # fmt: skip


def resolve_by_label(facts: Iterable[Facts]) -> Resolution:
    """A simple, order-independent resolution: the same label is the same thing, an unnamed one joins nothing.

    An article whose text another one has too is its copy.
    """
    facts = sorted(facts, key=lambda told: told.article.id)
    first: dict[str, str] = {}
    copies: dict[str, str] = {}
    for told in facts:
        original = first.setdefault(told.article.text, told.article.id)
        if original != told.article.id:
            copies[told.article.id] = original
    return Resolution(
        _join(facts, lambda told: told.entities, lambda one: one.label if one.named else None),
        _join(facts, lambda told: told.events, lambda one: None if one.recurring else one.label),
        copies,
    )


def _join(
    facts: Iterable[Facts], things: Callable[[Facts], tuple[_Thing, ...]], key: Callable[[_Thing], str | None]
) -> tuple[Canonical, ...]:
    members: defaultdict[str, list[tuple[Ref, _Thing]]] = defaultdict(list)
    for told in facts:
        for one in things(told):
            ref = Ref(told.article.id, one.id)
            members[key(one) or f"{ref.article} {ref.local}"].append((ref, one))
    joined = []
    for slug, several in sorted(members.items()):
        _, one = several[0]
        joined.append(
            Canonical(
                slug.lower().replace(" ", "-"),
                one.cls,
                one.label,
                tuple(sorted({name for _, other in several for name in getattr(other, "names", (one.label,))})),
                tuple(ref for ref, _ in several),
                getattr(one, "actor", None),
                getattr(one, "place", None),
            )
        )
    return tuple(joined)
