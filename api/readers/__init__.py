"""Readers: a job in; its value or stream out, from processes that can be killed, never the server's own.

What is called is a function of a module whose first argument is the graph; what is streamed is a `StreamJob`:

    await readers.call(lookup.thing, iri)              what the function returns
    await readers.stream(SparqlJob(query, accept))     the answer, as it is written

This package is imported by the reader processes too, so it stays light.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from api.readers.stream import Answer, Stream, StreamJob

if TYPE_CHECKING:
    from kg.settings import Settings
    from kg.store import Graph

__all__ = ["Answer", "Readers", "Stream", "StreamJob", "readers_for"]


class Readers(Protocol):
    """See `api.readers.pool.ReaderPool`."""

    async def open(self) -> None:
        """Be ready to read."""

    async def close(self) -> None:
        """Let go of the graph."""

    def generation(self) -> int:
        """The number of the newest published snapshot; 0 if there is none."""

    def state(self) -> tuple[object, int]:
        """A mark of the state that answers come from, None if there is none; and the state's number."""

    async def call(self, job: Callable[..., Any], *args: Any, lane: str = "rest", **kwargs: Any) -> Any:
        """The value of `job(graph, *args, **kwargs)`."""

    async def stream(self, job: StreamJob, *, lane: str = "query") -> Stream:
        """A job's answer, as it is written."""


def readers_for(settings: Settings, graph: Graph | None = None) -> Readers:
    """Readers of the graph in the settings' folder, in processes, and of its server store; or of a given graph."""
    if graph is not None:
        from api.readers.threads import ReaderThreads  # noqa: PLC0415

        return ReaderThreads(settings, graph)
    from api.readers.pool import ReaderPool  # noqa: PLC0415  not what reader processes need

    pool = ReaderPool(settings)
    if settings.store:
        from api.readers.server import ServerReaders  # noqa: PLC0415  likewise

        return ServerReaders(settings, pool)
    return pool
