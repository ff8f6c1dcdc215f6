"""A server store for tests: `oxigraph serve`, as anyone may run it, and what tests do with it."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
from pyoxigraph import Quad, RdfFormat, parse, serialize

from kg.pipeline import build as pipeline
from kg.replication.push import PushReport, push
from kg.replication.server import Server
from kg.resolve.context import load_context
from kg.settings import Settings
from kg.store import Graph

BASE = "https://w3id.org/sitrep/id/"
PROGRAM = Path(sysconfig.get_path("scripts")) / "oxigraph"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as any_:
        port: int = any_.getsockname()[1]
        return port


class Oxigraph:
    """One server, on a folder that outlives it."""

    def __init__(self, folder: Path, *options: str, command: str = "serve") -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._command = [PROGRAM, command, "--location", folder, "--bind", f"127.0.0.1:{self.port}", *options]
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            time.sleep(0.02)
        raise AssertionError("oxigraph serve does not start")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def quads(self) -> set[Quad]:
        answer = httpx.get(f"{self.url}/store", headers={"Accept": "application/n-quads"}, timeout=60, verify=False)
        return set(parse(answer.raise_for_status().content, format=RdfFormat.N_QUADS))

    def sorted_nquads(self) -> bytes:
        """All that it holds besides the graphs about runs and about itself."""
        ours = {f"{BASE}graph/runs", f"{BASE}graph/server"}
        kept = (quad for quad in self.quads() if getattr(quad.graph_name, "value", "") not in ours)
        lines = serialize(kept, format=RdfFormat.N_QUADS) or b""
        return b"".join(sorted(lines.splitlines(keepends=True)))

    def count(self) -> int:
        """How many quads are in its named graphs."""
        asked = {"query": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"}
        return int(
            httpx.get(f"{self.url}/query", params=asked, headers={"Accept": "text/csv"}, verify=False).text.split()[1]
        )

    def update(self, text: str) -> None:
        sent = {"content": text, "headers": {"Content-Type": "application/sparql-update"}}
        httpx.post(f"{self.url}/update", timeout=60, verify=False, **sent).raise_for_status()


@contextlib.contextmanager
def oxigraph(folder: Path, *options: str, command: str = "serve") -> Iterator[Oxigraph]:
    server = Oxigraph(folder, *options, command=command)
    try:
        yield server
    finally:
        server.kill()


def send(settings: Settings, **how: Any) -> PushReport:
    with Server(settings) as there:
        return push(settings, there, **how)


def here(folder: Path) -> bytes:
    with Graph.snapshot(folder, base=BASE) as graph:
        return graph.sorted_nquads()


def retract(settings: Settings, count: int) -> None:
    with Graph.open(settings.data, base=BASE) as graph:
        pipeline.retract(graph, graph.article_ids()[:count], context=load_context(settings))
