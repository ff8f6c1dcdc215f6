"""The SPARQL 1.1 Protocol's update operation."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, HTTPException, Request, Response
from pyoxigraph import NamedNode

from api.http.authorization import ALLOWED, REFUSALS
from api.http.bodies import fields, media_type, read_body
from api.params.state import GraphWriter, Limits
from api.writer import jobs
from kg.errors import QueryError

router = APIRouter(tags=["Writing"], responses=REFUSALS)

UPDATE: Final = "application/sparql-update"
_FORM: Final = "application/x-www-form-urlencoded"
_BODY: Final[dict[str, Any]] = {
    "required": True,
    "content": {
        UPDATE: {"schema": {"type": "string"}},
        _FORM: {"schema": {"type": "object", "properties": {"update": {"type": "string"}}, "required": ["update"]}},
    },
}
_IRIS: Final = {"type": "array", "items": {"type": "string", "format": "iri"}}
_PARAMETERS: Final[list[dict[str, Any]]] = [
    {
        "name": name, "in": "query", "schema": _IRIS, "description": what,
    }
    for name, what in (
        ("using-graph-uri", "a graph that patterns outside of GRAPH match in; several together"),
        ("using-named-graph-uri", "a graph that GRAPH finds"),
    )
]  # fmt: skip


@router.post(
    "/update", status_code=204, dependencies=[ALLOWED], openapi_extra={"requestBody": _BODY, "parameters": _PARAMETERS}
)
async def update(request: Request, writer: GraphWriter, limits: Limits) -> Response:
    """Carry out a SPARQL update: all of its operations, or none.

    It may write to named graphs of its own, and edit the default graph: the edits are kept on top of what follows from
    the articles. The header Graph-Generation of the answer, sent along with a query, has that query see what was
    written.
    """
    kind = media_type(request)
    if kind not in (UPDATE, _FORM):
        raise HTTPException(415, f"Updates are posted as {UPDATE} or {_FORM}, not as {kind or 'nothing named'}")
    body = await read_body(request, limits.write_size, "SITREP_WRITE_SIZE")
    try:
        text = body.decode()
    except UnicodeDecodeError as wrong:
        raise QueryError(f"The body is not UTF-8: {wrong}") from None
    given = request.query_params.multi_items() + (fields(text) if kind == _FORM else [])
    updates = [text] if kind == UPDATE else _values(given, "update")
    if len(updates) != 1:
        raise QueryError(f"A request has one parameter 'update'; this one has {len(updates) or 'none'}")
    using, named = (_graphs(_values(given, f"using-{which}graph-uri")) for which in ("", "named-"))
    await writer.call(
        jobs.update, updates[0], using, named, seconds=limits.write_timeout, setting="SITREP_WRITE_TIMEOUT"
    )
    return Response(status_code=204)


def _values(given: list[tuple[str, str]], name: str) -> list[str]:
    return [value for key, value in given if key == name]


def _graphs(iris: list[str]) -> list[str]:
    try:
        return [NamedNode(iri).value for iri in iris if iri]  # a form's field may be left empty
    except ValueError as wrong:
        raise QueryError(f"A graph's name must be an absolute IRI: {wrong}") from None
