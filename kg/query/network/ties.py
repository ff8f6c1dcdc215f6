"""Nodes and edges as the default graph has them, one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, QuerySolution

from kg.query.network.dates import Period
from kg.rdf.iris import kg
from kg.sparql.binding import Term, select
from kg.store import Graph
from kg.vocab import KG, LITERALS, ROLES, SUPERCLASS, SUPERPROPERTY

PREDICATES: Final = (*SUPERPROPERTY, *(role for role in ROLES if role not in LITERALS))
"""What ties things together, by local name: the relations between entities, and the roles of entities in incidents."""

KINDS: Final = (*PREDICATES, *SUPERCLASS, "Thing")
"""What an edge's kind counts from 0: where incidents are folded, they may also be of an incident's class."""

NEARER: Final = {
    above: tuple(below for below, parent in SUPERPROPERTY.items() if parent == above)
    for above in dict.fromkeys(filter(None, SUPERPROPERTY.values()))
}
"""Relations with those below them: where two things are tied by both, only the nearer one is an edge."""

MADE_OF: Final = {"attacked": ("attacker", "target"), "killed": ("attacker", "victim")}
"""The relations that follow from an incident's roles, by the roles of those whom they tie."""

DATED: Final = (*(name for name in ROLES if name in PREDICATES), *MADE_OF)
"""What belongs to incidents, and so has their dates; other relations stand."""

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


@dataclass(frozen=True, slots=True)
class Node:
    """An entity or incident.

    Attributes:
        iri: what identifies it, here and in every export.
        cls: its most specific class, by local name.
        named: whether it goes by a name; false for what is known by words alone, such as "three fighters".
        lat, long: degrees, of places whose position is known.
        date: of incidents, as far as it is known ("2024-01-04", "2024-01", "2024", "--02-07"); the earliest of several.
        degree: how many edges it has in the whole graph.
        period: of incidents whose year is known, the first and last days that accounts give.
    """

    iri: str
    label: str
    cls: str
    named: bool = True
    lat: float | None = None
    long: float | None = None
    date: str | None = None
    degree: int = 0
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A believed triple between two nodes.

    Attributes:
        source, target: the nodes' IRIs.
        kind: the property's local name; of folded incidents that are no attacks, their class.
        weight: how many independent articles say so: copies are not counted, and it is 1 at least.
        articles: the ids of all articles that say so, copies included, sorted.
        confidence: of the surest claim behind it, 0 to 1; None where no claim tells.
        periods: the first and last days of its incidents of known year; empty for a standing relation.
        incidents: how many are behind it, where incidents are folded into ties; else 0.
    """

    source: str
    kind: str
    target: str
    weight: int
    articles: tuple[str, ...]
    confidence: float | None = None
    periods: tuple[Period, ...] = ()
    incidents: int = 0

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
