"""Things as RDF: their triples; as JSON-LD in the names of the published context (`ontology/context.jsonld`)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple, cast

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.resources import resource
from kg.sparql.binding import Term, select
from kg.sparql.xml import blanked
from kg.store import Graph
from kg.vocab import PREFIXES, RDF, XSD

_BELIEVED: Final = """
SELECT ?subject ?property ?value WHERE { VALUES ?subject { UNDEF } ?subject ?property ?value }
"""
_CLAIMED: Final = """
SELECT ?subject ?property ?value WHERE { VALUES ?subject { UNDEF } GRAPH ?article { ?subject ?property ?value } }
"""
_TOLD: Final = """
SELECT ?subject ?property ?value WHERE { VALUES ?article { UNDEF } GRAPH ?article { ?subject ?property ?value } }
"""

Document = dict[str, Any]


class Parts(NamedTuple):
    """What is told, by IRIs.

    Attributes:
        things: entities and incidents, as they are believed.
        claims: claims.
        article: an article, with all that its named graph holds; then nothing else is told.
    """

    things: Sequence[str] = ()
    claims: Sequence[str] = ()
    article: str | None = None


_TRIPLES: Final = {"turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES, "rdfxml": RdfFormat.RDF_XML}


def linked(graph: Graph, parts: Parts) -> Document | list[Document]:
    """JSON-LD: an article's named graph, or the nodes of things and then of claims."""
    if parts.article is not None:
        return {"id": parts.article, "@graph": _nodes(_rows(graph, parts))}
    things = _nodes(_rows(graph, Parts(things=parts.things)))
    return [*things, *_nodes(_rows(graph, Parts(claims=parts.claims)))]


def described(graph: Graph, parts: Parts, form: str) -> bytes:
    """The triples, without their graphs, in turtle, ntriples or rdfxml."""
    triples = (Triple(cast("NamedNode", row["subject"]), cast("NamedNode", row["property"]), row["value"])
               for row in _rows(graph, parts))  # fmt: skip
    return blanked(serialize(triples, format=_TRIPLES[form], prefixes=PREFIXES) or b"")


def _rows(graph: Graph, parts: Parts) -> Iterator[Mapping[str, Term]]:
    if parts.article is not None:
        yield from select(graph, _TOLD, article=NamedNode(parts.article))
    for query, iris in ((_BELIEVED, parts.things), (_CLAIMED, parts.claims)):
        if iris:
            yield from select(graph, query, subject=[NamedNode(iri) for iri in iris])


def _nodes(rows: Iterable[Mapping[str, Term]]) -> list[Document]:
    nodes = defaultdict[str, Document](dict)
    for row in rows:
        node, property_ = nodes[row["subject"].value], row["property"].value
        node["id"] = row["subject"].value
        if property_ == RDF + "type":
            node.setdefault("type", []).append(_names().get(row["value"].value, row["value"].value))
            continue
        name, told = _names().get(property_, property_), _terms().get(property_, {})
        value = _value(row["value"], told.get("@type"))
        node[name] = [*node[name], value] if name in node else [value]
    for node in nodes.values():
        for name, values in node.items():
            if isinstance(values, list):
                node[name] = sorted(values, key=json.dumps) if name == "type" or len(values) > 1 else values[0]
    return [nodes[iri] for iri in sorted(nodes)]


def _value(term: Term, coerced: str | None) -> Any:
    """A term as the context says that its property is written."""
    if isinstance(term, NamedNode):
        if coerced == "@vocab":
            return _names().get(term.value, term.value)
        return term.value if coerced == "@id" else {"id": term.value}
    assert isinstance(term, Literal)
    if coerced == "@json":
        return json.loads(term.value)
    kind = term.datatype.value
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if kind == (_expanded(coerced) if coerced else XSD + "string"):
        return term.value
    return {"@value": term.value, "@type": kind}


@cache
def _context() -> dict[str, Any]:
    context: dict[str, Any] = json.loads(resource("ontology", "context.jsonld").read_text(encoding="utf-8"))["@context"]
    return context


def _expanded(name: str) -> str:
    """An IRI from its short form in the context."""
    prefix, colon, local = name.partition(":")
    return f"{_context()[prefix]}{local}" if colon and isinstance(_context().get(prefix), str) else name


@cache
def _terms() -> dict[str, dict[str, str]]:
    """How the context has each property written, by its IRI."""
    return {_expanded(told["@id"]): told for told in _context().values() if isinstance(told, dict)}


@cache
def _names() -> dict[str, str]:
    """The context's name for each IRI that has one."""
    iris = {name: told["@id"] if isinstance(told, dict) else told for name, told in _context().items()}
    return {
        _expanded(iri): name for name, iri in iris.items() if isinstance(iri, str) and ":" in iri and "//" not in iri
    }
