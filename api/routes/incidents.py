"""Incidents: listed in order of time, for timelines and maps, and each with every account of it."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic.dataclasses import dataclass

from api.http.conditional import Conditional, reply
from api.http.csv_form import CSV, reply_table
from api.http.negotiation import Offer, choose
from api.http.paging import Cursor, Limit, Page, begin, following
from api.http.problems import PROBLEMS
from api.http.rdf_forms import FORMS, LINKED, Form, rdf_form, reply_rdf
from api.params.addresses import Slug, href
from api.params.incident_filter import IncidentParameters
from api.params.state import GraphReaders
from kg.export import page_of_incidents
from kg.query import lookup
from kg.query.lookup.incidents import Key

router = APIRouter(tags=["Incidents"], responses=PROBLEMS, route_class=Conditional)


@dataclass(frozen=True, slots=True)
class Listed(lookup.Summary):
    """An incident of the list, with the address of all that is known of it."""

    href: str


_FORMS: Final[tuple[Offer[Any], ...]] = (
    *FORMS,
    Offer("geojson", "application/geo+json", "geojson"),
    CSV,
)
_LIST: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {offer.media_type: {} for offer in _FORMS if offer.name != "json"}}
}
_ListForm = Annotated[
    Literal["json", "jsonld", "turtle", "ntriples", "rdfxml", "geojson", "csv"] | None,
    Query(alias="format", description="the form of the answer, where an Accept header is out of reach"),
]


@router.get("/incidents", response_model=Page[Listed], responses=_LIST)
async def incidents(
    request: Request,
    readers: GraphReaders,
    chosen: Annotated[IncidentParameters, Depends()],
    cursor: Cursor = None,
    limit: Limit = 100,
    form: _ListForm = None,
) -> Response:
    """List incidents in the order of their days, those of no known year and the undated last in either order.

    As GeoJSON and CSV they are rows of the table of incidents; `Link` has the page that follows.
    """
    offer, media_type = choose(request.headers.get("accept"), _FORMS, form)
    after = begin(cursor, Key)
    if offer.name in ("geojson", "csv"):
        body, last = await readers.call(page_of_incidents, chosen.wanted(), offer.name, after=after, limit=limit)
        return reply_table(body, media_type, following(request, last))
    some, last = await readers.call(lookup.incidents, chosen.wanted(), after=after, limit=limit)
    if offer.name != "json":
        parts = lookup.Parts([one.iri for one in some])
        return await reply_rdf(request, readers, offer, parts, following=following(request, last))
    items = [Listed(**{name: getattr(one, name) for name in _FIELDS}, href=href("incident", one.slug)) for one in some]
    return reply(Page(items=items, next=following(request, last)), Page[Listed])


@router.get("/incidents/{slug:path}", response_model=lookup.Incident, responses=LINKED)
async def incident(request: Request, readers: GraphReaders, slug: Slug, form: Form = None) -> Response:
    """Show an incident: its participants, agreed and disputed values, and every account."""
    told = await readers.call(lookup.incident, slug)
    if offer := rdf_form(request, form):
        parts = lookup.Parts([told.iri], [claim.iri for claim in told.claims])
        return await reply_rdf(request, readers, offer, parts)
    return reply(told, lookup.Incident)


_FIELDS = tuple(lookup.Summary.__dataclass_fields__)
