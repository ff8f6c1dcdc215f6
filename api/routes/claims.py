"""Claims: by article, by speaker, and behind a tie."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from api.http.conditional import Conditional, reply
from api.http.csv_form import CSV, TABLED, reply_table
from api.http.negotiation import Offer, choose
from api.http.paging import Cursor, Limit, Page, begin, following
from api.http.problems import PROBLEMS
from api.http.rdf_forms import FORMS, LINKED, reply_rdf
from api.params.claim_filter import ClaimParameters
from api.params.state import GraphReaders
from kg.export import page_of_claims
from kg.query import lookup
from kg.query.lookup.citations import Key

router = APIRouter(tags=["Claims"], responses=PROBLEMS, route_class=Conditional)

_FORMS: Final[tuple[Offer[Any], ...]] = (*FORMS, CSV)
_LIST: Final[dict[int | str, dict[str, Any]]] = {200: {"content": LINKED[200]["content"] | TABLED[200]["content"]}}
_Form = Annotated[
    Literal["json", "jsonld", "turtle", "ntriples", "rdfxml", "csv"] | None,
    Query(alias="format", description="the form of the answer, where an Accept header is out of reach"),
]


@router.get("/claims", response_model=Page[lookup.Cited], responses=_LIST)
async def claims(
    request: Request,
    readers: GraphReaders,
    chosen: Annotated[ClaimParameters, Depends()],
    cursor: Cursor = None,
    limit: Limit = 100,
    form: _Form = None,
) -> Response:
    """List claims with the articles that make them, in the order of the articles and of their texts.

    For a tie that follows from an incident's roles (`attacked`, `killed`), `edge=` gives the claims of these roles.
    """
    offer, media_type = choose(request.headers.get("accept"), _FORMS, form)
    after = begin(cursor, Key)
    if offer is CSV:
        body, last = await readers.call(page_of_claims, chosen.wanted(), after=after, limit=limit)
        return reply_table(body, media_type, following(request, last))
    some, last = await readers.call(lookup.citations, chosen.wanted(), after=after, limit=limit)
    if offer.name != "json":
        parts = lookup.Parts(claims=[one.iri for one in some])
        return await reply_rdf(request, readers, offer, parts, following=following(request, last))
    return reply(Page(items=some, next=following(request, last)), Page[lookup.Cited])
