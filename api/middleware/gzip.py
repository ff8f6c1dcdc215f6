"""Compression of answers, for clients that accept it."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware, IdentityResponder
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.negotiation import weight_of


class CompressionMiddleware(GZipMiddleware):
    """Starlette's, but for clients that name gzip to refuse it (`gzip;q=0`)."""

    def __init__(self, app: ASGIApp) -> None:
        # Beyond level 5 there is little to gain, and all answers wait for one event loop.
        super().__init__(app, minimum_size=2000, compresslevel=5)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        if scope["type"] == "http" and weight_of("gzip", Headers(scope=scope).get("accept-encoding", "")) == 0:
            await IdentityResponder(self.app, self.minimum_size)(scope, receive, send)
            return
        await super().__call__(scope, receive, send)
