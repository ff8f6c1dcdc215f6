"""Readers in this process' threads: for a graph in memory, which no other process can read.

Nothing is killed here, so it is for tests and notebooks, and not for what anyone on the net may ask.
"""

from __future__ import annotations

import asyncio
import io
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack
from typing import IO, Any

from api.http.request_context import request_context
from api.readers.frames import PART_SIZE
from api.readers.size import Size
from api.readers.stream import Stream, StreamJob
from kg.errors import NotFound
from kg.settings import Settings
from kg.store import Graph


class ReaderThreads:
    """Runs jobs on a graph of this process."""

    def __init__(self, settings: Settings, graph: Graph) -> None:
        self._settings = settings
        self._graph = graph

    async def open(self) -> None:
        """Nothing to start."""

    async def close(self) -> None:
        """The graph stays its owner's."""

    def generation(self) -> int:
        """The number of the graph's snapshot; 0 where it is none."""
        return self._graph.generation

    def state(self) -> tuple[object, int]:
        """Nothing: a graph in memory may change at any time."""
        return None, 0

    async def call(self, job: Callable[..., Any], *args: Any, lane: str = "rest", **kwargs: Any) -> Any:  # noqa: ARG002
        """As `ReaderPool.call`."""
        _only_now()
        value = await asyncio.to_thread(_barely, job, self._graph, *args, **kwargs)
        request_context().answer_from(self._graph.generation)
        return value

    async def stream(self, job: StreamJob, *, lane: str = "query") -> Stream:
        """As `ReaderPool.stream`, but written to its end before it is sent."""
        _only_now()
        out = _JobOutput(None if lane == "export" else self._settings.result_size)
        with ExitStack() as unless_kept:
            unless_kept.callback(out.file.close)
            media_type = await asyncio.to_thread(_barely, _answer, job, self._graph, out)
            request_context().answer_from(self._graph.generation)
            out.file.seek(0)
            first = out.file.read(PART_SIZE)
            more = out.file.read(PART_SIZE)
            rest = _FileRest(out.file, more) if more else None
            if rest is not None:
                unless_kept.pop_all()
        return Stream(media_type, self._graph.generation, first, rest, asyncio.get_running_loop().time() + 600)


def _only_now() -> None:
    if request_context().as_of is not None:
        raise NotFound("This server keeps no states of past days; leave out the parameter 'as_of'.")


class _JobOutput(io.RawIOBase):
    """The file that a job writes into, with the limit of its size."""

    def __init__(self, size: int | None) -> None:
        self.file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=4 * 1024 * 1024)  # noqa: SIM115
        self._size = Size(size)

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._size.add(len(data))
        return self.file.write(data)


class _FileRest:
    def __init__(self, file: IO[bytes], next_part: bytes) -> None:
        self._file = file
        self._next = next_part

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while self._next:
            yield self._next
            self._next = self._file.read(PART_SIZE)

    async def aclose(self) -> None:
        self._file.close()


def _answer(job: StreamJob, graph: Graph, out: IO[bytes]) -> str:
    """Write a job's answer; its media type."""
    answer = job.answer(graph)
    answer.write(out)
    return answer.media_type


def _barely(job: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """The job's value, or its error without a traceback.

    That would take the job's variables into another thread, and pyoxigraph's results can only be let go in their own.
    """
    try:
        return job(*args, **kwargs)
    except Exception as error:  # noqa: BLE001  it is raised again
        error.__context__ = None
        raise error.with_traceback(None) from None
