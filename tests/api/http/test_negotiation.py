"""Accept headers, as RFC 9110 section 12 reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.http.negotiation import SOLUTIONS, TRIPLES, NotAcceptable, choose


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


@pytest.mark.parametrize(
    ("accept", "name"), [("image/png", None), ("text/csv;q=0", None), ("*/*;q=0", None), (None, "xls")]
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
