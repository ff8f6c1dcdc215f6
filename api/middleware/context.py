"""The context of each request: id, client, hang-up, wanted state of the graph."""

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
from api.http.request_context import REQUEST_CONTEXT, RequestContext
from kg.observe.logs import quick_info

GENERATION: Final = "Graph-Generation"
"""In a request: answer from this published state of the graph or a newer one. In a response: which one it is."""

REQUEST_ID: Final = "X-Request-ID"
"""In a request: what its client calls it. In a response, and in our log: that, or a name of ours."""

_LOG: Final = logging.getLogger("sitrep.requests")
_ID: Final = re.compile(r"[\w.:/+=-]{1,128}", re.ASCII)
_UNWATCHED: Final = 0.02  # seconds of a request in which nobody looks whether its client hangs up
_BODILESS: Final = frozenset(("GET", "HEAD", "OPTIONS"))


class ContextMiddleware:
    """Sets the context of each request, and names the generation that the answer shows in its head."""

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
        is_number = wanted.isascii() and wanted.isdigit() and len(wanted) < 10
        context = RequestContext(
            id=request_id(given),
            gone=client.gone,
            at_least=int(wanted) if is_number else 0,
            client=subscriber((scope.get("client") or ("",))[0]),
        )
        begun, status = time.perf_counter(), 0

        async def tell(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                response = MutableHeaders(scope=message)
                response[REQUEST_ID] = context.id
                if context.generation:
                    response[GENERATION] = str(context.generation)
            await send(message)

        token = REQUEST_CONTEXT.set(context)
        try:
            if scope["query_string"].count(b"&") >= MOST_FIELDS:
                refusal = problem(413, f"The address has more than {MOST_FIELDS:,} parameters")
                await refusal(scope, client.receive, tell)
            elif is_number:
                await self._app(scope, client.receive, tell)
            else:
                refusal = problem(400, f"{GENERATION} is the number of a state of the graph, not {wanted[:40]!r}.")
                await refusal(scope, client.receive, tell)
        finally:
            REQUEST_CONTEXT.reset(token)
            client.close()
            log_request(scope, context.id, status, time.perf_counter() - begun)


def request_id(given: str) -> str:
    """The name of a request in answers and logs: what its client calls it, if that is fit for a log, or one of ours."""
    return given if _ID.fullmatch(given) else secrets.token_hex(8)


def log_request(scope: Scope, id_: str, status: int, seconds: float) -> None:
    """Log that a request was answered."""
    told = {"request": id_, "method": scope["method"], "path": scope["path"], "status": status}
    quick_info(_LOG, "request", told | {"seconds": round(seconds, 4)})


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
