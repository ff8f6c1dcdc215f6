"""Answers are given again from memory as long as the same state of the graph is published, and no longer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import Served, serving
from starlette.types import Message, Receive, Scope, Send

from api.middleware.rate import RateLimit, RateMiddleware
from api.middleware.remembered import RememberedMiddleware

ASK = {"query": "SELECT (COUNT(*) AS ?n) { ?s <urn:p> ?o }"}
AS_JSON = {"Accept": "application/sparql-results+json"}
DRAWN = "SELECT (RAND() AS ?n) {}"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(Path(tmp_path_factory.mktemp("remembered")) / "graph") as served:
        yield served


def count(served: Served, **headers: str) -> str:
    answer = served.client.get("/sparql", params=ASK, headers=AS_JSON | headers)
    return str(answer.json()["results"]["bindings"][0]["n"]["value"])


def test_an_answer_is_given_again_until_the_graph_changes(served: Served) -> None:
    assert [count(served), count(served)] == ["0", "0"]
    changed = served.update("INSERT DATA { <urn:s> <urn:p> 1 }")
    assert count(served, **{"Graph-Generation": changed.headers["Graph-Generation"]}) == "1"
    assert count(served) == "1"
    first, again = (served.client.get("/sparql", params=ASK, headers=AS_JSON) for _ in range(2))
    assert first.headers["Graph-Generation"] == again.headers["Graph-Generation"]
    assert first.headers["X-Request-ID"] != again.headers["X-Request-ID"]
    assert first.content == again.content


def test_another_form_or_what_the_client_has_already_is_another_answer(served: Served) -> None:
    shown = served.client.get("/sparql", params=ASK, headers={"Accept": "text/csv"})
    assert shown.text.startswith("n\r\n")
    listed = served.client.get("/incidents")
    assert served.client.get("/incidents").content == listed.content
    assert served.client.get("/incidents", headers={"If-None-Match": listed.headers["ETag"]}).status_code == 304
    assert served.client.head("/incidents").content == b""


def test_an_answer_given_again_keeps_what_the_layers_in_front_add(served: Served) -> None:
    asked = {"Origin": "https://reader.example", "X-Request-ID": "mine", "Accept-Encoding": "gzip"}
    first, again = (served.client.get("/incidents", headers=asked) for _ in range(2))
    assert first.headers["X-Request-ID"] == again.headers["X-Request-ID"] == "mine"
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert dict(first.headers) == dict(again.headers)
    assert "Access-Control-Allow-Origin" not in served.client.get("/incidents").headers
    known = served.client.get("/incidents", headers=asked | {"If-None-Match": again.headers["ETag"]})
    assert (known.status_code, known.content, known.headers["ETag"]) == (304, b"", again.headers["ETag"])
    assert "Content-Length" not in known.headers


@pytest.mark.parametrize("query", [DRAWN, DRAWN.replace("RAND", "rand"), "SELECT (UUID() AS ?n) {}"])
def test_what_is_drawn_anew_each_time_is_not_remembered(served: Served, query: str) -> None:
    one, other = (served.client.get("/sparql", params={"query": query}, headers=AS_JSON).json() for _ in range(2))
    assert one != other


def test_an_error_is_not_remembered(served: Served) -> None:
    answers = [served.client.get("/sparql", params={"query": "SELEKT"}).status_code for _ in range(2)]
    assert answers == [400, 400]


def test_an_answer_that_was_begun_before_a_change_is_not_given_after_it() -> None:
    state, bodies = ("a", 1), list[bytes]()

    async def app(scope: Scope, _: Receive, send: Send) -> None:
        nonlocal state
        shown = state[0].encode()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"etag", b"x")]})
        if scope["path"] == "/slow" and state == ("a", 1):  # the graph changes, and others ask meanwhile
            state = ("b", 2)
            await ask("/quick")
        await send({"type": "http.response.body", "body": shown})

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.body":
            bodies.append(message["body"])

    async def ask(path: str) -> None:
        await remembered(asking(path), receive, sent)

    remembered = RememberedMiddleware(app, 10_000, lambda: state)
    for path in ("/slow", "/slow"):
        asyncio.run(ask(path))
    assert bodies == [b"b", b"a", b"b"]


def test_a_client_has_no_more_remembered_answers_than_other_ones() -> None:
    asked, answered = list[str](), list[int]()

    async def app(scope: Scope, _: Receive, send: Send) -> None:
        asked.append(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": [(b"etag", b"x")]})
        await send({"type": "http.response.body", "body": b"told"})

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            answered.append(message["status"])

    limit = RateLimit(3)
    remembered = RememberedMiddleware(RateMiddleware(app, limit), 10_000, lambda: ("a", 1), limit)
    for _ in range(5):
        asyncio.run(remembered(asking("/incidents"), receive, sent))
    assert answered == [200, 200, 200, 429, 429]
    assert asked == ["/incidents"]


def asking(path: str) -> Scope:
    address = ("192.0.2.1", 1)
    return {
        "type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [], "scheme": "http",
        "client": address,
    }  # fmt: skip


async def receive() -> Message:
    raise AssertionError("a GET has no body")
