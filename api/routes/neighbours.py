"""What is around an entity or incident, as a network in pages."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from api.deps import CurrentGraph
from api.negotiation import Offer, choose
from api.problems import PROBLEMS
from kg.export import FORMS, neighbours
from kg.network import NODE_CLASSES, PREDICATES, Around, Direction, Filter
from kg.store import Graph

router = APIRouter(responses=PROBLEMS)

_OFFERS: Final = tuple(
    Offer(form.name, form.media_type, form, ("application/vnd.graphology+json",) if form.name == "graphology" else ())
    for form in FORMS.values()
)
_NAMES: Final[dict[str, Any]] = {"enum": [offer.name for offer in _OFFERS]}
_ANSWER: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "A page of the network; `Link` has the address of the next, `Total-Edges` says how many there are",
        "content": {offer.media_type: {} for offer in _OFFERS},
    }
}


class Filters(BaseModel):
    """Which nodes and edges count."""

    predicate: list[str] = Field(
        [], description="only ties of these kinds; repeat it", json_schema_extra={"items": {"enum": list(PREDICATES)}}
    )
    cls: list[str] = Field(
        [],
        alias="class",
        description="only nodes of these classes and of those below them; repeat it",
        json_schema_extra={"items": {"enum": list(NODE_CLASSES)}},
    )
    since: str | None = Field(
        None,
        description="only incidents from then on, and what belongs to them; standing relations have no date and stay",
        examples=["2024-01-04", "2024-01", "2024"],
    )
    until: str | None = Field(None, description="likewise, to the end of that day, month or year")
    min_confidence: float | None = Field(None, ge=0, le=1, description="only ties with a claim as sure as that")
    outlet: list[str] = Field([], description="only ties that one of these outlets tells of; repeat it")

    def wanted(self) -> Filter:
        """As the network understands it."""
        return Filter(self.predicate, self.cls, self.since, self.until, self.min_confidence, self.outlet)


class _Around(Filters):
    """What of a neighbourhood is wanted, and in which form."""

    depth: int = Field(1, ge=1, le=3, description="how many steps away")
    direction: Direction = Field("both", description="whether ties are followed from it, to it, or both")
    limit: int = Field(200, ge=1, le=5000, description="at most so many ties, the nearest and best attested first")
    cursor: str | None = Field(
        None, max_length=8000, description="where the page begins: from the page before, as it is"
    )
    positions: bool = Field(
        False, description="whether nodes have x and y in any case; where there are hundreds they have them anyhow"
    )
    format: str | None = Field(
        None, description="the form, if not by the Accept header", json_schema_extra=_NAMES, examples=["node-link"]
    )


_Wanted = Annotated[_Around, Query()]


@router.get("/entities/{slug}/neighbours", tags=["Entities"], responses=_ANSWER, response_class=Response)
def entity_neighbours(request: Request, graph: CurrentGraph, slug: str, around: _Wanted) -> Response:
    """What is tied to an entity, as a network: `Graph.from(body)` of graphology loads it.

    With `format=node-link`, `nx.node_link_graph(body)` of networkx does.
    """
    return _page(request, graph, "entity", slug, around)


@router.get("/incidents/{slug}/neighbours", tags=["Incidents"], responses=_ANSWER, response_class=Response)
def incident_neighbours(request: Request, graph: CurrentGraph, slug: str, around: _Wanted) -> Response:
    """What is tied to an incident, as a network, in the same forms."""
    return _page(request, graph, "event", slug, around)


def _page(request: Request, graph: Graph, kind: Literal["entity", "event"], slug: str, around: _Around) -> Response:
    offer, media_type = choose(request.headers.get("accept"), _OFFERS, around.format)
    rest = request.url.remove_query_params("cursor")
    found = neighbours(
        graph, kind, slug,
        Around(around.depth, around.direction, around.limit, around.cursor, around.wanted()),
        offer.name,
        pages=f"{rest.path}?{rest.query}{'&' * bool(rest.query)}cursor=",
        positions=around.positions,
    )  # fmt: skip
    headers = {"Vary": "Accept"}
    if found.next is not None:
        headers["Link"] = f'<{found.next}>; rel="next"'
    if found.total_edges is not None:
        headers["Total-Edges"] = str(found.total_edges)
    return Response(found.body, media_type=media_type, headers=headers)
