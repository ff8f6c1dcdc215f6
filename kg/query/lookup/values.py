"""The values of look-ups: plain, and turned into JSON as they are.

Their names are those of the OpenAPI document's schemas, which clients are generated from: hence a Mention, a
Ref, an Account, an Incident and a Page here that are not those of `kg.model`, `kg.extract` and `api.http.paging`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

Class = Annotated[str, Field(serialization_alias="class")]
"""A class by local name; JSON calls it what Python cannot."""

Order = Literal["oldest", "newest"]
"""Which of a list come first."""


@dataclass(frozen=True, slots=True)
class Ref:
    """An entity or incident, by IRI and name."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place, and where it is on the map if that is known."""

    iri: str
    label: str
    lat: float | None
    long: float | None


@dataclass(frozen=True, slots=True)
class Range:
    """The lowest and the highest of the numbers that reports give."""

    min: int
    max: int


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
    label: str
    cls: Class
    surface: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim, as one article makes it (see `kg:Claim` in the ontology); `value` is the object's name or literal.

    `believed` is false where the reading is not sure enough of it, or it speaks of nobody in particular, whatever its
    factuality; `inferred` is true of a day or place that the text around the event supports and does not say. Where
    `headline` is true, its words stand in the headline, and `start` and `end` count there. `page` is that of a PDF,
    from 1. `judgement` is what people said of the reading: right, wrong or useless.
    """

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
    believed: bool
    inferred: bool
    quote: str
    start: int
    end: int
    headline: bool
    page: int | None
    judgement: str | None


@dataclass(frozen=True, slots=True)
class Cited(Statement):
    """A claim with the article that makes it."""

    report: Report


@dataclass(frozen=True, slots=True)
class Account:
    """What one article says of an incident in one voice: its own, or a source's whom it quotes."""

    article: Report
    source: Ref | None
    source_text: str | None
    claims: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """An incident, as a list, a timeline or a map needs it.

    Attributes:
        date: the earliest that is believed, as far as it is known ("2024-01-04", "2024-01", "2024", "--02-07").
        killed, wounded: over all accounts that are believed.
        outlets, articles: how many tell of it; copies count among the articles.
        corroboration: how many independent outlets do: copies and what all have from one source are one.
        disputed: what the accounts disagree on, by the property's local name.
        lat, long: of the town or building where it was, never of a province or state.
        radius: how far from there it may have been, in kilometres, where it is told as near there.
    """

    iri: str
    slug: str
    label: str
    cls: Class
    date: str | None
    places: tuple[Spot, ...]
    attackers: tuple[Ref, ...]
    targets: tuple[Ref, ...]
    killed: Range | None
    wounded: Range | None
    outlets: int
    articles: int
    corroboration: int
    disputed: tuple[str, ...]
    lat: float | None
    long: float | None
    radius: float | None


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity or incident and what hangs on it.

    Attributes:
        cls: the most specific class; `classes` has those above it too.
        names: every other name.
        relations, related_from: ties to others, and from others; with incidents and roles the 1,000 best attested.
        incidents: for an entity, the incidents in which it has a role.
        roles: for an incident, who and what has which role.
        claims: believed ones; for an incident every account, article by article; for an entity some claims about it.
        claim_counts: how many believed claims have it as subject or object, by their factuality.
        values: dates, counts and other literals, by the property's local name.
        reported_in: the articles that mention it or claim something of it, 1,000 at most.
    """

    iri: str
    slug: str
    label: str
    cls: Class
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
    claim_counts: Mapping[str, int]
    values: Mapping[str, tuple[str, ...]]
    reported_in: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Incident(Thing):
    """An incident with every account of it.

    Attributes:
        agreed: what no two accounts contradict each other on: the believed values, by the property's local name.
        disputed: the properties on which they do.
        corroboration: how many independent outlets tell of it.
        accounts: the claims by who makes them.
    """

    agreed: Mapping[str, tuple[str, ...]]
    disputed: tuple[str, ...]
    corroboration: int
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One article: what is known of it, its text, and what was read there."""

    report: Report
    text: str
    mentions: tuple[Mention, ...]
    claims: tuple[Statement, ...]
