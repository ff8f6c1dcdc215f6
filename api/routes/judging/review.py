"""Review: the pairs worth a person's judgement, the joins behind a thing, and how two things compare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from api.http.authorization import ALLOWED, REFUSALS
from api.http.problems import CONFLICT
from api.params.addresses import href
from api.params.state import GraphReaders, Limits
from kg.explain import Comparison, Member, Pair
from kg.knowledge import Place
from kg.query.names import Kind as Noun
from kg.resolve import PLURALS, Judgement, Kind
from kg.settings import Settings
from kg.store import Graph
from kg.vocab import superclasses

router = APIRouter(tags=["Review"], responses=REFUSALS, dependencies=[ALLOWED])

_LANE: Final = "export"  # the readers that may take their time
_KINDS: Final[dict[str, Kind]] = {plural: kind for kind, plural in PLURALS.items()}
_NO_STORE: Final = {"Cache-Control": "no-store"}  # judgements come in between two published states, too

Named = Annotated[str, Query(min_length=1, max_length=1000)]
Most = Annotated[int, Query(ge=1, le=200, description="at most so many")]


class Words(BaseModel):
    """A sentence of an article; `sentence[start:end]`, in code points, are the words that count."""

    sentence: str
    start: int
    end: int


class Side(BaseModel):
    """An entity or incident as one article has it, and what it is part of now."""

    model_config = ConfigDict(serialize_by_alias=True)

    reference: Annotated[str, Field(description="how a judgement names it")]
    article: str
    published: str | None
    publisher: str | None
    cls: Annotated[str, Field(serialization_alias="class")]
    country: str | None
    names: Sequence[str]
    quote: Words | None
    slug: str
    label: str
    href: str


class Why(BaseModel):
    """One thing that speaks for (a positive weight) or against (a negative one) two being one."""

    what: str
    weight: float
    detail: str


class PairShown(BaseModel):
    """Two members with what speaks for and against their being one; `score` is how sure that is, 0 to 1."""

    model_config = ConfigDict(serialize_by_alias=True)

    left: Side
    right: Side
    joined: bool
    score: float
    reasons: list[Why]


class Queue(BaseModel):
    """Pairs, the one whose answer is worth most first; `more` if others follow."""

    model_config = ConfigDict(serialize_by_alias=True)

    items: list[PairShown]
    more: bool


class Joins(BaseModel):
    """What made an entity or incident one, the least sure join first; `said` is what people said of its members."""

    model_config = ConfigDict(serialize_by_alias=True)

    slug: str
    label: str
    items: list[PairShown]
    more: bool
    said: list[str]


class Compared(BaseModel):
    """Whether two are one, and the joins between them; or the pair for which most speaks."""

    model_config = ConfigDict(serialize_by_alias=True)

    one: bool
    items: list[PairShown]
    said: list[str]


class Candidate(BaseModel):
    """A place of the gazetteer; the country is ISO 3166's code, or empty; 0 inhabitants where nobody knows."""

    id: str
    name: str
    country: str
    lat: float
    long: float
    population: int
    area: Annotated[bool, Field(description="whether it is a province, in which others lie")]


class Candidates(BaseModel):
    """Places of one name."""

    items: list[Candidate]


@router.get("/review", response_model=Queue)
async def review(
    readers: GraphReaders,
    limits: Limits,
    response: Response,
    kind: Annotated[Literal["entities", "incidents"] | None, Query(description="only these")] = None,
    limit: Most = 20,
) -> Queue:
    """List the pairs that resolution is least sure of, in the order of `kg review`."""
    pairs: list[Pair] = await readers.call(doubts, limits, _KINDS.get(kind or ""), limit + 1, lane=_LANE)
    response.headers.update(_NO_STORE)
    return Queue(items=[_pair(one) for one in pairs[:limit]], more=len(pairs) > limit)


@router.get("/joins", response_model=Joins)
async def joins(
    readers: GraphReaders,
    limits: Limits,
    response: Response,
    of: Annotated[Named, Query(description="the slug of an entity or incident")],
    limit: Most = 50,
) -> Joins:
    """Show what made an entity or incident one, as `kg why` does: to part it, judge one of these pairs different."""
    slug, label, pairs, said = await readers.call(joined, limits, of, limit + 1, lane=_LANE)
    response.headers.update(_NO_STORE)
    return Joins(
        slug=slug, label=label, items=[_pair(one) for one in pairs[:limit]], more=len(pairs) > limit,
        said=list(map(str, said)),
    )  # fmt: skip


@router.get("/comparison", response_model=Compared, responses=CONFLICT)
async def comparison(
    readers: GraphReaders,
    limits: Limits,
    response: Response,
    left: Annotated[Named, Query(description="a slug, or a member as ARTICLE#NAME")],
    right: Annotated[Named, Query(description="likewise")],
) -> Compared:
    """Show why two entities or incidents are one, or why not. 409 where one is an entity and one an incident."""
    told: Comparison = await readers.call(compared, limits, left, right, lane=_LANE)
    response.headers.update(_NO_STORE)
    return Compared(one=told.one, items=[_pair(one) for one in told.pairs], said=list(told.judgements))


@router.get("/gazetteer", response_model=Candidates)
async def gazetteer(
    readers: GraphReaders,
    limits: Limits,
    q: Annotated[str, Query(min_length=1, max_length=200, description="a name, whole, in any spelling")],
) -> Candidates:
    """List the places of the gazetteer that bear a name, the largest first."""
    places: list[Place] = await readers.call(candidates, limits, q, lane=_LANE)
    return Candidates(
        items=[
            Candidate(
                id=p.id, name=p.name, country=p.country, lat=p.lat, long=p.lon, population=p.population, area=p.area
            )
            for p in places
        ]
    )


def doubts(_: Graph, settings: Settings, kind: Kind | None, limit: int) -> list[Pair]:
    """A reader's job: the pairs worth a judgement."""
    from kg.curation import explaining  # noqa: PLC0415  heavy, and most readers are never asked for it

    with explaining(settings) as told:
        return [told.pair(one) for one in told.doubts(kind, limit)]


def joined(
    _: Graph, settings: Settings, named: str, limit: int
) -> tuple[str, str, tuple[Pair, ...], tuple[Judgement, ...]]:
    """A reader's job: slug and label of a thing, its joins, and what people said of its members."""
    from kg.curation import explaining  # noqa: PLC0415  likewise

    with explaining(settings) as told:
        thing = told.find(named).cluster
        return thing.slug, thing.label, told.joins(named, limit), told.said(named)


def compared(_: Graph, settings: Settings, left: str, right: str) -> Comparison:
    """A reader's job: why two are one, or why not."""
    from kg.curation import explaining  # noqa: PLC0415  likewise

    with explaining(settings) as told:
        return told.compare(left, right)


def candidates(_: Graph, settings: Settings, name: str) -> list[Place]:
    """A reader's job: the places that bear a name."""
    from kg.resolve.context import lists  # noqa: PLC0415  likewise

    return sorted(lists(settings)[1].named(name), key=lambda place: (-place.population, place.id))


def _pair(one: Pair) -> PairShown:
    sides = zip((one.left, one.right), one.slugs, one.labels, strict=True)
    left, right = (_side(member, slug, label, _noun(member)) for member, slug, label in sides)
    return PairShown(left=left, right=right, joined=one.joined, score=one.score, reasons=list(_reasons(one)))


def _side(member: Member, slug: str, label: str, noun: Noun) -> Side:
    quote = member.quote and Words(sentence=member.quote.sentence, start=member.quote.start, end=member.quote.end)
    return Side(
        reference=member.reference, article=member.article, published=member.published, publisher=member.publisher,
        cls=member.cls, country=member.country, names=member.names, quote=quote, slug=slug, label=label,
        href=href(noun, slug),
    )  # fmt: skip


def _noun(member: Member) -> Noun:
    return "incident" if superclasses(member.cls)[-1] == "Event" else "entity"


def _reasons(one: Pair) -> Iterable[Why]:
    return (Why(what=reason.what, weight=reason.weight, detail=reason.detail) for reason in one.reasons)
