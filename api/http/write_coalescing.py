"""Write coalescing: an answer's head goes out together with its first bytes."""

from __future__ import annotations

import asyncio
from typing import Any, Final

_SMALL: Final = 2048  # bytes; heads have some hundreds


class CoalescingTransport:
    """A transport that holds something small back until the next write, at most for this turn of the event loop.

    An HTTP server writes an answer's head and body one after the other: thus they are one system call and one packet,
    and the client wakes up once.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held = b""

    def write(self, data: bytes) -> None:
        """As a transport's."""
        if self._held:
            data, self._held = self._held + data, b""
        elif len(data) < _SMALL:
            self._held = data
            self._loop.call_soon(self._flush)
            return
        self._transport.write(data)

    def close(self) -> None:
        """As a transport's: what was written is sent before."""
        self._flush()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:
        """Whatever else a transport does."""
        return getattr(self._transport, name)

    def _flush(self) -> None:
        if self._held:
            held, self._held = self._held, b""
            self._transport.write(held)
