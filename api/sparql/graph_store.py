"""Jobs of the Graph Store Protocol: one graph's triples, in a form that the client accepts."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from pyoxigraph import DefaultGraph, NamedNode, serialize

from api.http.negotiation import TRIPLES, choose
from api.readers.stream import Answer
from kg.errors import NotFound
from kg.store import Graph
from kg.vocab import PREFIXES


class GraphContentJob(NamedTuple):
    """A whole graph to be written.

    Attributes:
        name: the graph's IRI; None for the default graph.
        accept: the Accept header.
    """

    name: str | None
    accept: str | None = None

    def answer(self, graph: Graph) -> Answer:
        """The graph's triples.

        Raises:
            NotFound: there is no such graph.
            NotAcceptable: no form is offered that the client accepts.
        """
        form, media_type = choose(self.accept, TRIPLES)
        node = DefaultGraph() if self.name is None else NamedNode(self.name)
        if isinstance(node, NamedNode) and not graph.has_graph(node):
            raise NotFound(f"There is no graph <{self.name}>.")
        triples = (quad.triple for quad in graph.quads(graph=node))
        return Answer(media_type, partial(serialize, triples, format=form.form, prefixes=PREFIXES))
