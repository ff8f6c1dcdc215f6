"""Binding terms, and telling which queries reach out."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal

from kg.sparql import bind, reaches_out


def test_only_what_has_terms_is_bound() -> None:
    query = "SELECT * { VALUES ?a { UNDEF } values ?b{UNDEF} }"
    assert bind(query, {"b": [Literal(1), Literal("x")], "a": []}) == (
        'SELECT * { VALUES ?a { UNDEF } VALUES ?b { "1"^^<http://www.w3.org/2001/XMLSchema#integer> "x" } }'
    )


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x> { ?s ?p ?o } }",
        "ASK{service silent?x{}}",
        "ASK { # comment ' \n SeRvIcE <http://x> {} }",
        "ASK { ?a ?b 'it''s' SERVICE ?x {} }",
        'ASK { ?a ?b """ " """ . SERVICE ?x {} }',
        "ASK { FILTER(?a <?b) SERVICE ?x {} }",
        "PREFIX : <http://x/> ASK { :a :b :c\nSERVICE :x {} }",
    ],
)
def test_service_is_seen_wherever_it_is_a_keyword(query: str) -> None:
    assert reaches_out(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ex:service 'SERVICE' }",
        'ASK { <http://x/SERVICE> ?p "a \\" SERVICE " }',
        "ASK { ?s ?p ''' ' SERVICE ' ''' } # SERVICE <http://x> {}",
        "ASK { ?s service: service:service }",
        "ASK { ?s ?p 'x'@service, _:service }",
    ],
)
def test_and_nowhere_else(query: str) -> None:
    assert not reaches_out(query)
