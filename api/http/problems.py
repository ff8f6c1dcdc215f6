"""Errors as problem details (RFC 9457): a status and a sentence."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.http.negotiation import NotAcceptable
from kg import errors

# The first that fits counts: so the special ones stand before the general ones.
_STATUS: Final[tuple[tuple[type[Exception], HTTPStatus], ...]] = (
    (errors.Forbidden, HTTPStatus.FORBIDDEN),
    (errors.NotFound, HTTPStatus.NOT_FOUND),
    (errors.JudgementRefused, HTTPStatus.CONFLICT),
    (errors.UnknownQuery, HTTPStatus.NOT_FOUND),
    (errors.ParameterError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (errors.QueryError, HTTPStatus.BAD_REQUEST),
    (errors.TimedOut, HTTPStatus.GATEWAY_TIMEOUT),
    (errors.Busy, HTTPStatus.SERVICE_UNAVAILABLE),
    (errors.TooLarge, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (errors.TooDeep, HTTPStatus.BAD_REQUEST),
    (errors.ResultTooLarge, HTTPStatus.UNPROCESSABLE_ENTITY),
    (errors.ExportError, HTTPStatus.NOT_FOUND),
    (errors.WriterDied, HTTPStatus.SERVICE_UNAVAILABLE),
    (errors.StoreError, HTTPStatus.SERVICE_UNAVAILABLE),
    (errors.SitrepError, HTTPStatus.INTERNAL_SERVER_ERROR),
)


_GONE: Final = 499  # "client closed request", as other servers log it

_PASSING: Final = (errors.Busy, errors.StoreLocked, errors.WriterDied)
"""What is likely to be over in a moment."""


class Problem(BaseModel):
    """What is wrong with a request, or with the server."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    status: {"description": title, "content": {"application/problem+json": {"schema": Problem.model_json_schema()}}}
    for status, title in (
        (400, "The request makes no sense; the detail says why"),
        (404, "There is no such thing"),
        (406, "None of the accepted formats is offered; the detail lists those that are"),
        (413, "The request is larger than a setting allows; the detail names it"),
        (414, "The address is longer than 65,535 bytes: send the query in the body"),
        (422, "A parameter is missing or malformed; the detail names it and what it must be"),
        (429, "The client has sent more requests in this minute than a setting allows"),
        (500, "The answer takes more memory than a setting allows, or the server has a fault"),
        (503, "There is no graph yet, it cannot be read now, or too many others are being answered"),
        (504, "The answer takes longer than it may"),
    )
}
"""Responses that any route may give, for the OpenAPI document."""


CONFLICT: Final[dict[int | str, dict[str, Any]]] = {
    409: PROBLEMS[400] | {"description": "It contradicts what was judged before, or nothing can be judged there"}
}
"""What a route may answer to a judgement, besides the others."""


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """A response that tells what is wrong."""
    body = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail)
    return JSONResponse(body.model_dump(), status, headers, media_type="application/problem+json")


class WrongMethod(HTTPException):
    """A route's answer to an unknown method, with the known ones."""

    def __init__(self, detail: str, methods: str) -> None:
        super().__init__(HTTPStatus.METHOD_NOT_ALLOWED, detail, {"Allow": methods})


def install(app: FastAPI) -> None:
    """Answer every error of ours, and the framework's own, in this form."""

    @app.exception_handler(errors.SitrepError)
    async def _ours(_: Request, error: errors.SitrepError) -> Response:
        if isinstance(error, errors.ClientGone):
            return Response(status_code=_GONE)  # nobody hears it; the log and the metrics tell it from faults of ours
        return problem(
            next(status for kind, status in _STATUS if isinstance(error, kind)),
            str(error),
            {"Retry-After": "2"} if isinstance(error, _PASSING) else None,
        )

    @app.exception_handler(NotAcceptable)
    async def _not_acceptable(_: Request, error: NotAcceptable) -> JSONResponse:
        return problem(HTTPStatus.NOT_ACCEPTABLE, str(error), {"Vary": "Accept"})

    @app.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        said = "; ".join(f"{e['loc'][-1]}: {e['msg']}" for e in error.errors())
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"The request's parameters are wrong: {said}.")

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        if error.status_code == HTTPStatus.NOT_FOUND and _is_for_people(request):
            page: Response = request.app.state.error_page(error.status_code, f"There is no page {request.url.path}.")
            return page
        headers = dict(error.headers or {})
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not isinstance(error, WrongMethod):
            headers["Allow"] = ", ".join(_allowed(request))
        return problem(error.status_code, str(error.detail), headers)


def _is_for_people(request: Request) -> bool:
    """Whether a browser shows what is answered: it names HTML first, as programs do not."""
    first = request.headers.get("accept", "").partition(",")[0].partition(";")[0].strip().lower()
    return first == "text/html" and request.method in ("GET", "HEAD") and hasattr(request.app.state, "error_page")


def _allowed(request: Request) -> list[str]:
    """The methods by which something is done at an address; the framework names those of one route alone."""
    found = {
        method
        for method in ("DELETE", "GET", "PATCH", "POST", "PUT")
        if any(route.matches({**request.scope, "method": method})[0] == Match.FULL for route in request.app.routes)
    }
    return sorted(found | ({"HEAD"} if "GET" in found else set()))
