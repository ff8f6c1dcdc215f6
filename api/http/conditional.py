"""Conditional requests: entity tags, dates, and links to the next page."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from email.utils import formatdate
from functools import cache
from typing import Any, Final

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import TypeAdapter

from api.http.paging import Page
from api.http.request_context import request_context
from kg.distribution import own_version

_VERSION: Final = own_version()
_CHANGED: Final = "no-cache"  # keep it, but ask before using it again


class Conditional(APIRoute):
    """A route whose answers follow from the published graph alone: it answers 304 to those who have seen them."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        """FastAPI's handler, behind a check whether the client has the answer already."""
        answer = super().get_route_handler()

        async def handle(request: Request) -> Response:
            headers = _marks(request)
            is_there = request_context().at_least <= request.app.state.readers.generation()
            if headers and is_there and _seen(request.headers.get("if-none-match"), headers["ETag"]):
                return Response(status_code=304, headers=headers)
            response: Response = await answer(request)
            if response.status_code == 200:
                response.headers.update(headers)
            return response

        return handle


def reply(value: object, shape: Any) -> Response:
    """A value as JSON; one page of several also names the next one in its head."""
    response = Response(_adapter(shape).dump_json(value, by_alias=True), media_type="application/json")
    if isinstance(value, Page) and value.next:
        response.headers["Link"] = f'<{value.next}>; rel="next"'
    return response


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def _marks(request: Request) -> dict[str, str]:
    """The headers of this answer's version; none for an unpublished graph."""
    try:
        published = (request.app.state.settings.data / "CURRENT").stat()
    except OSError:
        return {}
    if not request.app.state.readers.generation():
        return {}
    told = (_VERSION, published.st_ino, published.st_mtime_ns, str(request.url), request.headers.get("accept"))
    digest = hashlib.sha256(repr(told).encode()).hexdigest()[:20]
    return {
        "ETag": f'W/"{digest}"',
        "Last-Modified": formatdate(published.st_mtime, usegmt=True),
        "Cache-Control": _CHANGED,
        "Vary": "Accept",
    }


def _seen(given: str | None, tag: str) -> bool:
    if given is None:
        return False
    return given.strip() == "*" or tag.removeprefix("W/") in {
        one.strip().removeprefix("W/") for one in given.split(",")
    }
