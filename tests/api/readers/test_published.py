"""Waiting for a state of the graph that is not there yet."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from api.readers.published import Published
from kg.errors import Busy, ClientGone, TimedOut


def test_who_waits_is_told_when_it_is_there_and_when_it_takes_too_long(tmp_path: Path) -> None:
    async def test() -> None:
        published, now = Published(tmp_path, queue=1), asyncio.get_running_loop().time()
        with pytest.raises(TimedOut, match="generation 2 of the graph, which has 0"):
            await published.reaches(2, TimedOut, now + 0.1, None)
        waiting = asyncio.ensure_future(published.reaches(2, TimedOut, now + 5, None))
        await asyncio.sleep(0.05)
        (tmp_path / "CURRENT").write_text("2\n")
        await waiting

    asyncio.run(test())


def test_so_many_wait_and_nobody_for_a_client_that_is_gone(tmp_path: Path) -> None:
    async def test() -> None:
        loop = asyncio.get_running_loop()
        published, gone = Published(tmp_path, queue=1), loop.create_future()
        waiting = asyncio.ensure_future(published.reaches(9, TimedOut, loop.time() + 5, gone))
        await asyncio.sleep(0)
        with pytest.raises(Busy, match="SITREP_QUEUE"):
            await published.reaches(9, TimedOut, loop.time() + 5, None)
        gone.set_result(None)
        with pytest.raises(ClientGone):
            await waiting
        with pytest.raises(TimedOut):
            await published.reaches(9, TimedOut, loop.time(), None)

    asyncio.run(test())
