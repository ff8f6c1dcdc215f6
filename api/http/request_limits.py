"""Bounds what httptools leaves open: how long a request's head may be, and how long it may take to come."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Any, Final, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.http.problems import Problem
from api.http.write_coalescing import Joining

PATIENCE: Final = 30.0  # seconds for a head to come; an idle connection that has had its answer waits for less
ROOM: Final = 65_536  # bytes of a head beside a query in its address
LONGEST: Final = 65_535  # bytes of an address, which httptools counts in 16 bits

_TOO_LARGE: Final = "431 Request Header Fields Too Large"
_TOO_SLOW: Final = "408 Request Timeout"


def bounded(limit: int, patience: float = PATIENCE) -> type[asyncio.Protocol]:
    """An HTTP protocol for uvicorn that refuses heads of more than so many bytes or seconds.

    Sources: RFC 6585, section 5 (431); RFC 9110, sections 15.5.9 (408) and 15.5.15 (414).
    """

    class Bounded(HttpToolsProtocol):
        """One connection."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._heads = 0  # how many came
            self._head = 0  # bytes of the one that is still coming
            self._inside = True  # whether a head is awaited or coming
            self._alarm: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
            super().connection_made(transport)
            self.transport = cast("asyncio.Transport", Joining(transport, self.loop))
            self._watch()

        def data_received(self, data: bytes) -> None:
            if self._inside:
                self._watch()
            heads = self._heads
            super().data_received(data)
            if self._inside and self._heads == heads:  # else most of it was a body
                self._head += len(data)
                if self._head > limit:
                    self._refuse(_TOO_LARGE)

        def on_headers_complete(self) -> None:
            self._inside, self._head = False, 0
            self._heads += 1
            self._rest()
            super().on_headers_complete()

        def on_message_complete(self) -> None:
            super().on_message_complete()
            self._inside = True

        def connection_lost(self, exc: Exception | None) -> None:
            self._rest()
            super().connection_lost(exc)

        def send_400_response(self, msg: str) -> None:
            """Say what is wrong with a head that httptools cannot read, as all other errors are said."""
            self._rest()
            status, detail = HTTPStatus.BAD_REQUEST, msg
            if len(self.url) > LONGEST:
                status = HTTPStatus.REQUEST_URI_TOO_LONG
                detail = f"The address has more than {LONGEST:,} bytes; send a long query in the body of a POST"
            body = Problem(title=status.phrase, status=status, detail=detail).model_dump_json()
            head = f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Type: application/problem+json\r\n"
            self.transport.write(f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode())
            self.transport.close()

        def _watch(self) -> None:
            if self._alarm is None:
                self._alarm = self.loop.call_later(patience, self._refuse, _TOO_SLOW)

        def _rest(self) -> None:
            if self._alarm is not None:
                self._alarm.cancel()
                self._alarm = None

        def _refuse(self, status: str) -> None:
            self._rest()
            if not self.transport.is_closing():
                answer = f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                self.transport.write(answer.encode())
                self.transport.close()

    return Bounded
