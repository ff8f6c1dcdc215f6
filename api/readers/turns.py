"""Turns at asking a server store: the clients in turn, and no client's long queries starve another's.

A query that has run for a while makes room: it goes on among the long ones, of which there may be as many. A client
that has such ones leaves the last turn at the short ones to others.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from api.readers.fair_queue import FairQueue, Waiting
from api.readers.worker_queue import Allowance
from kg.errors import Busy

LONG: Final = 1.0  # seconds, as of those that the folder's readers answer


class Turns:
    """As many at once as there are readers of a kind, as many long ones beside these, and so many that wait.

    Attributes:
        allowance: says how many.
    """

    def __init__(self, allowance: Allowance) -> None:
        self.allowance = allowance
        self._short = Counter[str]()  # clients, with how many each has under way
        self._long = Counter[str]()
        self._late: deque[_Turn] = deque()  # long ones for which there is no room among these
        self._waiting = FairQueue()

    @asynccontextmanager
    async def take(self, client: str) -> AsyncIterator[None]:
        """Have a turn, when it is this client's.

        Raises:
            Busy: too many wait already.
        """
        if self._may(client):
            self._short[client] += 1
        else:
            await self._wait(client)
        turn = _Turn(client)
        moving = asyncio.get_running_loop().call_later(LONG, self._make_room, turn)
        try:
            yield
        finally:
            moving.cancel()
            self._leave(turn)

    def _may(self, client: str) -> bool:
        """Whether a turn is free for a client."""
        most = self.allowance.readers
        return self._short.total() < most and (not self._long[client] or self._short[client] < most - 1)

    async def _wait(self, client: str) -> None:
        busy = Busy(
            f"{self.allowance.readers} queries ({self.allowance.readers_setting}) are being answered by the server "
            f"store, and {self.allowance.queue} (SITREP_QUEUE) wait; try again soon"
        )
        one = Waiting(client, asyncio.get_running_loop().create_future(), b"")
        self._waiting.admit(one, self.allowance.queue, busy)
        try:
            await one.turn
        except asyncio.CancelledError:
            if one.turn.done() and not one.turn.cancelled() and one.turn.exception() is None:
                self._short[client] -= 1
                self._call()
            raise
        finally:
            self._waiting.remove(one)

    def _call(self) -> None:
        """Call those whose turn it is."""
        while (one := self._waiting.pop(self._may)) is not None:
            if not one.turn.done():
                self._short[one.client] += 1
                one.turn.set_result(None)

    def _make_room(self, turn: _Turn) -> None:
        if self._long.total() >= self.allowance.readers:
            self._late.append(turn)
            return
        turn.long = True
        self._short[turn.client] -= 1
        self._long[turn.client] += 1
        self._call()

    def _leave(self, turn: _Turn) -> None:
        (self._long if turn.long else self._short)[turn.client] -= 1
        if turn in self._late:
            self._late.remove(turn)
        for counted in (self._short, self._long):
            if not counted[turn.client]:
                del counted[turn.client]
        if self._late and self._long.total() < self.allowance.readers:
            self._make_room(self._late.popleft())
        self._call()


class _Turn:
    """One query under way, of a client; `long` once it is among the long ones."""

    def __init__(self, client: str) -> None:
        self.client = client
        self.long = False
