"""`kg status` and `kg serve`, as a terminal sees them."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import KG, Run


def test_status_counts_what_there_is(kg: Run, sample_folder: Path) -> None:
    answer = kg("status", "--data", sample_folder)
    numbers = dict(re.findall(r"^(\w[\w ]*?)\s{2,}([\d,]+)$", answer.out, re.MULTILINE))
    assert numbers["articles"] == "20"
    assert numbers["generation"] == "1"
    assert all(int(numbers[name].replace(",", "")) > 10 for name in ("entities", "incidents", "claims", "triples"))
    assert "  Levant Wire: 2 articles" in answer.out


@pytest.fixture
def server(sample_folder: Path) -> Iterator[str]:
    """The address of a real server."""
    command = [*KG, "serve", "--data", str(sample_folder), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    try:
        yield line
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) in (0, 130)
        process.stdout.close()


def test_serve_says_where_and_answers_there(server: str) -> None:
    assert server.startswith("Serving 20 articles of ")
    assert server.endswith("Stop with Ctrl-C.\n")
    found = re.search(r"http://127\.0\.0\.1:\d+", server)
    assert found
    question = urllib.parse.urlencode({"query": "ASK { ?x a kg:Attack }"})
    request = urllib.request.Request(
        f"{found[0]}/sparql?{question}", headers={"Accept": "application/sparql-results+json"}
    )
    with urllib.request.urlopen(request, timeout=20) as response:
        assert json.load(response)["boolean"] is True


def test_a_taken_port_is_told_before_anything_else(kg: Run, sample_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        answer = kg("serve", "--data", sample_folder, "--port", str(taken.getsockname()[1]))
    assert answer.code == 2
    assert answer.err.startswith("kg: Cannot listen on 127.0.0.1:")
    assert answer.out == ""
