"""The server's end of one reader process."""

from __future__ import annotations

import asyncio
import socket
from collections import deque
from collections.abc import Callable
from typing import Final, cast

from api.readers.frames import FrameKind, Frames

_MOST_WAITING: Final = 4  # parts that wait to be sent on before the reader has to wait


class Link(asyncio.Protocol):
    """Frames to and from one reader process. Whoever has it sends one job and receives until its last frame."""

    def __init__(self, number: int, kill: Callable[[int], None], died: Callable[[Link], None]) -> None:
        self.number = number
        self._kill = kill
        self._died = died
        self._frames = Frames()
        self._arrived: deque[tuple[FrameKind, bytes]] = deque()
        self._waiting: asyncio.Future[None] | None = None
        self._transport: asyncio.Transport | None = None
        self._error: Exception | None = None
        self.alive = True

    @classmethod
    async def connect(
        cls, number: int, end: socket.socket, kill: Callable[[int], None], died: Callable[[Link], None]
    ) -> Link:
        """Speak through a socket, whose other end a reader has or will have."""
        loop = asyncio.get_running_loop()
        _, link = await loop.connect_accepted_socket(lambda: cls(number, kill, died), end)
        return link

    def belongs_to(self, died: Callable[[Link], None]) -> None:
        """Have someone else hear when the process dies."""
        self._died = died

    def send(self, frame: bytes) -> None:
        """Send a job; it waits in the socket if the reader is only just starting."""
        if self._transport is not None:
            self._transport.write(frame)

    async def receive(self) -> tuple[FrameKind, bytes] | None:
        """The next frame; None if the process has died.

        Raises:
            Exception: the one that `kill` was given.
        """
        while not self._arrived or self._error is not None:
            if self._error is not None:
                raise self._error
            if not self.alive:
                return None
            self._waiting = asyncio.get_running_loop().create_future()
            await self._waiting
        if len(self._arrived) == _MOST_WAITING and self._transport is not None:
            self._transport.resume_reading()
        return self._arrived.popleft()

    def kill(self, error: Exception) -> None:
        """End the process; whoever receives from it gets the error."""
        if self.alive:
            self._error = error
            self._kill(self.number)
            if self._transport is not None:
                self._transport.abort()
            self.connection_lost(None)

    def close(self) -> None:
        """Let go of the process, which ends by that unless it is busy."""
        if self._transport is not None:
            self._transport.abort()
        self.connection_lost(None)

    # What asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The socket is ready."""
        # uvloop's transports do what asyncio's do, but are none by descent.
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Something came from the reader."""
        for frame in self._frames.feed(data):
            self._arrived.append(frame)
            if len(self._arrived) == _MOST_WAITING and self._transport is not None:
                self._transport.pause_reading()
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  asyncio's signature
        """The process is gone, or was told to go."""
        if self.alive:
            self.alive = False
            self._died(self)
            self._wake()

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
