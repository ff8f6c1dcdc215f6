"""What is known of each request: its id, when its client hangs up, and which state of the graph it wants to see."""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
import time
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.bodies import MOST_FIELDS
from api.http.client_address import subscriber
from api.http.problems import problem
from api.readers import ASKING, Asking

GENERATION: Final = "Graph-Generation"
"""In a request: answer from this published state of the graph or a newer one. In a response: which one it is."""

REQUEST_ID: Final = "X-Request-ID"
"""In a request: what its client calls it. In a response, and in our log: that, or a name of ours."""

_LOG: Final = logging.getLogger("sitrep.requests")
_ID: Final = re.compile(r"[\w.:/+=-]{1,128}", re.ASCII)
_UNWATCHED: Final = 0.02  # seconds of a request in which nobody looks whether its client hangs up
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
        headers = Headers(scope=scope)
        given, wanted = headers.get(REQUEST_ID, ""), headers.get(GENERATION, "0")
        client = _Client(receive, has_body=scope["method"] not in _BODILESS)
        asked = Asking(given if _ID.fullmatch(given) else secrets.token_hex(8), client.gone)
        asked.client = subscriber((scope.get("client") or ("",))[0])
        begun, status = time.perf_counter(), 0

        async def tell(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                response = MutableHeaders(scope=message)
                response[REQUEST_ID] = asked.id
                if asked.read:
                    response[GENERATION] = str(asked.read)
            await send(message)

        token = ASKING.set(asked)
        try:
            if scope["query_string"].count(b"&") >= MOST_FIELDS:
                refusal = problem(413, f"The address has more than {MOST_FIELDS:,} parameters")
                await refusal(scope, client.receive, tell)
            elif wanted.isascii() and wanted.isdigit() and len(wanted) < 10:
                asked.at_least = int(wanted)
                await self._app(scope, client.receive, tell)
            else:
                refusal = problem(400, f"{GENERATION} is the number of a state of the graph, not {wanted[:40]!r}.")
                await refusal(scope, client.receive, tell)
        finally:
            ASKING.reset(token)
            client.close()
            if _LOG.isEnabledFor(logging.INFO):
                took = round(time.perf_counter() - begun, 4)
                told = {"request": asked.id, "method": scope["method"], "path": scope["path"], "status": status}
                _LOG.info("request", extra=told | {"seconds": took})


class _Client:
    """The client's side of a request: its body as far as the application reads it, and then whether it hangs up."""

    def __init__(self, receive: Receive, *, has_body: bool) -> None:
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._receive = receive
        self._empty: Message | None = None if has_body else {"type": "http.request", "body": b"", "more_body": False}
        self._watch: asyncio.Task[None] | None = None
        self._soon: asyncio.TimerHandle | None = None
        # A body is left to the application, which may refuse to read it; then the watch begins after its last part.
        if not has_body:
            self._watch_soon()

    async def receive(self) -> Message:
        """The next message, as ASGI has it."""
        if self._empty is not None:
            empty, self._empty = self._empty, None
            return empty
        if self._soon is not None:
            await asyncio.shield(self.gone)
            return {"type": "http.disconnect"}
        message = await self._receive()
        if message["type"] == "http.disconnect":
            self._hung_up()
        elif not message.get("more_body"):
            self._watch_soon()
        return message

    def close(self) -> None:
        """The request is answered."""
        for running in (self._soon, self._watch):
            if running is not None:
                running.cancel()

    def _watch_soon(self) -> None:
        # Most answers are there before it matters, and cost half a timer instead of a task.
        self._soon = asyncio.get_running_loop().call_later(_UNWATCHED, self._begin)

    def _begin(self) -> None:
        self._watch = asyncio.ensure_future(self._until_gone())

    async def _until_gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._hung_up()

    def _hung_up(self) -> None:
        if not self.gone.done():
            self.gone.set_result(None)
