"""Answers are given again from memory as long as the same state of the graph is published, and no longer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import Served, serving
from starlette.types import Message, Receive, Scope, Send

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
        scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [], "scheme": "http"}
        await remembered(scope, receive, sent)

    async def receive() -> Message:
        raise AssertionError("a GET has no body")

    remembered = RememberedMiddleware(app, 10_000, lambda: state)
    for path in ("/slow", "/slow"):
        asyncio.run(ask(path))
    assert bodies == [b"b", b"a", b"b"]
