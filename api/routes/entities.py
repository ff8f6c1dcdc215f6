"""Entities: a list by name, class or outlet; each with its relations and incidents."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.http.conditional import Conditional, reply
from api.http.paging import Cursor, Limit, Page, begin, following
from api.http.problems import PROBLEMS
from api.http.rdf_forms import LINKED, Form, rdf_form, reply_rdf
from api.params.addresses import Slug
from api.params.enums import EntityClass
from api.params.state import GraphReaders
from api.routes.search import Find, found
from kg.query import lookup
from kg.query.names import HitKey, ListKey

router = APIRouter(tags=["Entities"], responses=PROBLEMS, route_class=Conditional)


@router.get("/entities", response_model=Page[Find], responses=LINKED)
async def entities(
    request: Request,
    readers: GraphReaders,
    q: Annotated[str, Query(max_length=500, description="a name, part of one, or one with typing errors")] = "",
    cls: EntityClass = None,
    source: Annotated[str | None, Query(description="only those that the outlet of this name mentions")] = None,
    cursor: Cursor = None,
    limit: Limit = 20,
    form: Form = None,
) -> Response:
    """Find actors and places by name, nearest first; without one, list all by name, the unnamed last."""
    after = begin(cursor, HitKey if q.strip() else ListKey)
    some, last = await readers.call(lookup.entities, q, cls=cls, outlet=source, after=after, limit=limit)
    if offer := rdf_form(request, form):
        parts = lookup.Parts([one.iri for one in some])
        return await reply_rdf(request, readers, offer, parts, following=following(request, last))
    return reply(Page(items=[found(one) for one in some], next=following(request, last)), Page[Find])


@router.get("/entities/{slug:path}", response_model=lookup.Thing, responses=LINKED)
async def entity(request: Request, readers: GraphReaders, slug: Slug, form: Form = None) -> Response:
    """Show an entity: names, classes, relations, incidents, claims, and the articles that report on it."""
    told = await readers.call(lookup.entity, slug)
    if offer := rdf_form(request, form):
        return await reply_rdf(request, readers, offer, lookup.Parts([told.iri]), alone=True)
    return reply(told, lookup.Thing)
