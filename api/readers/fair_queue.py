"""A fair queue for readers: clients take turns, however many requests one of them sends."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Any, NamedTuple


class Waiting(NamedTuple):
    """One request that waits: who sent it, what it waits on, and the job to send."""

    client: str
    turn: asyncio.Future[Any]
    frame: bytes


class FairQueue:
    """First come first served within a client, and the clients in turn."""

    def __init__(self) -> None:
        self._by_client: OrderedDict[str, deque[Waiting]] = OrderedDict()

    def __len__(self) -> int:
        """How many wait."""
        return sum(map(len, self._by_client.values()))

    def admit(self, one: Waiting, most: int, busy: Exception) -> None:
        """One more waits; in a full queue the last one of the client with most gives way, and hears that it is busy.

        Raises:
            Exception: `busy`, where so many wait already, and nobody has more of them than its client.
        """
        if len(self) >= most:
            other = self.crowded_out(one.client)
            if other is None:
                raise busy
            self.remove(other)
            fail(other.turn, busy)
        self.add(one)

    def add(self, one: Waiting) -> None:
        """One more waits."""
        self._by_client.setdefault(one.client, deque()).append(one)

    def remove(self, one: Waiting) -> None:
        """It waits no more, if it did."""
        waiting = self._by_client.get(one.client, deque())
        if one in waiting:
            waiting.remove(one)
            if not waiting:
                del self._by_client[one.client]

    def pop(self, may: Callable[[str], bool] = lambda _: True) -> Waiting | None:
        """The next request in turn, of the clients that may have a turn now; None if none of them waits."""
        if (client := next(filter(may, self._by_client), None)) is not None:
            self._by_client.move_to_end(client)
            one = self._by_client[client][0]
            self.remove(one)
            return one
        return None

    def crowded_out(self, client: str) -> Waiting | None:
        """The request that leaves a full queue for a client: the last one of the client with most, if that has more."""
        most = max(self._by_client.values(), key=len, default=deque[Waiting]())
        return most[-1] if len(most) > len(self._by_client.get(client, ())) + 1 else None


def fail(turn: asyncio.Future[Any], error: Exception) -> None:
    """Let whoever waits for a turn hear of an error, unless the turn has come or is given up."""
    if not turn.done():
        turn.set_exception(error)
