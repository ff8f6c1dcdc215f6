"""Retries after transient failures: of idempotent requests only, with growing, varying pauses."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Final

import httpx

from kg.errors import ServerStoreError
from kg.http import retry_after

_FIRST: Final = 0.2  # seconds
_LONGEST: Final = 10.0
_PASSING: Final = frozenset((408, 425, 429, 500, 502, 503, 504))


def persistently(
    send: Callable[[], httpx.Response], at: str, patience: float, again: Callable[[str], None] = lambda _: None
) -> httpx.Response:
    """The answer to a request that may be sent again, however the server or the network takes it.

    Args:
        send: sends it.
        at: where to.
        patience: seconds after which no further attempt is begun.
        again: hears, before each further attempt, why the one before was none.

    Raises:
        ServerStoreError: no answer came in time.
    """
    until, pause = time.monotonic() + patience, _FIRST
    while True:
        wait = random.uniform(pause / 2, pause)  # noqa: S311  so that many who failed together do not return together
        try:
            answer = send()
        except (httpx.HTTPError, OSError) as failed:
            if isinstance(failed, httpx.UnsupportedProtocol) or time.monotonic() + wait > until:
                raise ServerStoreError(
                    f"The server store at {at} cannot be reached: {str(failed) or type(failed).__name__}; start it, or "
                    "check the address (--store, SITREP_STORE)"
                ) from None
            why = str(failed) or type(failed).__name__
        else:
            wait = max(wait, retry_after(answer))
            if answer.status_code not in _PASSING or time.monotonic() + wait > until:
                return answer
            why = f"answered {answer.status_code}"
        time.sleep(wait)
        again(why)
        pause = min(_LONGEST, pause * 2)
