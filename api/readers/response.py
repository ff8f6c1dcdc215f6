"""Responses that carry a reader's answer to the client."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.http.request_context import request_context
from api.readers import Stream
from kg.errors import SitrepError

_LOG: Final = logging.getLogger("sitrep.replies")


def reply(stream: Stream, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """The response that carries what a reader writes."""
    if stream.rest is None:
        return Response(stream.first, media_type=media_type, headers=headers)
    return StreamedResponse(stream, media_type, headers)


class StreamedResponse(Response):
    """A response of unknown length. What goes wrong on the way breaks the connection: it never looks complete."""

    def __init__(self, stream: Stream, media_type: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(media_type=media_type, headers=headers)
        del self.headers["content-length"]
        self._stream = stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  ASGI's signature
        """Send the parts as they come; give up when the time is up, also on a client that reads too slowly."""
        try:
            async with asyncio.timeout_at(self._stream.deadline):
                await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
                async for part in self._stream:
                    await send({"type": "http.response.body", "body": part, "more_body": True})
                await send({"type": "http.response.body", "body": b""})
        except (SitrepError, TimeoutError) as error:
            # The server closes the connection of an answer that was not completed.
            _LOG.warning("%s was broken off: %s", request_context().id, error or "the client reads too slowly")
        finally:
            await self._stream.aclose()
