"""SPARQL 1.1 Protocol, section 2.1, over a real connection: one case for each thing that it asks of who is asked.

Each case is named for its section; `test_protocol_results.py` has those about the form of an answer. The data are two
graphs, of a statement each, beside the default graph.
"""

from __future__ import annotations

import httpx2
import pytest
from serving import BASE

ONE, TWO = f"{BASE}article/one", f"{BASE}article/two"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
JSON = "application/sparql-results+json"
SELECT = "SELECT ?s WHERE { ?s ?p ?o }"
ASK = "ASK { ?s ?p ?o }"
IN_GRAPHS = "SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"


def subjects(answer: httpx2.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    rows = answer.json()["results"]["bindings"]
    return sorted(next(iter(row.values()))["value"].rpartition("/")[2] for row in rows)


class TestQueryOperation211:
    """2.1.1 to 2.1.3: the three ways to send a query."""

    def test_via_get(self, http: httpx2.Client) -> None:
        assert subjects(http.get("/sparql", params={"query": SELECT})) == ["believed"]

    def test_via_post_with_urlencoded_parameters(self, http: httpx2.Client) -> None:
        assert subjects(http.post("/sparql", data={"query": SELECT})) == ["believed"]

    def test_via_post_directly(self, http: httpx2.Client) -> None:
        answer = http.post("/sparql", content=SELECT, headers={"Content-Type": DIRECT})
        assert subjects(answer) == ["believed"]

    @pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"'])
    def test_media_types_may_name_the_charset(self, charset: str, http: httpx2.Client) -> None:
        for media_type, body in ((DIRECT, SELECT), (FORM, str(httpx2.QueryParams({"query": SELECT})))):
            answer = http.post("/sparql", content=body, headers={"Content-Type": f"{media_type}; charset={charset}"})
            assert subjects(answer) == ["believed"]

    def test_letters_beyond_ascii(self, http: httpx2.Client) -> None:
        query = "SELECT ?x { BIND('a/اسم 名前 \N{GRINNING FACE}' AS ?x) }"
        for answer in (
            http.get("/sparql", params={"query": query}),
            http.post("/sparql", data={"query": query}),
            http.post("/sparql", content=query.encode(), headers={"Content-Type": DIRECT}),
        ):
            assert subjects(answer) == ["اسم 名前 \N{GRINNING FACE}"]

    def test_head_has_the_headers_of_get_and_no_body(self, http: httpx2.Client) -> None:
        asked = {"query": SELECT}
        head, get = http.head("/sparql", params=asked), http.get("/sparql", params=asked)
        assert head.status_code == 200
        assert head.content == b""
        assert head.headers["content-type"] == get.headers["content-type"] == JSON

    def test_options_tells_the_methods(self, http: httpx2.Client) -> None:
        answer = http.options("/sparql")
        assert answer.status_code == 204
        assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"
        assert DIRECT in answer.headers["accept-post"]


class TestDataset214:
    """2.1.4: the data set that a query is asked of."""

    ALL: tuple[str, ...] = ("get", "form", "direct")

    def ask(self, http: httpx2.Client, way: str, query: str, **graphs: str | list[str]) -> httpx2.Response:
        named = {name.replace("_", "-"): value for name, value in graphs.items()}
        if way == "get":
            return http.get("/sparql", params={"query": query, **named})
        if way == "form":
            return http.post("/sparql", data={"query": query, **named})
        return http.post("/sparql", params=named, content=query, headers={"Content-Type": DIRECT})

    @pytest.mark.parametrize("way", ALL)
    def test_none_given(self, way: str, http: httpx2.Client) -> None:
        assert subjects(self.ask(http, way, SELECT)) == ["believed"]
        assert subjects(self.ask(http, way, IN_GRAPHS)) == ["one", "two"]

    @pytest.mark.parametrize("way", ALL)
    def test_default_graph(self, way: str, http: httpx2.Client) -> None:
        assert subjects(self.ask(http, way, SELECT, default_graph_uri=ONE)) == ["in-one"]
        assert subjects(self.ask(http, way, IN_GRAPHS, default_graph_uri=ONE)) == []

    @pytest.mark.parametrize("way", ALL)
    def test_an_empty_name_is_that_of_no_graph(self, way: str, http: httpx2.Client) -> None:
        assert subjects(self.ask(http, way, SELECT, default_graph_uri="")) == ["believed"]

    @pytest.mark.parametrize("way", ALL)
    def test_default_graphs_are_merged(self, way: str, http: httpx2.Client) -> None:
        assert subjects(self.ask(http, way, SELECT, default_graph_uri=[ONE, TWO])) == ["in-one", "in-two"]

    @pytest.mark.parametrize("way", ALL)
    def test_named_graphs(self, way: str, http: httpx2.Client) -> None:
        assert subjects(self.ask(http, way, IN_GRAPHS, named_graph_uri=[ONE, TWO])) == ["one", "two"]
        assert subjects(self.ask(http, way, IN_GRAPHS, named_graph_uri=TWO)) == ["two"]
        assert subjects(self.ask(http, way, SELECT, named_graph_uri=TWO)) == []

    @pytest.mark.parametrize("way", ALL)
    def test_both(self, way: str, http: httpx2.Client) -> None:
        query = "SELECT ?x { { ?x ?p ?o } UNION { GRAPH ?x { ?s ?p ?o } } }"
        assert subjects(self.ask(http, way, query, default_graph_uri=ONE, named_graph_uri=TWO)) == ["in-one", "two"]

    @pytest.mark.parametrize("way", ALL)
    def test_the_protocols_data_set_outranks_the_querys(self, way: str, http: httpx2.Client) -> None:
        query = f"SELECT ?s FROM <{TWO}> {{ ?s ?p ?o }}"
        assert subjects(self.ask(http, way, query)) == ["in-two"]
        assert subjects(self.ask(http, way, query, default_graph_uri=ONE)) == ["in-one"]

    def test_a_graph_that_is_not_there_is_empty(self, http: httpx2.Client) -> None:
        assert subjects(self.ask(http, "get", SELECT, default_graph_uri="http://example.org/none")) == []

    def test_the_union_of_all_graphs_on_request(self, http: httpx2.Client) -> None:
        answer = http.get("/sparql", params={"query": SELECT, "union": "true"})
        assert subjects(answer) == ["believed", "in-one", "in-two"]


class TestFaults217:
    """2.1.7: status codes, and what is wrong in words."""

    @pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
    def test_bad_query_method(self, method: str, http: httpx2.Client) -> None:
        answer = http.request(method, "/sparql", params={"query": SELECT})
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"

    def test_bad_multiple_queries(self, http: httpx2.Client) -> None:
        for answer in (
            http.get("/sparql", params={"query": [ASK, SELECT]}),
            http.post("/sparql", data={"query": [ASK, SELECT]}),
            http.post("/sparql", params={"query": ASK}, content=SELECT, headers={"Content-Type": DIRECT}),
        ):
            assert answer.status_code == 400
            assert "this one has 2" in answer.json()["detail"]

    def test_bad_query_wrong_media_type(self, http: httpx2.Client) -> None:
        answer = http.post("/sparql", content=SELECT, headers={"Content-Type": "text/plain"})
        assert answer.status_code == 415
        assert DIRECT in answer.json()["detail"]

    def test_bad_query_missing_form_type(self, http: httpx2.Client) -> None:
        assert http.post("/sparql", content=b"query=ASK%20%7B%7D").status_code == 415

    def test_bad_query_missing_direct_type(self, http: httpx2.Client) -> None:
        assert http.post("/sparql", content=b"ASK {}").status_code == 415

    def test_bad_query_non_utf8(self, http: httpx2.Client) -> None:
        wrong = ASK.encode("utf-16")
        assert http.post("/sparql", content=wrong, headers={"Content-Type": DIRECT}).status_code == 400
        named = http.post("/sparql", content=wrong, headers={"Content-Type": f"{DIRECT}; charset=UTF-16"})
        assert named.status_code == 415
        assert http.get("/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%27%FF%27%7D").status_code == 400

    def test_bad_query_syntax(self, http: httpx2.Client) -> None:
        answer = http.get("/sparql", params={"query": "ASK {\n  ?s ?p }"})
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"
        assert "error at 2:10" in answer.json()["detail"]

    def test_bad_query_missing(self, http: httpx2.Client) -> None:
        for answer in (
            http.get("/sparql", params={"default-graph-uri": ONE}),
            http.post("/sparql", data={"default-graph-uri": ONE}),
        ):
            assert answer.status_code == 400
            assert "one parameter 'query'" in answer.json()["detail"]

    def test_bad_graph_name(self, http: httpx2.Client) -> None:
        answer = http.get("/sparql", params={"query": ASK, "named-graph-uri": "no iri"})
        assert answer.status_code == 400
        assert "absolute IRI" in answer.json()["detail"]

    def test_updates_are_no_queries(self, http: httpx2.Client) -> None:
        as_query = http.get("/sparql", params={"query": "DROP ALL"})
        assert (as_query.status_code, "posted to /update" in as_query.json()["detail"]) == (400, True)
        for answer in (
            http.get("/sparql", params={"update": "DROP ALL"}),
            http.post("/sparql", data={"update": "DROP ALL"}),
        ):
            assert answer.status_code == 400
            assert "Updates are not offered here" in answer.json()["detail"]
        direct = http.post("/sparql", content="DROP ALL", headers={"Content-Type": "application/sparql-update"})
        assert direct.status_code == 415
        assert "updates are not offered" in direct.json()["detail"]

    def test_too_large(self, http: httpx2.Client) -> None:
        query = ASK + " #" + "x" * 20_000
        for answer in (
            http.post("/sparql", content=query, headers={"Content-Type": DIRECT}),
            http.post("/sparql", data={"query": query}),
            http.get("/sparql", params={"query": query}),
        ):
            assert answer.status_code == 413
            assert "20,000 bytes (SITREP_QUERY_SIZE)" in answer.json()["detail"]
