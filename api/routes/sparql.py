"""The SPARQL 1.1 Protocol's query operation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Final
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Header, HTTPException, Request, Response
from pyoxigraph import NamedNode

from api.deps import CurrentGraph
from api.negotiation import SOLUTIONS, TRIPLES
from api.problems import PROBLEMS
from api.results import answer
from kg.errors import QueryError
from kg.sparql import reaches_out

router = APIRouter(tags=["SPARQL"], responses=PROBLEMS)

_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_EXAMPLE: Final = "SELECT ?attacker ?target WHERE { ?attacker kg:attacked ?target } LIMIT 10"

_PARAMETERS: Final[list[dict[str, Any]]] = [
    {"name": "query", "in": "query", "required": True, "schema": {"type": "string"}, "example": _EXAMPLE},
    {
        "name": "default-graph-uri", "in": "query", "schema": {"type": "array", "items": {"type": "string"}},
        "description": "a graph that patterns outside of GRAPH match in; several together",
    },
    {
        "name": "named-graph-uri", "in": "query", "schema": {"type": "array", "items": {"type": "string"}},
        "description": "a graph that GRAPH finds",
    },
    {
        "name": "union", "in": "query", "schema": {"type": "boolean", "default": False},
        "description": "whether patterns outside of GRAPH match in every graph",
    },
    {
        "name": "format", "in": "query",
        "schema": {"type": "string", "enum": [o.name for o in SOLUTIONS] + [o.name for o in TRIPLES]},
        "description": "the form of the result, where an Accept header is out of reach",
    },
]  # fmt: skip
_RESULTS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The result",
        "content": {o.media_type: {"schema": {"type": "string"}} for o in (*SOLUTIONS, *TRIPLES)},
    }
}
_BODY: Final[dict[str, Any]] = {
    "content": {
        _QUERY: {"schema": {"type": "string"}, "example": _EXAMPLE},
        _FORM: {"schema": {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]}},
    }
}


@dataclass(frozen=True, slots=True)
class _Operation:
    """What a request asks for."""

    query: str
    default_graphs: list[NamedNode]
    named_graphs: list[NamedNode]
    union: bool
    format: str | None


async def _operation(request: Request) -> _Operation:
    """Read a request by the protocol's three ways: GET, a form, or the query itself as the body."""
    given = list(request.query_params.multi_items())
    if request.method == "POST":
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type not in (_FORM, _QUERY):
            raise HTTPException(
                415, f"Queries are posted as {_QUERY} or {_FORM}, not as {media_type or 'nothing named'}; "
                "updates are not offered here."
            )  # fmt: skip
        try:
            body = (await request.body()).decode()
        except UnicodeDecodeError as error:
            raise QueryError(f"The body is not UTF-8: {error}.") from error
        given += [("query", body)] if media_type == _QUERY else parse_qsl(body, keep_blank_values=True)
    return _read(given)


def _read(given: list[tuple[str, str]]) -> _Operation:
    def values(name: str) -> list[str]:
        return [value for key, value in given if key == name]

    if values("update"):
        raise QueryError("Updates are not offered here: the graph changes by `kg add` and `kg retract`.")
    queries = values("query")
    if len(queries) != 1:
        raise QueryError(f"A request has one parameter 'query'; this one has {len(queries) or 'none'}.")
    if reaches_out(queries[0]):
        raise QueryError("SERVICE is not offered: this endpoint calls no other server.")
    return _Operation(
        queries[0], _graphs(values("default-graph-uri")), _graphs(values("named-graph-uri")),
        values("union")[-1:] in (["true"], ["1"]), next(iter(values("format")), None),
    )  # fmt: skip


def _graphs(iris: list[str]) -> list[NamedNode]:
    try:
        return [NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise QueryError(f"A graph's name must be an absolute IRI: {error}.") from error


@router.get("/sparql", responses=_RESULTS, openapi_extra={"parameters": _PARAMETERS}, response_class=Response)
@router.post("/sparql", responses=_RESULTS, openapi_extra={"requestBody": _BODY}, response_class=Response)
def query(
    operation: Annotated[_Operation, Depends(_operation)],
    graph: CurrentGraph,
    accept: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> Response:
    """Answer a SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    The default graph is what is believed; `GRAPH ?article { … }` is what an article says. The vocabulary's prefixes
    (kg:, rdf:, rdfs:, xsd:, owl:, skos:, dcterms:, schema:, prov:, geo:) are declared.
    """
    # By the protocol, naming any graph makes up the whole data set: what is not named is not in it.
    chosen = bool(operation.default_graphs or operation.named_graphs)
    return answer(
        graph.query(
            operation.query,
            union=operation.union,
            default_graphs=operation.default_graphs if chosen else None,
            named_graphs=operation.named_graphs if chosen else None,
        ),
        accept,
        operation.format,
    )
