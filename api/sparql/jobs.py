"""What readers do for the SPARQL routes: answer a query in the form that the client asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Any, NamedTuple

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from api.http.negotiation import SOLUTIONS, TRIPLES, choose
from kg.errors import QueryError
from kg.query.canned.question import Question, Values
from kg.replication.queries import for_server
from kg.sparql.binding import checked
from kg.store import Graph


class Query(NamedTuple):
    """A query with its data set.

    Attributes:
        text: SPARQL.
        default_graphs, named_graphs: IRIs of the graphs that make up the whole data set; none of either for all.
        union: whether patterns outside of GRAPH match in every graph.
        depth: how deep its brackets may be nested.
    """

    text: str
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()
    union: bool = False
    depth: int = 100


def answer(graph: Graph, out: IO[bytes], query: Query, accept: str | None, name: str | None) -> None:
    """Write a query's result; `out.head` becomes its media type.

    Args:
        graph: what is asked.
        out: where the result goes.
        query: what is asked of it.
        accept: the Accept header.
        name: what `format=` asks for.

    Raises:
        QueryError: the query is wrong, reaches out, or fails as it runs.
        TooDeep: it is nested too deeply.
        NotAcceptable: the result cannot take a form that the client accepts.
    """
    text = checked(query.text, query.depth)
    # By the protocol, naming any graph makes up the whole data set: what is not named is not in it.
    chosen = bool(query.default_graphs or query.named_graphs)
    result = graph.query(
        text,
        union=query.union,
        default_graphs=_named(query.default_graphs) if chosen else None,
        named_graphs=_named(query.named_graphs) if chosen else None,
    )
    write(result, out, accept, name)


def write(result: QuerySolutions | QueryBoolean | QueryTriples, out: Any, accept: str | None, name: str | None) -> None:
    """Write a result in the form that is asked for; `out.head` becomes its media type.

    Raises:
        NotAcceptable: there is no such form.
        QueryError: the query fails as it runs.
    """
    try:
        if isinstance(result, QueryTriples):
            triples, out.head = choose(accept, TRIPLES, name)
            result.serialize(out, triples.form)
        else:
            solutions, out.head = choose(accept, SOLUTIONS, name)
            result.serialize(out, solutions.form)
    except (OSError, ValueError, RuntimeError) as failed:
        raise QueryError(f"The query failed as it ran: {failed}") from None


def answer_question(
    graph: Graph, out: IO[bytes], question: Question, values: Values, accept: str | None, name: str | None
) -> None:
    """Write what a canned query finds with some values; `out.head` becomes its media type.

    Raises:
        ParameterError: a value is missing, malformed or unknown.
        NotAcceptable: the result cannot take a form that the client accepts.
    """
    write(graph.query(bound(graph, question, values)), out, accept, name)


def query_for_server(_: Graph, query: Query, base: str, default: str | None) -> str:
    """A query as a server store is to be asked it.

    Raises:
        QueryError: it reaches out, or to all graphs at once.
        TooDeep: it is nested too deeply.
    """
    if query.union:
        raise QueryError("union=true is not offered where a server store answers; use GRAPH ?g { … }")
    chosen = bool(query.default_graphs or query.named_graphs)
    return for_server(checked(query.text, query.depth), base, None if chosen else default, query.depth)


def question_for_server(graph: Graph, question: Question, values: Values, base: str, default: str | None) -> str:
    """A canned query with its values in place, as a server store is to be asked it.

    Raises:
        ParameterError: a value is missing, malformed or unknown.
    """
    return for_server(bound(graph, question, values), base, default)


def bound(graph: Graph, question: Question, values: Values) -> str:
    """A canned query with its values in place, ready to edit.

    Raises:
        ParameterError: a value is missing, malformed or unknown.
    """
    return question.bind(values, graph)


def _named(iris: Sequence[str]) -> list[NamedNode]:
    try:
        return [NamedNode(iri) for iri in iris]
    except ValueError as wrong:
        raise QueryError(f"A graph's name must be an absolute IRI: {wrong}.") from None
