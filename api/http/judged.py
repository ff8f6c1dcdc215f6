"""Judgements as JSON: the pair or claim, who said what of it and when, and what became of it."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.params.addresses import href
from kg.curation.history import is_nothing, key_of
from kg.query.names import Kind
from kg.resolve import (
    AnyJudgement,
    ClaimJudgement,
    ClaimWord,
    Judgement,
    MeantPlace,
    PlaceJudgement,
    PlaceWord,
    Verdict,
)
from kg.resolve.clustering.references import EntityName, EventMark
from kg.resolve.register.membership import Cluster


class RecordedMember(BaseModel):
    """A member of a judged pair: an entity by its name in an article, an incident by where its first word stands."""

    model_config = ConfigDict(serialize_by_alias=True)

    article: str
    cls: Annotated[str, Field(serialization_alias="class")]
    name: str | None
    at: int | None
    date: str | None
    place: str | None


class RecordedClaim(BaseModel):
    """A judged claim, in its words."""

    id: str
    article: str
    subject: str | None
    predicate: str
    value: str
    quote: str
    start: int
    end: int
    headline: bool


class RecordedPlace(BaseModel):
    """A place as an article calls it, and which is meant; null for one that the gazetteer does not know."""

    article: str
    name: str
    instead: MeantPlace | None


class RecordedJudgement(BaseModel):
    """A judgement of a pair, claim or place. `counts` if nobody judged the same later, and it takes nothing back."""

    id: str
    judgement: Verdict | ClaimWord | PlaceWord
    by: str
    at: str
    note: str
    cause: str
    counts: bool
    takes_back: bool
    pair: tuple[RecordedMember, RecordedMember] | None
    claim: RecordedClaim | None
    place: RecordedPlace | None


class Now(BaseModel):
    """What a member is part of."""

    slug: str
    label: str
    href: str


class PlaceNow(BaseModel):
    """What was kept, and what the place of the first article is part of now; null if the article has gone."""

    made: list[RecordedJudgement]
    now: Now | None


class PairNow(BaseModel):
    """What was kept, and whether the two are one now; a side is null if its article has gone."""

    made: list[RecordedJudgement]
    one: bool
    left: Now | None
    right: Now | None


def entry(said: AnyJudgement, *, counts: bool = True) -> RecordedJudgement:
    """A judgement; `counts` if none on the same pair or claim came later."""
    pair = (_member(said.left), _member(said.right)) if isinstance(said, Judgement) else None
    nothing = is_nothing(said)
    return RecordedJudgement(
        id=key_of(said), judgement=said.judgement, by=said.by, at=said.at, note=said.note,
        cause=said.cause if isinstance(said, ClaimJudgement) else "",
        counts=counts and not nothing, takes_back=nothing, pair=pair,
        claim=_claim(said) if isinstance(said, ClaimJudgement) else None,
        place=_place(said) if isinstance(said, PlaceJudgement) else None,
    )  # fmt: skip


def now(cluster: Cluster | None) -> Now | None:
    """What a member is part of; None if its article has gone."""
    if cluster is None:
        return None
    noun: Kind = "entity" if cluster.kind == "entity" else "incident"
    return Now(slug=cluster.slug, label=cluster.label, href=href(noun, cluster.slug))


def _member(named: EntityName | EventMark) -> RecordedMember:
    if isinstance(named, EntityName):
        return RecordedMember(article=named.article, cls=named.cls, name=named.name, at=None, date=None, place=None)
    return RecordedMember(
        article=named.article, cls=named.cls, name=None, at=named.at, date=named.date, place=named.place
    )


def _place(said: PlaceJudgement) -> RecordedPlace:
    return RecordedPlace(article=said.place.article, name=said.place.name, instead=said.instead)


def _claim(said: ClaimJudgement) -> RecordedClaim:
    one = said.claim
    return RecordedClaim(
        id=one.id, article=one.article, subject=one.subject, predicate=one.predicate, value=one.value,
        quote=one.quote, start=one.start, end=one.end, headline=bool(one.headline),
    )  # fmt: skip
