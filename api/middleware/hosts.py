"""Host names under which the server answers."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.problems import problem

_PORT: Final = re.compile(r":\d*$")
_LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")


def names_of(address: str) -> tuple[str, ...]:
    """The names of a server that listens on an address: of this machine alone, or none for any name.

    Whoever listens to other machines is called by names that cannot be known here.
    """
    try:
        alone = address == "localhost" or ipaddress.ip_address(address).is_loopback
    except ValueError:
        return ()
    return (*_LOOPBACK, f"[{address}]" if ":" in address else address) if alone else ()


class HostsMiddleware:
    """Refuses requests that call this server by a name that is not its own.

    Otherwise a page could point its own name to a server on its visitor's machine, count as a page of that server, and
    send it any request (DNS rebinding). But such requests still bear the page's name.
    """

    def __init__(self, app: ASGIApp, names: Iterable[str]) -> None:
        self._app = app
        self._names = frozenset(map(_plain, names))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        if scope["type"] == "http" and (name := _plain(Headers(scope=scope).get("host", ""))) not in self._names:
            refusal = problem(
                421,
                f"This server does not go by the name {name!r}, but by {', '.join(sorted(self._names))}; "
                "SITREP_ALLOWED_HOSTS says by which names it does",
            )
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _plain(host: str) -> str:
    """A name without a port, in small letters: "[::1]:8000" is "[::1]"."""
    return _PORT.sub("", host.strip()).rstrip(".").lower()
