"""GEXF 1.3 as Gephi, Gephi Lite and graphology read it; streamed, so that its size is no matter.

What they stumble over, and this avoids: several attribute blocks of one class, ids that differ from titles, columns of
type anyURI (dropped), edges of weight 0 (removed), parallel edges without a `kind` (merged), prefixes other than none
and `viz`, timestamps beside intervals. A mode of attributes, which 1.2 had, is none of 1.3.

Source: https://gexf.net, the primer and the RELAX NG schema of 1.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import IO, Any, Final

from kg.export.looks import colour, size
from kg.export.xml import Elements, document, plain
from kg.query.network import Edge, Node, Subnetwork
from kg.query.network.dates import Period, day
from kg.query.network.formats import node_values

_NAMESPACES: Final = {"": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}

_NODE_COLUMNS: Final = {
    "class": "string",
    "named": "boolean",
    "degree": "integer",
    "community": "integer",
    "betweenness": "double",
    "latitude": "double",
    "longitude": "double",
    "iri": "string",
    "date": "string",
}
_EDGE_COLUMNS: Final = {"relation": "string", "confidence": "double", "articles": "string"}


def write(part: Subnetwork, out: IO[bytes]) -> None:
    """Write a part of the network: all nodes, then all edges, each as it comes.

    Incidents and what belongs to them have the intervals of days that their dates cover, both ends included; all else
    is there at all times.
    """
    with document(out, "gexf", _NAMESPACES, version="1.3") as xml:
        with xml.element("meta"):
            xml.text("creator", "Sitrep")
            xml.text("description", "Who is tied to whom in reports of armed conflict")
        with xml.element(
            "graph", defaultedgetype="directed", mode="dynamic", timeformat="date", timerepresentation="interval"
        ):
            _columns(xml, "node", _NODE_COLUMNS)
            _columns(xml, "edge", _EDGE_COLUMNS)
            with xml.element("nodes", count=len(part.node_numbers)):
                for node, values in node_values(part):
                    _node(xml, node, values)
            with xml.element("edges", count=len(part.edge_numbers)):
                for edge in part.edges():
                    _edge(xml, edge)


def _columns(xml: Elements, of: str, columns: Mapping[str, str]) -> None:
    with xml.element("attributes", class_=of):
        for title, kind in columns.items():
            xml.empty("attribute", id=title, title=title, type=kind)


def _node(xml: Elements, node: Node, values: Mapping[str, Any]) -> None:
    with xml.element("node", id=node.iri, label=node.label, **_interval(node.period)):
        named = {"latitude": values.get("lat"), "longitude": values.get("long")}
        _values(xml, {column: named.get(column, values.get(column)) for column in _NODE_COLUMNS})
        red, green, blue = bytes.fromhex(colour(node.cls)[1:])
        xml.empty("viz:color", r=red, g=green, b=blue)
        xml.empty("viz:size", value=size(node.degree))
        if "x" in values:
            xml.empty("viz:position", x=values["x"], y=values["y"], z=0)


def _edge(xml: Elements, edge: Edge) -> None:
    when = spells(edge.periods)
    with xml.element(
        "edge", id=edge.id, source=edge.source, target=edge.target, kind=edge.kind, label=edge.kind,
        weight=float(edge.weight), **_interval(when[0] if len(when) == 1 else None),
    ):  # fmt: skip
        _values(
            xml, {"relation": edge.kind, "confidence": edge.confidence, "articles": " | ".join(edge.articles) or None}
        )
        if len(when) > 1:
            with xml.element("spells"):
                for spell in when:
                    xml.empty("spell", **_interval(spell))


def _values(xml: Elements, values: Mapping[str, object]) -> None:
    # As markup of its own, since there are more of these than of all else.
    told = [f'<attvalue for="{name}" value="{plain(value)}"/>' for name, value in values.items() if value is not None]
    xml.markup(f"<attvalues>{''.join(told)}</attvalues>")


def _interval(period: Period | None) -> dict[str, str]:
    return {} if period is None else {"start": day(period.first), "end": day(period.last)}


def spells(periods: Iterable[Period]) -> list[Period]:
    """The periods in order; those that overlap or follow day upon day as one."""
    joined: list[Period] = []
    for period in sorted(periods):
        if joined and period.first <= joined[-1].last + 1:
            joined[-1] = Period(joined[-1].first, max(joined[-1].last, period.last))
        else:
            joined.append(period)
    return joined
