"""A real server for tests: `kg serve` in a process of its own, over a folder of its own."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from commands import KG

BASE = "https://w3id.org/sitrep/id/"
TOKEN = "a tokén for tests"


@dataclass(frozen=True)
class Served:
    """A running server.

    Attributes:
        url: its address, such as http://127.0.0.1:40001.
        client: says the token, and waits long enough for a language model to load.
        process: its id.
    """

    url: str
    folder: Path
    client: httpx2.Client
    process: int

    def update(self, text: str) -> httpx2.Response:
        """Post an update."""
        return self.client.post("/update", content=text, headers={"Content-Type": "application/sparql-update"})

    def ask(self, pattern: str, **headers: str) -> bool:
        """Whether a pattern is in the graph."""
        headers = {"Accept": "application/sparql-results+json"} | headers
        answer = self.client.get("/sparql", params={"query": f"ASK {{ {pattern} }}"}, headers=headers)
        return bool(answer.json()["boolean"])

    def wrote(self, answer: httpx2.Response, pattern: str) -> bool:
        """Whether a pattern is in the graph that a write's answer speaks of."""
        assert answer.is_success, answer.text
        return self.ask(pattern, **{"Graph-Generation": answer.headers["Graph-Generation"]})

    def writers(self) -> list[int]:
        """The ids of the server's writer processes: one or none."""
        command = ["pgrep", "-P", str(self.process), "-f", "api.writer.process"]
        return [int(id_) for id_ in subprocess.run(command, capture_output=True, check=False).stdout.split()]

    def kill_writer(self) -> None:
        """Kill the writer process, if there is one, as the system would."""
        for process in self.writers():
            os.kill(process, signal.SIGKILL)


@contextmanager
def serving(folder: Path, **settings: Any) -> Iterator[Served]:
    """Serve a folder's graph, an empty one if there is none, to those who know the token."""
    said = {f"SITREP_{name.upper()}": str(value) for name, value in {"token": TOKEN, **settings}.items()}
    command = [*KG, "serve", "--data", str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | said) as process:
        try:
            assert process.stdout
            url = process.stdout.readline().partition(" on ")[2].split()[0]
            with httpx2.Client(
                base_url=url, headers={"Authorization": f"Bearer {TOKEN}".encode()}, timeout=120
            ) as client:
                yield Served(url, folder, client, process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
