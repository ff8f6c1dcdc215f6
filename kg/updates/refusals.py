"""Protected graphs, and the refusal of writes to them; and of calls to other servers."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.errors import Forbidden, QueryError
from kg.sparql.tokens import Token
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


def not_offered(word: str) -> QueryError:
    """The error for what would call another server."""
    return QueryError(f"{word} is not offered: this server calls no other")


def may_call(token: Token) -> bool:
    """Whether the engine might find a word in a token that makes it call a server."""
    return token.kind in ("name", "unknown", "word") and any(word in token.text.upper() for word in ("SERVICE", "LOAD"))
