"""Incidents: listed in order of time, for timelines and maps, and each with every account of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic.dataclasses import dataclass

from api.http.conditional import LINKED, Conditional, Form, reply, reply_linked, wants_linked
from api.http.paging import Cursor, Limit, Page, begin, following
from api.http.problems import PROBLEMS
from api.params.addresses import Slug, href
from api.params.enums import Day, EventClass
from api.params.state import GraphReaders
from kg.errors import ParameterError
from kg.query import lookup
from kg.query.lookup.incidents import Key
from kg.query.lookup.values import Order

router = APIRouter(tags=["Incidents"], responses=PROBLEMS, route_class=Conditional)

_NUMBER = r"-?\d{1,3}(\.\d{1,15})?"


@dataclass(frozen=True, slots=True)
class Listed(lookup.Summary):
    """An incident of the list, with the address of all that is known of it."""

    href: str


@router.get("/incidents", response_model=Page[Listed], responses=LINKED)
async def incidents(
    request: Request,
    readers: GraphReaders,
    since: Annotated[Day | None, Query(description="the first day; partial dates count wherever they may lie")] = None,
    until: Annotated[Day | None, Query(description="the last day")] = None,
    place: Annotated[str | None, Query(description="a place, what lies within it included: name, slug or IRI")] = None,
    actor: Annotated[str | None, Query(description="the attacker, target or victim: name, slug or IRI")] = None,
    cls: EventClass = "Event",
    outlet: Annotated[str | None, Query(description="only those that the outlet of this name tells of")] = None,
    bbox: Annotated[
        str | None,
        Query(
            pattern=f"^{_NUMBER}(,{_NUMBER}){{3}}$",
            description="west,south,east,north in degrees",
            examples=["42,33,45,37"],
        ),
    ] = None,
    disputed: Annotated[bool, Query(description="only those whose accounts disagree")] = False,
    q: Annotated[str | None, Query(max_length=500, description="words that stand in the label")] = None,
    order: Annotated[Order, Query(description="which come first")] = "oldest",
    cursor: Cursor = None,
    limit: Limit = 100,
    form: Form = None,
) -> Response:
    """List incidents in the order of their days, those of no known year and the undated last in either order."""
    wanted = lookup.IncidentFilter(
        cls=cls,
        since=since.isoformat() if since else None,
        until=until.isoformat() if until else None,
        place=place,
        actor=actor,
        outlet=outlet,
        bbox=_box(bbox) if bbox else None,
        disputed=disputed,
        words=q,
        order=order,
    )
    some, last = await readers.call(lookup.incidents, wanted, after=begin(cursor, Key), limit=limit)
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


def _box(text: str) -> tuple[float, float, float, float]:
    west, south, east, north = map(float, text.split(","))
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90 or south > north:
        raise ParameterError(
            f"The parameter 'bbox' is {text!r}; it must be west,south,east,north in degrees, the south below the north"
        )
    return west, south, east, north
