"""What is written in small pieces arrives in one, and nothing is lost or late."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from api.http.write_coalescing import CoalescingTransport


class Sent:
    """Stands where a transport does, and keeps what it is told to send."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.closed = False

    def write(self, data: bytes) -> None:
        self.parts.append(data)

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed


def sent(*parts: bytes, turns: int = 0, close: bool = False) -> list[bytes]:
    async def write() -> list[bytes]:
        under = Sent()
        joining = CoalescingTransport(cast("asyncio.Transport", under), asyncio.get_running_loop())
        for part in parts:
            joining.write(part)
            for _ in range(turns):
                await asyncio.sleep(0)
        if close:
            joining.close()
        assert joining.is_closing() == close
        return under.parts

    found: Any = asyncio.run(write())
    return cast("list[bytes]", found)


def test_a_head_and_its_body_are_sent_at_once() -> None:
    assert sent(b"head", b"body") == [b"headbody"]
    assert sent(b"head", b"b" * 5000) == [b"head" + b"b" * 5000]


def test_what_is_large_or_stands_alone_does_not_wait() -> None:
    assert sent(b"a" * 5000, b"b" * 5000) == [b"a" * 5000, b"b" * 5000]
    assert sent(b"head", b"part", b"end", turns=2) == [b"head", b"part", b"end"]


def test_closing_sends_what_was_written_before() -> None:
    assert sent(b"last words", close=True) == [b"last words"]
