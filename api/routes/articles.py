"""Articles: a list by outlet, day and subject; each with its text and what was read in it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.http.conditional import Conditional, reply
from api.http.csv_form import TABLED, reply_csv, wants_csv
from api.http.csv_form import Form as ListForm
from api.http.paging import Cursor, Limit, Page, begin, following
from api.http.problems import PROBLEMS
from api.http.rdf_forms import LINKED, Form, rdf_form, reply_rdf
from api.params.addresses import ArticleId
from api.params.article_filter import ArticleParameters
from api.params.state import GraphReaders
from kg.query import lookup
from kg.query.names import ListKey
from kg.query.tables import ARTICLE_COLUMNS, article_rows

router = APIRouter(tags=["Articles"], responses=PROBLEMS, route_class=Conditional)


@router.get("/articles", response_model=Page[lookup.Report], responses=TABLED)
async def articles(
    request: Request,
    readers: GraphReaders,
    chosen: Annotated[ArticleParameters, Depends()],
    cursor: Cursor = None,
    limit: Limit = 100,
    form: ListForm = None,
) -> Response:
    """List articles in the order of publication or the newest first, the undated last in either."""
    tabled, after = wants_csv(request, form), begin(cursor, ListKey)
    some, last = await readers.call(lookup.articles, chosen.wanted(), after=after, limit=limit)
    if tabled:
        return reply_csv(ARTICLE_COLUMNS, article_rows(some), following(request, last))
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
