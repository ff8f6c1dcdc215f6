"""The context of the request being answered, for readers and writers: a context variable."""

from __future__ import annotations

import asyncio
import datetime as dt
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final


@dataclass(slots=True)
class RequestContext:
    """One request.

    Attributes:
        id: names it in answers and logs.
        gone: done once the client has hung up; None where nobody watches.
        at_least: the generation of the graph that the client wants to see, or a newer one.
        as_of: the day that is asked about: the answer is what was known when it ended; None for now.
        client: whose it is, by address; empty where that is not known.
    """

    id: str = "-"
    gone: asyncio.Future[None] | None = None
    at_least: int = 0
    client: str = ""
    as_of: dt.date | None = None
    _generation: int | None = field(default=None, init=False)

    def answer_from(self, generation: int) -> None:
        """Notes the generation that the answer shows; the head of the response names it."""
        self._generation = generation

    @property
    def generation(self) -> int | None:
        """The generation that the answer shows; None as long as nothing was read or written."""
        return self._generation


REQUEST_CONTEXT: Final[ContextVar[RequestContext | None]] = ContextVar("request_context", default=None)


def request_context() -> RequestContext:
    """The request that is being answered; outside of one, a request that wants nothing special."""
    return REQUEST_CONTEXT.get() or RequestContext()
