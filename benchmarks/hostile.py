"""Clients of a soak that mean no good."""

from __future__ import annotations

import contextlib
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
    "glued service": ("ASK { ?s ?p 7SERVICE<http://127.0.0.1:9/>{} }", REFUSED),
    "named service": ("PREFIX : <http://127.0.0.1:9/> ASK { {} SERVICE:x{} }", REFUSED),
    "function": ("ASK { FILTER(<x:x>(1)) }", REFUSED),
    "no query": ("\0 { ?s", REFUSED),
}


class Hostile:
    """Sends what should be refused or cut off, and looks that it is."""

    def __init__(self, http: httpx2.Client, tally: Tally, random: Random, process: int) -> None:
        self._http, self._tally, self._random, self._process = http, tally, random, process
        self._held: list[socket.socket] = []  # connections whose bodies never come

    def step(self) -> None:
        """One bad deed."""
        deeds = [
            self.run_away, self.send_too_much, self.read_slowly, self.vanish, self.write_unasked, self.kill,
            self.starve, self.swell_heads, self.withhold, self.stammer,
        ]  # fmt: skip
        self._random.choices(deeds, [50, 8, 12, 20, 8, 2, 6, 8, 6, 3])[0]()

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

    def starve(self) -> None:
        """Four queries without end, and a short one beside them, which is to be answered all the same."""
        endless = [self._ask(f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}") for _ in range(4)]
        time.sleep(1.5)
        begun = time.monotonic()
        answer = self._http.get("/sparql", params={"query": "ASK {}"})
        took = time.monotonic() - begun
        for connection in endless:
            connection.close()
        if answer.status_code != 200 or took > 3:
            self._tally.fault("unexpected", f"hostile starved: {answer.status_code} after {took:.1f} s")
        else:
            self._tally.refused("hostile", "starved nobody")

    def swell_heads(self) -> None:
        """Heads that take long to read, or would be kept: each another one."""
        odd = str(self._random.random())
        heads = [
            {"Content-Type": "text/plain;" + odd + ";" * 60_000},
            {"Accept-Encoding": odd + "x" * 60_000},
            {"Accept": f"{odd}/x," * 2500},
            {"X-Long": "x" * 200_000},
        ]
        for head in heads:
            begun = time.monotonic()
            try:
                self._http.post(
                    "/sparql", content=b"ASK {", headers={"Content-Type": "application/sparql-query"} | head
                )
            except (httpx2.WriteError, httpx2.ReadError, httpx2.RemoteProtocolError):
                self._tally.refused("hostile", "head hung up on")
            if time.monotonic() - begun > 3:
                self._tally.fault("unexpected", "hostile head: took more than three seconds")
        self._tally.refused("hostile", "heads")

    def withhold(self) -> None:
        """Announce bodies and send one byte of each; they stay open beside whatever comes next, until they are cut."""
        self._held = [one for one in self._held if not _is_closed(one)]
        if len(self._held) > 100:
            self._tally.fault("unexpected", f"hostile bodies: {len(self._held)} are still waited for")
        for _ in range(20):
            connection = self._connect()
            head = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
            connection.sendall(f"{head}Content-Length: 1000\r\n\r\nx".encode())
            self._held.append(connection)
        self._tally.refused("hostile", "bodies withheld")

    def stammer(self) -> None:
        """An article of punctuation, which must not take a reader long. It is left out or read, and taken back."""
        signs = "".join(self._random.choice("!?.,;:-_*'()[]") for _ in range(50)) * 2000
        article = {"id": "stammer", "text": f"Two were killed in Basra. {signs}"}
        answer = self._http.post("/articles", json=article, timeout=120)
        self._status("punctuation", answer, 200, 201, 422, 503, 504)
        self._status("punctuation", self._http.delete("/articles/stammer", timeout=120), 204, 404, 503)

    def kill(self) -> None:
        """What no client can do, and a system short of memory does: kill the writer, whatever it is at."""
        for pid, parent in descendants(self._process):
            if role(pid, parent, self._process) == "writer":
                with contextlib.suppress(ProcessLookupError):  # it has just ended by itself
                    os.kill(pid, signal.SIGKILL)
                    self._tally.refused("hostile", "killed the writer")

    def _connect(self) -> socket.socket:
        address = urlsplit(str(self._http.base_url))
        return socket.create_connection((address.hostname, address.port), 10)

    def _ask(self, text: str) -> socket.socket:
        connection = self._connect()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(f"GET /sparql?query={quote(text)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        return connection

    def _status(self, what: str, answer: httpx2.Response, *wanted: int) -> None:
        if answer.status_code in wanted:
            self._tally.refused("hostile", f"{what} {answer.status_code}")
        else:
            self._tally.fault("unexpected", f"hostile {what}: {answer.status_code} {answer.text[:300]}")


def _is_closed(connection: socket.socket) -> bool:
    """Whether the server has hung up, whatever it said before."""
    connection.setblocking(False)
    try:
        while connection.recv(4096):
            pass
    except BlockingIOError:
        return False
    except OSError:
        pass
    connection.close()
    return True
