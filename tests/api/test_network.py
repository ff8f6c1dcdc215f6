"""The whole network over HTTP, and neighbourhoods with incidents folded."""

from __future__ import annotations

from fastapi.testclient import TestClient

BASE = "https://w3id.org/sitrep/id/"
ADDRESS = "/entities/harakat-al-nujaba/neighbours"
ATTACK = f"{BASE}entity/us-military attacked {BASE}entity/harakat-al-nujaba"


def test_a_folded_neighbourhood_says_how_many_incidents_are_behind_a_tie_and_they_are_told(client: TestClient) -> None:
    body = client.get(ADDRESS, params={"fold": True, "communities": True}).json()
    ties = {edge["key"]: edge["attributes"] for edge in body["edges"]}
    assert (ties[ATTACK]["incidents"], ties[ATTACK]["first"], ties[ATTACK]["last"]) == (1, "2024-01-04", "2024-01-04")
    assert all("community" in node["attributes"] for node in body["nodes"])
    behind = client.get("/network/incidents", params={"edge": ATTACK}).json()
    assert [node["key"] for node in behind["nodes"]][2:] == [f"{BASE}event/2024-01-04-baghdad-drone-strike"]
    assert client.get("/network/incidents", params={"edge": "nothing"}).status_code == 422


def test_what_has_no_tie_but_by_incidents_keeps_them(client: TestClient) -> None:
    body = client.get("/entities/baghdad/neighbours", params={"fold": True}).json()
    assert {edge["attributes"]["kind"] for edge in body["edges"]} == {"place"}


def test_a_folded_tie_is_no_triple(client: TestClient) -> None:
    answer = client.get(ADDRESS, params={"fold": True, "format": "turtle"})
    assert answer.status_code == 422
    assert "no" in answer.json()["detail"]


def test_the_whole_comes_by_communities(client: TestClient) -> None:
    whole = client.get("/network/communities").json()
    assert whole["communities"][0]["open"]
    assert all({"x", "y", "community"} <= node["attributes"].keys() for node in whole["network"]["nodes"])
    [first, *_] = whole["communities"]
    closed = client.get("/network/communities", params={"close": first["key"]}).json()
    assert f"community:{first['key']}" in {node["key"] for node in closed["network"]["nodes"]}
    named = client.get("/network/communities", params={"named": True, "predicate": "leads"}).json()
    assert {edge["attributes"]["kind"] for edge in named["network"]["edges"]} == {"leads"}
