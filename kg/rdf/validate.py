"""Validation of a graph: SHACL with `ontology/shapes.ttl`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, SH

from kg.errors import ResourceError
from kg.resources import resource
from kg.vocab import KG, SCHEMA

# Thousands of characters each, of which the shapes ask only that they are there.
_BULKY = frozenset({f"{KG}facts", f"{SCHEMA}articleBody"})
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule broken by one node.

    Attributes:
        focus: the IRI of the node that breaks the rule.
        path: the IRI of the property concerned; None where the rule is about the node itself.
        value: the offending value; None where one is missing or there are too many.
        message: the rule, as a sentence.
        severity: "Violation", "Warning" or "Info".
    """

    focus: str
    path: str | None
    value: str | None
    message: str
    severity: str


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """The outcome: whether all rules hold, and the violations, by focus."""

    conforms: bool
    violations: tuple[Violation, ...]


def validate(quads: Iterable[ox.Quad]) -> ValidationReport:
    """Check a graph, default and named graphs taken together, against the shapes.

    Raises:
        ResourceError: `ontology/shapes.ttl` is missing or broken.
    """
    _, results, text = pyshacl.validate(as_rdflib(quads), shacl_graph=_shapes(), inplace=True)
    if not isinstance(results, rdflib.Graph):
        raise ResourceError(f"{resource('ontology', 'shapes.ttl')} cannot be run as SHACL: {text}")
    found = {_violation(results, node) for node in results.subjects(RDF.type, SH.ValidationResult)}
    violations = tuple(sorted(found, key=lambda v: (v.focus, v.path or "", v.value or "", v.message)))
    return ValidationReport(conforms=not violations, violations=violations)


@cache
def _shapes() -> rdflib.Graph:
    path = resource("ontology", "shapes.ttl")
    try:
        return rdflib.Graph().parse(path, format="turtle")
    except Exception as error:  # rdflib's parsers raise whatever they stumble on
        raise ResourceError(f"{path} cannot be read as Turtle: {error}") from error


def as_rdflib(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    """All graphs as one, in rdflib, where pySHACL reads."""
    triples = (ox.Triple(q.subject, q.predicate, _brief(q)) for q in quads)
    graph = rdflib.Graph()
    graph.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    return graph


def _brief(quad: ox.Quad) -> ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple:
    value = quad.object
    if quad.predicate.value in _BULKY and isinstance(value, ox.Literal):
        text = value.value[:_SHOWN]
        return (
            ox.Literal(text, language=value.language) if value.language else ox.Literal(text, datatype=value.datatype)
        )
    return value


def _violation(results: rdflib.Graph, node: rdflib.term.Node) -> Violation:
    def text(predicate: rdflib.URIRef) -> str | None:
        value = results.value(node, predicate)
        return None if value is None else str(value)

    return Violation(
        focus=text(SH.focusNode) or "",
        path=text(SH.resultPath),
        value=text(SH.value),
        message=text(SH.resultMessage) or "",
        severity=(text(SH.resultSeverity) or "").removeprefix(str(SH)),
    )
