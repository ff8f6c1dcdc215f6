"""Jobs of the SPARQL routes: a query or a canned query, answered in a form that the client accepts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import IO, NamedTuple, TypeVar, cast

from pyoxigraph import NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat

from api.http.negotiation import SOLUTIONS, TRIPLES, choose
from api.readers.stream import Answer
from kg.errors import InvalidSparql, QueryError
from kg.query.canned.question import Question, Values
from kg.query.canned.spreadsheet import without_formulas
from kg.replication.queries import for_server
from kg.sparql.binding import checked
from kg.sparql.faults import explained, no_index_of_others
from kg.sparql.xml import well_formed
from kg.store import Graph
from kg.store.reading import UNKNOWN_FUNCTION

_Form = TypeVar("_Form", RdfFormat, QueryResultsFormat)


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


class SparqlJob(NamedTuple):
    """A SPARQL query to be answered.

    Attributes:
        query: what is asked.
        accept: the Accept header.
        form: what `format=` asks for.
    """

    query: Query
    accept: str | None = None
    form: str | None = None

    def answer(self, graph: Graph) -> Answer:
        """The query's result.

        Raises:
            QueryError: the query is wrong, reaches out, or fails as it runs.
            TooDeep: it is nested too deeply.
            NotAcceptable: the result cannot take a form that the client accepts.
        """
        query = self.query
        text = checked(query.text, query.depth, graph.iris.base)
        no_index_of_others(text)
        # By the protocol, naming any graph makes up the whole data set: what is not named is not in it.
        chosen = bool(query.default_graphs or query.named_graphs)
        try:
            result = graph.query(
                text,
                union=query.union,
                default_graphs=_named(query.default_graphs) if chosen else None,
                named_graphs=_named(query.named_graphs) if chosen else None,
            )
        except InvalidSparql as wrong:
            raise explained(query.text, str(wrong)) from None
        return _answer(result, self.accept, self.form)


class CannedJob(NamedTuple):
    """A canned query to be answered.

    Attributes:
        question: which one.
        values: of its parameters, by name.
        accept: the Accept header.
        form: what `format=` asks for.
    """

    question: Question
    values: Values
    accept: str | None = None
    form: str | None = None

    def answer(self, graph: Graph) -> Answer:
        """The rows of the canned query.

        Raises:
            ParameterError: a value is missing, malformed or unknown.
            NotAcceptable: the result cannot take a form that the client accepts.
        """
        answer = _answer(graph.query(bound(graph, self.question, self.values)), self.accept, self.form)
        return answer._replace(write=partial(without_formulas, answer.write)) if "csv" in answer.media_type else answer


def query_for_server(_: Graph, query: Query, base: str, default: str | None) -> str:
    """A query as a server store is to be asked it.

    Raises:
        QueryError: it reaches out, or to all graphs at once.
        TooDeep: it is nested too deeply.
    """
    if query.union:
        raise QueryError("union=true is not offered where a server store answers; use GRAPH ?g { … }")
    chosen = bool(query.default_graphs or query.named_graphs)
    text = checked(query.text, query.depth, base)
    no_index_of_others(text)
    return for_server(text, base, None if chosen else default, query.depth)


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


def _answer(result: QuerySolutions | QueryBoolean | QueryTriples, accept: str | None, form: str | None) -> Answer:
    """A result in the form that is asked for.

    Raises:
        NotAcceptable: there is no such form.
    """
    if isinstance(result, QueryTriples):
        triples, media_type = choose(accept, TRIPLES, form)
        return Answer(media_type, partial(_write, result.serialize, triples.form))
    solutions, media_type = choose(accept, SOLUTIONS, form)
    return Answer(media_type, partial(_write, result.serialize, solutions.form))


def _write(serialize: Callable[[IO[bytes], _Form], object], form: _Form, out: IO[bytes]) -> None:
    try:
        serialize(cast("IO[bytes]", well_formed(out, form)), form)
    except (OSError, ValueError, RuntimeError) as failed:
        if unknown := UNKNOWN_FUNCTION.search(str(failed)):
            raise QueryError(f"There is no function {unknown[1]} here") from None
        raise QueryError(f"The query failed as it ran: {failed}") from None


def _named(iris: Sequence[str]) -> list[NamedNode]:
    try:
        return [NamedNode(iri) for iri in iris]
    except ValueError as wrong:
        raise QueryError(f"A graph's name must be an absolute IRI: {wrong}.") from None
