"""The snippets of docs/clients.md, run against a real server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from serving import serving

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = (ROOT / "docs" / "clients.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", CLIENTS, re.DOTALL)


@pytest.fixture(scope="module")
def server(sample_folder: Path) -> Iterator[str]:
    with serving(sample_folder) as served:
        yield served.url


def at(server: str, snippet: str) -> str:
    return snippet.replace("http://127.0.0.1:8000", server)


@pytest.mark.parametrize("snippet", PYTHON, ids=["pandas", "SPARQLWrapper", "SPARQLStore"])
def test_python(snippet: str, server: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", at(server, snippet)], capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert len(ran.stdout.splitlines()) >= 5


def test_curl(server: str) -> None:
    [snippet] = re.findall(r"```sh\n(.*?)```", CLIENTS, re.DOTALL)
    ran = subprocess.run(["sh", "-c", at(server, snippet)], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.splitlines()[0] == "attacker,target"
    assert len(ran.stdout.splitlines()) == 6


def test_the_requests_that_r_makes(server: str) -> None:
    [query] = re.findall(r'SPARQL\("[^"]*", "([^"]*)"\)', CLIENTS)
    asked = urllib.request.Request(
        f"{server}/sparql?{urlencode({'query': query})}", headers={"Accept": "application/sparql-results+xml"}
    )
    with urllib.request.urlopen(asked) as answer:
        assert answer.headers["content-type"].startswith("application/sparql-results+xml")
        assert answer.read().count(b"<result>") == 5
    [address] = re.findall(r'read.csv\("([^"]*)"\)', CLIENTS)
    with urllib.request.urlopen(at(server, address)) as answer:
        assert answer.read().startswith(b"attacker,attackerName,target")
