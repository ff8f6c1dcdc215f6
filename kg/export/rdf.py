"""A part of the network as RDF: its nodes with name, class, place and date, and its edges as triples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.query.network import Subnetwork
from kg.rdf import iris, literals
from kg.rdf.iris import kg
from kg.vocab import PREFIXES, SUPERCLASS, is_a


def write(part: Subnetwork, out: IO[bytes], format: RdfFormat) -> None:  # noqa: A002  as in `Graph.dump`
    """Write it in a form of RDF. An edge's id is its triple, with the property's local name."""
    serialize(_triples(part), out, format=format, prefixes=PREFIXES)


def _triples(part: Subnetwork) -> Iterator[Triple]:
    for node in part.nodes():
        subject = NamedNode(node.iri)
        if node.cls in SUPERCLASS:
            yield Triple(subject, iris.TYPE, kg(node.cls))
            if not is_a(node.cls, "Event"):
                yield Triple(subject, kg("named"), literals.boolean(node.named))
        yield Triple(subject, iris.LABEL, Literal(node.label))
        if node.lat is not None and node.long is not None:
            yield Triple(subject, iris.LAT, literals.decimal(node.lat, places=5))
            yield Triple(subject, iris.LONG, literals.decimal(node.long, places=5))
        if node.date is not None:
            yield Triple(subject, kg("date"), literals.date(node.date))
    for edge in part.edges():
        yield Triple(NamedNode(edge.source), kg(edge.kind), NamedNode(edge.target))
