"""The SPARQL 1.1 Protocol, section 2.1: the query operation."""

from __future__ import annotations

import csv
import io

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse

SELECT = "SELECT ?name WHERE { ?x a kg:Place ; rdfs:label ?name } ORDER BY ?name"
CONSTRUCT = "CONSTRUCT { ?a kg:attacked ?b } WHERE { ?a kg:attacked ?b }"
NORTH = "https://w3id.org/sitrep/id/article/north-001"
GULF = "https://w3id.org/sitrep/id/article/gulf-101"


def names(client: TestClient, **request: object) -> list[str]:
    answer = client.request(url="/sparql", **{"method": "GET", **request})  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    return [row["name"]["value"] for row in answer.json()["results"]["bindings"]]


def count(client: TestClient, pattern: str, **params: str) -> int:
    answer = client.get("/sparql", params={"query": f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}", **params})
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


class TestWaysToAsk:
    def test_get(self, client: TestClient) -> None:
        assert names(client, params={"query": SELECT}) == ["Baghdad", "Erbil", "Mosul"]

    def test_post_of_a_form(self, client: TestClient) -> None:
        assert names(client, method="POST", data={"query": SELECT}) == ["Baghdad", "Erbil", "Mosul"]

    def test_post_of_the_query_itself(self, client: TestClient) -> None:
        headers = {"Content-Type": "application/sparql-query; charset=utf-8"}
        assert names(client, method="POST", content=SELECT, headers=headers) == ["Baghdad", "Erbil", "Mosul"]

    def test_post_with_parameters_in_the_address(self, client: TestClient) -> None:
        answer = client.post(
            "/sparql",
            params={"default-graph-uri": NORTH},
            content="SELECT (COUNT(*) AS ?n) { ?s a kg:Claim }",
            headers={"Content-Type": "application/sparql-query"},
        )
        assert answer.json()["results"]["bindings"][0]["n"]["value"] == "9"


class TestDataSet:
    def test_the_default_graph_is_what_is_believed(self, client: TestClient) -> None:
        assert count(client, "?c a kg:Claim") == 0
        assert count(client, "GRAPH ?g { ?c a kg:Claim }") == 36

    def test_the_union_of_all_graphs_on_request(self, client: TestClient) -> None:
        assert count(client, "?c a kg:Claim", union="true") == 36

    def test_named_graphs_make_up_the_whole_data_set(self, client: TestClient) -> None:
        assert count(client, "GRAPH ?g { ?g a kg:Article }", **{"named-graph-uri": GULF}) == 1
        assert count(client, "?s ?p ?o", **{"named-graph-uri": GULF}) == 0
        assert count(client, "GRAPH ?g { ?s ?p ?o }", **{"default-graph-uri": GULF}) == 0


class TestForms:
    @pytest.mark.parametrize("media_type", ["application/sparql-results+json", "application/sparql-results+xml"])
    def test_of_select_and_ask(self, media_type: str, client: TestClient) -> None:
        for query in (SELECT, "ASK { ?s ?p ?o }"):
            answer = client.get("/sparql", params={"query": query}, headers={"Accept": media_type})
            assert answer.headers["content-type"] == media_type
            assert answer.headers["vary"].startswith("Accept")

    def test_csv_and_tsv(self, client: TestClient) -> None:
        answer = client.get("/sparql", params={"query": SELECT}, headers={"Accept": "text/csv"})
        assert list(csv.reader(io.StringIO(answer.text))) == [["name"], ["Baghdad"], ["Erbil"], ["Mosul"]]
        answer = client.get("/sparql", params={"query": SELECT, "format": "tsv"})
        assert answer.text.splitlines() == ["?name", '"Baghdad"', '"Erbil"', '"Mosul"']

    @pytest.mark.parametrize(
        "media_type",
        ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "application/n-quads",
         "application/trig"],
    )  # fmt: skip
    def test_of_construct(self, media_type: str, client: TestClient) -> None:
        answer = client.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": media_type})
        assert answer.headers["content-type"].startswith(media_type)
        form = RdfFormat.from_media_type(media_type)
        assert form is not None
        assert len(list(parse(answer.content, form))) == 3

    def test_none_that_is_accepted(self, client: TestClient) -> None:
        answer = client.get("/sparql", params={"query": SELECT}, headers={"Accept": "image/png, text/csv;q=0"})
        assert answer.status_code == 406
        assert "application/sparql-results+json, application/sparql-results+xml" in answer.json()["detail"]


class TestRefusals:
    @pytest.mark.parametrize(
        ("params", "says"),
        [
            ({"query": "SELECT * {"}, "not valid SPARQL: error at 1:"),
            ({"union": "true"}, "this one has none"),
            ({"query": [SELECT, SELECT]}, "this one has 2"),
            ({"query": "ASK { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}, "calls no other server"),
            ({"query": "DROP ALL"}, "not valid SPARQL"),
            ({"update": "DROP ALL"}, "Updates are not offered"),
            ({"query": SELECT, "default-graph-uri": "no iri"}, "must be an absolute IRI"),
        ],
    )
    def test_a_bad_request_is_told_why(self, params: dict[str, str], says: str, client: TestClient) -> None:
        answer = client.get("/sparql", params=params)
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"
        assert says in answer.json()["detail"]

    def test_updates_are_no_queries(self, client: TestClient) -> None:
        answer = client.post("/sparql", content="DROP ALL", headers={"Content-Type": "application/sparql-update"})
        assert answer.status_code == 415
        assert "updates are not offered" in answer.json()["detail"]
        assert client.post("/sparql", data={"update": "DROP ALL"}).status_code == 400

    def test_bodies_that_are_no_text(self, client: TestClient) -> None:
        answer = client.post("/sparql", content=b"\xff\xfe", headers={"Content-Type": "application/sparql-query"})
        assert answer.status_code == 400

    def test_other_methods(self, client: TestClient) -> None:
        assert client.put("/sparql", content="x").status_code == 405
