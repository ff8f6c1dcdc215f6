"""The application as a whole: pages, health, newer graphs, and a real server on a real socket."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import ValidationError

from api import create_app
from kg.settings import Settings
from kg.store import Graph


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The address of a server of its own."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        deadline = time.monotonic() + 10
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


def test_health(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok", "generation": 0}
    assert client.get("/ready").json() == {"status": "ready", "generation": 0}


@pytest.mark.parametrize("page", ["/", "/docs", "/methodology"])
def test_pages_load_nothing_from_elsewhere(page: str, client: TestClient) -> None:
    answer = client.get(page)
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    loaded = re.findall(r'(?:src|href)="([^"]+)"', answer.text)
    assert loaded
    assert not [address for address in loaded if address.startswith(("http", "//"))]
    for address in loaded:
        if address.startswith("/"):
            assert client.get(address).status_code == 200, address


def test_scripts_are_files_so_that_the_policy_holds(client: TestClient) -> None:
    for page in ("/", "/docs"):
        text = client.get(page).text
        assert not re.search(r"<script(?![^>]*src=)", text)
        assert not re.search(r"\son\w+=", text)
        assert "<style" not in text


def test_the_api_is_told_to_people_without_a_script_and_with_a_way_back(client: TestClient) -> None:
    page = client.get("/docs").text
    assert "<script" not in page
    assert '<a class="site-name" href="/">' in page
    document = client.get("/openapi.json").json()
    for path, operations in document["paths"].items():
        for method in operations:
            assert f"<code>{method.upper()} {path}</code>" in page
    assert "javascript:" not in page


def test_people_are_told_by_a_page_that_there_is_none_and_programs_by_a_problem(client: TestClient) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    page = client.get("/nothing<b>", headers={"Accept": browser})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "/nothing&lt;b&gt;" in page.text or "/nothing%3Cb%3E" in page.text
    assert 'href="/docs"' in page.text
    assert 'action="/explore/search"' in page.text
    for accept in ("*/*", "application/json, text/html;q=0.9"):
        told = client.get("/nothing", headers={"Accept": accept})
        assert (told.status_code, told.headers["content-type"]) == (404, "application/problem+json")


def test_pages_of_other_origins_may_read(client: TestClient) -> None:
    answer = client.get("/health", headers={"Origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


def test_without_a_graph_the_server_runs_and_says_so(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(data=tmp_path / "none"))) as client:
        for address in ("/ready", "/entities", "/sparql?query=ASK{}", "/queries/outlets"):
            answer = client.get(address)
            assert answer.status_code == 503
            assert "build one first" in answer.json()["detail"]
        for address in ("/", "/health", "/queries"):
            assert client.get(address).status_code == 200


def test_a_newer_graph_is_noticed(put_two_outlets: Callable[[Graph], None], tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "graph")
    with TestClient(create_app(settings)) as client, Graph.open(settings.data, base=settings.base) as graph:
        put_two_outlets(graph)
        assert client.get("/health").json()["generation"] == 1
        assert client.get("/articles/north-002").status_code == 200
        assert client.get("/entities?q=iran").json()["items"][0]["label"] == "Iran"

        graph.apply(drop=["north-002"], believed=[])
        graph.publish()
        assert client.get("/health").json()["generation"] == 2
        assert client.get("/articles/north-002").status_code == 404
        assert client.get("/entities?q=iran").json()["items"] == []


def test_a_real_server_answers_real_clients(two_outlets: Graph) -> None:
    with serving(create_app(Settings(), two_outlets)) as address, httpx2.Client(base_url=address) as http:
        query = "SELECT ?name { ?x a kg:State ; rdfs:label ?name } ORDER BY ?name"
        by_get = http.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
        by_form = http.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"})
        direct = http.post(
            "/sparql", content=query, headers={"Accept": "text/csv", "Content-Type": "application/sparql-query"}
        )
        assert by_get.text == by_form.text == direct.text == "name\r\nIran\r\nIraq\r\nUnited States\r\n"
        assert http.get("/export/graph.gexf").headers["content-encoding"] == "gzip"


def test_a_page_without_scripts_says_what_is_there(client: TestClient) -> None:
    page = client.get("/").text
    told = page[page.index("<noscript>") : page.index("</noscript>")]
    ways = [address for address in re.findall(r'href="([^"]+)"', told) if "/export/" not in address]
    assert len(ways) > 5
    assert {way: client.get(way).status_code for way in ways} == dict.fromkeys(ways, 200)
    assert 'property="og:title"' in page
    assert client.get("/favicon.svg").headers["content-type"] == "image/svg+xml"


def framers(client: TestClient, address: str) -> str:
    """Whose pages may show an address in a frame."""
    return client.get(address).headers["content-security-policy"].partition("frame-ancestors ")[2]


def test_a_view_is_framed_where_a_setting_allows_it_and_no_other_page_is(client: TestClient, tmp_path: Path) -> None:
    view = "/explore/incidents?since=2024-01-01&embed=true"
    assert framers(client, view) == "'none'"
    assert "data-embed" not in client.get(view).text
    settings = Settings(data=tmp_path, embed="https://news.example.org, http://*.example.com:8080")
    open_to_some = TestClient(create_app(settings))
    assert framers(open_to_some, view) == "https://news.example.org http://*.example.com:8080"
    assert '<html lang="en" data-embed>' in open_to_some.get("/explore/incidents").text
    for page in ("/", "/explore/incidents", "/explore/incidents?embed=no", "/docs", "/methodology"):
        assert framers(open_to_some, page) == "'none'", page


@pytest.mark.parametrize("said", ["https://a.example; script-src *", "'self' *.js", "news.example.org", "https://a/b"])
def test_what_is_no_origin_is_refused(said: str) -> None:
    with pytest.raises(ValidationError, match="is no origin"):
        Settings(embed=said)


def test_the_methodology_has_a_place_for_each_word_that_pages_lead_there_from(client: TestClient) -> None:
    page = client.get("/methodology").text
    for word in ("stated", "hedged", "denied", "supposed", "inferred", "believed", "confidence", "corroborated",
                 "accounts-differ", "dots-and-areas-on-the-map"):  # fmt: skip
        assert f'id="{word}"' in page
