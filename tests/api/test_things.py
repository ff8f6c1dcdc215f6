"""Entities, incidents, articles, the network around them, and the whole graph as a file."""

from __future__ import annotations

import networkx as nx
import pytest
from fastapi.testclient import TestClient
from lxml import etree

STRIKE = "/incidents/2024-01-04-baghdad-drone-strike"


def test_entities_are_found_in_spite_of_typing_errors(client: TestClient) -> None:
    first = client.get("/entities", params={"q": "Mushtak Talib al-Saidy"}).json()["items"][0]
    assert (first["slug"], first["class"]) == ("mushtaq-taleb-al-saidi", "Person")
    assert first["name"] == "Mushtaq Talib al-Saïdi", "the name that matched, which is not the preferred one"
    assert client.get(first["href"]).status_code == 200


def test_entities_by_class_without_incidents(client: TestClient) -> None:
    organisations = client.get("/entities", params={"class": "Organization"}).json()["items"]
    assert [found["label"] for found in organisations] == [
        "Harakat al-Nujaba", "Kataib Hezbollah", "Popular Mobilization Forces", "US military",
    ]  # fmt: skip
    everything = client.get("/entities?limit=100").json()["items"]
    assert all("/event/" not in found["iri"] for found in everything)
    assert everything[-1]["label"] == "a security official", "who has no name stands last"


def test_entities_that_an_outlet_mentions(client: TestClient) -> None:
    mentioned = client.get("/entities", params={"source": "Harbour Post"}).json()["items"]
    assert {found["slug"] for found in mentioned} == {"harakat-al-nujaba", "mushtaq-taleb-al-saidi"}


def test_suggestions_while_somebody_types(client: TestClient) -> None:
    kinds = [(hit["kind"], hit["label"]) for hit in client.get("/search", params={"q": "bagh"}).json()["items"]]
    assert kinds[0] == ("entity", "Baghdad")
    assert ("incident", "Drone strike in Baghdad, 2024-01-04") in kinds
    articles = client.get("/search", params={"q": "Militia leader killed", "kind": "article"}).json()["items"]
    assert [hit["href"] for hit in articles] == ["/articles/north-001"]


def test_an_entity(client: TestClient) -> None:
    nujaba = client.get("/entities/harakat-al-nujaba").json()
    assert (nujaba["class"], nujaba["names"]) == ("ArmedGroup", ["Nujaba Movement"])
    assert nujaba["incidents"][0]["other"]["label"] == "Drone strike in Baghdad, 2024-01-04"
    assert [report["publisher"] for report in nujaba["reported_in"]] == [
        "Northern Wire",
        "Gulf Courier",
        "Harbour Post",
    ]
    assert nujaba["claim_counts"] == {"Asserted": len(nujaba["claims"])}


def test_an_incident_has_its_accounts_side_by_side(client: TestClient) -> None:
    strike = client.get(STRIKE).json()
    killed = {
        (account["article"]["publisher"], account["source_text"], claim["value"], claim["quote"])
        for account in strike["accounts"]
        for claim in account["claims"]
        if claim["predicate"] == "killedCount"
    }
    assert killed == {
        ("Northern Wire", "the American forces", "2", "Two people died"),
        ("Gulf Courier", "a security official", "3", "At least three people were killed"),
        ("Harbour Post", None, "2", "Two people died"),
    }
    assert strike["disputed"] == ["killedCount"]
    assert strike["agreed"]["woundedCount"] == ["6"]
    assert strike["agreed"]["attacker"] == ["US military"]
    assert "killedCount" not in strike["agreed"]


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
    answer = client.get("/articles?limit=3")
    first = answer.json()
    assert [report["id"] for report in first["items"]] == ["north-001", "gulf-101", "harbour-201"]
    assert answer.headers["link"] == f'<{first["next"]}>; rel="next"'
    last = client.get(first["next"]).json()
    assert ([report["id"] for report in last["items"]], last["next"]) == (["north-002"], None)


def test_an_article_with_text_mentions_and_claims(client: TestClient) -> None:
    page = client.get("/articles/gulf-101").json()
    assert page["report"]["headline"] == "At least three dead in Baghdad"
    mention = page["mentions"][0]
    assert page["text"][mention["start"] : mention["end"]] == mention["surface"]
    assert (mention["label"], mention["class"]) == ("US military", "MilitaryForce")
    assert len(page["claims"]) == 13


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/entities/nobody", 404, "no entity or incident 'nobody'"),
        ("/incidents/nothing", 404, "no entity or incident 'nothing'"),
        ("/articles/none", 404, "no article 'none'"),
        ("/entities/nobody/neighbours", 404, "nobody"),
        ("/entities/iran/neighbours?predicate=likes", 422, "'likes' is no kind of tie"),
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
