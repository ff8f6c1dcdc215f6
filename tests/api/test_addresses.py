"""Ids that are addresses themselves, as those of pages and feeds are: stored, found, linked to, taken back."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

IDS = [
    "https://news.example/2024/01/04/strike?page=1&all=yes#top",
    "feeds/day one/100%25 sure",
    'a+b; c=d, "e" <f> é',
    "slash/at/the/end/",
    "north/neighbours",
]
TEXT = "A drone strike killed two people in Baghdad on 4 January 2024, police said."


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    process = subprocess.Popen(
        [
            Path(sys.executable).with_name("kg"),
            "serve",
            "--data",
            tmp_path_factory.mktemp("ids") / "graph",
            "--port",
            "0",
        ],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "SITREP_TOKEN": "t", "SITREP_LOG_LEVEL": "warning"},
    )
    assert process.stdout
    address = re.findall(r"http://127\.0\.0\.1:\d+", process.stdout.readline())[0]
    try:
        with httpx.Client(base_url=address, headers={"Authorization": "Bearer t"}, timeout=120) as client:
            sent = client.post("/articles", json=[{"id": id_, "text": TEXT, "title": id_} for id_ in IDS])
            assert sent.status_code == 201, sent.text
            yield client
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
        process.stdout.close()


@pytest.mark.parametrize("id_", IDS)
def test_an_article_is_found_by_its_id_percent_encoded(id_: str, server: httpx.Client) -> None:
    for safe in ("", "/"):
        found = server.get(f"/articles/{quote(id_, safe=safe)}")
        assert found.json()["report"]["id"] == id_


def test_every_link_leads_where_it_says(server: httpx.Client) -> None:
    pages, address = [], "/articles?limit=2"
    while address:
        page = server.get(address).json()
        pages += page["items"]
        address = page["next"]
    assert sorted(report["id"] for report in pages) == sorted(IDS)
    hits = server.get("/search", params={"q": "strike page", "kind": "article"}).json()["items"]
    assert server.get(hits[0]["href"]).json()["report"]["iri"] == hits[0]["iri"]
    claims = server.get("/claims", params={"article": IDS[0]}).json()["items"]
    assert {claim["article"] for claim in claims} == {IDS[0]}


def test_an_article_is_posted_and_taken_back_by_its_address(server: httpx.Client) -> None:
    id_ = "https://other.example/a/b?c"
    posted = server.post("/articles", params={"id": id_}, content=TEXT, headers={"Content-Type": "text/plain"})
    place = posted.headers["location"]
    assert server.get(place).json()["report"]["id"] == id_
    assert server.delete(place).status_code == 204
    assert server.get(place).status_code == 404


def test_an_entity_of_ones_own_is_linked_to_by_its_iri(server: httpx.Client) -> None:
    update = 'INSERT DATA { <https://own.example/x/y?z> a kg:ArmedGroup ; rdfs:label "Brigade of One" }'
    sent = server.post("/update", content=update, headers={"Content-Type": "application/sparql-update"})
    assert sent.status_code == 204, sent.text
    [hit] = server.get("/entities", params={"q": "Brigade of One"}).json()["items"]
    assert server.get(hit["href"]).json()["label"] == "Brigade of One"


def test_what_can_be_done_is_told_of_all_routes_together(server: httpx.Client) -> None:
    refused = server.put("/articles/x")
    assert (refused.status_code, refused.headers["allow"]) == (405, "DELETE, GET, HEAD")
