"""Clients of a soak that mean no good."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from random import Random
from urllib.parse import quote, urlsplit

import httpx2
from tally import Tally
from vitals import descendants, role

CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
ENDED, REFUSED = (500, 503, 504), (400, 503)
QUERIES = {
    "cross join": (f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", ENDED),
    "sort": (f"SELECT * {{ {CROSS} }} ORDER BY ?a ?f ?i", ENDED),
    "distinct": (f"SELECT DISTINCT ?a ?d ?g {{ {CROSS} }} ORDER BY ?g", ENDED),
    "paths": ("SELECT (COUNT(*) AS ?n) { ?a (!<x:x>)+ ?b . ?b (!<x:y>)* ?c . ?c (^(!<x:z>))* ?d }", ENDED),
    "concat": (f"SELECT (GROUP_CONCAT(STR(?a)) AS ?all) {{ {CROSS} }}", ENDED),
    "braces": ("ASK " + "{" * 20_000 + "}" * 20_000, REFUSED),
    "brackets": ("ASK { FILTER(" + "(" * 9000 + "1" + ")" * 9000 + ") }", REFUSED),
    "nots": ("ASK { FILTER(" + "!" * 90_000 + "true) }", (200, 400, 500, 503, 504)),
    "service": ("ASK{sErViCe silent<http://127.0.0.1:1/>{}}", REFUSED),
    "no query": ("\0 { ?s", REFUSED),
}


class Hostile:
    """Sends what should be refused or cut off, and looks that it is."""

    def __init__(self, http: httpx2.Client, tally: Tally, random: Random, process: int) -> None:
        self._http, self._tally, self._random, self._process = http, tally, random, process

    def step(self) -> None:
        """One bad deed."""
        deeds = [self.run_away, self.send_too_much, self.read_slowly, self.vanish, self.write_unasked, self.kill]
        self._random.choices(deeds, [50, 8, 12, 20, 8, 2])[0]()

    def run_away(self) -> None:
        """A query that would never end, or is none."""
        name = self._random.choice(sorted(QUERIES))
        text, allowed = QUERIES[name]
        try:
            answer = self._http.post("/sparql", data={"query": text})
        except httpx2.HTTPError as error:
            self._tally.fault("unexpected", f"hostile {name}: {type(error).__name__}: {error}")
            return
        if answer.status_code not in allowed or (answer.status_code >= 500 and "SITREP_" not in answer.text):
            self._tally.fault("unexpected", f"hostile {name}: {answer.status_code} {answer.text[:300]}")
        else:
            self._tally.refused("hostile", f"{name} {answer.status_code}")

    def send_too_much(self) -> None:
        """A query of fifty megabytes."""

        def endless() -> Iterator[bytes]:
            for _ in range(800):
                yield b"x" * 65_536

        try:
            answer = self._http.post("/sparql", content=endless(), headers={"Content-Type": "application/sparql-query"})
        except (httpx2.WriteError, httpx2.ReadError):
            self._tally.refused("hostile", "body hung up on")
            return
        self._status("body", answer, 413)

    def read_slowly(self) -> None:
        """Ask for a long answer and hardly read it."""
        with self._ask("SELECT * { ?s ?p ?o } LIMIT 200000") as connection:
            for _ in range(5):
                connection.recv(1024)
                time.sleep(1)
        self._tally.refused("hostile", "slow reader")

    def vanish(self) -> None:
        """Ask for what takes long, and hang up."""
        for _ in range(self._random.randrange(1, 6)):
            with self._ask(f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"):
                time.sleep(0.05)
        self._tally.refused("hostile", "vanished")

    def write_unasked(self) -> None:
        """Write without the right token, and where nobody may."""
        update, kind = "DROP ALL", {"Content-Type": "application/sparql-update"}
        wrong = self._http.post("/update", content=update, headers=kind | {"Authorization": "Bearer x"})
        self._status("wrong token", wrong, 401)
        article = "<https://w3id.org/sitrep/id/article/x>"
        text = f"INSERT DATA {{ GRAPH {article} {{ <x:x> <x:x> 1 }} }}"
        self._status("article's graph", self._http.post("/update", content=text, headers=kind), 403, 503)

    def kill(self) -> None:
        """What no client can do, and a system short of memory does: kill the writer, whatever it is at."""
        for pid, parent in descendants(self._process):
            if role(pid, parent, self._process) == "writer":
                os.kill(pid, signal.SIGKILL)
                self._tally.refused("hostile", "killed the writer")

    def _ask(self, text: str) -> socket.socket:
        address = urlsplit(str(self._http.base_url))
        connection = socket.create_connection((address.hostname, address.port), 10)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(f"GET /sparql?query={quote(text)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        return connection

    def _status(self, what: str, answer: httpx2.Response, *wanted: int) -> None:
        if answer.status_code in wanted:
            self._tally.refused("hostile", f"{what} {answer.status_code}")
        else:
            self._tally.fault("unexpected", f"hostile {what}: {answer.status_code} {answer.text[:300]}")
