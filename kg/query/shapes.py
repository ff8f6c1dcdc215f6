"""Classes and properties in use in a graph, with counts: what queries can be written against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.query.lookup.vocabulary import vocabulary
from kg.sparql.binding import select
from kg.store import Graph

_BELIEVED: Final = "%s"
_TOLD: Final = "GRAPH ?article { %s }"

_INSTANCES: Final = "SELECT ?class (COUNT(*) AS ?n) WHERE { %s } GROUP BY ?class"
_INSTANCE: Final = "?thing a ?class"
_USES: Final = "SELECT ?class ?property (COUNT(*) AS ?n) WHERE { %s } GROUP BY ?class ?property"
_ENDS: Final = """
SELECT ?class ?property ?to (COUNT(*) AS ?n) WHERE {
  %s
  OPTIONAL { ?value a ?type }
  BIND(IF(ISLITERAL(?value), DATATYPE(?value), ?type) AS ?to)
  FILTER(BOUND(?to))
}
GROUP BY ?class ?property ?to
"""
_USE: Final = "?thing a ?class ; ?property ?value"
_EVERY: Final = "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?p) AS ?kinds) { %s }"
_ANY: Final = "?s ?p ?o"


@dataclass(frozen=True, slots=True)
class PropertyUse:
    """A property of the things of one class.

    Attributes:
        iri: of the property.
        comment: the ontology's, as that of a class is; empty for terms of others.
        values: how many values these things have of it.
        to: the classes of the values and the datatypes of literals, by IRI, with how many values are of each. A value
            of several classes counts for each; one that is no thing of ours, such as a web address, for none.
    """

    iri: str
    comment: str
    values: int
    to: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ClassUse:
    """A class with as many things as `things`, and the properties that they have."""

    iri: str
    comment: str
    things: int
    properties: tuple[PropertyUse, ...]


@dataclass(frozen=True, slots=True)
class GraphShape:
    """What is believed, or what articles say.

    Attributes:
        triples, subjects, properties: how many there are, properties and subjects without their repetitions.
        classes: those with a thing, by IRI.
    """

    triples: int
    subjects: int
    properties: int
    classes: tuple[ClassUse, ...]


@dataclass(frozen=True, slots=True)
class Shapes:
    """Both parts of a graph: `believed` is the default graph, `told` all named graphs together."""

    believed: GraphShape
    told: GraphShape


def shapes(graph: Graph) -> Shapes:
    """The classes and properties that are used in a graph; goes through all of it."""
    return Shapes(_shape(graph, _BELIEVED), _shape(graph, _TOLD))


def _shape(graph: Graph, where: str) -> GraphShape:
    told = vocabulary(graph.iris.base)
    words = {term.iri: term.comment for term in (*told.classes, *told.predicates)}
    ends = defaultdict[tuple[str, str], dict[str, int]](dict)
    for row in select(graph, _ENDS % (where % _USE)):
        ends[row["class"].value, row["property"].value][row["to"].value] = int(row["n"].value)
    uses = defaultdict[str, list[PropertyUse]](list)
    for row in select(graph, _USES % (where % _USE)):
        cls, name = row["class"].value, row["property"].value
        to = dict(sorted(ends[cls, name].items()))
        uses[cls].append(PropertyUse(name, words.get(name, ""), int(row["n"].value), to))
    classes = [
        ClassUse(
            iri := row["class"].value,
            words.get(iri, ""),
            int(row["n"].value),
            tuple(sorted(uses[iri], key=lambda use: use.iri)),
        )
        for row in select(graph, _INSTANCES % (where % _INSTANCE))
    ]
    [every] = select(graph, _EVERY % (where % _ANY))
    triples, subjects, properties = (int(every[name].value) for name in ("n", "subjects", "kinds"))
    return GraphShape(triples, subjects, properties, tuple(sorted(classes, key=lambda one: one.iri)))
