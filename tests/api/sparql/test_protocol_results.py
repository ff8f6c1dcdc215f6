"""SPARQL 1.1 Protocol, sections 2.1.5 and 2.1.6, over a real connection: the form of an answer, and its compression."""

from __future__ import annotations

import gzip
import json
from xml.etree import ElementTree as ET

import httpx2
import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

JSON = "application/sparql-results+json"
SELECT = "SELECT ?s WHERE { ?s ?p ?o }"
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


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
        csv = media_type == "text/csv"
        assert answer.text == ("s\r\nhttp://example.org/believed\r\n" if csv else "?s\n<http://example.org/believed>\n")

    def test_a_form_may_be_named_in_the_address(self, http: httpx2.Client) -> None:
        answer = http.get("/sparql", params={"query": SELECT, "format": "tsv"}, headers={"Accept": JSON})
        assert answer.text == "?s\n<http://example.org/believed>\n"

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


def test_xml_is_well_formed_whatever_a_text_holds(http: httpx2.Client) -> None:
    """A form feed stands between the pages of a PDF, and XML has no way to write it."""
    rows = http.get("/sparql", params={"query": r'SELECT ("one\ftwo" AS ?x) {}', "format": "xml"})
    assert ET.fromstring(rows.text).findtext(".//{*}literal") == "one two"
    triples = http.get("/sparql", params={"query": r'CONSTRUCT { <a:b> <c:d> "one\ftwo" } {}', "format": "rdfxml"})
    assert [element.text for element in ET.fromstring(triples.text).iter("{c:}d")] == ["one two"]
