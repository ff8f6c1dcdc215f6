"""The SPARQL 1.1 Graph Store HTTP Protocol, below /graphs.

A graph is named by `?default`, by `?graph=IRI` (section 4.2), or by the request's own address (section 4.1):
`/graphs/mine` is the graph <http://the-server/graphs/mine>.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final
from uuid import uuid4

from fastapi import APIRouter, Depends, Header, HTTPException, Request, Response
from pyoxigraph import NamedNode

from api.http.authorization import ALLOWED, REFUSALS
from api.http.bodies import media_type, parts, read_body
from api.http.negotiation import TRIPLES
from api.params.state import GraphReaders, GraphWriter, Limits
from api.readers.response import reply
from api.routes.updates import UPDATE
from api.sparql.graph_store import GraphContentJob
from api.writer import jobs
from kg.errors import QueryError

router = APIRouter(tags=["Writing"], responses=REFUSALS)

_TYPES: Final = {name: offer.media_type for offer in TRIPLES for name in (offer.media_type, *offer.also)}
_MULTIPART: Final = "multipart/form-data"
_WHICH: Final[list[dict[str, Any]]] = [
    {
        "name": "default", "in": "query", "schema": {"type": "string"}, "allowEmptyValue": True,
        "description": "the default graph: what is believed, with people's edits",
    },
    {
        "name": "graph", "in": "query", "schema": {"type": "string", "format": "iri"},
        "description": "a named graph's IRI",
    },
]  # fmt: skip
_RDF: Final[dict[str, Any]] = {
    "required": True,
    "content": {offer.media_type: {"schema": {"type": "string"}} for offer in TRIPLES}
    | {
        _MULTIPART: {
            "schema": {
                "type": "object", "properties": {"graph": {"type": "string"}}, "required": ["graph"],
                "additionalProperties": False,
            },
            "encoding": {"graph": {"contentType": ", ".join(offer.media_type for offer in TRIPLES)}},
        }
    },
}  # fmt: skip
_ABOUT: Final[dict[str, Any]] = {"parameters": _WHICH}
_SENT: Final[dict[str, Any]] = {"parameters": _WHICH, "requestBody": _RDF}
_NEW: Final[dict[int | str, dict[str, Any]]] = {201: {"description": "The graph is new"}}


def _named(request: Request) -> str | None:
    """The IRI of the graph that a request is about; None for the default graph.

    Raises:
        QueryError: it names none, or several, or what is no absolute IRI.
    """
    given = request.query_params.multi_items()
    graphs, default = [value for key, value in given if key == "graph"], "default" in request.query_params
    direct = request.url.path.removeprefix("/graphs").strip("/")
    if len(graphs) + default + bool(direct) != 1:
        raise QueryError("Say which graph: ?default, ?graph= and its IRI, or its own address below /graphs/; just one")
    if default:
        return None
    try:
        return NamedNode(graphs[0] if graphs else str(request.url.replace(query=""))).value
    except ValueError as wrong:
        raise QueryError(f"A graph's name must be an absolute IRI: {wrong}") from None


Named = Annotated[str | None, Depends(_named)]


def _route(method: str, extra: dict[str, Any], **more: Any) -> Callable[[Any], Any]:
    """A route for a graph named by a parameter, and for one named by its own address."""

    def both(function: Any) -> Any:
        shown = router.api_route("/graphs", methods=[method], openapi_extra=extra, response_class=Response, **more)
        direct = router.api_route("/graphs/{name:path}", methods=[method], include_in_schema=False, **more)
        return direct(shown(function))

    return both


@_route("GET", _ABOUT)
async def get_graph(
    readers: GraphReaders, name: Named, accept: Annotated[str | None, Header(include_in_schema=False)] = None
) -> Response:
    """Read a whole graph."""
    stream = await readers.stream(GraphContentJob(name, accept), lane="export")
    return reply(stream, stream.media_type, {"Vary": "Accept"})


@_route("PUT", _SENT, dependencies=[ALLOWED], status_code=204, responses=_NEW)
async def put_graph(request: Request, writer: GraphWriter, limits: Limits, name: Named) -> Response:
    """Make a graph just what is sent; 201 if it is new."""
    return await _write(request, writer, limits, jobs.replace_graph, name)


@_route("POST", _SENT, dependencies=[ALLOWED], status_code=204, responses=_NEW)
async def post_graph(request: Request, writer: GraphWriter, limits: Limits) -> Response:
    """Add what is sent to a graph; 201 if it is new. Where no graph is named, one is made, and Location names it."""
    if request.url.path.rstrip("/") == "/graphs" and not request.query_params:
        address = f"{str(request.url).rstrip('/')}/{uuid4()}"
        made = await _write(request, writer, limits, jobs.replace_graph, address)
        made.headers["Location"] = address
        return made
    return await _write(request, writer, limits, jobs.add_to_graph, _named(request))


@_route("DELETE", _ABOUT, dependencies=[ALLOWED], status_code=204)
async def delete_graph(writer: GraphWriter, limits: Limits, name: Named) -> Response:
    """Take a graph out; the default graph is emptied of what people added and what is believed."""
    await writer.call(jobs.delete_graph, name, seconds=limits.write_timeout, setting="SITREP_WRITE_TIMEOUT")
    return Response(status_code=204)


@_route(
    "PATCH",
    {"parameters": _WHICH, "requestBody": {"required": True, "content": {UPDATE: {"schema": {"type": "string"}}}}},
    dependencies=[ALLOWED], status_code=204,
)  # fmt: skip
async def patch_graph(request: Request, writer: GraphWriter, limits: Limits, name: Named) -> Response:
    """Carry out a SPARQL update to which the graph is the default graph."""
    if media_type(request) != UPDATE:
        raise HTTPException(415, f"Graphs are changed by {UPDATE}", {"Accept-Patch": UPDATE})
    body = await read_body(request, limits.write_size, "SITREP_WRITE_SIZE")
    try:
        text = body.decode()
    except UnicodeDecodeError as wrong:
        raise QueryError(f"The body is not UTF-8: {wrong}") from None
    await writer.call(jobs.change_graph, name, text, seconds=limits.write_timeout, setting="SITREP_WRITE_TIMEOUT")
    return Response(status_code=204)


async def _write(
    request: Request, writer: GraphWriter, limits: Limits, job: Callable[..., bool], name: str | None
) -> Response:
    kind, content_type = media_type(request), request.headers.get("content-type", "")
    if kind != _MULTIPART:
        _form(kind)  # before a body is read that nobody can
    body = await read_body(request, limits.write_size, "SITREP_WRITE_SIZE")
    sent = (
        [(part.data, part.media_type) for part in parts(body, content_type)] if kind == _MULTIPART else [(body, kind)]
    )
    payloads = [jobs.Payload(data, _form(of)) for data, of in sent]
    done = await writer.call(
        job, name, payloads, name or str(request.url.replace(query="")), seconds=limits.write_timeout,
        setting="SITREP_WRITE_TIMEOUT",
    )  # fmt: skip
    return Response(status_code=201 if done.value else 204)


def _form(media: str) -> str:
    if media not in _TYPES:
        raise HTTPException(
            415, f"Graphs are sent as {', '.join(o.media_type for o in TRIPLES)}, not as {media or 'nothing named'}"
        )
    return _TYPES[media]
