"""Articles sent and taken back; reading them is in `articles`."""

from __future__ import annotations

from typing import Any, Final, Literal
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from api.bodies import media_type, parts, read_body
from api.problems import problem
from api.writer import jobs
from api.writing import ALLOWED, REFUSALS, GraphWriter, Limits
from kg.rdf.iris import Iris
from kg.sources.posted import MEDIA_TYPES, Posted

router = APIRouter(tags=["Writing"], responses=REFUSALS)

_FIELDS: Final = ("id", "date", "title", "publisher", "url")
_MULTIPART: Final = "multipart/form-data"
_ONE: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in ("text", *_FIELDS)},
    "required": ["text"],
}
_BODY: Final[dict[str, Any]] = {
    "content": {
        "application/json": {"schema": {"oneOf": [_ONE, {"type": "array", "items": _ONE}]}},
        **{kind: {"schema": {"type": "string"}} for kind in MEDIA_TYPES if kind != "application/json"},
        _MULTIPART: {"schema": {"type": "object"}},
    }
}
_PARAMETERS: Final[list[dict[str, Any]]] = [
    {"name": name, "in": "query", "schema": {"type": "string"}, "description": "of the one article that is sent"}
    for name in _FIELDS
]


class Result(BaseModel):
    """What became of one article."""

    status: Literal["new", "replaced", "unchanged", "failed"]
    id: str | None
    iri: str | None
    href: str | None
    reason: str | None


class Results(BaseModel):
    """What became of each article, in the order in which they were sent; the published state that has them."""

    items: list[Result]
    generation: int


@router.post(
    "/articles",
    dependencies=[ALLOWED],
    response_model=Results,
    responses={201: {"model": Results, "description": "All are in the graph, and one at least is new"}},
    openapi_extra={"requestBody": _BODY, "parameters": _PARAMETERS},
)
async def post_articles(request: Request, writer: GraphWriter, limits: Limits) -> Response:
    """Put articles into the graph, in place of those with the same ids.

    One or several, as JSON or JSON Lines (`text`, and as it likes `id`, `date`, `title`, `publisher`, `url`); one as
    text, with front matter or with these as parameters, or as an HTML page; or any number of files. An article without
    an id is known by what it says.
    """
    kind, content_type = media_type(request), request.headers.get("content-type", "")
    if kind != _MULTIPART and kind not in MEDIA_TYPES:
        raise HTTPException(
            415, f"Articles are sent as {', '.join((*MEDIA_TYPES, _MULTIPART))}, not as {kind or 'nothing named'}"
        )
    body = await read_body(request, limits.write_size, "SITREP_WRITE_SIZE")
    if kind == _MULTIPART:
        sent = [Posted(part.data, part.media_type, part.file) for part in parts(body, content_type)]
    else:
        sent = [Posted(body, kind, fields={k: v for k, v in request.query_params.items() if k in _FIELDS})]
    done = await writer.call(jobs.put_articles, sent, seconds=limits.article_timeout, setting="SITREP_ARTICLE_TIMEOUT")
    items = [_result(outcome, Iris(limits.base)) for outcome in done.value]
    statuses = {item.status for item in items}
    if statuses <= {"failed"}:
        return problem(422, "; ".join(item.reason or "" for item in items[:20]) or "The body holds no article")
    whole = "failed" not in statuses
    headers = {"Location": items[0].href} if len(items) == 1 and whole and items[0].href else None
    answer = Results(items=items, generation=done.generation).model_dump()
    return JSONResponse(answer, 201 if whole and "new" in statuses else 200, headers)


@router.delete("/articles/{id}", status_code=204, dependencies=[ALLOWED])
async def delete_article(writer: GraphWriter, limits: Limits, id: str) -> Response:  # noqa: A002  as the address has it
    """Take an article out of the graph, with all that hung on it alone."""
    await writer.call(jobs.retract_article, id, seconds=limits.article_timeout, setting="SITREP_ARTICLE_TIMEOUT")
    return Response(status_code=204)


def _result(outcome: jobs.Outcome, base: Iris) -> Result:
    of = outcome.id if outcome.status != "failed" else None
    return Result(
        status=outcome.status,
        id=outcome.id,
        iri=base.article(of).value if of else None,
        href=f"/articles/{quote(of, safe='')}" if of else None,
        reason=outcome.reason,
    )
