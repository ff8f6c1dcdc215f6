"""Claims: by article, by speaker, and behind a tie."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.http.conditional import Conditional, reply
from api.http.paging import Cursor, Limit, Page, begin, following
from api.http.problems import PROBLEMS
from api.http.rdf_forms import LINKED, Form, rdf_form, reply_rdf
from api.params.claim_filter import ClaimParameters
from api.params.state import GraphReaders
from kg.query import lookup
from kg.query.lookup.citations import Key

router = APIRouter(tags=["Claims"], responses=PROBLEMS, route_class=Conditional)


@router.get("/claims", response_model=Page[lookup.Cited], responses=LINKED)
async def claims(
    request: Request,
    readers: GraphReaders,
    chosen: Annotated[ClaimParameters, Depends()],
    cursor: Cursor = None,
    limit: Limit = 100,
    form: Form = None,
) -> Response:
    """List claims with the articles that make them, in the order of the articles and of their texts.

    For a tie that follows from an incident's roles (`attacked`, `killed`), `edge=` gives the claims of these roles.
    """
    some, last = await readers.call(lookup.citations, chosen.wanted(), after=begin(cursor, Key), limit=limit)
    if offer := rdf_form(request, form):
        parts = lookup.Parts(claims=[one.iri for one in some])
        return await reply_rdf(request, readers, offer, parts, following=following(request, last))
    return reply(Page(items=some, next=following(request, last)), Page[lookup.Cited])
