"""Readers that are kept for one kind of request, so that no other kind can starve it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from api.readers.link import Link
from kg.errors import Busy, ClientGone, TimedOut


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a lane gives.

    Attributes:
        readers: how many processes; the setting's name is `readers_setting`.
        seconds: how long an answer may take; the setting's name is `seconds_setting`.
        queue: how many requests may wait.
        size: bytes of a stream, at most; None for any number.
    """

    readers: int
    readers_setting: str
    seconds: float
    seconds_setting: str
    queue: int
    size: int | None

    def timed_out(self, what: str) -> TimedOut:
        """The error for what took too long."""
        return TimedOut(f"{what} more than {self.seconds:g} seconds ({self.seconds_setting}), and was ended")


class Lane:
    """Some readers, and those who wait for one of them, first come first served."""

    def __init__(self, allowance: Allowance, start: Callable[[Lane], Awaitable[Link]]) -> None:
        self.allowance = allowance
        self._start = start
        self._running = 0
        self._links: set[Link] = set()
        self._closed = False
        self._idle: list[Link] = []
        self._waiting: deque[tuple[asyncio.Future[Link], bytes]] = deque()  # each with the job to send
        self._starting: set[asyncio.Task[None]] = set()

    async def fill(self) -> None:
        """Start all readers."""
        while self._running < self.allowance.readers:
            self.give(await self._new())

    def close(self) -> None:
        """Let go of all readers; whoever waits for one of them hears of it."""
        self._closed = True
        for link in list(self._links):
            link.close()
        while self._waiting:
            turn, _ = self._waiting.popleft()
            _fail(turn, _closing())

    async def take(self, frame: bytes, deadline: float, gone: asyncio.Future[None] | None) -> Link:
        """A reader that was sent a job; `give` it back, or kill it.

        Raises:
            Busy: too many wait already; or the server stops.
            TimedOut: it was not one's turn by the deadline.
            ClientGone: the client hung up while it waited.
        """
        if self._closed:
            raise _closing()
        if self._idle or self._running < self.allowance.readers:
            link = self._idle.pop() if self._idle else await self._new()
            link.send(frame)
            return link
        if len(self._waiting) >= self.allowance.queue:
            raise Busy(
                f"All {self.allowance.readers} readers ({self.allowance.readers_setting}) are busy, and "
                f"{self.allowance.queue} requests (SITREP_QUEUE) wait for them; try again soon"
            )
        turn: asyncio.Future[Link] = asyncio.get_running_loop().create_future()
        self._waiting.append((turn, frame))
        return await self._awaited(turn, deadline, gone)

    async def _awaited(self, turn: asyncio.Future[Link], deadline: float, gone: asyncio.Future[None] | None) -> Link:
        def hung_up(_: object) -> None:
            _fail(turn, ClientGone("The client hung up while it waited"))

        late = asyncio.get_running_loop().call_at(
            deadline, _fail, turn, self.allowance.timed_out("Waiting for a reader took")
        )
        if gone is not None:
            gone.add_done_callback(hung_up)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                turn.result().kill(ClientGone("Nobody waits for the answer"))
            raise
        finally:
            late.cancel()
            if gone is not None:
                gone.remove_done_callback(hung_up)

    def give(self, link: Link) -> None:
        """Take a reader back that has finished its job; one that has died since is of no use.

        It is sent the next job at once, as whoever waits for that may be woken late in a busy server.
        """
        if not link.alive:
            return
        while self._waiting:
            turn, frame = self._waiting.popleft()
            if not turn.done():
                link.send(frame)
                turn.set_result(link)
                return
        self._idle.append(link)

    def died(self, link: Link) -> None:
        """A reader of this lane ended: another one takes its place."""
        self._running -= 1
        self._links.discard(link)
        if self._closed:
            return
        if link in self._idle:
            self._idle.remove(link)  # nobody waits; the next who needs one starts it
            return
        replacing = asyncio.get_running_loop().create_task(self._replace())
        self._starting.add(replacing)
        replacing.add_done_callback(self._starting.discard)

    async def _replace(self) -> None:
        if self._running < self.allowance.readers and not self._closed:
            self.give(await self._new())

    async def _new(self) -> Link:
        self._running += 1
        try:
            link = await self._start(self)
        except BaseException:
            self._running -= 1
            raise
        self._links.add(link)
        return link


def _closing() -> Busy:
    return Busy("The server is about to stop; try again once it has started anew")


def _fail(turn: asyncio.Future[Link], error: Exception) -> None:
    if not turn.done():
        turn.set_exception(error)
