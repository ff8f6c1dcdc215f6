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


class RateMiddleware:
    """Refuses what one address sends beyond so many requests a minute; that many may come at once."""

    def __init__(self, app: ASGIApp, a_minute: int) -> None:
        self._app = app
        self._most = a_minute
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # by address: requests left, as of when

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        if scope["type"] != "http" or scope["path"] in _FREE or not (wait := self._take(scope)):
            await self._app(scope, receive, send)
            return
        refusal = problem(
            429,
            f"One address may send {self._most} requests a minute (SITREP_RATE_LIMIT); wait {wait} seconds",
            {"Retry-After": str(wait)},
        )
        await refusal(scope, receive, send)

    def _take(self, scope: Scope) -> int:
        """Count one request; the seconds to wait if there was none left."""
        address = subscriber((scope.get("client") or ("",))[0])
        now = time.monotonic()
        left, then = self._left.pop(address, (float(self._most), now))
        left = min(self._most, left + (now - then) * self._most / 60)
        self._left[address] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > _MOST_CLIENTS:
            self._left.popitem(last=False)
        return 0 if left >= 1 else math.ceil((1 - left) * 60 / self._most)
