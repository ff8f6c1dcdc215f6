"""Things as JSON-LD: their triples, in the names of the published context (`ontology/context.jsonld`)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from kg.resources import resource
from kg.sparql.binding import Term, select
from kg.store import Graph
from kg.vocab import RDF, XSD

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


def linked_things(graph: Graph, iris: Sequence[str]) -> list[Document]:
    """Entities and incidents as they are believed, one node each."""
    return _nodes(graph, _BELIEVED, subject=[NamedNode(iri) for iri in iris]) if iris else []


def linked_claims(graph: Graph, iris: Sequence[str]) -> list[Document]:
    """Claims, one node each."""
    return _nodes(graph, _CLAIMED, subject=[NamedNode(iri) for iri in iris]) if iris else []


def linked_article(graph: Graph, iri: str) -> Document:
    """An article's named graph."""
    return {"id": iri, "@graph": _nodes(graph, _TOLD, article=NamedNode(iri))}


def _nodes(graph: Graph, query: str, **of: Term | Sequence[Term]) -> list[Document]:
    nodes = defaultdict[str, Document](dict)
    for row in select(graph, query, **of):
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
