"""Articles: a list by outlet, day and subject; each with its text and what was read in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.http.conditional import Conditional, reply
from api.http.paging import Cursor, Limit, Page, begin, following
from api.http.problems import PROBLEMS
from api.http.rdf_forms import LINKED, Form, rdf_form, reply_rdf
from api.params.addresses import ArticleId
from api.params.enums import Day
from api.params.state import GraphReaders
from kg.query import lookup
from kg.query.lookup.values import Order
from kg.query.names import ListKey

router = APIRouter(tags=["Articles"], responses=PROBLEMS, route_class=Conditional)


@dataclass(frozen=True, slots=True)
class ArticleParameters:
    """The filter of a list of articles; a FastAPI dependency."""

    q: Annotated[str, Query(max_length=500, description="words of the headline, give or take typing errors")] = ""
    publisher: Annotated[str | None, Query(description="only those of the outlet of this name")] = None
    since: Annotated[Day | None, Query(description="published on this day or later")] = None
    until: Annotated[Day | None, Query(description="published on this day or earlier")] = None
    about: Annotated[str | None, Query(description="only those that mention it: name, slug or IRI")] = None
    order: Annotated[Order, Query(description="which come first")] = "oldest"


@router.get("/articles", response_model=Page[lookup.Report])
async def articles(
    request: Request,
    readers: GraphReaders,
    chosen: Annotated[ArticleParameters, Depends()],
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Response:
    """List articles in the order of publication or the newest first, the undated last in either."""
    some, last = await readers.call(
        lookup.articles,
        chosen.q,
        publisher=chosen.publisher,
        since=chosen.since.isoformat() if chosen.since else None,
        until=chosen.until.isoformat() if chosen.until else None,
        about=chosen.about,
        order=chosen.order,
        after=begin(cursor, ListKey),
        limit=limit,
    )
    return reply(Page(items=some, next=following(request, last)), Page[lookup.Report])


@router.get("/articles/{id:path}", response_model=lookup.Page, responses=LINKED)
async def article(
    request: Request,
    readers: GraphReaders,
    id: ArticleId,  # noqa: A002  as the address has it
    form: Form = None,
) -> Response:
    """Show an article: metadata, text, mentions and claims, with offsets into the text."""
    told = await readers.call(lookup.article, id)
    if offer := rdf_form(request, form):
        return await reply_rdf(request, readers, offer, lookup.Parts(article=told.report.iri))
    return reply(told, lookup.Page)
