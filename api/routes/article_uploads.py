"""Articles posted and deleted; `articles` reads them."""

from __future__ import annotations

from typing import Any, Final, Literal

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from api.http.authorization import ALLOWED, REFUSALS
from api.http.bodies import media_type, parts, read_body
from api.http.problems import problem
from api.params.addresses import ArticleId, href
from api.params.state import GraphWriter, Limits
from api.writer import jobs
from kg.rdf.iris import Iris
from kg.settings import Settings
from kg.sources.posted import MEDIA_TYPES, Upload

router = APIRouter(tags=["Writing"], responses=REFUSALS)

_FIELDS: Final = ("id", "date", "title", "publisher", "url")
_MULTIPART: Final = "multipart/form-data"
_TEXT: Final = {"type": "string", "pattern": r"\S"}
_FIELD_SCHEMAS: Final[dict[str, dict[str, Any]]] = {name: {"type": "string"} for name in _FIELDS}
_ONE: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {"text": _TEXT}
    | {name: {"anyOf": [schema, {"type": "null"}, {"type": "number"}]} for name, schema in _FIELD_SCHEMAS.items()},
    "required": ["text"],
}
_FILES: Final = {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string", "format": "binary"}}
_BODY: Final[dict[str, Any]] = {
    "required": True,
    "content": {
        "application/json": {"schema": {"oneOf": [_ONE, {"type": "array", "items": _ONE, "minItems": 1}]}},
        **{kind: {"schema": _TEXT} for kind in MEDIA_TYPES if kind != "application/json"},
        _MULTIPART: {"schema": _FILES},
    },
}
_PARAMETERS: Final[list[dict[str, Any]]] = [
    {"name": name, "in": "query", "schema": schema, "description": "of the one article that is sent"}
    for name, schema in _FIELD_SCHEMAS.items()
]


SENT: Final[dict[str, Any]] = {"requestBody": _BODY, "parameters": _PARAMETERS}
"""For the OpenAPI document: that an operation takes articles."""


class Result(BaseModel):
    """The outcome of one article."""

    status: Literal["new", "replaced", "unchanged", "failed"]
    id: str | None
    iri: str | None
    href: str | None
    reason: str | None


class Results(BaseModel):
    """The outcome of each article, in the order sent, and the published state that holds them."""

    items: list[Result]
    generation: int


async def uploads(request: Request, limits: Settings) -> list[Upload]:
    """The articles, pages or files in a body.

    Raises:
        HTTPException: it is of a type that is not read.
        TooLarge: it has more bytes than a setting allows.
    """
    kind, content_type = media_type(request), request.headers.get("content-type", "")
    if kind != _MULTIPART and kind not in MEDIA_TYPES:
        raise HTTPException(
            415, f"Articles are sent as {', '.join((*MEDIA_TYPES, _MULTIPART))}, not as {kind or 'nothing named'}"
        )
    body = await read_body(request, limits.write_size, "SITREP_WRITE_SIZE")
    if kind == _MULTIPART:
        return [Upload(part.data, part.media_type, part.file) for part in parts(body, content_type)]
    return [Upload(body, kind, fields={k: v for k, v in request.query_params.items() if k in _FIELDS and v.strip()})]


@router.post(
    "/articles",
    dependencies=[ALLOWED],
    response_model=Results,
    responses={201: {"model": Results, "description": "All are in the graph, and one at least is new"}},
    openapi_extra=SENT,
)
async def post_articles(request: Request, writer: GraphWriter, limits: Limits) -> Response:
    """Put articles into the graph, in place of those with the same ids.

    One or several, as JSON or JSON Lines (`text`, optionally `id`, `date`, `title`, `publisher`, `url`); one as text,
    with front matter or with these as parameters, or as an HTML page; or any number of files. An article without an id
    is known by what it says. A date in no form that can be told for sure costs the date, and `reason` says so.
    """
    sent = await uploads(request, limits)
    done = await writer.call(jobs.put_articles, sent, seconds=limits.article_timeout, setting="SITREP_ARTICLE_TIMEOUT")
    items = [_result(outcome, Iris(limits.base)) for outcome in done.value]
    statuses = {item.status for item in items}
    if statuses <= {"failed"}:
        return problem(422, "; ".join(item.reason or "" for item in items[:20]) or "The body holds no article")
    whole = "failed" not in statuses
    headers = {"Location": items[0].href} if len(items) == 1 and whole and items[0].href else None
    answer = Results(items=items, generation=done.generation).model_dump()
    return JSONResponse(answer, 201 if whole and "new" in statuses else 200, headers)


@router.delete("/articles/{id:path}", status_code=204, dependencies=[ALLOWED])
async def delete_article(writer: GraphWriter, limits: Limits, id: ArticleId) -> Response:  # noqa: A002  as the address has it
    """Take an article out of the graph, with all that hung on it alone."""
    await writer.call(jobs.retract_article, id, seconds=limits.article_timeout, setting="SITREP_ARTICLE_TIMEOUT")
    return Response(status_code=204)


def _result(outcome: jobs.Outcome, base: Iris) -> Result:
    of = outcome.id if outcome.status != "failed" else None
    return Result(
        status=outcome.status,
        id=outcome.id,
        iri=base.article(of).value if of else None,
        href=href("article", of) if of else None,
        reason=outcome.reason,
    )
