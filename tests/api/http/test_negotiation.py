"""Accept headers, as RFC 9110 section 12 reads them."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.http.negotiation import SOLUTIONS, TRIPLES, NotAcceptable, choose, weight_of


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "application/sparql-results+json"),
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv", "text/csv"),
        ("text/csv;q=0.4, text/tab-separated-values;q=0.5", "text/tab-separated-values"),
        ("text/*", "text/csv"),
        ("text/csv;q=0, text/*", "text/tab-separated-values"),
        ("*/*;q=0.1, application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/json", "application/json"),
        ("TEXT/CSV ; Q=1", "text/csv"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/sparql-results+json"),
        ("nonsense, text/csv", "text/csv"),
        ("*/*, application/sparql-results+json;q=0", "application/sparql-results+xml"),
    ],
)
def test_the_best_liked_form_is_chosen(accept: str | None, media_type: str) -> None:
    assert choose(accept, SOLUTIONS)[1] == media_type


def test_a_named_format_outranks_the_header() -> None:
    assert choose("text/csv", SOLUTIONS, "tsv")[0].name == "tsv"
    assert choose(None, TRIPLES, "text/turtle")[0].name == "turtle"


@pytest.mark.parametrize(("name", "form"), [
    ("rdf+xml", "rdfxml"), ("rdf xml", "rdfxml"), ("xml", "rdfxml"), ("json-ld", "jsonld"), ("n3", "turtle"),
    ("TTL", "turtle"), ("nt", "ntriples"),
])  # fmt: skip
def test_a_form_is_known_by_the_names_that_clients_use(name: str, form: str) -> None:
    assert choose("text/turtle", TRIPLES, name)[0].name == form


def test_a_form_of_no_known_name_leaves_it_to_the_header_if_that_names_one() -> None:
    assert choose("text/csv", SOLUTIONS, "xls")[0].name == "csv"
    assert choose("application/sparql-results+xml", SOLUTIONS, "turtle")[0].name == "xml"
    assert choose(None, SOLUTIONS, "srj")[0].name == "json"


@pytest.mark.parametrize(
    ("accept", "name"), [("*/*", "xls"), ("image/png", None), ("text/csv;q=0", None), ("*/*;q=0", None), (None, "xls")]
)
def test_what_is_offered_is_listed_when_nothing_fits(accept: str | None, name: str | None) -> None:
    with pytest.raises(NotAcceptable, match="csv"):
        choose(accept, SOLUTIONS, name)


@given(accept=st.text(alphabet="*/,;=q.01 abtexcsv\x00") | st.text())
def test_no_header_is_too_odd(accept: str) -> None:
    try:
        offer, _ = choose(accept, SOLUTIONS)
    except NotAcceptable:
        return
    assert offer in SOLUTIONS


def test_a_header_of_many_ranges_is_read_in_no_time() -> None:
    begun = time.process_time()
    for header in ("text/csv;q=0.5," * 50_000, "text/csv" + ";q=0.5" * 50_000, "*," * 200_000, "gzip;" * 100_000):
        with contextlib.suppress(NotAcceptable):
            choose(header, SOLUTIONS)
        weight_of("gzip", header)
    assert time.process_time() - begun < 0.5
