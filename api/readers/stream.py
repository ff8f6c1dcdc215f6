"""A streamed answer: read while it is being written."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import IO, TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from kg.store import Graph


class Answer(NamedTuple):
    """A stream job's answer, before it is written.

    Attributes:
        media_type: of what is written.
        write: writes it into a binary file.
    """

    media_type: str
    write: Callable[[IO[bytes]], object]


class StreamJob(Protocol):
    """A question whose answer is streamed; picklable, since a reader process answers it."""

    def answer(self, graph: Graph, /) -> Answer:
        """The answer; raises what is wrong with the question."""


class Rest(Protocol):
    """The parts after the first."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """All of them; raises what went wrong on the way."""

    async def aclose(self) -> None:
        """Let go of the reader, which is ended if it has not finished."""


class Stream:
    """A job's answer, as it is written.

    Attributes:
        media_type: of all parts together.
        generation: the published state of the graph that it is written from; 0 where that is none.
        first: the first part, complete before this was made.
        rest: the parts after it; None if there are none.
        deadline: when, on the event loop's clock, the last part has to be on its way.
    """

    def __init__(self, media_type: str, generation: int, first: bytes, rest: Rest | None, deadline: float) -> None:
        self.media_type = media_type
        self.generation = generation
        self.first = first
        self.rest = rest
        self.deadline = deadline

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self.first
        if self.rest is not None:
            async for part in self.rest:
                yield part

    async def aclose(self) -> None:
        """Let go of the reader; to be called when the answer is sent, or will not be."""
        if self.rest is not None:
            await self.rest.aclose()
