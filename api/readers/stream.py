"""An answer that is being written while it is read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Protocol


class Rest(Protocol):
    """The parts after the first."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """All of them; raises what went wrong on the way."""

    async def aclose(self) -> None:
        """Let go of the reader, which is ended if it has not finished."""


class Stream:
    """What a job writes.

    Attributes:
        head: what the job said of it, such as its media type.
        generation: the published state of the graph that it is written from; 0 where that is none.
        first: the first part, complete before this was made.
        rest: the parts after it; None if there are none.
        deadline: when, on the event loop's clock, the last part has to be on its way.
    """

    def __init__(self, head: Any, generation: int, first: bytes, rest: Rest | None, deadline: float) -> None:
        self.head = head
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
