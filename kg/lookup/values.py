"""What a look-up gives: plain values that turn into JSON as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ref:
    """An entity or incident, by IRI and name."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties a thing to another: the property, the other one, and the articles that say so (see `Edge`)."""

    property: str
    other: Ref
    weight: int
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """An article without its text; `copy_of` is the id of the article that it copies."""

    id: str
    iri: str
    headline: str | None
    published: str | None
    publisher: str | None
    url: str | None
    copy_of: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an article refers to a thing; offsets in Unicode code points, the end exclusive."""

    iri: str
    surface: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim, as one article makes it (see `kg:Claim` in the ontology); `value` is the object's name or literal."""

    iri: str
    article: str
    subject: Ref
    predicate: str
    value: str
    object: str | None
    factuality: str
    bound: str | None
    source: str | None
    source_text: str | None
    confidence: float | None
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity or incident and all that hangs on it.

    Attributes:
        cls: the most specific class; `classes` has those above it too.
        names: every other name.
        relations, related_from: ties to others, and from others.
        incidents: for an entity, the incidents in which it has a role.
        roles: for an incident, who and what has which role.
        claims: for an incident, every account, article by article.
        values: dates, counts and other literals, by the property's local name.
        reported_in: the articles that mention it or claim something of it.
    """

    iri: str
    label: str
    cls: str
    classes: tuple[str, ...]
    names: tuple[str, ...]
    same_as: tuple[str, ...]
    lat: float | None
    long: float | None
    relations: tuple[Tie, ...]
    related_from: tuple[Tie, ...]
    incidents: tuple[Tie, ...]
    roles: tuple[Tie, ...]
    claims: tuple[Statement, ...]
    values: Mapping[str, tuple[str, ...]]
    reported_in: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One article: what is known of it, its text, and what was read there."""

    report: Report
    text: str
    mentions: tuple[Mention, ...]
    claims: tuple[Statement, ...]
