"""What one client may hold and send is bounded in length, time and number, on a real socket."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn

from api.http.client_address import Proxies
from api.http.request_limits import LONGEST, bounded
from kg.errors import SettingsError

LIMIT, PATIENCE = 10_000, 0.5


async def _greet(scope: dict[str, Any], receive: Any, send: Any) -> None:
    more = scope["type"] == "http"
    while more:
        more = (await receive()).get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"hi"})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with greeting() as port:
        yield port


@contextmanager
def greeting(connections: int = 0, proxies: str = "") -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        protocol = bounded(connections, Proxies(proxies), room=LIMIT, patience=PATIENCE)
        config = uvicorn.Config(_greet, http=protocol, lifespan="off", log_config=None, timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
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
    assert answer(port, *flood)[:12] in (b"", b"HTTP/1.1 431")
    assert answer(port, *flood[:20]).startswith(b"HTTP/1.1 431 ")


def test_a_head_that_comes_at_once_may_be_no_longer(port: int) -> None:
    for fields in (b"Long: " + b"a" * LIMIT, b"\r\n".join(b"A%d: b" % n for n in range(LIMIT // 6))):
        assert answer(port, b"GET / HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n" % fields).startswith(b"HTTP/1.1 431 ")


def test_a_head_that_dribbles_is_given_up(port: int) -> None:
    assert answer(port, b"GET / HTTP/1.1\r\nHost:").startswith(b"HTTP/1.1 408 ")


def test_who_says_nothing_is_let_go(port: int) -> None:
    assert answer(port).startswith(b"HTTP/1.1 408 ")


POST = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n"


def test_a_body_that_does_not_come_is_given_up(port: int) -> None:
    assert answer(port, POST).startswith(b"HTTP/1.1 408 ")
    assert answer(port, POST + b"x").startswith(b"HTTP/1.1 408 ")


def test_a_body_that_dribbles_is_given_up_in_the_end(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(POST)
        begun = time.monotonic()
        client.settimeout(0.1)
        while True:
            try:
                told = client.recv(1000)
                break
            except TimeoutError:
                client.sendall(b"x")
    assert told.startswith(b"HTTP/1.1 408 ")
    assert PATIENCE <= time.monotonic() - begun < 4 * PATIENCE


def test_one_address_holds_only_so_many_connections() -> None:
    with greeting(connections=3) as port:
        held = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(3)]
        told = answer(port)
        assert told.startswith(b"HTTP/1.1 429 ")
        assert b"SITREP_CONNECTIONS" in told
        held.pop().close()
        get, until = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", time.monotonic() + 10
        while not (told := answer(port, get)).startswith(b"HTTP/1.1 200 "):
            assert time.monotonic() < until, told
        for each in held:
            each.close()


def test_a_named_proxy_holds_them_for_others() -> None:
    with greeting(1, "10.0.0.1, 127.0.0.0/8") as port, socket.create_connection(("127.0.0.1", port)):
        assert answer(port, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").startswith(b"HTTP/1.1 200 ")
    with pytest.raises(SettingsError, match="SITREP_PROXIES"):
        Proxies("nginx")


def test_a_body_may_be_longer_than_a_head_and_others_may_follow(port: int) -> None:
    body = b"b" * 5 * LIMIT
    post = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(body)
    get = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        for request in (post + body, get, post + body, get):
            client.sendall(request)
            assert client.recv(65_536).startswith(b"HTTP/1.1 200 ")


def test_an_address_that_is_too_long_is_told_what_to_do() -> None:
    with greeting() as port:
        told = answer(port, b"GET /", b"a" * LONGEST, b" HTTP/1.1\r\nHost: x\r\n\r\n")
    assert told.startswith(b"HTTP/1.1 414 ")
    assert b"Content-Type: application/problem+json" in told
    assert b"in the body of a POST" in told


def test_what_is_no_http_is_a_problem_like_others(port: int) -> None:
    assert answer(port, b"GET\r\n\r\n").partition(b"Content-Type: ")[2].startswith(b"application/problem+json")
