"""The server's end of the fork server."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import select
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from typing import Final

from api.readers.forkserver import END, FORK, KILL, ORDER
from kg.settings import Settings

_LOG: Final = logging.getLogger("sitrep.readers")
_PATIENCE: Final = 1.0  # seconds to learn how a process ended


@dataclass(frozen=True, slots=True)
class Fate:
    """How a process ended: its exit status (negative: the signal's number), and the most KiB of memory it held."""

    status: int
    memory: int

    @property
    def signal(self) -> str:
        """The signal that ended it; empty if none did."""
        return signal.Signals(-self.status).name if self.status < 0 else ""


class Forks:
    """Has readers started and killed, and learns how they ended. Starts the fork server anew should that die."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._fates: dict[int, asyncio.Future[Fate]] = {}
        self._last = 0

    def start(self) -> None:
        """Start the fork server; it takes orders at once, and obeys when it is ready."""
        ours, theirs = socket.socketpair()
        settings = self._settings
        arguments = [str(settings.data.absolute()), settings.base, str(settings.worker_memory)]
        with theirs:
            # Safe path: nothing that lies in the working directory is imported.
            command = [sys.executable, "-P", "-m", "api.readers.forkserver", str(theirs.fileno()), *arguments]
            self._process = subprocess.Popen(  # noqa: S603  ourselves
                command, pass_fds=[theirs.fileno()], start_new_session=True, env={**os.environ, "RUST_BACKTRACE": "0"}
            )
        ours.setblocking(False)
        self._control = ours
        asyncio.get_running_loop().add_reader(ours, self._hear)

    def fork(self) -> tuple[int, socket.socket]:
        """A new reader's number, and the socket to speak to it."""
        self._last += 1
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        with theirs:
            self._order(FORK, self._last, theirs)
        self._fates[self._last] = asyncio.get_running_loop().create_future()
        return self._last, ours

    def kill(self, number: int) -> None:
        """End a reader, whatever it is doing."""
        self._order(KILL, number)

    async def fate(self, number: int) -> Fate | None:
        """How a reader ended; None if that cannot be learned."""
        known = self._fates.get(number)
        if known is None:
            return None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                return await asyncio.shield(known)
        return None

    def close(self) -> None:
        """End the fork server and all readers."""
        self._let_go()

    def _order(self, order: bytes, number: int, link: socket.socket | None = None) -> None:
        message = ORDER.pack(order, number)
        for _ in range(2):
            if self._control is None:
                self.start()
            assert self._control is not None
            try:
                _send(self._control, message, link)
            except OSError as gone:
                _LOG.warning("The process that readers are forked from is gone (%s); starting another", gone)
                self._let_go()
            else:
                return

    def _hear(self) -> None:
        assert self._control is not None
        try:
            data = self._control.recv(END.size * 64)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._let_go()
            return
        # Whole messages: they are sent at once, and are shorter than what a socket takes at once.
        for number, status, memory in END.iter_unpack(data[: len(data) // END.size * END.size]):
            if (known := self._fates.get(number)) is not None and not known.done():
                known.set_result(Fate(status, memory))
                # Whoever asks, asks soon; nobody asks about those that we killed.
                asyncio.get_running_loop().call_later(_PATIENCE, self._fates.pop, number, None)

    def _let_go(self) -> None:
        if self._control is not None:
            asyncio.get_running_loop().remove_reader(self._control)
            self._control.close()
            self._control = None
        if self._process is not None:
            try:
                self._process.wait(_PATIENCE)  # that socket's end is its end
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None


def _send(control: socket.socket, message: bytes, link: socket.socket | None) -> None:
    """Send an order, for which there is room unless the fork server lags far behind.

    Raises:
        OSError: the fork server is gone, or takes no orders.
    """
    handles = [] if link is None else [link.fileno()]
    try:
        socket.send_fds(control, [message], handles)
    except BlockingIOError:
        room = select.poll()
        room.register(control, select.POLLOUT)
        room.poll(_PATIENCE * 1000)
        socket.send_fds(control, [message], handles)
