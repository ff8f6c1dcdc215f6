"""What readers do for the Graph Store Protocol: write one graph's triples in the form that the client asked for."""

from __future__ import annotations

from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, serialize

from api.http.negotiation import TRIPLES, choose
from kg.errors import NotFound
from kg.store import Graph
from kg.vocab import PREFIXES


def graph_content(graph: Graph, out: Any, name: str | None, accept: str | None) -> None:
    """Write a graph; `out.head` becomes its media type.

    Args:
        graph: the store.
        out: where it goes.
        name: the graph's IRI; None for the default graph.
        accept: the Accept header.

    Raises:
        NotFound: there is no such graph.
        NotAcceptable: no form is offered that the client accepts.
    """
    form, out.head = choose(accept, TRIPLES)
    node = DefaultGraph() if name is None else NamedNode(name)
    if isinstance(node, NamedNode) and not graph.has_graph(node):
        raise NotFound(f"There is no graph <{name}>.")
    serialize((quad.triple for quad in graph.quads(graph=node)), out, form.form, prefixes=PREFIXES)
