"""The server's end of the writer process."""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from api.http.request_context import request_context
from api.readers.frames import FrameKind, Frames, pickled
from api.writer.memory import out_of_memory
from kg.errors import Busy, SitrepError, TimedOut, WriterDied
from kg.settings import Settings

_READ: Final = 256 * 1024
_DYING: Final = 0.5  # seconds


@dataclass(frozen=True, slots=True)
class WriteResult:
    """A job's value, and the published state that holds its writes."""

    value: Any
    generation: int


class Writer:
    """Has jobs done one by one in a process, which starts with the first job, and again after it had to be killed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._turn = asyncio.Lock()
        self._under_way = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._link: socket.socket | None = None

    async def call(self, job: Callable[..., Any], *args: Any, seconds: float, setting: str) -> WriteResult:
        """Have `job(session, *args)` done and published, even if nobody waits for it any more.

        Args:
            job: one of `api.writer.jobs`.
            args: what it takes after the session; picklable.
            seconds: how long it may take, once the store is open.
            setting: what sets that.

        Raises:
            SitrepError: what the job raised; nothing was written.
            TimedOut: it took longer, and was undone.
            Busy: too many others wait.
            OutOfMemory: it took more memory than it may, and was undone.
            WriterDied: the process died of it, or was killed.
        """
        if self._under_way > self._settings.write_queue:
            raise Busy(
                f"{self._settings.write_queue} writing requests wait already (SITREP_WRITE_QUEUE); try again in a while"
            )
        frame = pickled(FrameKind.JOB, (job, args, seconds))
        self._under_way += 1
        work = asyncio.ensure_future(self._in_turn(frame, seconds, setting))
        done = await asyncio.shield(work)
        request_context().answer_from(done.generation)
        return done

    def close(self) -> None:
        """End the process."""
        if self._link is not None:
            self._link.close()
            self._link = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    @property
    def process(self) -> int | None:
        """The process' id; None while there is none."""
        return self._process.pid if self._process else None

    async def _in_turn(self, frame: bytes, seconds: float, setting: str) -> WriteResult:
        try:
            async with self._turn:
                return await self._ask(frame, seconds, setting)
        finally:
            self._under_way -= 1

    async def _ask(self, frame: bytes, seconds: float, setting: str) -> WriteResult:
        loop, frames, begun = asyncio.get_running_loop(), Frames(), False
        try:
            async with asyncio.timeout(None) as limit:
                link = await self._send(frame)
                while data := await loop.sock_recv(link, _READ):
                    for kind, payload in frames.feed(data):
                        if kind is FrameKind.PART:
                            begun = True
                            limit.reschedule(loop.time() + seconds)
                            continue
                        value = pickle.loads(payload)  # noqa: S301  from our own process
                        if kind is FrameKind.FAILED:
                            raise value
                        generation, value = value
                        return WriteResult(value, generation)
        except TimeoutError:
            self.close()
            raise TimedOut(
                f"This took longer than {seconds:g} seconds ({setting}) and was ended. An update is undone as a whole; "
                "of posted articles, those that were read already are kept"
            ) from None
        except OSError:
            begun = True
        raise self._gone(begun=begun)

    async def _send(self, frame: bytes) -> socket.socket:
        loop = asyncio.get_running_loop()
        if self._link is not None and self._process is not None and self._process.poll() is None:
            await loop.sock_sendall(self._link, frame)
            return self._link
        self.close()
        link = self._start()
        await loop.sock_sendall(link, pickled(FrameKind.JOB, self._settings) + frame)
        return link

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        with theirs:
            # Safe path: nothing that lies in the working directory is imported.
            self._process = subprocess.Popen(  # noqa: S603  ourselves
                [sys.executable, "-P", "-m", "api.writer.process", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                start_new_session=True,
                env={**os.environ, "OMP_NUM_THREADS": "1", "RUST_BACKTRACE": "0"},
            )
        self._link = ours
        return ours

    def _gone(self, *, begun: bool) -> SitrepError:
        process = self._process
        if process:
            with contextlib.suppress(subprocess.TimeoutExpired):  # it has closed its socket, so it is about to end
                process.wait(_DYING)
        self.close()
        status = process.returncode if process else 0
        if begun and status == -signal.SIGABRT and self._settings.write_memory:
            return out_of_memory(self._settings.write_memory)  # which is how the engine ends when it gets none
        how = signal.Signals(-status).name if status < 0 else f"status {status}"
        return WriterDied(
            f"The process that writes ended {'while it worked on this' if begun else 'before it began'} ({how}); "
            "send the request again: whatever was done of it already is not done twice"
        )
