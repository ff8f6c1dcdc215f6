"""Entities, incidents, articles, the network around them, and the whole graph as a file."""

from __future__ import annotations

import networkx as nx
import pytest
from fastapi.testclient import TestClient
from lxml import etree

STRIKE = "/incidents/2024-01-04-baghdad-drone-strike"


def test_entities_are_found_in_spite_of_typing_errors(client: TestClient) -> None:
    first = client.get("/entities", params={"q": "Mushtak Talib al-Saidy"}).json()[0]
    assert (first["slug"], first["cls"]) == ("mushtaq-taleb-al-saidi", "Person")
    assert first["name"] == "Mushtaq Talib al-Saïdi", "the name that matched, which is not the preferred one"
    assert client.get(first["href"]).status_code == 200


def test_entities_by_class_without_incidents(client: TestClient) -> None:
    organisations = client.get("/entities", params={"class": "Organization"}).json()
    assert [found["label"] for found in organisations] == [
        "Harakat al-Nujaba", "Kataib Hezbollah", "Popular Mobilization Forces", "US military",
    ]  # fmt: skip
    assert all("/event/" not in found["iri"] for found in client.get("/entities?limit=100").json())


def test_incidents_are_found_by_label(client: TestClient) -> None:
    assert client.get("/incidents", params={"q": "Erbil"}).json()[0]["href"] == "/incidents/2024-01-erbil-rocket-attack"
    assert len(client.get("/incidents").json()) == 4


def test_an_entity(client: TestClient) -> None:
    nujaba = client.get("/entities/harakat-al-nujaba").json()
    assert nujaba["names"] == ["Nujaba Movement"]
    assert nujaba["incidents"][0]["other"]["label"] == "Drone strike in Baghdad, 2024-01-04"
    assert [report["publisher"] for report in nujaba["reported_in"]] == [
        "Northern Wire",
        "Gulf Courier",
        "Harbour Post",
    ]


def test_an_incident_has_its_accounts_side_by_side(client: TestClient) -> None:
    claims = client.get(STRIKE).json()["claims"]
    killed = {
        claim["article"]: (claim["value"], claim["quote"]) for claim in claims if claim["predicate"] == "killedCount"
    }
    assert killed["north-001"] == ("2", "Two people died")
    assert killed["gulf-101"] == ("3", "At least three people were killed")


@pytest.mark.parametrize(
    ("address", "ties"), [("/entities/harakat-al-nujaba/neighbours", 5), (STRIKE + "/neighbours", 4)]
)
def test_neighbours_are_what_graphology_loads(address: str, ties: int, client: TestClient) -> None:
    body = client.get(address).json()
    assert set(body) == {"attributes", "options", "nodes", "edges"}
    keys = {node["key"] for node in body["nodes"]}
    assert all({edge["source"], edge["target"]} <= keys for edge in body["edges"])
    assert len({edge["key"] for edge in body["edges"]}) == len(body["edges"]) == ties
    assert all("type" not in node["attributes"] for node in body["nodes"]), "sigma refuses it"


def test_neighbours_are_what_networkx_loads(client: TestClient) -> None:
    body = client.get("/entities/iran/neighbours", params={"format": "node-link", "depth": 2}).json()
    network = nx.node_link_graph(body, edges="edges")
    assert network.number_of_edges() == 5
    assert network.is_multigraph()


def test_neighbours_as_gexf_and_narrowed(client: TestClient) -> None:
    params: dict[str, str | list[str]] = {"format": "gexf", "predicate": ["leads", "partOf"], "direction": "in"}
    answer = client.get("/entities/harakat-al-nujaba/neighbours", params=params)
    assert answer.headers["content-type"] == "application/gexf+xml"
    edges = etree.fromstring(answer.content).findall(".//{http://gexf.net/1.3}edge")
    assert [edge.get("kind") for edge in edges] == ["leads"]


def test_articles_page_by_page(client: TestClient) -> None:
    first = client.get("/articles?limit=3").json()
    assert [report["id"] for report in first["articles"]] == ["gulf-101", "harbour-201", "north-001"]
    last = client.get(first["next"]).json()
    assert [report["id"] for report in last["articles"]] == ["north-002"]
    assert last["next"] is None


def test_an_article_with_text_mentions_and_claims(client: TestClient) -> None:
    page = client.get("/articles/gulf-101").json()
    assert page["report"]["headline"] == "At least three dead in Baghdad"
    mention = page["mentions"][0]
    assert page["text"][mention["start"] : mention["end"]] == mention["surface"]
    assert len(page["claims"]) == 13


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/entities/nobody", 404, "no entity or incident 'nobody'"),
        ("/incidents/nothing", 404, "no entity or incident 'nothing'"),
        ("/articles/none", 404, "no article 'none'"),
        ("/entities/nobody/neighbours", 404, "nobody"),
        ("/entities/iran/neighbours?predicate=likes", 422, "'likes' ties nothing together"),
        ("/entities/iran/neighbours?depth=9", 422, "depth: Input should be less than or equal to 3"),
        ("/entities?limit=0", 422, "limit: Input should be greater than or equal to 1"),
        ("/export/graph.xlsx", 404, "Use one of .nq"),
        ("/nowhere", 404, "Not Found"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(address: str, status: int, says: str, client: TestClient) -> None:
    answer = client.get(address)
    assert answer.status_code == answer.json()["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert says in answer.json()["detail"]


@pytest.mark.parametrize("ending", ["gexf", "nq", "ttl", "csv"])
def test_the_whole_graph_as_a_file(ending: str, client: TestClient) -> None:
    answer = client.get(f"/export/graph.{ending}")
    assert answer.headers["content-disposition"] == f'attachment; filename="graph.{ending}"'
    assert b"harakat-al-nujaba" in answer.content
