"""The SPARQL 1.1 Protocol's query operation."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.http.negotiation import SOLUTIONS, TRIPLES, Offer, choose
from api.http.problems import PROBLEMS, WrongMethod
from api.http.request_context import request_context
from api.params.as_of import AS_OF, day_of
from api.readers import Readers
from api.readers.response import reply
from api.sparql.described import shapes_of
from api.sparql.jobs import SparqlJob
from api.sparql.request import FORM, QUERY, read_operation
from api.sparql.void import description
from kg.settings import Settings

router = APIRouter(tags=["SPARQL"], responses=PROBLEMS)

_EXAMPLE: Final = "SELECT ?attacker ?target WHERE { ?attacker kg:attacked ?target } LIMIT 10"

_IRIS: Final = {"type": "array", "items": {"type": "string", "format": "iri"}}
_PARAMETERS: Final[list[dict[str, Any]]] = [
    {
        "name": "query", "in": "query", "schema": {"type": "string"}, "example": _EXAMPLE,
        "description": "without it, and without all others, the answer describes the service and its data",
    },
    {
        "name": "default-graph-uri", "in": "query", "schema": _IRIS,
        "description": "a graph that patterns outside of GRAPH match in; several together",
    },
    {
        "name": "named-graph-uri", "in": "query", "schema": _IRIS,
        "description": "a graph that GRAPH finds",
    },
    {
        "name": "union", "in": "query", "schema": {"type": "boolean", "default": False},
        "description": "whether patterns outside of GRAPH match in every graph",
    },
    AS_OF,
    {
        "name": "format", "in": "query",
        "schema": {"type": "string", "enum": [o.name for o in SOLUTIONS] + [o.name for o in TRIPLES]},
        "description": "the form of the result, where an Accept header is out of reach",
    },
]  # fmt: skip
_RESULTS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The result",
        "content": {o.media_type: {} for o in (*SOLUTIONS, *TRIPLES)},
    }
}
_POSTED: Final = _RESULTS | {415: PROBLEMS[400] | {"description": "The body is neither a query nor a form"}}
_BODY: Final[dict[str, Any]] = {
    "required": True,
    "content": {
        QUERY: {"schema": {"type": "string"}, "example": _EXAMPLE},
        FORM: {"schema": {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]}},
    },
}


_VARY: Final = {"Vary": "Accept"}
_METHODS: Final = "GET, HEAD, OPTIONS, POST"
_EDITOR: Final = "/explore/query"
_DESCRIPTIONS: Final[tuple[Offer[Any], ...]] = (*TRIPLES, Offer("html", "text/html", None))


@router.get("/sparql", responses=_RESULTS, openapi_extra={"parameters": _PARAMETERS}, response_class=Response)
@router.post("/sparql", responses=_POSTED, openapi_extra={"requestBody": _BODY}, response_class=Response)
async def query(request: Request) -> Response:
    """Answer a SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    The default graph is what is believed; `GRAPH ?article { … }` is what an article says. The vocabulary's prefixes
    (kg:, rdf:, rdfs:, xsd:, owl:, skos:, dcterms:, schema:, prov:, geo:) are declared. Asked for nothing, it describes
    itself in RDF, and sends browsers to the editor.
    """
    settings: Settings = request.app.state.settings
    readers: Readers = request.app.state.readers
    operation = await read_operation(request, settings)
    accept = request.headers.get("accept")
    request_context().as_of = day_of(request.query_params.get("as_of"))
    if operation is None:
        return await _about(request, accept)
    stream = await readers.stream(SparqlJob(operation.query, accept, operation.format))
    return reply(stream, stream.media_type, _VARY)


@router.options("/sparql", include_in_schema=False)
async def options() -> Response:
    """Say what can be done here."""
    return Response(status_code=204, headers={"Allow": _METHODS, "Accept-Post": f"{QUERY}, {FORM}"})


@router.api_route("/sparql", methods=["PUT", "PATCH", "DELETE"], include_in_schema=False)
async def not_allowed() -> Response:
    """Say what can be done instead."""
    raise WrongMethod(f"Queries are sent with GET or POST; here there are {_METHODS}.", _METHODS)


async def _about(request: Request, accept: str | None) -> Response:
    """The service's description with that of its data, where editors look for classes, prefixes and examples."""
    offer, media_type = choose(accept, _DESCRIPTIONS)
    if offer.form is None:
        return RedirectResponse(_EDITOR, 303, _VARY)
    state = request.app.state
    told = await shapes_of(request)
    root = str(request.base_url).rstrip("/")
    said = description(root, state.settings.base, told, state.questions.values(), offer.form)
    return Response(said, media_type=media_type, headers=_VARY)
