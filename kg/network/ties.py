"""Nodes and edges as the default graph has them, one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, QuerySolution

from kg.names import most_specific
from kg.rdf.iris import kg
from kg.sparql import Term, select
from kg.store import Graph
from kg.vocab import KG, LITERALS, ROLES, SUPERPROPERTY

PREDICATES: Final = (*SUPERPROPERTY, *(role for role in ROLES if role not in LITERALS))
"""What ties things together, by local name: the relations between entities, and the roles of entities in incidents."""

# An article's graph repeats the direct triples that it supports: so an edge's reports are found by its triple.
_EDGES: Final = """
SELECT ?source ?property ?target
  (COUNT(DISTINCT ?witness) AS ?weight) (GROUP_CONCAT(DISTINCT ?id; separator="\\n") AS ?ids)
WHERE {
  VALUES ?source { UNDEF }
  VALUES ?target { UNDEF }
  VALUES ?property { UNDEF }
  ?source ?property ?target .
  # The nearest relation alone: who leads a group is its member anyhow.
  FILTER NOT EXISTS {
    VALUES (?below ?property) { (kg:leads kg:memberOf) (kg:spokespersonFor kg:memberOf) (kg:backedBy kg:alignedWith) }
    ?source ?below ?target .
  }
  OPTIONAL {
    GRAPH ?article {
      ?source ?property ?target .
      ?article dcterms:identifier ?id .
      OPTIONAL { ?article kg:copyOf ?original }
    }
    BIND(IF(BOUND(?original), ?none, ?article) AS ?witness)
  }
}
GROUP BY ?source ?property ?target
ORDER BY DESC(?weight) ?source ?property ?target
"""

_NODES: Final = """
SELECT ?node (MIN(?name) AS ?label) (GROUP_CONCAT(DISTINCT ?class; separator=" ") AS ?classes)
  (MIN(?north) AS ?lat) (MIN(?east) AS ?long) (MIN(?day) AS ?date)
WHERE {
  VALUES ?node { UNDEF }
  ?node rdfs:label ?name ; a ?type .
  OPTIONAL { ?node geo:lat ?north ; geo:long ?east }
  OPTIONAL { ?node kg:date ?dated }
  BIND(STRAFTER(STR(?type), STR(kg:)) AS ?class)
  BIND(STR(?dated) AS ?day)
}
GROUP BY ?node
ORDER BY ?node
"""


@dataclass(frozen=True, slots=True)
class Node:
    """An entity or incident.

    Attributes:
        iri: what identifies it, here and in every export.
        cls: its most specific class, by local name.
        lat, long: degrees, of places whose position is known.
        date: of incidents, as far as it is known ("2024-01-04", "2024-01", "2024", "--02-07"); the earliest of several.
    """

    iri: str
    label: str
    cls: str
    lat: float | None = None
    long: float | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A believed triple between two nodes.

    Attributes:
        source, target: the nodes' IRIs.
        kind: the property's local name.
        weight: how many independent articles say so: copies are not counted, and it is 1 at least.
        articles: the ids of all articles that say so, copies included, sorted.
    """

    source: str
    kind: str
    target: str
    weight: int
    articles: tuple[str, ...]

    @property
    def id(self) -> str:
        """The triple itself, which no other edge has."""
        return f"{self.source} {self.kind} {self.target}"


def edges(
    graph: Graph,
    *,
    sources: Iterable[str] = (),
    targets: Iterable[str] = (),
    predicates: Iterable[str] = PREDICATES,
) -> Iterator[Edge]:
    """The edges from any of the sources to any of the targets, the best attested first; empty means from, or to, all.

    Where two things are tied by a relation and one above it (leads, memberOf), only the nearer one is an edge.
    """
    found = select(
        graph, _EDGES, source=_terms(sources), target=_terms(targets), property=[kg(name) for name in predicates]
    )
    for row in found:
        if isinstance(row["target"], NamedNode):
            yield _edge(row)


def nodes(graph: Graph, iris: Iterable[str] = ()) -> Iterator[Node]:
    """The nodes with those IRIs, as far as the graph knows them; with none given, every entity and incident."""
    for row in select(graph, _NODES, node=_terms(iris)):
        yield Node(
            row["node"].value,
            row["label"].value,
            most_specific(row["classes"].value.split()),
            float(row["lat"].value) if row["lat"] else None,
            float(row["long"].value) if row["long"] else None,
            row["date"].value if row["date"] else None,
        )


def _edge(row: QuerySolution) -> Edge:
    ids = row["ids"].value if row["ids"] else ""
    return Edge(
        row["source"].value,
        row["property"].value.removeprefix(KG),
        row["target"].value,
        max(1, int(row["weight"].value)),
        tuple(sorted(filter(None, ids.split("\n")))),
    )


def _terms(iris: Iterable[str]) -> Sequence[Term]:
    return [NamedNode(iri) for iri in iris]
