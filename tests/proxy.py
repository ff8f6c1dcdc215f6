"""A small HTTP proxy before a server store, which fails as networks and servers do, or asks who is there."""

from __future__ import annotations

import contextlib
import hashlib
import random
import re
import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx


@dataclass
class Proxy:
    """One proxy.

    Attributes:
        url: its address.
        faults: how many of its answers are failures, from 0 to 1.
        closed: the path of what is not there.
        digest: the user and the password that it wants to hear of by Digest; None if it lets everyone pass.
        heard: the Authorization headers that came, "" where there was none.
        failures: how many answers were failures.
    """

    url: str
    faults: float = 0
    closed: str | None = None
    digest: tuple[str, str] | None = None
    heard: list[str] = field(default_factory=list)
    failures: int = 0


@contextlib.contextmanager
def proxy(target: str, **behaviour: Any) -> Iterator[Proxy]:
    chance, client, lock = random.Random(7), httpx.Client(base_url=target, timeout=60, verify=False), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            said = self.headers.get("Authorization", "")
            with lock:
                about.heard.append(said)
                fault = chance.choice(["503", "429", "before", "after"]) if chance.random() < about.faults else ""
                about.failures += bool(fault)
            if about.digest and not _is_right(said, *about.digest, self.command):
                self._answer(401, b"who is there?", {"WWW-Authenticate": 'Digest realm="r", nonce="n", qop="auth"'})
            elif self.path.partition("?")[0] == about.closed:
                self._answer(404, b"no such page", {})
            elif fault in ("503", "429"):
                self._answer(int(fault), b"not now", {"Retry-After": "0"})
            elif fault == "before":
                self._reset()
            else:
                kept = {k: v for k, v in self.headers.items() if k.lower() in ("content-type", "accept")}
                answer = client.request(self.command, self.path, content=body, headers=kept)
                form = {"Content-Type": answer.headers.get("content-type", "")}
                # What was done may be done without anybody's hearing of it.
                self._reset() if fault else self._answer(answer.status_code, answer.content, form)

        do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815

        def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in (headers | {"Content-Length": str(len(body))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def _reset(self) -> None:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()

        def log_message(self, *_: object) -> None:
            pass

        def finish(self) -> None:
            with contextlib.suppress(OSError, ValueError):
                super().finish()

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening, client:
        listening.daemon_threads = True
        about = Proxy(f"http://127.0.0.1:{listening.server_port}", **behaviour)
        thread = threading.Thread(target=listening.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield about
        finally:
            listening.shutdown()
            thread.join()


def _is_right(said: str, user: str, password: str, method: str) -> bool:
    """Whether a Digest answer is that of who knows the password (RFC 7616, section 3.4.1)."""
    parts = {name: value.strip('"') for name, value in re.findall(r'(\w+)=("[^"]*"|[^,\s]+)', said)}
    if not said.startswith("Digest ") or parts.get("username") != user:
        return False
    middle = ":".join(parts[name] for name in ("nonce", "nc", "cnonce", "qop"))
    who, what = _md5(f"{user}:r:{password}"), _md5(f"{method}:{parts['uri']}")
    return parts["response"] == _md5(f"{who}:{middle}:{what}")


def _md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()
