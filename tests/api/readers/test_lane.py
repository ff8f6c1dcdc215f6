"""Readers handed out and taken back."""

from __future__ import annotations

import asyncio
import socket

from api.readers.lane import Allowance, Lane
from api.readers.link import Link
from kg.errors import ClientGone

ALLOWED = Allowance(1, "SITREP_REST_WORKERS", 5, "SITREP_QUERY_TIMEOUT", queue=1, size=None)


def test_a_reader_that_died_as_it_finished_is_given_to_nobody() -> None:
    async def test() -> None:
        others: list[socket.socket] = []

        async def start(lane: Lane) -> Link:
            ours, theirs = socket.socketpair()
            ours.setblocking(False)
            others.append(theirs)
            return await Link.connect(len(others), ours, lambda _: None, lane.died)

        lane = Lane(ALLOWED, start)
        until = asyncio.get_running_loop().time() + 5
        first = await lane.take(until, None)
        first.kill(ClientGone("The client hung up"))
        lane.give(first)
        second = await lane.take(until, None)
        assert second.alive
        lane.close()
        await asyncio.sleep(0)
        for other in others:
            other.close()

    asyncio.run(test())
