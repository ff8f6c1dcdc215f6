"""Tells readers of the request that they work for: when its client hangs up, and which state of the graph it wants."""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem
from api.readers import ASKING, Asking

GENERATION: Final = "Graph-Generation"
"""In a request: answer from this published state of the graph or a newer one. In a response: which one it is."""

_BODILESS: Final = frozenset(("GET", "HEAD", "OPTIONS"))


class AskedMiddleware:
    """Sets `ASKING` for each request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        wanted = Headers(scope=scope).get(GENERATION, "0")
        if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 10):
            refusal = problem(400, f"{GENERATION} is the number of a published state of the graph, not {wanted!r}.")
            await refusal(scope, receive, send)
            return
        client = _Client(receive, has_body=scope["method"] not in _BODILESS)
        asked = Asking(client.gone, int(wanted))

        async def tell(message: Message) -> None:
            if message["type"] == "http.response.start" and asked.read:
                MutableHeaders(scope=message)[GENERATION] = str(asked.read)
            await send(message)

        token = ASKING.set(asked)
        try:
            await self._app(scope, client.receive, tell)
        finally:
            ASKING.reset(token)
            client.close()


class _Client:
    """The client's side of a request: its body as far as the application reads it, and then whether it hangs up."""

    def __init__(self, receive: Receive, *, has_body: bool) -> None:
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._receive = receive
        self._empty: Message | None = None if has_body else {"type": "http.request", "body": b"", "more_body": False}
        # A body is left to the application, which may refuse to read it; then the watch begins after its last part.
        self._watch = None if has_body else asyncio.ensure_future(self._until_gone())

    async def receive(self) -> Message:
        """The next message, as ASGI has it."""
        if self._empty is not None:
            empty, self._empty = self._empty, None
            return empty
        if self._watch is not None:
            await asyncio.shield(self.gone)
            return {"type": "http.disconnect"}
        message = await self._receive()
        if message["type"] == "http.disconnect":
            self._hung_up()
        elif not message.get("more_body"):
            self._watch = asyncio.ensure_future(self._until_gone())
        return message

    def close(self) -> None:
        """The request is answered."""
        if self._watch is not None:
            self._watch.cancel()

    async def _until_gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._hung_up()

    def _hung_up(self) -> None:
        if not self.gone.done():
            self.gone.set_result(None)
