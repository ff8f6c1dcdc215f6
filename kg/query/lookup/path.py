"""The shortest path between two things, with the claims along it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from kg.query.lookup.citations import ClaimFilter, citations
from kg.query.lookup.terms import meant
from kg.query.lookup.values import Cited, Ref
from kg.query.network import Edge, Filter, graphology, index_of, shortest
from kg.store import Graph

_CLAIMS: Final = 3  # that are told of each tie


@dataclass(frozen=True, slots=True)
class PathTie:
    """A tie on the way: its key, the property, how many independent articles say so, and the first of their claims."""

    edge: str
    kind: str
    source: Ref
    target: Ref
    weight: int
    claims: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """The shortest way between two things.

    Attributes:
        nodes: the things on it, both ends included.
        steps: for each two that follow each other, the ties between them, the best attested first.
        network: the same as graphology's `Graph.from` loads it.
    """

    nodes: tuple[Ref, ...]
    steps: tuple[tuple[PathTie, ...], ...]
    network: dict[str, Any]


def path(graph: Graph, start: str, end: str, wanted: Filter) -> Path:
    """The shortest way from one to another by believed ties, of equally short ones along the best attested.

    Args:
        graph: where they are.
        start: a name, slug or IRI.
        end: likewise.
        wanted: which nodes and ties may be used; without predicates all but the places of incidents.

    Raises:
        NotFound: no way leads from one to the other.
        ParameterError: nothing goes by one of the names, or several things do, or both mean the same.
    """
    first, last = (meant(graph, name, text)[0].value for name, text in (("from", start), ("to", end)))
    part = shortest(index_of(graph), first, last, wanted)
    nodes = tuple(Ref(node.iri, node.label) for node in part.nodes())
    labels = {node.iri: node for node in nodes}
    place = {node.iri: at for at, node in enumerate(nodes)}
    steps: list[list[PathTie]] = [[] for _ in nodes[1:]]
    for edge in part.edges():
        steps[min(place[edge.source], place[edge.target])].append(_tie(graph, edge, labels))
    network = graphology(part)
    return Path(nodes, tuple(map(tuple, steps)), network | {name: list(network[name]) for name in ("nodes", "edges")})


def _tie(graph: Graph, edge: Edge, labels: dict[str, Ref]) -> PathTie:
    claims, _ = citations(graph, ClaimFilter(edge=edge.id), limit=_CLAIMS)
    return PathTie(edge.id, edge.kind, labels[edge.source], labels[edge.target], edge.weight, tuple(claims))
