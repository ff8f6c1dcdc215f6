"""Claims: who says what, article by article, and what a tie between two rests on."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from api.http.conditional import LINKED, Conditional, Form, reply, reply_linked, wants_linked
from api.http.paging import Cursor, Limit, Page, begin, following
from api.http.problems import PROBLEMS
from api.params.enums import Claimed
from api.params.state import GraphReaders
from kg.query import lookup
from kg.query.lookup.citations import Key

router = APIRouter(tags=["Claims"], responses=PROBLEMS, route_class=Conditional)


@router.get("/claims", response_model=Page[lookup.Cited], responses=LINKED)
async def claims(
    request: Request,
    readers: GraphReaders,
    subject: Annotated[str | None, Query(description="whom or what it is said of: name, slug or IRI")] = None,
    predicate: Claimed = None,
    object: Annotated[str | None, Query(description="the other one: name, slug or IRI")] = None,  # noqa: A002
    about: Annotated[str | None, Query(description="subject or object: name, slug or IRI")] = None,
    article: Annotated[str | None, Query(description="the id of the article that makes it")] = None,
    source: Annotated[str | None, Query(description="whom the article quotes for it: name, slug or IRI")] = None,
    factuality: Annotated[
        Literal["Asserted", "Hedged", "Denied", "Hypothetical"] | None, Query(description="how it is meant")
    ] = None,
    min_confidence: Annotated[float | None, Query(ge=0, le=1, description="how sure its reading is, at least")] = None,
    edge: Annotated[
        str | None,
        Query(
            description="what a tie rests on: the source's IRI, the property's name and the target's IRI, with spaces",
            examples=["https://w3id.org/sitrep/id/entity/a attacked https://w3id.org/sitrep/id/entity/b"],
        ),
    ] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
    form: Form = None,
) -> Response:
    """List claims with the articles that make them, in the order of the articles and of their texts.

    For a tie that follows from an incident's roles (`attacked`, `killed`), `edge=` gives the claims of these roles.
    """
    wanted = lookup.ClaimFilter(
        subject=subject, object=object, about=about, source=source, predicate=predicate, article=article,
        factuality=factuality, min_confidence=min_confidence, edge=edge,
    )  # fmt: skip
    some, last = await readers.call(lookup.citations, wanted, after=begin(cursor, Key), limit=limit)
    if wants_linked(request, form):
        nodes = await readers.call(lookup.linked_claims, [one.iri for one in some])
        return reply_linked(request, nodes, following(request, last))
    return reply(Page(items=some, next=following(request, last)), Page[lookup.Cited])
