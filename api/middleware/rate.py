"""Rate limit: requests of one client a minute."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.client_address import subscriber
from api.http.problems import problem

_MOST_CLIENTS: Final = 10_000  # remembered, so that a flood of addresses costs no memory
_FREE: Final = ("/health", "/ready")  # whoever watches the server asks often


class RateLimit:
    """So many requests of one address a minute; that many may come at once.

    Attributes:
        a_minute: how many.
    """

    def __init__(self, a_minute: int) -> None:
        self.a_minute = a_minute
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # by address: requests left, as of when

    def wait(self, scope: Scope) -> int:
        """Count one request; the seconds that its client has to wait if there was none left, else 0."""
        if scope["path"] in _FREE:
            return 0
        address = subscriber((scope.get("client") or ("",))[0])
        now = time.monotonic()
        left, then = self._left.pop(address, (float(self.a_minute), now))
        left = min(self.a_minute, left + (now - then) * self.a_minute / 60)
        self._left[address] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > _MOST_CLIENTS:
            self._left.popitem(last=False)
        return 0 if left >= 1 else math.ceil((1 - left) * 60 / self.a_minute)


class RateMiddleware:
    """Refuses what one address sends beyond its rate limit."""

    def __init__(self, app: ASGIApp, limit: RateLimit) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        if scope["type"] != "http" or not (wait := self._limit.wait(scope)):
            await self._app(scope, receive, send)
            return
        refusal = problem(
            429,
            f"One address may send {self._limit.a_minute} requests a minute (SITREP_RATE_LIMIT); wait {wait} seconds",
            {"Retry-After": str(wait)},
        )
        await refusal(scope, receive, send)
