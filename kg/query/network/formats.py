"""A part of the network as JSON that other programs load as it is.

Lists of nodes and edges are iterators, so that a large part can be written without being held (see `kg.export.json`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from kg.query.network.dates import day
from kg.query.network.part import Subnetwork
from kg.query.network.ties import Edge, Node


def graphology(part: Subnetwork) -> dict[str, Any]:
    """What graphology's `Graph.from` loads: every node and edge with its key and attributes."""
    return {
        "attributes": part.about(),
        "options": {"type": "directed", "multi": True, "allowSelfLoops": True},
        "nodes": ({"key": node.iri, "attributes": values} for node, values in node_values(part)),
        "edges": (
            {"key": edge.id, "source": edge.source, "target": edge.target, "attributes": told_values(edge)}
            for edge in part.edges()
        ),
    }


def node_link(part: Subnetwork) -> dict[str, Any]:
    """What `networkx.node_link_graph` loads, a multigraph whose edges are keyed by their ids."""
    return {
        "directed": True,
        "multigraph": True,
        "graph": part.about(),
        "nodes": ({"id": node.iri, **values} for node, values in node_values(part)),
        "edges": (
            {"source": edge.source, "target": edge.target, "key": edge.id, **told_values(edge)} for edge in part.edges()
        ),
    }


def cytoscape(part: Subnetwork) -> dict[str, Any]:
    """What Cytoscape and Cytoscape.js load: `cytoscape({elements: body.elements})`."""
    return {
        "data": part.about(),
        "elements": {
            "nodes": (_cytoscape_node(node, values) for node, values in node_values(part)),
            "edges": (
                {"data": {"id": edge.id, "source": edge.source, "target": edge.target, **told_values(edge)}}
                for edge in part.edges()
            ),
        },
    }


def node_values(part: Subnetwork) -> Iterator[tuple[Node, dict[str, Any]]]:
    """Each node with its attributes; what is not known is left out."""
    for at, node in enumerate(part.nodes()):
        values: dict[str, Any] = {
            "iri": node.iri, "label": node.label, "class": node.cls, "named": node.named, "degree": node.degree,
            "lat": node.lat, "long": node.long, "date": node.date,
        }  # fmt: skip
        if part.positions is not None:
            values |= zip("xy", part.positions[at].tolist(), strict=True)
        if part.community is not None and part.community[at] >= 0:
            values["community"] = int(part.community[at])
        if part.betweenness is not None and not np.isnan(part.betweenness[at]):
            values["betweenness"] = float(part.betweenness[at])
        yield node, {name: value for name, value in values.items() if value is not None}


def edge_values(edge: Edge) -> dict[str, Any]:
    """An edge's attributes."""
    return {
        "kind": edge.kind, "weight": edge.weight, "confidence": edge.confidence, "articles": list(edge.articles),
    }  # fmt: skip


def told_values(edge: Edge) -> dict[str, Any]:
    """The same, with what is known of the incidents behind it: how many, the first and last day of all."""
    values = edge_values(edge)
    if edge.incidents:
        values["incidents"] = edge.incidents
    if edge.periods:
        values["first"] = day(min(period.first for period in edge.periods))
        values["last"] = day(max(period.last for period in edge.periods))
    return values


def _cytoscape_node(node: Node, values: dict[str, Any]) -> dict[str, Any]:
    place = {"position": {"x": values["x"], "y": values["y"]}} if "x" in values else {}
    return {"data": {"id": node.iri, **values}, **place}
