"""Canned queries over HTTP."""

from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient

from api import create_app
from api.params.enums import BLANK
from kg.settings import Settings
from kg.store import Graph


def test_the_catalogue_lists_each_with_its_parameters(client: TestClient) -> None:
    catalogue = client.get("/queries").json()
    assert catalogue["broken"] == []
    listed = {query["name"]: query for query in catalogue["queries"]}
    assert listed["who-attacked-whom"]["href"] == "/queries/who-attacked-whom"
    assert [p["name"] for p in listed["incidents"]["params"]] == [
        "place", "actor", "kind", "from", "to", "undated", "limit",
    ]  # fmt: skip


def test_each_answers_in_every_form_of_results(client: TestClient) -> None:
    address = "/queries/who-attacked-whom?target=Harakat%20al-Nujaba"
    assert client.get(address).json()["results"]["bindings"][0]["independentArticles"]["value"] == "2"
    for name, start in {"csv": "attacker,", "tsv": "?attacker\t", "xml": "<?xml"}.items():
        assert client.get(address, params={"target": "Nujaba Movement", "format": name}).text.startswith(start)


def test_several_values_match_any_of_them(client: TestClient) -> None:
    answer = client.get("/queries/who-attacked-whom", params={"target": ["Erbil", "Kataib Hezbollah"]})
    assert len(answer.json()["results"]["bindings"]) == 2


def test_explain_shows_the_query_ready_to_edit(client: TestClient) -> None:
    answer = client.get("/queries/parents", params={"group": "PMF", "limit": "5", "explain": "true"})
    assert answer.headers["content-type"].startswith("application/sparql-query")
    assert "VALUES ?group { <https://w3id.org/sitrep/id/entity/popular-mobilization-forces> }" in answer.text
    again = client.get("/sparql", params={"query": answer.text}).json()
    assert [row["parentName"]["value"] for row in again["results"]["bindings"]] == ["Iraq"]


def test_a_wrong_parameter_is_named(client: TestClient) -> None:
    for params, says in (
        ({}, "needs the parameter 'group'"),
        ({"group": "Harakat al-Nujba"}, "close ones: Harakat al-Nujaba"),
        ({"group": "PMF", "limit": "0"}, "'limit' is '0'; it must be a whole number from 1 to 10000"),
        ({"group": "PMF", "color": "red"}, "has no parameter 'color'; it has: group, limit"),
    ):
        answer = client.get("/queries/parents", params=params)
        assert answer.status_code == 422
        assert says in answer.json()["detail"]


def test_an_unknown_query_is_not_found(client: TestClient) -> None:
    answer = client.get("/queries/who-attacked-who")
    assert answer.status_code == 404
    assert "Did you mean 'who-attacked-whom'?" in answer.json()["detail"]


def test_parameters_are_typed_in_openapi(client: TestClient) -> None:
    declared = client.get("/openapi.json").json()["paths"]["/queries/incidents"]["get"]["parameters"]
    by_name = {parameter["name"]: parameter for parameter in declared}
    none = {"type": "string", "pattern": BLANK}  # a blank value counts as none
    assert by_name["from"]["schema"] == {"anyOf": [{"type": "string", "format": "date"}, none]}
    assert by_name["from"]["example"] == "2024-01-01"
    assert by_name["kind"]["schema"]["anyOf"][0]["enum"][:2] == ["Event", "Attack"]
    limit = {"type": "integer", "default": 200, "minimum": 1, "maximum": 10000}
    assert by_name["limit"]["schema"] == {"anyOf": [limit, none]}
    assert {"format", "explain"} <= set(by_name)


def test_own_queries_stand_beside_the_others_and_a_broken_one_takes_none_down(
    two_outlets: Graph, tmp_path: Path
) -> None:
    (tmp_path / "labels.rq").write_text(
        "#+ title: Labels\n#+ description: All\nSELECT ?l { ?x rdfs:label ?l } LIMIT 3 #limit"
    )
    (tmp_path / "broken.rq").write_text("#+ title: Broken\n#+ description: x\nSELECT {")
    with TestClient(create_app(Settings(own_queries=tmp_path), two_outlets)) as client:
        assert len(client.get("/queries/labels?limit=2").json()["results"]["bindings"]) == 2
        assert client.get("/queries/outlets").status_code == 200
        [broken] = client.get("/queries").json()["broken"]
        assert f"{tmp_path / 'broken.rq'}, line 3: is not valid SPARQL" in broken
