"""Ids that are addresses themselves, as those of pages and feeds are: found, and linked to."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import httpx2
import pytest
from serving import BASE, serving

from kg.extract import Extractor
from kg.model import Article
from kg.pipeline.build import add
from kg.resolve.context import load_context
from kg.settings import Settings
from kg.store import Graph

IDS = [
    "https://news.example/2024/01/04/strike?page=1&all=yes#top",
    "feeds/day one/100%25 sure",
    'a+b; c=d, "e" <f> é',
    "slash/at/the/end/",
    "north/neighbours",
]
TEXT = "A drone strike killed two people in Baghdad on 4 January 2024, police said."


@pytest.fixture(scope="module")
def server(extractor: Extractor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    folder = tmp_path_factory.mktemp("ids") / "graph"
    with Graph.open(folder, base=BASE) as graph:
        articles = [Article(id_, TEXT, title=id_) for id_ in IDS]
        add(graph, articles, extractor=extractor, context=load_context(Settings(data=folder)))
    with serving(folder) as served:
        yield served.client


@pytest.mark.parametrize("id_", IDS)
def test_an_article_is_found_by_its_id_percent_encoded(id_: str, server: httpx2.Client) -> None:
    for safe in ("", "/"):
        found = server.get(f"/articles/{quote(id_, safe=safe)}")
        assert found.json()["report"]["id"] == id_


def test_every_link_leads_where_it_says(server: httpx2.Client) -> None:
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


def test_an_entity_of_ones_own_is_linked_to_by_its_iri(server: httpx2.Client) -> None:
    update = 'INSERT DATA { <https://own.example/x/y?z> a kg:ArmedGroup ; rdfs:label "Brigade of One" }'
    sent = server.post("/update", content=update, headers={"Content-Type": "application/sparql-update"})
    assert sent.status_code == 204, sent.text
    [hit] = server.get("/entities", params={"q": "Brigade of One"}).json()["items"]
    assert server.get(hit["href"]).json()["label"] == "Brigade of One"


def test_what_can_be_done_is_told_of_all_routes_together(server: httpx2.Client) -> None:
    refused = server.put("/articles/x")
    assert (refused.status_code, refused.headers["allow"]) == (405, "DELETE, GET, HEAD")
