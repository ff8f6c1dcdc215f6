"""Readers handed out and taken back."""

from __future__ import annotations

import asyncio
import socket

import pytest

from api.readers.fair_queue import FairQueue, Waiting
from api.readers.link import Link
from api.readers.turns import Turns
from api.readers.worker_queue import Allowance, Lane
from kg.errors import Busy, ClientGone

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
        first = await lane.take(b"job", until, None)
        first.kill(ClientGone("The client hung up"))
        lane.give(first)
        second = await lane.take(b"job", until, None)
        assert second.alive
        lane.close()
        await asyncio.sleep(0)
        for other in others:
            other.close()

    asyncio.run(test())


def test_whoever_waits_hears_that_the_server_stops() -> None:
    async def test() -> None:
        async def start(lane: Lane) -> Link:
            ours, theirs = socket.socketpair()
            ours.setblocking(False)
            others.append(theirs)
            return await Link.connect(1, ours, lambda _: None, lane.died)

        others: list[socket.socket] = []
        lane = Lane(ALLOWED, start)
        until = asyncio.get_running_loop().time() + 5
        await lane.take(b"job", until, None)
        waiting = asyncio.create_task(lane.take(b"job", until, None))
        await asyncio.sleep(0)
        lane.close()
        for late in (waiting, lane.take(b"job", until, None)):
            with pytest.raises(Busy, match="about to stop"):
                await late
        await asyncio.sleep(0)
        others[0].close()

    asyncio.run(test())


def test_the_next_job_is_sent_as_a_reader_comes_back_and_nobody_is_left_working_for_no_one() -> None:
    async def test() -> None:
        ours, theirs = socket.socketpair()
        for end in (ours, theirs):
            end.setblocking(False)
        killed: list[int] = []

        async def start(lane: Lane) -> Link:
            return await Link.connect(7, ours, killed.append, lane.died)

        lane = Lane(ALLOWED, start)
        until = asyncio.get_running_loop().time() + 5
        reader = await lane.take(b"first", until, None)
        assert theirs.recv(100) == b"first"
        waiting = asyncio.create_task(lane.take(b"second", until, None))
        await asyncio.sleep(0)
        lane.give(reader)
        assert theirs.recv(100) == b"second"
        waiting.cancel()
        await asyncio.wait([waiting])
        assert (waiting.cancelled(), killed) == (True, [7])
        lane.close()
        theirs.close()
        await asyncio.sleep(0)

    asyncio.run(test())


def test_clients_take_turns_and_who_has_most_makes_place() -> None:
    loop = asyncio.new_event_loop()
    queue = FairQueue()
    for name in ("a1", "a2", "a3", "b1"):
        queue.add(Waiting(name[0], loop.create_future(), name.encode()))
    assert (len(queue), queue.crowded_out("a")) == (4, None)
    crowded = queue.crowded_out("c")
    assert crowded is not None
    assert crowded.frame == b"a3"
    queue.remove(crowded)
    assert [one.frame for _ in range(3) if (one := queue.pop())] == [b"a1", b"b1", b"a2"]
    assert queue.pop() is None
    loop.close()


def test_a_server_store_is_asked_by_every_client_whatever_another_one_keeps_running(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("api.readers.turns.LONG", 0.02)
    turns = Turns(Allowance(2, "SITREP_QUERY_WORKERS", 5, "SITREP_QUERY_TIMEOUT", queue=3, size=None))
    asked = list[str]()

    async def ask(client: str, seconds: float) -> None:
        async with turns.take(client):
            asked.append(client)
            await asyncio.sleep(seconds)

    async def test() -> None:
        runaways = [asyncio.create_task(ask("runaway", 30)) for _ in range(8)]
        await asyncio.sleep(0.1)  # two are long now, one is late, two wait, and three were told that the queue is full
        assert [task.done() for task in runaways].count(True) == 3
        assert asked == ["runaway"] * 3
        for _ in range(3):
            await asyncio.wait_for(asyncio.gather(*(ask(client, 0) for client in ("a", "b", "c"))), 1)
        assert sorted(asked[3:]) == ["a"] * 3 + ["b"] * 3 + ["c"] * 3
        for task in runaways:
            task.cancel()
        ended = await asyncio.gather(*runaways, return_exceptions=True)
        assert sum(isinstance(error, Busy) for error in ended) >= 3
        await asyncio.wait_for(asyncio.gather(*(ask("runaway", 0) for _ in range(3))), 1)  # all turns are free again

    asyncio.run(test())
