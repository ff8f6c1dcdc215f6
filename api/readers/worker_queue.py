"""Lanes: the readers for one kind of request, so that no other kind can starve it.

Nor can long requests starve short ones: what has run for a while makes room. It goes on among the long ones, of which
there may be as many; where these are too many already, it is begun anew once one of them is done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from api.readers.fair_queue import FairQueue, Waiting, fail
from api.readers.link import Link
from kg.errors import Busy, ClientGone, TimedOut


class MakeRoom(Exception):
    """A job is ended so that others are not starved, and is to be begun anew."""


@dataclass(slots=True)
class Held:
    """A reader at work.

    Attributes:
        client: who asked.
        movable: whether the job can be begun anew, since nothing of its answer is out.
    """

    client: str
    movable: bool = True


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
    """Some readers, and those who wait for one of them: the clients in turn."""

    def __init__(
        self, allowance: Allowance, start: Callable[[Lane], Awaitable[Link]], beyond: LongLane | None = None
    ) -> None:
        self.allowance = allowance
        self.beyond = beyond  # where jobs go that have run for a while
        self._start = start
        self._running = 0
        self._links: set[Link] = set()
        self._closed = False
        self._idle: list[Link] = []
        self._waiting = FairQueue()
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
        while (one := self._waiting.pop()) is not None:
            fail(one.turn, _closing())
        if self.beyond is not None:
            self.beyond.close()

    async def take(self, frame: bytes, deadline: float, gone: asyncio.Future[None] | None, client: str = "") -> Link:
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
        busy = Busy(
            f"All {self.allowance.readers} readers ({self.allowance.readers_setting}) are busy, and "
            f"{self.allowance.queue} requests (SITREP_QUEUE) wait for them; try again soon"
        )
        one = Waiting(client, asyncio.get_running_loop().create_future(), frame)
        self._waiting.admit(one, self.allowance.queue, busy)
        return await self._awaited(one, deadline, gone)

    async def _awaited(self, one: Waiting, deadline: float, gone: asyncio.Future[None] | None) -> Link:
        turn: asyncio.Future[Link] = one.turn

        def hung_up(_: object) -> None:
            fail(turn, ClientGone("The client hung up while it waited"))

        late = asyncio.get_running_loop().call_at(
            deadline, fail, turn, self.allowance.timed_out("Waiting for a reader took")
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
            self._waiting.remove(one)
            late.cancel()
            if gone is not None:
                gone.remove_done_callback(hung_up)

    def give(self, link: Link) -> None:
        """Take a reader back that has finished its job; one that has died since is of no use.

        It is sent the next job at once, as whoever waits for that may be woken late in a busy server.
        """
        if not link.alive:
            return
        while (one := self._waiting.pop()) is not None:
            if not one.turn.done():
                link.send(one.frame)
                one.turn.set_result(link)
                return
        self._rest(link)

    def let_go(self, link: Link) -> None:
        """Leave a reader at work to another lane; a new one takes its place."""
        self._links.discard(link)
        self._running -= 1
        self._fill_up()

    def _rest(self, link: Link) -> None:
        """Keep a reader for which there is nothing to do."""
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
        self._fill_up()

    def _fill_up(self) -> None:
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


class LongLane(Lane):
    """Readers at what takes long: as many as the allowance says, none of them idle.

    Where one client has several, and another none, its last one makes room.
    """

    def __init__(self, allowance: Allowance, start: Callable[[Lane], Awaitable[Link]]) -> None:
        super().__init__(allowance, start)
        self._held: dict[Link, Held] = {}

    def take_over(self, link: Link, held: Held) -> bool:
        """Take over a working reader from another lane, if there is room, or if its job cannot be restarted.

        Returns:
            Whether it is taken.
        """
        most = self.allowance.readers * (1 if held.movable else 2)
        if self._running >= most and not self._evict(held.client):
            return False
        self._links.add(link)
        self._running += 1
        self._held[link] = held
        link.belongs_to(self.died)
        return True

    def hold(self, link: Link, held: Held) -> None:
        """Note for whom a reader works."""
        if link in self._links:
            self._held[link] = held

    async def take(self, frame: bytes, deadline: float, gone: asyncio.Future[None] | None, client: str = "") -> Link:
        """As `Lane.take`."""
        if self._running >= self.allowance.readers:
            self._evict(client)
        return await super().take(frame, deadline, gone, client)

    def died(self, link: Link) -> None:
        """As `Lane.died`."""
        self._held.pop(link, None)
        super().died(link)

    def give(self, link: Link) -> None:
        """As `Lane.give`."""
        self._held.pop(link, None)
        super().give(link)

    async def _replace(self) -> None:
        if len(self._waiting):
            await super()._replace()

    def _rest(self, link: Link) -> None:
        self._links.discard(link)
        self._running -= 1
        link.belongs_to(lambda _: None)
        link.close()

    def _evict(self, client: str) -> bool:
        """End the latest restartable job of a client with several jobs, for a client that has none."""
        clients = [held.client for held in self._held.values()]
        if client in clients:
            return False
        for link, held in reversed(self._held.items()):
            if held.movable and clients.count(held.client) > 1:
                link.kill(MakeRoom())
                return True
        return False


def _closing() -> Busy:
    return Busy("The server is about to stop; try again once it has started anew")
