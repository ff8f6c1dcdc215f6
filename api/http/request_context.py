"""Who asks: what readers need to know of the request that they work for, kept in a context variable."""

from __future__ import annotations

import asyncio
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final


@dataclass(slots=True)
class Asking:
    """One request.

    Attributes:
        id: names it in answers and logs.
        gone: done once the client has hung up; None where nobody watches.
        at_least: the generation of the graph that the client wants to see, or a newer one.
        read: the generation that was read for it; None as long as none was.
        client: whose it is, by address; empty where that is not known.
    """

    id: str = "-"
    gone: asyncio.Future[None] | None = None
    at_least: int = 0
    read: int | None = None
    client: str = ""


ASKING: Final[ContextVar[Asking | None]] = ContextVar("asking", default=None)


def asking() -> Asking:
    """The request that is being answered; one that wants nothing special where there is none."""
    return ASKING.get() or Asking()
