"""Protected graphs, and the refusal of writes to them."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.errors import Forbidden
from kg.store import Graph


def protected(graph: Graph, name: NamedNode) -> None:
    """See that a named graph may be written to.

    Raises:
        Forbidden: it may not.
    """
    if graph.iris.is_ours(name.value):
        raise refused(f"The graph <{name.value}>")


def refused(what: str) -> Forbidden:
    """The error for what is not to be written to."""
    return Forbidden(
        f"{what} is kept by the program and follows from the articles, so nobody writes to it: post or delete articles "
        "(POST /articles, DELETE /articles/{id}), edit the default graph, or choose another name"
    )
