"""Graphs as the projection makes them of facts, and questions to them."""

from __future__ import annotations

from factories import ACTORS, BASE, GAZETTEER, resolve_by_label
from projection import believed_quads
from pyoxigraph import QuerySolutions

from kg.model import Facts
from kg.rdf.iris import Iris
from kg.rdf.project import article_quads
from kg.store import Graph

IRIS = Iris(BASE)


def graph_of(*facts: Facts) -> Graph:
    resolution = resolve_by_label(facts)
    canonical, copies = resolution.by_ref(), resolution.copies
    graph = Graph.memory(base=BASE)
    graph.apply(
        [(told.article.id, article_quads(told, canonical, IRIS, copies.get(told.article.id))) for told in facts],
        believed=believed_quads(resolution, facts, IRIS, ACTORS, GAZETTEER),
    )
    return graph


def ask(graph: Graph, query: str) -> set[tuple[str, ...]]:
    """The rows of a SELECT as text, IRIs of things without the base."""
    found = graph.query(query)
    assert isinstance(found, QuerySolutions)
    return {tuple("" if value is None else value.value.removeprefix(BASE) for value in row) for row in found}
