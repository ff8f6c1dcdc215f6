"""A cache of answers, valid for one published state of the graph, in front of all other layers."""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote_plus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.middleware.context import GENERATION, REQUEST_ID, log_request, request_id
from api.middleware.metered import meters, route_of
from api.middleware.rate import RateLimit

_LARGEST: Final = 256_000  # bytes of an answer that is worth remembering
_LONGEST: Final = 8_000  # bytes of an address, likewise
_COMPUTED: Final = ("/sparql", "/queries/")
# What a query may give anew each time (SPARQL 1.1, 17.4), wherever it stands.
_FICKLE: Final = re.compile(r"\b(?:rand|now|uuid|struuid|bnode)\b", re.IGNORECASE)
_PERSONAL: Final = frozenset((b"authorization", b"cookie", b"range"))  # fields of whoever gets an answer of his own
_WANTED: Final = GENERATION.lower().encode()
_ID: Final = REQUEST_ID.lower().encode()

Key = tuple[Any, ...]
Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class RememberedAnswer:
    """An answer as it was sent, but for the request's id.

    Attributes:
        headers, body: of the whole answer.
        tag: its entity tag, if it has one.
        brief: the headers of the answer to a client that has it already.
        route: the pattern of the route that gave it.
        size: the bytes that it takes, roughly.
    """

    headers: Headers
    body: bytes
    tag: bytes | None
    brief: Headers
    route: str
    size: int


class RememberedMiddleware:
    """Gives a GET's earlier answer again, as long as the same state of the graph is published.

    Kept are answers that follow from the published state alone: those with an entity tag, and those of queries without
    functions like RAND or NOW. The least recently used answer goes first. As the layers behind are passed by, an answer
    is found by all that they look at; rate limit, log and metrics know of it as of any other.
    """

    def __init__(
        self, app: ASGIApp, room: int, state: Callable[[], tuple[object, int]], limit: RateLimit | None = None
    ) -> None:
        """Take what is needed.

        Args:
            app: what answers otherwise.
            room: bytes that all answers together may take.
            state: a mark of the published state that no other one has, and its generation.
            limit: the requests that a client may send, if they are limited.
        """
        self._app, self._room, self._state, self._limit = app, room, state, limit
        self._mark: object = None
        self._answers: OrderedDict[Key, RememberedAnswer] = OrderedDict()
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        mark, generation = self._state()
        if mark != self._mark:
            self._answers.clear()
            self._held, self._mark = 0, mark
        headers: dict[bytes, bytes] = dict(scope["headers"])
        key = None if mark is None else _key(scope, headers, generation)
        if key is None:
            await self._app(scope, receive, send)
        elif (found := self._answers.get(key)) is None:
            await self._app(scope, receive, self._noting(scope, key, mark, send))
        elif headers.get(b"if-none-match", found.tag) != found.tag or (self._limit and self._limit.wait(scope)):
            await self._app(scope, receive, send)  # which refuses what is beyond the limit, too
        else:
            self._answers.move_to_end(key)
            id_ = request_id(headers.get(_ID, b"").decode("latin-1"))
            known = b"if-none-match" in headers
            status, fields, body = (304, found.brief, b"") if known else (200, found.headers, found.body)
            fields = [*fields, (_ID, id_.encode("latin-1"))]
            await send({"type": "http.response.start", "status": status, "headers": fields})
            await send({"type": "http.response.body", "body": body})
            took = time.perf_counter() - begun
            requests, seconds = meters("GET", found.route, status)
            requests.inc()
            seconds.observe(took)
            log_request(scope, id_, status, took)

    def _noting(self, scope: Scope, key: Key, mark: object, send: Send) -> Send:
        start: Message | None = None  # of an answer that is worth remembering, as far as it has come
        body = bytearray()

        async def note(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message if _lasts(scope, message) else None
            elif message["type"] == "http.response.body" and start is not None:
                body.extend(message.get("body", b""))
                if len(body) > _LARGEST:
                    start = None
                    body.clear()
                elif not message.get("more_body") and self._state()[0] == mark == self._mark:
                    self._keep(key, _answer(scope, start["headers"], bytes(body)))
            await send(message)

        return note

    def _keep(self, key: Key, answer: RememberedAnswer) -> None:
        if answer.size > self._room:
            return
        if (before := self._answers.pop(key, None)) is not None:  # two asked for it at once
            self._held -= before.size
        self._answers[key] = answer
        self._held += answer.size
        while self._held > self._room:
            self._held -= self._answers.popitem(last=False)[1].size


def _key(scope: Scope, headers: Mapping[bytes, bytes], generation: int) -> Key | None:
    """The cache key of an answer; None if the answer is not cached."""
    if (
        len(scope["query_string"]) > _LONGEST
        or len(headers) < len(scope["headers"])
        or not _PERSONAL.isdisjoint(headers)
    ):
        return None
    wanted = headers.get(_WANTED, b"0")
    if not (wanted.isdigit() and len(wanted) < 10 and int(wanted) <= generation):
        return None
    get = headers.get
    told = get(b"accept"), _coding(get(b"accept-encoding", b"")), get(b"host"), b"origin" in headers
    return scope["query_string"], scope["path"], scope["scheme"], *told


def _coding(accepted: bytes) -> object:
    """What an answer's compression follows from: whether gzip is accepted, or all that is said where that weighs it."""
    return b"gzip" in accepted if b";" not in accepted else accepted


def _lasts(scope: Scope, start: Message) -> bool:
    """Whether an answer, of which this is the start, follows from the published state alone."""
    names = {name.lower() for name, _ in start["headers"]}
    if start["status"] != 200 or b"set-cookie" in names:
        return False
    if not scope["path"].startswith(_COMPUTED):
        return b"etag" in names
    return not _FICKLE.search(unquote_plus(scope["query_string"].decode("latin-1")))


def _answer(scope: Scope, sent: Iterable[tuple[bytes, bytes]], body: bytes) -> RememberedAnswer:
    headers = [(name.lower(), value) for name, value in sent if name.lower() != _ID]
    size = len(body) + len(scope["query_string"]) + len(scope["path"]) + sum(len(n) + len(v) for n, v in headers)
    brief = [(name, value) for name, value in headers if not name.startswith(b"content-")]
    return RememberedAnswer(headers, body, dict(headers).get(b"etag"), brief, route_of(scope), size)
