"""A reader process: opens the newest snapshot and runs one job after another on it."""

from __future__ import annotations

import datetime as dt
import io
import os
import pickle
import socket
import traceback
from pathlib import Path
from typing import Any, Final

from api.readers.frames import PART_SIZE, FrameKind, Frames, Job, pack, pickled
from api.readers.limits import allow_seconds, held_memory, leave_no_core, limit_memory
from api.readers.size import Size
from kg.errors import ReaderDied
from kg.store import Graph

_READ: Final = 64 * 1024  # more would be memory fresh from the system each time


class JobOutput(io.RawIOBase):
    """The file that a job streams into. The first part stays here until it is full, so that a job may fail early."""

    def __init__(self, link: socket.socket, generation: int, media_type: str, size: int | None) -> None:
        self._media_type = media_type  # travels with the first part
        self._link = link
        self._generation = generation
        self._size = Size(size)
        self._buffer = bytearray()
        self._begun = False

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:
        """Keep the bytes, and send what makes a whole part.

        Raises:
            ResultTooLarge: there are more than the answer may have.
        """
        length = len(data)
        self._size.add(length)
        self._buffer += data
        if len(self._buffer) > PART_SIZE:
            self._send(bytes(self._buffer))
            self._buffer.clear()
        return length

    def finish(self) -> None:
        """Send what is left."""
        rest = bytes(self._buffer)
        if not self._begun:
            self._link.sendall(pickled(FrameKind.WHOLE, (self._generation, self._media_type, rest)))
            return
        self._link.sendall((pack(FrameKind.PART, rest) if rest else b"") + pack(FrameKind.END))

    def _send(self, part: bytes) -> None:
        if self._begun:
            self._link.sendall(pack(FrameKind.PART, part))
        else:
            self._begun = True
            self._link.sendall(pickled(FrameKind.FIRST, (self._generation, self._media_type, part)))


class Worker:
    """Answers what comes through a socket, until it is closed."""

    def __init__(self, link: socket.socket, folder: Path, base: str, memory: int) -> None:
        self._link = link
        self._folder = folder
        self._base = base
        self._memory = memory
        self._most: int | None = None  # bytes that this process may hold: what an open graph takes, and an answer
        self._graph: Graph | None = None
        self._snapshot: Any = None

    def run(self) -> None:
        """Serve until the server closes the socket."""
        frames = Frames()
        while data := self._link.recv(_READ):
            for _, payload in frames.feed(data):
                self._answer(payload)

    def _answer(self, payload: bytes) -> None:
        try:
            job: Job = pickle.loads(payload)  # noqa: S301  from the server, see api.readers.frames
            allow_seconds(job.seconds)
            graph = self._wanted(job.snapshot, job.day)
            if job.streams:
                answer = job.run.answer(graph)
                out = JobOutput(self._link, graph.generation, answer.media_type, job.size)
                answer.write(out)
                out.finish()
            else:
                value = job.run(graph, *job.args, **job.kwargs)
                self._link.sendall(pickled(FrameKind.VALUE, (graph.generation, value)))
        except (BrokenPipeError, ConnectionResetError):
            raise  # the server is gone
        except BaseException as error:  # noqa: BLE001  whatever it is, it is the server's to tell
            self._link.sendall(_failure(error, self._memory))

    def _wanted(self, snapshot: Any, day: dt.date | None) -> Graph:
        if self._graph is None or self._snapshot != (snapshot, day):
            self._graph = None  # let go of the one before it, if nothing else holds it
            limit_memory(None)
            self._graph = Graph.snapshot(self._folder, base=self._base, day=day)
            self._most = self._most or held_memory() + self._memory * 1024 * 1024
            limit_memory(self._most)
            self._snapshot = snapshot, day
        return self._graph


def _failure(error: BaseException, memory: int) -> bytes:
    """An error as a frame. Ours travel as they are; what nobody foresaw as a sentence, its traceback in our log."""
    if isinstance(error, MemoryError) or "memory" in str(error).lower():
        error = ReaderDied(f"The answer took more than {memory} MiB of memory (SITREP_WORKER_MEMORY), and was ended")
    if type(error).__module__.partition(".")[0] not in ("kg", "api"):
        traceback.print_exception(error)
        error = ReaderDied(f"The request could not be answered, by an error of ours: {type(error).__name__}: {error}")
    return pickled(FrameKind.FAILED, error)


def serve(link: socket.socket, folder: Path, base: str, memory: int) -> None:
    """The loop of a reader process, from its start to its end."""
    leave_no_core()
    try:
        Worker(link, folder, base, memory).run()
    except (BrokenPipeError, ConnectionResetError):
        pass
    finally:
        os._exit(0)  # no handlers and buffers of the process that it was forked from
