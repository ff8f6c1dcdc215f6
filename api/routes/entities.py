"""Entities: found by name, class or outlet, and each with what hangs on it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.choices import EntityClass
from api.deps import GraphReaders
from api.paging import Cursor, Limit, Page, begin, following
from api.problems import PROBLEMS
from api.representation import Conditional, reply
from api.routes.search import Find, found
from kg import lookup
from kg.names import HitKey, ListKey

router = APIRouter(tags=["Entities"], responses=PROBLEMS, route_class=Conditional)


@router.get("/entities", response_model=Page[Find])
async def entities(
    request: Request,
    readers: GraphReaders,
    q: Annotated[str, Query(max_length=500, description="a name, part of one, or one with typing errors")] = "",
    cls: EntityClass = None,
    source: Annotated[str | None, Query(description="only those that the outlet of this name mentions")] = None,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Response:
    """Find actors and places by name, nearest first; without one, list all by name, the unnamed last."""
    after = begin(cursor, HitKey if q.strip() else ListKey)
    some, last = await readers.call(lookup.entities, q, cls=cls, outlet=source, after=after, limit=limit)
    return reply(Page(items=[found(one) for one in some], next=following(request, last)), Page[Find])


@router.get("/entities/{slug}", response_model=lookup.Thing)
async def entity(readers: GraphReaders, slug: str) -> Response:
    """Show an entity: names, classes, relations, incidents, claims, and the articles that report on it."""
    return reply(await readers.call(lookup.entity, slug), lookup.Thing)
