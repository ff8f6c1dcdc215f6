"""Incidents: listed in order of time, for timelines and maps, and each with every account of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic.dataclasses import dataclass

from api.http.conditional import LINKED, Conditional, Form, reply, reply_linked, wants_linked
from api.http.paging import Cursor, Limit, Page, begin, following
from api.http.problems import PROBLEMS
from api.params.addresses import Slug, href
from api.params.incident_filter import IncidentParameters
from api.params.state import GraphReaders
from kg.query import lookup
from kg.query.lookup.incidents import Key

router = APIRouter(tags=["Incidents"], responses=PROBLEMS, route_class=Conditional)


@dataclass(frozen=True, slots=True)
class Listed(lookup.Summary):
    """An incident of the list, with the address of all that is known of it."""

    href: str


@router.get("/incidents", response_model=Page[Listed], responses=LINKED)
async def incidents(
    request: Request,
    readers: GraphReaders,
    chosen: Annotated[IncidentParameters, Depends()],
    cursor: Cursor = None,
    limit: Limit = 100,
    form: Form = None,
) -> Response:
    """List incidents in the order of their days, those of no known year and the undated last in either order."""
    some, last = await readers.call(lookup.incidents, chosen.wanted(), after=begin(cursor, Key), limit=limit)
    if wants_linked(request, form):
        nodes = await readers.call(lookup.linked_things, [one.iri for one in some])
        return reply_linked(request, nodes, following(request, last))
    items = [Listed(**{name: getattr(one, name) for name in _FIELDS}, href=href("incident", one.slug)) for one in some]
    return reply(Page(items=items, next=following(request, last)), Page[Listed])


@router.get("/incidents/{slug:path}", response_model=lookup.Incident, responses=LINKED)
async def incident(request: Request, readers: GraphReaders, slug: Slug, form: Form = None) -> Response:
    """Show an incident: who had which part in it, what is agreed, what is disputed, and every account of it."""
    told = await readers.call(lookup.incident, slug)
    if wants_linked(request, form):
        claims = await readers.call(lookup.linked_claims, [claim.iri for claim in told.claims])
        return reply_linked(request, [*await readers.call(lookup.linked_things, [told.iri]), *claims])
    return reply(told, lookup.Incident)


_FIELDS = tuple(lookup.Summary.__dataclass_fields__)
