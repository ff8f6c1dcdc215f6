"""Networks as networkx knows them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Literal

import networkx as nx

from kg.errors import NotFound, ParameterError
from kg.network.ties import PREDICATES, Edge, edges, nodes
from kg.store import Graph

Direction = Literal["out", "in", "both"]
Network = nx.MultiDiGraph  # its nodes are IRIs


def neighbourhood(
    graph: Graph,
    iri: str,
    *,
    depth: int = 1,
    direction: Direction = "both",
    predicates: Collection[str] | None = None,
    limit: int = 200,
) -> nx.MultiDiGraph[str]:
    """What is tied to a thing within some steps.

    Nodes are keyed by IRI and have `label`, `cls`, and where known `lat`, `long` and `date`; edges are keyed by `kind`
    and have `kind`, `weight` and `articles` (see `Node` and `Edge`). The network's own attributes tell `centre` and
    whether `truncated`.

    Args:
        graph: where it is looked up.
        iri: the thing in the middle.
        depth: how many steps from it, 1 at least.
        direction: whether edges are followed from it, to it, or both.
        predicates: local names of the properties that count; None for all of `PREDICATES`.
        limit: at most so many edges, the nearest first, of equally near ones the best attested.

    Raises:
        NotFound: nothing has that IRI.
        ParameterError: a predicate ties nothing together.
    """
    wanted = PREDICATES if predicates is None else _known(predicates)
    if not any(True for _ in nodes(graph, [iri])):
        raise NotFound(f"There is no entity or incident <{iri}> in the graph.")
    found: dict[str, Edge] = {}
    seen = {iri}
    frontier = {iri}
    for _ in range(depth):
        step = [edge for edge in _around(graph, frontier, direction, wanted) if edge.id not in found]
        step.sort(key=lambda edge: (-edge.weight, edge.id))
        found |= {edge.id: edge for edge in step[: limit + 1 - len(found)]}
        frontier = {end for edge in found.values() for end in (edge.source, edge.target)} - seen
        seen |= frontier
        if not frontier or len(found) > limit:
            break
    network = _network(graph, list(found.values())[:limit], {iri})
    network.graph.update(centre=iri, truncated=len(found) > limit)
    return network


def whole(graph: Graph) -> nx.MultiDiGraph[str]:
    """Every entity and incident and every tie between them; attributes as in `neighbourhood`."""
    return _network(graph, edges(graph), None)


def _around(graph: Graph, iris: set[str], direction: Direction, predicates: Collection[str]) -> Iterable[Edge]:
    if direction in ("out", "both"):
        yield from edges(graph, sources=sorted(iris), predicates=predicates)
    if direction in ("in", "both"):
        # An edge between two of them was already met as an outgoing one.
        yield from (
            edge
            for edge in edges(graph, targets=sorted(iris), predicates=predicates)
            if direction == "in" or edge.source not in iris
        )


def _network(graph: Graph, ties: Iterable[Edge], at_least: set[str] | None) -> nx.MultiDiGraph[str]:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    ties = list(ties)
    # No IRIs means all of them, which is what the whole network wants.
    ends = {end for edge in ties for end in (edge.source, edge.target)} | at_least if at_least is not None else ()
    for node in nodes(graph, sorted(ends)):
        network.add_node(
            node.iri, **_given(label=node.label, cls=node.cls, lat=node.lat, long=node.long, date=node.date)
        )
    for edge in ties:
        network.add_edge(
            edge.source, edge.target, key=edge.kind, kind=edge.kind, weight=edge.weight, articles=list(edge.articles)
        )
    return network


def _given(**attributes: Any) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value is not None}


def _known(predicates: Collection[str]) -> list[str]:
    for name in predicates:
        if name not in PREDICATES:
            raise ParameterError(f"{name!r} ties nothing together; what does: {', '.join(PREDICATES)}.")
    return sorted(set(predicates))
