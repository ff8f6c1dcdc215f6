"""A cache of answers, valid for one published state of the graph."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from typing import Final
from urllib.parse import unquote_plus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.request_context import request_context

_LARGEST: Final = 256_000  # bytes of an answer that is worth remembering
_LONGEST: Final = 8_000  # bytes of an address, likewise
_COMPUTED: Final = ("/sparql", "/queries/")
# What a query may give anew each time (SPARQL 1.1, 17.4), wherever it stands.
_FICKLE: Final = re.compile(r"\b(?:rand|now|uuid|struuid|bnode)\b", re.IGNORECASE)

Key = tuple[bytes, ...]
Answer = tuple[Message, bytes]


class RememberedMiddleware:
    """Gives a GET's earlier answer again, as long as the same state of the graph is published.

    Kept are answers that follow from the published state alone: those with an entity tag, and those of queries without
    functions like RAND or NOW. The least recently used answer goes first.
    """

    def __init__(self, app: ASGIApp, room: int, state: Callable[[], tuple[object, int]]) -> None:
        """Take what is needed.

        Args:
            app: what answers otherwise.
            room: bytes that all answers together may take.
            state: a mark of the published state that no other one has, and its generation.
        """
        self._app, self._room, self._state = app, room, state
        self._mark: object = None
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        mark, generation = self._state()
        if mark != self._mark:
            self._answers.clear()
            self._held, self._mark = 0, mark
        key = self._key(scope) if mark is not None and request_context().at_least <= generation else None
        if key is None:
            await self._app(scope, receive, send)
        elif (found := self._answers.get(key)) is not None:
            self._answers.move_to_end(key)
            request_context().answer_from(generation)
            start, body = found
            await send({**start, "headers": list(start["headers"])})
            await send({"type": "http.response.body", "body": body})
        else:
            await self._app(scope, receive, self._noting(scope, key, mark, send))

    def _key(self, scope: Scope) -> Key | None:
        """The cache key of an answer; None if the answer is not cached."""
        if scope["type"] != "http" or scope["method"] != "GET" or len(scope["query_string"]) > _LONGEST:
            return None
        headers = Headers(scope=scope)
        if "if-none-match" in headers or "range" in headers:
            return None
        if scope["path"].startswith(_COMPUTED) and _FICKLE.search(
            unquote_plus(scope["query_string"].decode("latin-1"))
        ):
            return None
        told = (headers.get(name, "") for name in ("accept", "host"))
        seen = (scope["scheme"], scope["path"], *told)
        return scope["query_string"], *(each.encode("utf-8", "surrogateescape") for each in seen)

    def _noting(self, scope: Scope, key: Key, mark: object, send: Send) -> Send:
        start: Message | None = None  # of an answer that is worth remembering, as far as it has come
        body = bytearray()

        async def note(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = {**message, "headers": list(message["headers"])} if _lasts(scope, message) else None
            elif message["type"] == "http.response.body" and start is not None:
                body.extend(message.get("body", b""))
                if len(body) > _LARGEST:
                    start = None
                    body.clear()
                elif not message.get("more_body") and self._state()[0] == mark == self._mark:
                    self._keep(key, (start, bytes(body)))
            await send(message)

        return note

    def _keep(self, key: Key, answer: Answer) -> None:
        size = len(answer[1]) + sum(map(len, key))
        if size > self._room:
            return
        self._answers[key] = answer
        self._held += size
        while self._held > self._room:
            old, (_, body) = self._answers.popitem(last=False)
            self._held -= len(body) + sum(map(len, old))


def _lasts(scope: Scope, start: Message) -> bool:
    """Whether an answer, of which this is the start, follows from the published state alone."""
    headers = Headers(raw=start["headers"])
    follows = "etag" in headers or scope["path"].startswith(_COMPUTED)
    return start["status"] == 200 and follows and "set-cookie" not in headers
