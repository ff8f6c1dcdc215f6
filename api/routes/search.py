"""Suggestions for a search box, and pages of results."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.http.conditional import Conditional, reply
from api.http.csv_form import TABLED, Form, reply_csv, wants_csv
from api.http.paging import Cursor, Limit, Page, begin, following
from api.http.problems import PROBLEMS
from api.params.addresses import NOUNS, href
from api.params.enums import AnyClass
from api.params.state import GraphReaders
from kg.query import lookup
from kg.query.facets import Facets, results
from kg.query.names import HitKey, Kind
from kg.query.tables import Column

router = APIRouter(tags=["Search"], responses=PROBLEMS, route_class=Conditional)

_COLUMNS: Final = (
    Column("kind", "text", "`entity`, `incident` or `article`"),
    Column("label", "text", "its name, or an article's headline"),
    Column("name", "text", "the name of it that was found"),
    Column("class", "text", "its most specific class"),
    Column("country", "text", "where it is, or where most of its incidents are"),
    Column("articles", "integer", "how many articles speak of it"),
    Column("last", "text", "when the last of them was published"),
    Column("outlet", "text", "who published an article"),
    Column("iri", "text", "its IRI"),
)


class Find(BaseModel):
    """A hit, the name that matched, and the match's score, 0 to 100."""

    model_config = ConfigDict(serialize_by_alias=True)

    iri: str
    kind: Kind
    slug: str
    label: str
    cls: Annotated[str, Field(serialization_alias="class")]
    name: str
    score: float
    href: Annotated[str, Field(description="the address of all that is known of it")]


class FindInContext(Find):
    """A hit with what tells it apart: country, number of articles, day of the last; of an article its outlet."""

    country: str | None
    articles: int
    last: str | None
    publisher: str | None


class FindPage(Page[FindInContext]):
    """Some hits, and how many there are by kind and class."""

    facets: Facets


def found(one: lookup.ListItem) -> Find:
    """A look-up's hit, with its address."""
    return Find(
        iri=one.iri, kind=one.kind, slug=one.slug, label=one.label, cls=one.cls, name=one.name, score=one.score,
        href=href(one.kind, one.slug),
    )  # fmt: skip


@router.get("/search", response_model=Page[Find])
async def search(
    readers: GraphReaders,
    q: Annotated[str, Query(max_length=500, description="what was typed so far")],
    kind: Annotated[list[Literal["entity", "incident", "article"]], Query(description="only these; repeat it")] = [],  # noqa: B006
    cls: AnyClass = None,
    limit: Annotated[int, Query(ge=1, le=50, description="at most so many")] = 10,
) -> Response:
    """Suggest entities, incidents and articles by what they are called, nearest first, with typing errors forgiven."""
    hits = await readers.call(lookup.search, q, kinds=kind or list(NOUNS), cls=cls, limit=limit)
    return reply(Page(items=[found(hit) for hit in hits], next=None), Page[Find])


@router.get("/search/results", response_model=FindPage, responses=TABLED)
async def search_results(
    request: Request,
    readers: GraphReaders,
    q: Annotated[str, Query(max_length=500, description="a name, part of one, or one with typing errors")],
    kind: Annotated[Literal["entity", "incident", "article"] | None, Query(description="only these")] = None,
    cls: AnyClass = None,
    cursor: Cursor = None,
    limit: Limit = 20,
    form: Form = None,
) -> Response:
    """Find entities, incidents and articles by what they are called, each told apart by class, country and articles."""
    tabled, after = wants_csv(request, form), begin(cursor, HitKey)
    some, last = await readers.call(results, q, kind=kind, cls=cls, after=after, limit=limit)
    if tabled:
        rows = (
            {
                "kind": one.kind, "label": one.label, "name": one.name, "class": one.cls, "country": one.country,
                "articles": one.articles, "last": one.last, "outlet": one.publisher, "iri": one.iri,
            }
            for one in some.items
        )  # fmt: skip
        return reply_csv(_COLUMNS, rows, following(request, last))
    items = [
        FindInContext(
            **found(one).model_dump(by_alias=False), country=one.country, articles=one.articles, last=one.last,
            publisher=one.publisher,
        )
        for one in some.items
    ]  # fmt: skip
    return reply(FindPage(items=items, next=following(request, last), facets=some.facets), FindPage)
