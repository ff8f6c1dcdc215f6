"""Counters for `GET /metrics`: requests and their duration, by route."""

from __future__ import annotations

import time
from functools import cache

from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.observe import metrics

_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


class MeteredMiddleware:
    """Notes each request when the last part of its answer is sent, or its client has hung up."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 500  # what the server answers where the application raises

        async def tell(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, tell)
        finally:
            # A route by its pattern and only known methods: what strangers ask for must not become ever more series.
            method = scope["method"] if scope["method"] in _METHODS else "other"
            requests, seconds = meters(method, route_of(scope), status)
            requests.inc()
            seconds.observe(time.perf_counter() - begun)


def route_of(scope: Scope) -> str:
    """The pattern of the route that answered ("/entities/{slug}", whatever a slug may hold), "other" if none did."""
    return getattr(scope.get("route"), "path_format", "other")


@cache
def meters(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    """The counter of requests that were answered like this one, and the histogram of the seconds that they took."""
    return metrics.REQUESTS.labels(method, route, str(status)), metrics.REQUEST_SECONDS.labels(route)
