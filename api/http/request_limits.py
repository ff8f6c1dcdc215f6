"""Limits that httptools lacks: length and duration of a request's head and body, connections of one client.

Sources: RFC 6585, sections 4 and 5 (429, 431); RFC 9110, sections 15.5.9 (408) and 15.5.15 (414).
"""

from __future__ import annotations

import asyncio
from collections import Counter
from http import HTTPStatus
from typing import Any, Final, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.http.client_address import Proxies, subscriber
from api.http.problems import Problem
from api.http.write_coalescing import CoalescingTransport

PATIENCE: Final = 30.0  # seconds for a head to come, and between two pieces of a body; idle connections get less
SLOWEST: Final = 1024  # bytes of a body that have to come a second, beyond that patience
ROOM: Final = 65_536  # bytes of a head beside its address
LONGEST: Final = 65_535  # bytes of an address, which httptools counts in 16 bits


def bounded(
    connections: int = 0, proxies: Proxies | None = None, *, room: int = ROOM, patience: float = PATIENCE
) -> type[asyncio.Protocol]:
    """An HTTP protocol for uvicorn that refuses what is too long, too slow or too many.

    Args:
        connections: how many one address may hold; 0 for any number.
        proxies: who hold connections for others, and so any number.
        room: bytes of a head, beside its address.
        patience: seconds for a head, and between two pieces of a body.
    """
    held: Counter[str] = Counter()  # connections by address

    class Bounded(HttpToolsProtocol):
        """One connection."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._head = 0  # bytes of the head that is still coming
            self._fields = 0  # of those, bytes of fields
            self._inside = True  # whether a head is awaited or coming
            self._body = 0  # bytes of the body that is coming
            self._begun = self._last = 0.0  # when that body began, and when the last piece of it came
            self._alarm: asyncio.TimerHandle | None = None
            self._address = ""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
            super().connection_made(transport)
            self.transport = cast("asyncio.Transport", CoalescingTransport(transport, self.loop))
            address = self.client[0] if self.client else ""
            if connections and address and not (proxies and address in proxies):
                self._address = subscriber(address)
                held[self._address] += 1
                if held[self._address] > connections:
                    self._refuse(
                        HTTPStatus.TOO_MANY_REQUESTS,
                        f"One address may hold {connections:,} connections (SITREP_CONNECTIONS); close some",
                    )
                    return
            self._await_head()

        def data_received(self, data: bytes) -> None:
            if self.transport.is_closing():
                return
            if self._inside:
                self._head += len(data)
                self._await_head()
            else:
                self._body += len(data)
                self._last = self.loop.time()
            super().data_received(data)
            if self._inside and self._head > LONGEST + room:
                self._too_large()
            elif not self._inside and self._alarm is None:
                self._begun = self._last = self.loop.time()
                self._alarm = self.loop.call_later(patience, self._look_at_body)

        def on_header(self, name: bytes, value: bytes) -> None:
            self._fields += len(name) + len(value) + 4
            if self._fields > room:
                self._too_large()
            elif not self.transport.is_closing():
                super().on_header(name, value)

        def on_headers_complete(self) -> None:
            self._inside, self._head, self._fields, self._body = False, 0, 0, 0
            self._rest()
            if not self.transport.is_closing():
                super().on_headers_complete()

        def on_body(self, body: bytes) -> None:
            if not self.transport.is_closing():
                super().on_body(body)

        def on_message_complete(self) -> None:
            self._inside = True
            self._rest()
            if not self.transport.is_closing():
                super().on_message_complete()

        def connection_lost(self, exc: Exception | None) -> None:
            self._rest()
            if self._address:
                held[self._address] -= 1
                if held[self._address] <= 0:
                    del held[self._address]
                self._address = ""
            super().connection_lost(exc)

        def send_400_response(self, msg: str) -> None:
            """Say what is wrong with a head that httptools cannot read, as all other errors are said."""
            if len(self.url) > LONGEST:
                self._refuse(
                    HTTPStatus.REQUEST_URI_TOO_LONG,
                    f"The address has more than {LONGEST:,} bytes; send a long query in the body of a POST",
                )
            else:
                self._refuse(HTTPStatus.BAD_REQUEST, msg)

        def _await_head(self) -> None:
            if self._alarm is None:
                self._alarm = self.loop.call_later(patience, self._too_slow, "head")

        def _look_at_body(self) -> None:
            # The last piece may be long ago, or all of them may come so slowly that the whole takes for ever.
            now, self._alarm = self.loop.time(), None
            until = min(self._last + patience, self._begun + patience + self._body / SLOWEST)
            if now >= until:
                self._too_slow("body")
            else:
                self._alarm = self.loop.call_later(until - now, self._look_at_body)

        def _too_slow(self, part: str) -> None:
            self._refuse(
                HTTPStatus.REQUEST_TIMEOUT,
                f"The request's {part} did not come within {patience:g} seconds, or in pieces of less than {SLOWEST:,} "
                "bytes a second",
            )

        def _too_large(self) -> None:
            self._refuse(
                HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"The request's head has more than {room:,} bytes of fields"
            )

        def _rest(self) -> None:
            if self._alarm is not None:
                self._alarm.cancel()
                self._alarm = None

        def _refuse(self, status: HTTPStatus, detail: str) -> None:
            """Say what is wrong, unless an answer has begun, and hang up."""
            self._rest()
            if self.transport.is_closing():
                return
            if self.cycle is None or self.cycle.response_complete or not self.cycle.response_started:
                body = Problem(title=status.phrase, status=status, detail=detail).model_dump_json().encode()
                head = f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Type: application/problem+json\r\n"
                head += f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
                self.transport.write(head.encode() + body)
            self.transport.close()

    return Bounded
