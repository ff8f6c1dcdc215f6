"""GraphML as networkx, Gephi, yEd and igraph read it; streamed.

Source: http://graphml.graphdrawing.org/primer/graphml-primer.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Final

from kg.export.xml import Elements, document
from kg.query.network import Subnetwork
from kg.query.network.formats import edge_values, node_values

_NAMESPACES: Final = {"": "http://graphml.graphdrawing.org/xmlns"}
_NODE_KEYS: Final = {
    "iri": "string", "label": "string", "class": "string", "named": "boolean", "degree": "int", "community": "int",
    "betweenness": "double", "lat": "double", "long": "double", "date": "string", "x": "double", "y": "double",
}  # fmt: skip
_EDGE_KEYS: Final = {"kind": "string", "weight": "int", "confidence": "double", "articles": "string"}


def write(part: Subnetwork, out: IO[bytes]) -> None:
    """Write a part of the network: all nodes, then all edges, each as it comes."""
    with document(out, "graphml", _NAMESPACES) as xml:
        for of, keys in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
            for name, kind in keys.items():
                # Some readers confuse a node's key with an edge's of the same id.
                xml.empty("key", id=f"{of}-{name}", for_=of, **{"attr.name": name, "attr.type": kind})
        with xml.element("graph", edgedefault="directed"):
            for node, values in node_values(part):
                with xml.element("node", id=node.iri):
                    _data(xml, "node", values)
            for edge in part.edges():
                with xml.element("edge", id=edge.id, source=edge.source, target=edge.target):
                    values = edge_values(edge)
                    _data(xml, "edge", values | {"articles": " | ".join(values["articles"])})


def _data(xml: Elements, of: str, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        if value is not None:
            xml.text("data", value, key=f"{of}-{name}")
