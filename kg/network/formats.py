"""A network as JSON that other programs load as it is."""

from __future__ import annotations

from typing import Any

import networkx as nx

from kg.network.ties import Edge, Node


def graphology(network: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """What graphology's `Graph.from` loads: every node and edge with its key and attributes."""
    return {
        "attributes": dict(network.graph),
        "options": {"type": "directed", "multi": True, "allowSelfLoops": True},
        "nodes": [{"key": iri, "attributes": {"iri": iri, **data}} for iri, data in network.nodes(data=True)],
        "edges": [
            {"key": edge.id, "source": edge.source, "target": edge.target, "attributes": _attributes(edge)}
            for edge in edges_of(network)
        ],
    }


def node_link(network: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """What `networkx.node_link_graph` loads."""
    data: dict[str, Any] = nx.node_link_data(network, edges="edges")
    return data


def nodes_of(network: nx.MultiDiGraph[str]) -> list[Node]:
    """The nodes of a network that `neighbourhood` or `whole` made."""
    return [Node(iri, **data) for iri, data in network.nodes(data=True)]


def edges_of(network: nx.MultiDiGraph[str]) -> list[Edge]:
    """The edges of a network that `neighbourhood` or `whole` made."""
    return [
        Edge(source, data["kind"], target, data["weight"], tuple(data["articles"]))
        for source, target, data in network.edges(data=True)
    ]


def _attributes(edge: Edge) -> dict[str, Any]:
    return {"kind": edge.kind, "weight": edge.weight, "articles": list(edge.articles)}
