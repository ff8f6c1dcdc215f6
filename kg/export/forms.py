"""Formats of a part of the network: the same nodes, edges and ids in each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import IO, Any, Final

from pyoxigraph import RdfFormat

from kg.export import gexf, graphml, json, picture, rdf, tables
from kg.export.looks import colour, size
from kg.query.network import Subnetwork, cytoscape, graphology, node_link


@dataclass(frozen=True, slots=True)
class Form:
    """One form of the network.

    Attributes:
        name: what `format=` calls it.
        media_type: for HTTP.
        write: writes it to a stream.
    """

    name: str
    media_type: str
    write: Callable[[Subnetwork, IO[bytes]], None]


def _graphology(part: Subnetwork, out: IO[bytes]) -> None:
    network = graphology(part)
    json.write(out, network | {"nodes": map(_coloured, network["nodes"])})


def _coloured(node: dict[str, Any]) -> dict[str, Any]:
    """With the colour and size that sigma and Gephi Lite draw it in."""
    values = node["attributes"]
    looks = {"color": colour(values["class"]), "size": size(values["degree"])}
    return {"key": node["key"], "attributes": values | looks}


def _node_link(part: Subnetwork, out: IO[bytes]) -> None:
    json.write(out, node_link(part))


def _cytoscape(part: Subnetwork, out: IO[bytes]) -> None:
    json.write(out, cytoscape(part))


FORMS: Final[dict[str, Form]] = {
    form.name: form
    for form in (
        Form("graphology", "application/json", _graphology),
        Form("node-link", "application/vnd.networkx+json", _node_link),
        Form("cytoscape", "application/vnd.cytoscape+json", _cytoscape),
        Form("gexf", "application/gexf+xml", gexf.write),
        Form("graphml", "application/graphml+xml", graphml.write),
        Form("jsonld", "application/ld+json", partial(rdf.write, format=RdfFormat.JSON_LD)),
        Form("turtle", "text/turtle", partial(rdf.write, format=RdfFormat.TURTLE)),
        Form("csv", "text/csv", tables.write_edges),
        Form("svg", "image/svg+xml", picture.write_svg),
        Form("png", "image/png", picture.write_png),
    )
}
"""By name; the first is the default."""
