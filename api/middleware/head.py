"""HEAD wherever there is GET: the same headers, without the body."""

from __future__ import annotations

import contextlib

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class _HeadersSent(Exception):
    """The headers are out, and nothing else is wanted."""


class HeadMiddleware:
    """Answers HEAD as GET, up to where the body begins."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            if message["type"] != "http.response.body":
                await send(message)
                return
            await send({"type": "http.response.body", "body": b""})
            if message.get("more_body"):
                raise _HeadersSent

        as_get = {**scope, "method": "GET"}
        with contextlib.suppress(_HeadersSent):
            await self._app(as_get, receive, without_body)
        scope["route"] = as_get.get("route")  # which the middleware further out counts by
