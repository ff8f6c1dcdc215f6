"""A request's head is bounded in length and in time, on a real socket."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn

from api.http.request_limits import LONGEST, bounded

LIMIT, PATIENCE = 10_000, 0.5


async def _greet(scope: dict[str, Any], receive: Any, send: Any) -> None:
    more = scope["type"] == "http"
    while more:
        more = (await receive()).get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"hi"})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with greeting(LIMIT) as port:
        yield port


@contextmanager
def greeting(limit: int) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(_greet, http=bounded(limit, PATIENCE), lifespan="off", log_config=None)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join()


def answer(port: int, *parts: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        try:
            for part in parts:
                client.sendall(part)
        except OSError:
            pass  # it was refused while we were still talking
        try:
            return client.recv(65_536)
        except ConnectionResetError:
            return b""


def test_a_head_that_never_ends_is_refused(port: int) -> None:
    flood = [b"GET / HTTP/1.1\r\nHost: x\r\nLong: ", *[b"a" * 4_000] * 100]
    assert answer(port, *flood) in (b"", answer(port, *flood[:5]))
    assert answer(port, *flood[:5]).startswith(b"HTTP/1.1 431 ")


def test_a_head_that_dribbles_is_given_up(port: int) -> None:
    assert answer(port, b"GET / HTTP/1.1\r\nHost:").startswith(b"HTTP/1.1 408 ")


def test_who_says_nothing_is_let_go(port: int) -> None:
    assert answer(port).startswith(b"HTTP/1.1 408 ")


def test_a_body_may_be_longer_than_a_head_and_others_may_follow(port: int) -> None:
    body = b"b" * 5 * LIMIT
    post = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(body)
    get = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        for request in (post + body, get, post + body, get):
            client.sendall(request)
            assert client.recv(65_536).startswith(b"HTTP/1.1 200 ")


def test_an_address_that_is_too_long_is_told_what_to_do() -> None:
    with greeting(1_000_000) as port:
        told = answer(port, b"GET /", b"a" * LONGEST, b" HTTP/1.1\r\nHost: x\r\n\r\n")
    assert told.startswith(b"HTTP/1.1 414 ")
    assert b"Content-Type: application/problem+json" in told
    assert b"in the body of a POST" in told


def test_what_is_no_http_is_a_problem_like_others(port: int) -> None:
    assert answer(port, b"GET\r\n\r\n").partition(b"Content-Type: ")[2].startswith(b"application/problem+json")
