"""OpenRefine's questions, as its protocol has them: manifest, matching, suggestions, new columns."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from jsonschema import validate

# What the protocol's published schemas ask of answers: only what they require or forbid.
NAMED = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {"id": {"type": "string"}, "name": {"type": "string"}},
}
TYPES = {"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "object", "required": ["id"]}]}}
MANIFEST = {
    "required": ["versions", "name", "identifierSpace", "schemaSpace"],
    "properties": {
        "versions": {"type": "array", "items": {"type": "string"}, "contains": {"const": "0.2"}},
        **{
            name: {"type": "string"}
            for name in ("name", "identifierSpace", "schemaSpace", "documentation", "serviceVersion")
        },
        "view": {"required": ["url"], "properties": {"url": {"type": "string", "pattern": r"\{\{id\}\}"}}},
        "defaultTypes": {"type": "array", "items": NAMED, "uniqueItems": True},
        "extend": {"properties": {"property_settings": {"type": "array"}}},
    },
}
MATCHES = {
    "type": "object",
    "additionalProperties": {
        "required": ["result"],
        "properties": {"result": {"type": "array", "items": {
            "required": ["id", "name", "score"],
            "properties": {
                **{name: {"type": "string"} for name in ("id", "name", "description")},
                "score": {"type": "number"}, "match": {"type": "boolean"}, "type": TYPES,
                "features": {"type": "array", "items": {"properties": {"value": {"type": ["boolean", "number"]}}}},
            },
        }}},
    },
}  # fmt: skip
SUGGESTED = {"required": ["result"], "properties": {"result": {"type": "array", "items": NAMED}}}
CELL = {"oneOf": [
    {"type": "object", "additionalProperties": False},
    NAMED | {"additionalProperties": False},
    *({"type": "object", "required": [name], "properties": {name: kind}, "additionalProperties": False}
      for name, kind in {"str": {"type": "string"}, "float": {"type": "number"}, "int": {"type": "integer"},
                         "date": {"type": "string", "pattern": "T"}}.items()),
]}  # fmt: skip
EXTENDED = {
    "required": ["meta", "rows"],
    "properties": {
        "meta": {"type": "array", "items": NAMED},
        "rows": {"additionalProperties": {"additionalProperties": {"type": "array", "items": CELL}}},
    },
}


def test_answers_to_a_clients_whole_walk_are_what_the_protocols_schemas_ask(client: TestClient) -> None:
    """As OpenRefine goes: the manifest, suggestions, rows in batches, columns, each address out of the manifest."""
    manifest = client.get("/reconcile").json()
    validate(manifest, MANIFEST)
    for kind, service in manifest["suggest"].items():
        told = client.get(service["service_url"] + service["service_path"], params={"prefix": "a", "cursor": 0}).json()
        validate(told, SUGGESTED)
        assert told["result"], kind
    rows = {
        "q0": {"query": "Baghdad", "type": manifest["defaultTypes"][3]["id"], "type_strict": "should", "limit": 1000},
        "q1": {"query": "Xyzzyq"},
        "q2": {"query": "Drone strike in Baghdad, 2024-01-04",
               "properties": [{"pid": "place", "v": [{"id": "entities/baghdad"}, "Basra"]},
                              {"pid": "disputed", "v": True}]},
        "q3": {"properties": [{"pid": "altLabel", "v": "Hashd al-Shaabi"}]},
    }  # fmt: skip
    told = client.post("/reconcile", data={"queries": json.dumps(rows)}).json()
    validate(told, MATCHES)
    assert told.keys() == rows.keys()
    assert [bool(told[row]["result"]) for row in rows] == [True, False, True, True]
    proposed = manifest["extend"]["propose_properties"]
    columns = client.get(proposed["service_url"] + proposed["service_path"], params={"type": "Place"}).json()[
        "properties"
    ]
    wanted = {"ids": ["entities/baghdad"], "properties": [{"id": one["id"], "settings": {}} for one in columns[:50]]}
    told = client.post("/reconcile", data={"extend": json.dumps(wanted)}).json()
    validate(told, EXTENDED)
    assert any(told["rows"]["entities/baghdad"].values())


def match(client: TestClient, **row: Any) -> list[dict[str, Any]]:
    answer = client.post("/reconcile", data={"queries": json.dumps({"q0": row})})
    assert answer.status_code == 200, answer.text
    result: list[dict[str, Any]] = answer.json()["q0"]["result"]
    return result


def test_the_manifest_has_what_the_protocol_requires_and_its_addresses_answer(client: TestClient) -> None:
    manifest = client.get("/reconcile").json()
    assert "0.2" in manifest["versions"]
    assert {"name", "identifierSpace", "schemaSpace", "view", "defaultTypes", "suggest", "extend"} <= manifest.keys()
    assert "{{id}}" in manifest["view"]["url"]
    for service in (*manifest["suggest"].values(), manifest["extend"]["propose_properties"]):
        assert client.get(service["service_url"] + service["service_path"]).is_success


def test_a_name_by_another_spelling_is_matched_and_viewed(client: TestClient) -> None:
    [first, *_] = match(client, query="Hashd al-Shaabi")
    assert (first["id"], first["name"], first["match"]) == (
        "entities/popular-mobilization-forces", "Popular Mobilization Forces", True,
    )  # fmt: skip
    assert first["type"] == [{"id": "Coalition", "name": "coalition"}]
    near = match(client, query="Harakat al Nujabaa", type="Organization", limit=1)
    assert [one["id"] for one in near] == ["entities/harakat-al-nujaba"]
    assert client.get(f"/{first['id']}").json()["label"] == first["name"]


def test_types_leave_out_what_is_of_no_other_and_several_queries_go_at_once(client: TestClient) -> None:
    rows = {"a": {"query": "Iraq", "type": "Person"}, "b": {"query": "Baghdad", "type": ["Place"]}}
    found = client.get("/reconcile", params={"queries": json.dumps(rows)}).json()
    assert found["a"]["result"] == []
    assert found["b"]["result"][0]["id"] == "entities/baghdad"


def test_other_columns_count(client: TestClient) -> None:
    row = {"query": "Drone strike in Baghdad, 2024-01-04", "type": "Event"}
    [right, *_] = match(client, **row, properties=[{"pid": "date", "v": "2024-01-04"}])
    [wrong, *_] = match(client, **row, properties=[{"pid": "date", "v": "2020-02-02"}])
    assert right["id"] == wrong["id"] == "incidents/2024-01-04-baghdad-drone-strike"
    assert right["match"]
    assert not wrong["match"]


def test_columns_are_added_as_things_numbers_and_days(client: TestClient) -> None:
    wanted = {
        "ids": ["incidents/2024-01-04-baghdad-drone-strike", "entities/nobody"],
        "properties": [{"id": "attacker"}, {"id": "killedMax"}, {"id": "date"}, {"id": "disputed"}],
    }
    told = client.post("/reconcile", data={"extend": json.dumps(wanted)}).json()
    assert [one["id"] for one in told["meta"]] == ["attacker", "killedMax", "date", "disputed"]
    assert told["rows"]["incidents/2024-01-04-baghdad-drone-strike"] == {
        "attacker": [{"id": "entities/us-military", "name": "US military"}],
        "killedMax": [{"str": "3"}], "date": [{"str": "2024-01-04"}], "disputed": [{"str": "killedCount"}],
    }  # fmt: skip
    assert told["rows"]["entities/nobody"]["date"] == []


def test_suggestions_are_things_types_and_properties(client: TestClient) -> None:
    def suggested(kind: str, prefix: str) -> list[str]:
        found = client.get(f"/reconcile/suggest/{kind}", params={"prefix": prefix}).json()["result"]
        return [one["id"] for one in found]

    assert suggested("entity", "Kataib")[0] == "entities/kataib-hezbollah"
    assert suggested("type", "drone") == ["DroneStrike"]
    assert "killedMax" in suggested("property", "killed")
    proposed = client.get("/reconcile/properties", params={"type": "Place"}).json()["properties"]
    assert {"within", "lat"} <= {one["id"] for one in proposed}
    assert "killedMax" not in {one["id"] for one in proposed}


@pytest.mark.parametrize("queries", ["no JSON", "[]", '{"q": {}}', '{"q": {"query": "x", "limit": 0}}'])
def test_what_the_protocol_does_not_know_is_refused_in_words(queries: str, client: TestClient) -> None:
    refused = client.post("/reconcile", data={"queries": queries})
    assert refused.status_code == 422
    assert "what the protocol wants" in refused.json()["detail"]


def test_too_many_rows_at_once_are_refused(client: TestClient) -> None:
    rows = {str(n): {"query": "x"} for n in range(51)}
    assert client.post("/reconcile", data={"queries": json.dumps(rows)}).status_code == 413
