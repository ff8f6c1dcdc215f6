"""The neighbourhood of an entity or incident, as a network in pages."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.http.conditional import Conditional
from api.http.negotiation import Offer, choose
from api.http.problems import PROBLEMS
from api.params.addresses import Slug
from api.params.network_filter import Filters
from api.params.state import GraphReaders
from api.readers import Readers
from kg.export import FORMS, Neighbours, neighbours
from kg.query.network import Direction, NeighbourhoodQuery

router = APIRouter(responses=PROBLEMS, route_class=Conditional)

_OFFERS: Final = tuple(
    Offer(form.name, form.media_type, form, ("application/vnd.graphology+json",) if form.name == "graphology" else ())
    for form in FORMS.values()
)
_NAMES: Final[dict[str, Any]] = {"enum": [offer.name for offer in _OFFERS]}
_ANSWER: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "A page of the network; `Link` has the next one, `Total-Edges` tells how many edges there are",
        "content": {offer.media_type: {} for offer in _OFFERS},
    }
}


class _Around(Filters):
    """The filter, page and form of a neighbourhood; a FastAPI dependency."""

    depth: int = Field(1, ge=1, le=3, description="how many steps away")
    direction: Direction = Field("both", description="whether ties are followed from it, to it, or both")
    limit: int = Field(200, ge=1, le=5000, description="at most so many ties, the nearest and best attested first")
    cursor: str | None = Field(
        None, min_length=1, max_length=8000, description="where the page begins: from the page before, as it is"
    )
    positions: bool = Field(
        False, description="whether nodes have x and y in any case; where there are hundreds they have them anyhow"
    )
    fold: bool = Field(
        False,
        description="whether incidents are folded into ties between those who did them and those whom they befell, "
        "where it has such ties: each says how many `incidents` are behind it",
    )
    communities: bool = Field(False, description="whether nodes tell which community of the whole they belong to")
    format: str | None = Field(
        None, description="the form, if not by the Accept header", json_schema_extra=_NAMES, examples=["node-link"]
    )


_Wanted = Annotated[_Around, Query()]


@router.get("/entities/{slug:path}/neighbours", tags=["Entities"], responses=_ANSWER, response_class=Response)
async def entity_neighbours(request: Request, readers: GraphReaders, slug: Slug, around: _Wanted) -> Response:
    """What is tied to an entity, as a network: `Graph.from(body)` of graphology loads it.

    With `format=node-link`, `nx.node_link_graph(body)` of networkx does.
    """
    return await _page(request, readers, "entity", slug, around)


@router.get("/incidents/{slug:path}/neighbours", tags=["Incidents"], responses=_ANSWER, response_class=Response)
async def incident_neighbours(request: Request, readers: GraphReaders, slug: Slug, around: _Wanted) -> Response:
    """What is tied to an incident, as a network, in the same forms."""
    return await _page(request, readers, "event", slug, around)


async def _page(
    request: Request, readers: Readers, kind: Literal["entity", "event"], slug: str, around: _Around
) -> Response:
    offer, media_type = choose(request.headers.get("accept"), _OFFERS, around.format)
    rest = request.url.remove_query_params("cursor")
    found: Neighbours = await readers.call(
        neighbours,
        kind,
        slug,
        NeighbourhoodQuery(around.depth, around.direction, around.limit, around.cursor, around.wanted()),
        offer.name,
        pages=f"{quote(rest.path)}?{rest.query}{'&' * bool(rest.query)}cursor=",
        positions=around.positions,
        fold=around.fold,
        communities=around.communities,
    )
    headers = {"Vary": "Accept"}
    if found.next is not None:
        headers["Link"] = f'<{found.next}>; rel="next"'
    if found.total_edges is not None:
        headers["Total-Edges"] = str(found.total_edges)
    return Response(found.body, media_type=media_type, headers=headers)
