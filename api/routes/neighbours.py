"""What is around an entity or incident, as a network."""

from __future__ import annotations

from typing import IO, Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from pyoxigraph import NamedNode

from api.deps import CurrentGraph
from api.problems import PROBLEMS
from api.results import send
from kg.export import FORMATS, gexf
from kg.network import Direction, edges_of, graphology, neighbourhood, node_link, nodes_of
from kg.store import Graph

router = APIRouter(responses=PROBLEMS)


class _Around(BaseModel):
    """What of a neighbourhood is wanted."""

    depth: int = Field(1, ge=1, le=3, description="how many steps away")
    direction: Direction = Field("both", description="whether ties are followed from it, to it, or both")
    predicate: list[str] = Field([], description="only ties of these properties (attacked, leads, …); repeat it")
    limit: int = Field(200, ge=1, le=5000, description="at most so many ties, the nearest and best attested first")
    format: Literal["graphology", "node-link", "gexf"] = Field("graphology", description="the form of the network")


Around = Annotated[_Around, Query()]
_NETWORKS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The network",
        "content": {"application/json": {}, "application/gexf+xml": {"schema": {"type": "string"}}},
    }
}


@router.get("/entities/{slug}/neighbours", tags=["Entities"], responses=_NETWORKS, response_class=Response)
def entity_neighbours(graph: CurrentGraph, slug: str, around: Around) -> Response:
    """What is tied to an entity, as a network: `Graph.from(body)` of graphology or `nx.node_link_graph` loads it."""
    return _network(graph, graph.iris.entity(slug), around)


@router.get("/incidents/{slug}/neighbours", tags=["Incidents"], responses=_NETWORKS, response_class=Response)
def incident_neighbours(graph: CurrentGraph, slug: str, around: Around) -> Response:
    """What is tied to an incident, as a network."""
    return _network(graph, graph.iris.event(slug), around)


def _network(graph: Graph, node: NamedNode, around: _Around) -> Response:
    network = neighbourhood(
        graph, node.value, depth=around.depth, direction=around.direction, predicates=around.predicate or None,
        limit=around.limit,
    )  # fmt: skip
    if around.format == "gexf":

        def write(out: IO[bytes]) -> None:
            gexf.write(out, nodes_of(network), edges_of(network))

        return send(write, FORMATS["gexf"].media_type)
    return JSONResponse(graphology(network) if around.format == "graphology" else node_link(network))
