"""Requests to the SPARQL endpoint: SPARQL 1.1 Protocol, section 2.1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request

from api.http.bodies import fields, read_body
from api.http.header_values import header_value
from api.sparql.jobs import Query
from kg.errors import QueryError, TooLarge
from kg.settings import Settings

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"


@dataclass(frozen=True, slots=True)
class Operation:
    """A query, and what `format=` asks for."""

    query: Query
    format: str | None


async def read_operation(request: Request, settings: Settings) -> Operation | None:
    """A request by any of the protocol's three ways: GET, a form, or the query itself as the body.

    Returns:
        None if it asks for nothing at all, which is how a service is asked for its description.

    Raises:
        QueryError: it has no query, several, or one that is no text.
        TooLarge: it is larger than the settings allow.
        HTTPException: its media type is not one for queries.
    """
    text = request.scope["query_string"].decode("latin-1")
    if len(text) > settings.query_size:
        raise TooLarge(f"A query with its parameters may have {settings.query_size:,} bytes (SITREP_QUERY_SIZE)")
    given = fields(text)
    if request.method == "POST":
        media_type = _media_type(request)
        body = await _body(request, settings)
        given += [("query", body)] if media_type == QUERY else fields(body)
    elif not given:
        return None
    return _operation(given, settings)


def _media_type(request: Request) -> str:
    said = header_value(request.headers.get("content-type", ""))
    media_type, charset = said.text, said.parameters.get("charset", "utf-8").lower()
    if media_type not in (FORM, QUERY):
        raise HTTPException(
            415, f"Queries are posted as {QUERY} or {FORM}, not as {request.headers.get('content-type') or 'nothing'}; "
            "updates are not offered here.", {"Accept": f"{QUERY}, {FORM}"},
        )  # fmt: skip
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise HTTPException(415, f"Queries are posted in UTF-8, not in {charset}.")
    return media_type


async def _body(request: Request, settings: Settings) -> str:
    body = await read_body(request, settings.query_size, "SITREP_QUERY_SIZE")
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise QueryError(f"The body is not UTF-8: {error}") from error


def _operation(given: list[tuple[str, str]], settings: Settings) -> Operation:
    def values(name: str) -> list[str]:
        return [value for key, value in given if key == name]

    def graphs(name: str) -> tuple[str, ...]:
        return tuple(filter(None, values(name)))  # a form's field that was left empty

    if values("update"):
        raise QueryError("Updates are not offered here, but at /update")
    queries = values("query")
    if len(queries) != 1:
        raise QueryError(f"A request has one parameter 'query'; this one has {len(queries) or 'none'}")
    query = Query(
        queries[0], graphs("default-graph-uri"), graphs("named-graph-uri"),
        values("union")[-1:] in (["true"], ["1"]), settings.query_depth,
    )  # fmt: skip
    return Operation(query, next(iter(values("format")), None))
