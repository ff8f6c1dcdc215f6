"""Requests that mean no good, sent to a real server with small limits.

After each of them a cheap query is answered in under a second, and the server and its readers hold no more memory than
they may.
"""

from __future__ import annotations

import gzip
import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import httpx2
import pytest
from pyoxigraph import NamedNode, Quad
from serving import Served, serving

from kg.store import Graph

BASE = "https://w3id.org/sitrep/id/"
TIMEOUT, MEMORY, QUEUE = 1.5, 128, 4
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of a ring of 400 nodes."""
    folder = tmp_path_factory.mktemp("hostile") / "graph"
    nodes = [NamedNode(f"http://example.org/{n}") for n in range(400)]
    p = NamedNode("http://example.org/p")
    with Graph.open(folder, base=BASE) as graph:
        graph.apply(believed=[Quad(nodes[n], p, nodes[(n * step + 1) % 400]) for n in range(400) for step in (1, 7)])
        graph.publish()
    limits = {"query_timeout": TIMEOUT, "worker_memory": MEMORY, "queue": QUEUE, "query_size": 200_000,
              "query_depth": 50, "result_size": 3_000_000, "query_workers": 2, "rest_workers": 1}  # fmt: skip
    with serving(folder, **limits) as server:
        httpx2.get(f"{server.url}/ready")
        yield server


@pytest.fixture
def http(server: Served) -> Iterator[httpx2.Client]:
    """Asks that server; and sees afterwards that it is well."""
    with httpx2.Client(base_url=server.url, timeout=20, verify=False) as client:
        yield client
        assert min(_cheaply(client) for _ in range(3)) < 1
    for pid in [server.process, *descendants(server.process)]:
        assert resident(pid) < (MEMORY + 100) * 1024 * 1024
    assert "Traceback" not in logged(server), "no client's doing is an error of ours"


def logged(server: Served) -> str:
    """What the server logged in this test, where that goes to a file, as pytest has it."""
    log = Path(f"/proc/{server.process}/fd/2")
    return log.read_text() if log.is_file() else ""


def _cheaply(client: httpx2.Client) -> float:
    """The seconds that a cheap query takes, and a look whether the server is ready."""
    begun = time.monotonic()
    assert client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is True
    assert client.get("/ready").status_code == 200
    return time.monotonic() - begun


def at_once(begun: float, client: httpx2.Client) -> bool:
    """Whether what began then took less than a second; or, on a busy machine, no more than ten cheap queries take."""
    return time.monotonic() - begun < max(1.0, 10 * _cheaply(client))


def descendants(pid: int) -> list[int]:
    children = [int(c) for task in Path(f"/proc/{pid}/task").glob("*/children") for c in task.read_text().split()]
    return children + [below for child in children for below in descendants(child)]


def resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096
    except OSError:  # it ended meanwhile
        return 0


def ask(http: httpx2.Client, query: str, accept: str = "text/csv") -> httpx2.Response:
    return http.post("/sparql", data={"query": query}, headers={"Accept": accept})


@pytest.mark.parametrize(
    ("query", "status", "limit"),
    [
        (f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", 504, "1.5 seconds (SITREP_QUERY_TIMEOUT)"),
        (f"SELECT * {{ {CROSS} }} ORDER BY ?a ?f ?i", (500, 504), "SITREP_"),
        ("SELECT (COUNT(*) AS ?n) { ?a (<http://example.org/p>+)/(<http://example.org/p>*) ?b . "
         "?c (<http://example.org/p>|!<x:x>)* ?d . ?e <http://example.org/p>* ?f }", (500, 504), "SITREP_"),
        ("ASK " + "{" * 60 + "}" * 60, 400, "50 deep (SITREP_QUERY_DEPTH)"),
        ("ASK { FILTER(" + "(" * 9000 + "1" + ")" * 9000 + ") }", 400, "SITREP_QUERY_DEPTH"),
    ],
    ids=["cross join", "sort", "paths", "braces", "brackets"],
)  # fmt: skip
def test_a_query_that_runs_away(query: str, status: int | tuple[int, ...], limit: str, http: httpx2.Client) -> None:
    begun = time.monotonic()
    answer = ask(http, query)
    assert answer.status_code in (status if isinstance(status, tuple) else (status,)), answer.text
    assert limit in answer.json()["detail"]
    assert time.monotonic() - begun < 4 * TIMEOUT


@pytest.mark.parametrize(
    "query",
    ["ASK { FILTER(" + "!" * 90_000 + "true) }", "ASK { ?a " + "<x:x>/" * 20_000 + "<x:x> ?b }"],
    ids=["nots", "sequence"],
)  # fmt: skip
def test_depth_without_brackets_costs_one_reader_at_most(query: str, http: httpx2.Client) -> None:
    answer = http.post("/sparql", content=query, headers={"Content-Type": "application/sparql-query"})
    assert answer.status_code in (200, 400, 500, 504)
    assert answer.status_code == 200 or answer.json()["detail"]


def test_a_result_that_is_too_large_is_broken_off(http: httpx2.Client) -> None:
    request = http.build_request(
        "POST", "/sparql", data={"query": f"SELECT * {{ {CROSS} }}"}, headers={"Accept-Encoding": "identity"}
    )
    answer = http.send(request, stream=True)
    assert answer.status_code == 200
    got = 0
    with pytest.raises(httpx2.RemoteProtocolError):  # noqa: PT012  it is raised on the way
        for part in answer.iter_raw():
            got += len(part)
    assert 0 < got <= 3_000_000


def test_a_result_that_takes_too_long_is_broken_off(http: httpx2.Client) -> None:
    # Short rows, each of which takes its time, without end.
    query = f"SELECT (1 AS ?n) {{ {CROSS} FILTER(SHA512(CONCAT(STR(?a), SHA512(STR(?d)))) != 'x') }}"
    with pytest.raises(httpx2.RemoteProtocolError):
        ask(http, query)


def test_failing_early_is_failing_with_a_status(http: httpx2.Client) -> None:
    assert ask(http, "SELECT * { ?s ?p ?o", "text/csv").status_code == 400
    assert ask(http, "SELECT * { ?s ?p ?o }", "image/png").status_code == 406


@pytest.mark.parametrize(
    "query",
    ["ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "ASK{sErViCe silent<http://127.0.0.1:1/>{}}",
     r"ASK { \u0053ERVICE <http://127.0.0.1:1/> {} }", "ASK { # '\n SERVICE ?x {} }",
     "SELECT * { { SELECT * { VALUES ?x { <http://127.0.0.1:1/> } SERVICE ?x { ?s ?p ?o } } } }",
     "LOAD <http://127.0.0.1:1/>", "PREFIX : <http://x/> ASK { ?a ?b 1 FILTER(?a<?b)SERVICE:x#>\n{?a ?b ?c} }",
     "SELECT * FROM <http://127.0.0.1:1/> { SERVICE <file:///etc/passwd> {} }",
     "ASK { ?s ?p 7SERVICE<http://127.0.0.1:9/>{} }", "PREFIX : <http://127.0.0.1:9/> ASK { {} SERVICE:x{} }"],
)  # fmt: skip
def test_nobody_reaches_out(query: str, http: httpx2.Client) -> None:
    assert ask(http, query).status_code == 400


def test_readers_have_no_network(server: Served) -> None:
    ours = Path("/proc/self/ns/net").readlink()
    theirs = {Path(f"/proc/{pid}/ns/net").readlink() for pid in descendants(server.process)}
    assert ours not in theirs or "keep their network" in logged(server)


def test_a_body_of_fifty_megabytes_is_refused_before_it_is_read(http: httpx2.Client) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(800):
            sent += 1
            yield b"x" * 65_536

    for media_type in ("application/sparql-query", "application/x-www-form-urlencoded"):
        sent = 0
        try:
            answer = http.post("/sparql", content=endless(), headers={"Content-Type": media_type})
        except (httpx2.WriteError, httpx2.ReadError):
            assert sent < 800  # the server hung up on it
        else:
            assert answer.status_code == 413


@pytest.mark.parametrize("headers", [
    {"Content-Type": "text/plain" + ";" * 60_000},
    {"Content-Type": 'text/plain; a="' + "\\" * 60_000},
    {"Content-Type": "application/sparql-query", "Accept": "text/csv;q=0.1," * 4000},
    {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"},
    {"Content-Type": "application/x-www-form-urlencoded"},
], ids=["semicolons", "quotes", "ranges", "packed", "fields"])  # fmt: skip
def test_no_request_takes_the_servers_own_time(headers: dict[str, str], http: httpx2.Client) -> None:
    body = gzip.compress(bytes(10_000_000)) if "Content-Encoding" in headers else b"a=&" * 60_000
    if "Accept" in headers:
        body = b"ASK {"
    begun = time.monotonic()
    assert http.post("/sparql", content=body[:190_000], headers=headers).status_code in (400, 413, 415)
    assert at_once(begun, http)


def test_nobody_is_believed_about_whom_a_request_is_from(tmp_path: Path) -> None:
    with serving(tmp_path / "graph", rate_limit=3) as server, httpx2.Client(base_url=server.url) as client:
        heads = [{"X-Forwarded-For": f"203.0.113.{n}"} for n in range(6)]
        assert [client.get("/queries", headers=head).status_code for head in heads] == [200] * 3 + [429] * 3


def test_nothing_is_kept_of_heads(server: Served, http: httpx2.Client) -> None:
    before = resident(server.process)
    for n in range(300):
        http.get("/health", headers={"Accept-Encoding": f"{n}" + "x" * 60_000, "Accept": f"{n}/" + "x" * 3000})
    assert resident(server.process) - before < 10_000_000


def test_runaways_do_not_starve_others(http: httpx2.Client) -> None:
    with ThreadPoolExecutor(4) as pool:
        endless = [pool.submit(ask, http, f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}") for _ in range(4)]
        time.sleep(1.2)
        begun = time.monotonic()
        assert ask(http, "ASK {}").status_code == 200
        assert at_once(begun, http)
        assert {each.result().status_code for each in endless} == {504}


def test_one_too_many_is_told_when_to_come_back(http: httpx2.Client) -> None:
    slow = f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"
    with ThreadPoolExecutor(12) as pool:
        asked = [pool.submit(ask, http, slow) for _ in range(12)]
        time.sleep(0.3)
        begun = time.monotonic()
        assert http.get("/ready").status_code == 200, "SPARQL does not starve the rest"
        assert time.monotonic() - begun < TIMEOUT
        answers = [each.result() for each in asked]
    refused = [answer for answer in answers if answer.status_code == 503]
    assert len(refused) == 12 - 2 - QUEUE
    assert all(answer.headers["retry-after"] and "SITREP_QUEUE" in answer.json()["detail"] for answer in refused)
    assert {answer.status_code for answer in answers} == {503, 504}


def test_readers_who_vanish_free_their_reader(server: Served, http: httpx2.Client) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    query = quote(f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}")
    for _ in range(8):
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(0.02)
    begun = time.monotonic()
    assert ask(http, "ASK {}").status_code == 200
    assert at_once(begun, http), "their queries were ended before the time was up"


def test_slow_readers_are_cut_off(server: Served, http: httpx2.Client) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    query = quote("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000")
    slow = [socket.create_connection((host, int(port))) for _ in range(4)]
    try:
        for connection in slow:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(TIMEOUT + 0.5)
        begun = time.monotonic()
        assert ask(http, "ASK {}").status_code == 200
        assert at_once(begun, http)
    finally:
        for connection in slow:
            connection.close()


def test_many_odd_requests_at_once_leave_right_answers(http: httpx2.Client) -> None:
    odd = ["ASK {", f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", "ASK { SERVICE <x:x> {} }", "\0", "{" * 1000]
    right = "SELECT (COUNT(*) AS ?n) { ?s <http://example.org/p> ?o }"
    with ThreadPoolExecutor(4) as pool:
        wrong = [pool.submit(ask, http, odd[n % len(odd)]) for n in range(10)]
        for _ in range(5):
            answer = ask(http, right, "application/sparql-results+json")
            if answer.status_code == 200:
                assert json.loads(answer.text)["results"]["bindings"][0]["n"]["value"] == "798"
            else:
                assert answer.status_code in (503, 504)
        assert all(each.result().status_code in (400, 503, 504) for each in wrong)
