"""Canned queries, each a route of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel
from starlette.datastructures import QueryParams

from api.http.negotiation import SOLUTIONS, choose
from api.http.problems import PROBLEMS
from api.http.request_context import request_context
from api.params.as_of import AS_OF, day_of
from api.params.enums import BLANK
from api.params.state import CannedQueries
from api.readers import Readers
from api.readers.response import reply
from api.sparql.jobs import CannedJob, bound
from api.sparql.request import QUERY
from kg.errors import ParameterError
from kg.query.canned import Parameter, Question
from kg.query.canned.load import Questions

_VARY: Final = {"Vary": "Accept"}
_OWN: Final = {"format", "explain", "as_of"}  # parameters of ours, beside the query's

_RESULTS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The rows, or with `explain` the query",
        "content": {kind: {"schema": {}} for kind in (*(o.media_type for o in SOLUTIONS), "application/json", QUERY)},
    }
}
_COMMON: Final[list[dict[str, Any]]] = [
    {"name": "format", "in": "query", "schema": {"type": "string", "enum": [o.name for o in SOLUTIONS]}},
    AS_OF,
    {
        "name": "explain", "in": "query", "schema": {"enum": ["true", "false", "1", "0", ""], "default": "false"},
        "description": "whether to show the query, with its values in place and ready to edit, instead of its result",
    },
]  # fmt: skip


class QuerySummary(BaseModel):
    """A canned query, as the list has it."""

    name: str
    title: str
    description: str
    href: str
    params: list[Parameter]


class Catalogue(BaseModel):
    """All canned queries, and what is wrong with those files that cannot be read."""

    queries: list[QuerySummary]
    broken: list[str]


def router_for(questions: Questions) -> APIRouter:
    """The list of queries, and one route for each."""
    router = APIRouter(tags=["Canned queries"], responses=PROBLEMS)
    router.get("/queries")(catalogue)
    for question in questions.values():
        router.add_api_route(
            f"/queries/{question.name}",
            _endpoint(question),
            summary=question.title,
            description=question.description,
            operation_id=f"query_{question.name.replace('-', '_')}",
            responses=_RESULTS,
            response_class=Response,
            openapi_extra={"parameters": [_declared(p) for p in question.params.values()] + _COMMON},
        )
    router.get("/queries/{name}", include_in_schema=False)(unknown)
    return router


def catalogue(request: Request, questions: CannedQueries) -> Catalogue:
    """List the canned queries with their parameters."""
    return Catalogue(
        queries=[
            QuerySummary(
                name=q.name, title=q.title, description=q.description, href=f"/queries/{q.name}",
                params=list(q.params.values()),
            )
            for q in questions.values()
        ],
        broken=[str(error) for error in request.app.state.broken_queries],
    )  # fmt: skip


def unknown(name: str, questions: CannedQueries) -> None:
    """Refuse an unknown query, with the closest name."""
    questions[name]


def _endpoint(question: Question) -> Callable[..., Awaitable[Response]]:
    async def run(request: Request) -> Response:
        readers: Readers = request.app.state.readers
        asked, accept = request.query_params, request.headers.get("accept")
        request_context().as_of = day_of(asked.get("as_of"))
        values = {name: asked.getlist(name) for name in asked if name not in _OWN}
        form = asked.get("format")
        choose(accept, SOLUTIONS, form)  # a form that there is none of is refused in any case
        if _wants(asked, "explain"):
            return Response(await readers.call(bound, question, values), media_type=QUERY, headers=_VARY)
        stream = await readers.stream(CannedJob(question, values, accept, form), lane="rest")
        return reply(stream, stream.media_type, _VARY)

    return run


def _wants(asked: QueryParams, name: str) -> bool:
    """Whether a switch is on: given bare, or as true.

    Raises:
        ParameterError: it is given as something else.
    """
    given = asked.get(name, "false").lower()
    if given not in ("true", "1", "", "false", "0"):
        raise ParameterError(f"The parameter {name!r} is {given!r}; it must be true or false")
    return given in ("true", "1", "")


def _declared(parameter: Parameter) -> dict[str, Any]:
    """A parameter as OpenAPI describes it; what arrives is checked by the parameter itself, whose errors say more."""
    schema: dict[str, Any] = {"type": "integer" if parameter.type == "integer" else "string"}
    if parameter.type == "date":
        schema["format"] = "date"
    if parameter.choices:
        schema["enum"] = list(parameter.choices)
    if parameter.default is not None:
        schema["default"] = int(parameter.default) if parameter.type == "integer" else parameter.default
    schema |= {
        key: bound
        for key, bound in (("minimum", parameter.minimum), ("maximum", parameter.maximum))
        if bound is not None
    }
    if schema["type"] == "integer" or schema.keys() & {"format", "enum"}:
        schema = {"anyOf": [schema, {"type": "string", "pattern": BLANK}]}  # a blank value counts as none
    declared = {
        "name": parameter.name, "in": "query", "required": parameter.required, "schema": schema,
        "description": f"{parameter.description}: {parameter.wanted}",
    }  # fmt: skip
    return declared | ({"example": parameter.example} if parameter.example else {})
