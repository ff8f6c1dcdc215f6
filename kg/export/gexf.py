"""GEXF 1.3, as Gephi, Gephi Lite and graphology read it; streamed, so that its size is no matter.

What they stumble over, and this avoids: several attribute blocks of one class, ids that differ from titles, columns of
type anyURI (dropped), edges of weight 0 (removed), parallel edges without a `kind` (merged), prefixes other than none
and `viz`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import IO, Any, Final

from lxml import etree

from kg.network import Edge, Node
from kg.vocab import is_a

_GEXF: Final = "http://gexf.net/1.3"
_VIZ: Final = "http://gexf.net/1.3/viz"

_NODE_COLUMNS: Final = {
    "class": "string",
    "iri": "string",
    "date": "string",
    "latitude": "double",
    "longitude": "double",
}
_EDGE_COLUMNS: Final = {"relation": "string", "articles": "string"}

# Told apart also by those who see fewer colours (after Okabe and Ito).
_COLOURS: Final = {
    "Person": (230, 159, 0),
    "Group": (240, 228, 66),
    "State": (0, 114, 178),
    "Organization": (86, 180, 233),
    "Place": (0, 158, 115),
    "Event": (213, 94, 0),
}
_OTHER: Final = (128, 128, 128)

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(out: IO[bytes], nodes: Iterable[Node], edges: Iterable[Edge]) -> None:
    """Write a network to a binary stream: all nodes, then all edges, each as it comes."""
    with etree.xmlfile(out, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element(_gexf("gexf"), nsmap={None: _GEXF, "viz": _VIZ}, version="1.3"):
            with xml.element(_gexf("meta")), xml.element(_gexf("creator")):
                xml.write("Sitrep")
            with xml.element(_gexf("graph"), defaultedgetype="directed", mode="static"):
                _columns(xml, "node", _NODE_COLUMNS)
                _columns(xml, "edge", _EDGE_COLUMNS)
                with xml.element(_gexf("nodes")):
                    for node in nodes:
                        _node(xml, node)
                with xml.element(_gexf("edges")):
                    for edge in edges:
                        _edge(xml, edge)


def _columns(xml: Any, of: str, columns: Mapping[str, str]) -> None:
    with xml.element(_gexf("attributes"), {"class": of, "mode": "static"}):
        for title, kind in columns.items():
            with xml.element(_gexf("attribute"), id=title, title=title, type=kind):
                pass


def _node(xml: Any, node: Node) -> None:
    with xml.element(_gexf("node"), id=_text(node.iri), label=_text(node.label)):
        _values(
            xml,
            {"class": node.cls, "iri": node.iri, "date": node.date, "latitude": node.lat, "longitude": node.long},
        )
        red, green, blue = _colour(node.cls)
        with xml.element(f"{{{_VIZ}}}color", r=str(red), g=str(green), b=str(blue)):
            pass


def _edge(xml: Any, edge: Edge) -> None:
    with xml.element(
        _gexf("edge"), id=_text(edge.id), source=_text(edge.source), target=_text(edge.target),
        kind=edge.kind, label=edge.kind, weight=str(float(edge.weight)),
    ):  # fmt: skip
        _values(xml, {"relation": edge.kind, "articles": " | ".join(edge.articles)})


def _values(xml: Any, values: Mapping[str, object]) -> None:
    with xml.element(_gexf("attvalues")):
        for column, value in values.items():
            if value is not None:
                with xml.element(_gexf("attvalue"), {"for": column, "value": _text(str(value))}):
                    pass


def _colour(cls: str) -> tuple[int, int, int]:
    return next((colour for above, colour in _COLOURS.items() if _below(cls, above)), _OTHER)


def _below(cls: str, above: str) -> bool:
    try:
        return is_a(cls, above)
    except KeyError:  # a class that is none of ours
        return False


def _gexf(name: str) -> str:
    return f"{{{_GEXF}}}{name}"


def _text(value: str) -> str:
    """Text that XML can hold: control characters, which it has no way to write, become U+FFFD."""
    return _NOT_XML.sub("\ufffd", value)
