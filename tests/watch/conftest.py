from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kg.watch import Fetcher, WatchState


@dataclass
class Page:
    """What the site answers at one path, `pause` seconds between two bytes; with an ETag 304 to who knows that."""

    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0


class Site:
    """A real web server whose pages tests change while it runs.

    Attributes:
        pages: by path.
        asked: path and headers of every request, in order.
    """

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, Message]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, self.headers))
                page = site.pages.get(self.path, Page("none", 404))
                known = "ETag" in page.headers and self.headers["If-None-Match"] == page.headers["ETag"]
                body = b"" if known else page.body.encode()
                self.send_response(304 if known else page.status)
                for name, value in page.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the client has had enough
                    for part in (body,) if not page.pause else (bytes([byte]) for byte in body):
                        self.wfile.write(part)
                        time.sleep(page.pause)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Site:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def put(
        self, path: str, body: str = "", status: int = 200, headers: dict[str, str] | None = None, pause: float = 0
    ) -> None:
        """Publish a page."""
        self.pages[path] = Page(body, status, headers or {}, pause)

    def paths(self) -> list[str]:
        """What was asked for, robots.txt aside."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def feed(self, *entries: tuple[str, str], path: str = "/feed.xml", etag: str | None = None, head: str = "") -> str:
        """Publish a feed of (id, text), each entry linking to the page `/ID`; its address."""
        items = "".join(
            f"<item><guid isPermaLink='false'>{id_}</guid><link>{self.url}/{id_}</link>"
            f"<pubDate>Thu, 04 Jan 2024 10:00:00 GMT</pubDate><description>{text}</description></item>"
            for id_, text in entries
        )
        body = f"<rss version='2.0'><channel><title>Levant Wire</title>{head}{items}</channel></rss>"
        self.pages[path] = Page(body, headers={"ETag": etag} if etag else {})
        return self.url + path


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


@pytest.fixture
def state(tmp_path: Path) -> Iterator[WatchState]:
    state = WatchState(tmp_path / "state")
    yield state
    state.close()


@pytest.fixture
def stop() -> threading.Event:
    return threading.Event()


@pytest.fixture
def fetcher(stop: threading.Event) -> Iterator[Fetcher]:
    with Fetcher("Sitrep-tests/1 (a@b.example)", 0, stop) as fetcher:
        yield fetcher
