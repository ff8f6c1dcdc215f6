"""Incidents for GIS: OGC API - Features, part 1, with one collection."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse

from api.http.conditional import Conditional
from api.http.paging import Cursor, Limit, begin, following
from api.http.problems import PROBLEMS
from api.params.addresses import Slug
from api.params.incident_filter import IncidentParameters
from api.params.state import GraphReaders
from kg.errors import ParameterError
from kg.export import incident_feature, incident_features
from kg.query import lookup
from kg.query.lookup.incidents import Key

router = APIRouter(prefix="/ogc", tags=["OGC API Features"], responses=PROBLEMS, route_class=Conditional)

_CONFORMS: Final = [
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{part}" for part in ("core", "geojson", "oas30")
]
_GEOJSON: Final = "application/geo+json"
_FEATURES: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "GeoJSON", "content": {_GEOJSON: {"schema": {"type": "object"}}}}
}
_INSTANT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T[0-9:.]+(?:Z|[+-]\d{2}:\d{2})?)?", re.ASCII)

_When = Annotated[
    str | None,
    Query(
        alias="datetime", max_length=100, examples=["2024-01-01/2024-01-31"],
        description="a day, or an interval of two, either of which may be `..`; times of the day are left out",
    ),
]  # fmt: skip


@router.get("")
def landing_page(request: Request) -> dict[str, Any]:
    """Say where the parts of this interface are."""
    return {
        "title": "Sitrep", "description": "Incidents of armed conflict, as the news tells of them",
        "links": [
            _link(request, "landing_page", "self"), _link(request, "conformance", "conformance"),
            _link(request, "collections", "data"),
            _link(request, "openapi", "service-desc", "application/vnd.oai.openapi+json;version=3.1"),
        ],
    }  # fmt: skip


@router.get("/conformance")
def conformance() -> dict[str, list[str]]:
    """List the parts of the standard that this interface follows."""
    return {"conformsTo": _CONFORMS}


@router.get("/collections")
def collections(request: Request) -> dict[str, Any]:
    """List the collections: there is one, of incidents."""
    return {"links": [_link(request, "collections", "self")], "collections": [_collection(request)]}


@router.get("/collections/incidents")
def collection(request: Request) -> dict[str, Any]:
    """Describe the collection of incidents."""
    return _collection(request)


@router.get("/collections/incidents/items", responses=_FEATURES, response_class=Response)
async def items(
    request: Request,
    readers: GraphReaders,
    chosen: Annotated[IncidentParameters, Depends()],
    when: _When = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Response:
    """List incidents as GeoJSON features, with the filters of `/incidents`, `bbox` and `datetime` among them."""
    wanted = _during(chosen.wanted(), when) if when else chosen.wanted()
    some, last = await readers.call(incident_features, wanted, after=begin(cursor, Key), limit=limit)
    links = [{"rel": "self", "type": _GEOJSON, "href": str(request.url)}]
    if (more := following(request, last)) is not None:
        links.append({"rel": "next", "type": _GEOJSON, "href": f"{str(request.base_url).rstrip('/')}{more}"})
    return _geojson({"type": "FeatureCollection", "features": some, "numberReturned": len(some), "links": links})


@router.get("/collections/incidents/items/{slug:path}", responses=_FEATURES, response_class=Response)
async def item(request: Request, readers: GraphReaders, slug: Slug) -> Response:
    """Show an incident as a GeoJSON feature."""
    told = await readers.call(incident_feature, slug)
    links = [
        {"rel": "self", "type": _GEOJSON, "href": str(request.url)},
        _link(request, "collection", "collection"),
    ]
    return _geojson(told | {"links": links})


def _collection(request: Request) -> dict[str, Any]:
    return {
        "id": "incidents", "title": "Incidents", "itemType": "feature",
        "description": "What happened, where and when, with the range of the dead; docs/tables.md has the properties.",
        "extent": {"spatial": {"bbox": [[-180, -90, 180, 90]]}, "temporal": {"interval": [[None, None]]}},
        "crs": ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"],
        "links": [
            _link(request, "items", "items", _GEOJSON), _link(request, "collection", "self"),
        ],
    }  # fmt: skip


def _during(wanted: lookup.IncidentFilter, when: str) -> lookup.IncidentFilter:
    begin_, slash, end = when.partition("/")
    since, until = _day(begin_, when), _day(end if slash else begin_, when)
    return replace(wanted, since=since or wanted.since, until=until or wanted.until)


def _day(text: str, given: str) -> str | None:
    if text in ("..", ""):
        return None
    found = _INSTANT.fullmatch(text)
    try:
        return dt.date.fromisoformat(found[1] if found else text).isoformat()
    except ValueError:
        raise ParameterError(
            f"The parameter 'datetime' is {given!r}; it must be a day such as 2024-01-31, or two with a slash between"
        ) from None


def _link(request: Request, name: str, rel: str, media_type: str = "application/json") -> dict[str, str]:
    return {"rel": rel, "type": media_type, "href": str(request.url_for(name))}


def _geojson(body: dict[str, Any]) -> Response:
    return JSONResponse(body, media_type=_GEOJSON)
