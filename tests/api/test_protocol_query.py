"""SPARQL 1.1 Protocol, section 2.1 and 2.2, over a real connection: one case for each thing that it asks of a service.

Each case is named for its section. The data are two graphs, of a statement each, beside the default graph.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import httpx2
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from serving import serving

from kg.store import Graph

BASE = "https://w3id.org/sitrep/id/"
ONE, TWO = f"{BASE}article/one", f"{BASE}article/two"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
JSON = "application/sparql-results+json"
SELECT = "SELECT ?s WHERE { ?s ?p ?o }"
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
IN_GRAPHS = "SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    """Asks a server of its own."""
    folder = tmp_path_factory.mktemp("protocol") / "graph"
    with Graph.open(folder, base=BASE) as graph:
        p = NamedNode("http://example.org/p")
        articles = [
            (id_, [Quad(NamedNode(f"http://example.org/in-{id_}"), p, p, NamedNode(f"{BASE}article/{id_}"))])
            for id_ in ("one", "two")
        ]
        graph.apply(put=articles, believed=[Quad(NamedNode("http://example.org/believed"), p, p)])
        graph.publish()
    with serving(folder, query_size=20_000) as server, httpx2.Client(base_url=server.url) as client:
        yield client


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
    def test_default_graph(self, way: str, http: httpx2.Client) -> None:
        assert subjects(self.ask(http, way, SELECT, default_graph_uri=ONE)) == ["in-one"]

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


class TestFormats216:
    """2.1.5 and 2.1.6: the form of an answer is negotiated."""

    @pytest.mark.parametrize("query", [SELECT, ASK])
    @pytest.mark.parametrize("media_type", [JSON, "application/sparql-results+xml"])
    def test_select_and_ask(self, media_type: str, query: str, http: httpx2.Client) -> None:
        answer = http.get("/sparql", params={"query": query}, headers={"Accept": media_type})
        assert answer.headers["content-type"] == media_type
        if media_type == JSON:
            assert "head" in json.loads(answer.text)
        else:
            assert ET.fromstring(answer.text).tag.endswith("}sparql")

    @pytest.mark.parametrize("media_type", ["text/csv", "text/tab-separated-values"])
    def test_csv_and_tsv(self, media_type: str, http: httpx2.Client) -> None:
        answer = http.get("/sparql", params={"query": SELECT}, headers={"Accept": media_type})
        assert answer.headers["content-type"] == f"{media_type}; charset=utf-8"
        assert "http://example.org/believed" in answer.text

    @pytest.mark.parametrize("query", [CONSTRUCT, "DESCRIBE <http://example.org/believed>"])
    @pytest.mark.parametrize(
        "media_type",
        ["text/turtle", "application/n-triples", "application/trig", "application/n-quads", "application/rdf+xml",
         "application/ld+json"],
    )  # fmt: skip
    def test_construct_and_describe(self, media_type: str, query: str, http: httpx2.Client) -> None:
        answer = http.get("/sparql", params={"query": query}, headers={"Accept": media_type})
        assert answer.headers["content-type"].partition(";")[0] == media_type
        form = RdfFormat.from_media_type(media_type)
        assert form
        assert [triple.subject for triple in parse(answer.content, form)] == [NamedNode("http://example.org/believed")]

    def test_whoever_accepts_anything_gets_json_and_turtle(self, http: httpx2.Client) -> None:
        for accept in ("*/*", "", "text/html, */*;q=0.1"):
            for query, media_type in ((SELECT, JSON), (CONSTRUCT, "text/turtle; charset=utf-8")):
                answer = http.get("/sparql", params={"query": query}, headers={"Accept": accept})
                assert answer.headers["content-type"] == media_type

    @pytest.mark.parametrize(
        ("accept", "media_type"),
        [
            ("text/csv;q=0.4, application/sparql-results+xml;q=0.5", "application/sparql-results+xml"),
            ("application/*, text/csv;q=0.9", JSON),
            ("*/*, application/sparql-results+json;q=0", "application/sparql-results+xml"),
            ("application/json", "application/json"),
        ],
    )
    def test_weights_count(self, accept: str, media_type: str, http: httpx2.Client) -> None:
        answer = http.get("/sparql", params={"query": SELECT}, headers={"Accept": accept})
        assert answer.headers["content-type"] == media_type

    @pytest.mark.parametrize("accept", ["image/png", "application/*;q=0, text/csv;q=0.0", "text/turtle"])
    def test_406_lists_what_is_offered(self, accept: str, http: httpx2.Client) -> None:
        answer = http.get("/sparql", params={"query": SELECT}, headers={"Accept": accept})
        assert answer.status_code == 406
        for offered in (JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"):
            assert offered in answer.json()["detail"]

    def test_caches_are_told_what_the_answer_depends_on(self, http: httpx2.Client) -> None:
        query = "SELECT * { VALUES ?a { " + "'some words' " * 500 + "} }"
        long = http.get("/sparql", params={"query": query})
        assert long.headers["content-encoding"] == "gzip"
        vary = {name.strip() for name in long.headers["vary"].split(",")}
        assert {"Accept", "Accept-Encoding"} <= vary

    @pytest.mark.parametrize("coding", ["identity", "gzip;q=0", "*;q=0, identity"])
    def test_whoever_takes_no_gzip_gets_none(self, coding: str, http: httpx2.Client) -> None:
        query = "SELECT * { VALUES ?a { " + "'some words' " * 500 + "} }"
        answer = http.get("/sparql", params={"query": query}, headers={"Accept-Encoding": coding})
        assert "content-encoding" not in answer.headers
        assert "Accept-Encoding" in answer.headers["vary"]

    def test_long_answers_are_compressed_as_they_stream(self, http: httpx2.Client) -> None:
        many = " ".join(f"'{n:06}'" for n in range(1000))
        query = f"SELECT * {{ VALUES ?a {{ {many} }} VALUES ?b {{ 1 2 3 4 5 6 7 8 9 }} }}"
        request = http.build_request("POST", "/sparql", data={"query": query}, headers={"Accept": "text/csv"})
        answer = http.send(request, stream=True)
        assert "content-length" not in answer.headers
        raw = b"".join(answer.iter_raw())
        assert len(gzip.decompress(raw).splitlines()) == 9001


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
        assert http.get("/sparql", params={"query": "DROP ALL"}).status_code == 400
        assert http.post("/sparql", data={"update": "DROP ALL"}).status_code == 400
        direct = http.post("/sparql", content="DROP ALL", headers={"Content-Type": "application/sparql-update"})
        assert direct.status_code == 415

    def test_too_large(self, http: httpx2.Client) -> None:
        query = ASK + " #" + "x" * 20_000
        for answer in (
            http.post("/sparql", content=query, headers={"Content-Type": DIRECT}),
            http.post("/sparql", data={"query": query}),
            http.get("/sparql", params={"query": query}),
        ):
            assert answer.status_code == 413
            assert "20,000 bytes (SITREP_QUERY_SIZE)" in answer.json()["detail"]


class TestServiceDescription:
    """SPARQL 1.1 Service Description, section 2: what a GET without a query gives."""

    @pytest.mark.parametrize(
        "media_type", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
    )
    def test_in_every_form_of_rdf(self, media_type: str, http: httpx2.Client) -> None:
        answer = http.get("/sparql", headers={"Accept": media_type})
        form = RdfFormat.from_media_type(media_type)
        assert form
        said = {
            (triple.predicate.value.rpartition("#")[2], getattr(triple.object, "value", ""))
            for triple in parse(answer.content, form)
        }
        assert ("endpoint", f"{str(http.base_url).rstrip('/')}/sparql") in said
        assert ("supportedLanguage", "http://www.w3.org/ns/sparql-service-description#SPARQL11Query") in said
        assert not [said_so for said_so in said if "Federated" in said_so[1] or "Update" in said_so[1]]

    def test_browsers_are_sent_to_the_editor(self, http: httpx2.Client) -> None:
        answer = http.get("/sparql", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/explore")


class TestOtherOrigins:
    """Fetch, section 3.2: scripts of any origin may ask, and none of them with credentials."""

    def test_simple_requests(self, http: httpx2.Client) -> None:
        answer = http.get("/sparql", params={"query": ASK}, headers={"Origin": "https://example.org"})
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
        assert "Graph-Generation" in answer.headers["access-control-expose-headers"]

    def test_preflights(self, http: httpx2.Client) -> None:
        asks = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "content-type"}  # fmt: skip
        answer = http.options("/sparql", headers=asks)
        assert answer.status_code == 200
        assert "POST" in answer.headers["access-control-allow-methods"]

    def test_errors_can_be_read_too(self, http: httpx2.Client) -> None:
        answer = http.get("/sparql", params={"query": "x"}, headers={"Origin": "https://example.org"})
        assert answer.status_code == 400
        assert answer.headers["access-control-allow-origin"] == "*"
