"""The process that readers are forked from: it lags behind, and it is left alone."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from api.readers.forks import Forks
from kg.settings import Settings

MANY = 2000  # orders, which are more than a socket takes


def test_a_fork_server_that_lags_behind_is_waited_for(tmp_path: Path) -> None:
    async def test() -> None:
        forks = Forks(Settings(data=tmp_path))
        number, first = forks.fork()
        forks.kill(number)
        while await forks.fate(number) is None:
            pass  # it is still starting
        process = _children()
        assert len(process) == 1
        os.kill(process[0], signal.SIGSTOP)
        asyncio.get_running_loop().run_in_executor(None, _wake, process[0])
        for number in range(MANY, 2 * MANY):
            forks.kill(number)
        _, second = forks.fork()
        assert _children() == process
        forks.close()
        for end in (first, second):
            end.close()

    asyncio.run(test())


def test_half_an_order_is_the_end(tmp_path: Path) -> None:
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-m", "api.readers.forkserver", str(theirs.fileno()), str(tmp_path), "http://x/", "64"]
    with theirs:
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()])
    with ours:
        ours.send(b"F\0")
    assert process.wait(20) == 0


def _children() -> list[int]:
    found = subprocess.run(
        ["pgrep", "-P", str(os.getpid()), "-f", "api.readers.forkserver"], capture_output=True, check=False
    )
    return [int(id_) for id_ in found.stdout.split()]


def _wake(process: int) -> None:
    time.sleep(0.3)
    os.kill(process, signal.SIGCONT)
