"""Binding terms, and telling which queries reach out."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal

from kg.errors import QueryError, TooDeep
from kg.sparql.binding import bind, checked
from kg.store import Graph

BASE = "http://x/"


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
        r"ASK { \u0053ERVICE ?x {} }",
        r"ASK { S\U00000045RVICE ?x {} }",
        r"ASK { \u0073\u0065\u0072\u0076\u0069\u0063\u0065 ?x {} }",
        r"ASK { ?a ?b 'it\'s' \u0053ERVICE ?x {} }",
        r"ASK { ?a ?b ''' it\''' ' ''' SERVICE ?x {} }",
        "ASK { ?a ?b 7SERVICE?x{} }",
        "ASK { ?a ?b 1e1service?x{} }",
        "ASK { ?a ?b trueSERVICE?x{} }",
        "ASK { ?a ?b ?c SERVICESILENT?x{} }",
        "PREFIX : <x:> ASK { ?a ?b :a.b.SERVICE?x{} }",  # the engine ends a name before a second dot
        'ASK { VALUES ?o { """a" } SERVICE?x{} #\\x"""\n }',  # it knows no such escape, and so no long string
        'ASK { VALUES ?o { """a" } SERVICE?x{} #\\uD800"""\n }',
    ],
)
def test_service_is_seen_wherever_it_is_a_keyword(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is not offered"):
        checked(query, 100, BASE)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service <ex:p> 'SERVICE' }",
        'ASK { <http://x/SERVICE> ?p "a \\" SERVICE " }',
        "ASK { ?s ?p ''' ' SERVICE ' ''' }",
        "ASK { ?s ?p 'x'@service, _:service }",
        r"ASK { ?s ?p '\u0022', 'SERVICE \u0022' }",
    ],
)
def test_and_nowhere_else(query: str) -> None:
    assert checked(query, 100, BASE) == query


def test_a_name_with_that_word_is_a_name() -> None:
    query = "PREFIX service: <http://x/> PREFIX graphs: <http://x/> ASK{?s service: service:service,graphs:1}"
    assert checked(query, 100, BASE).partition("ASK")[2] == "{?s <http://x/> <http://x/service>,<http://x/1>}"


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX : <http://x/> ASK { ?a ?b 1 FILTER(?a<?b)SERVICE:x#>\n{?a ?b ?c} }",
        "ASK { ?a ?b ?c FILTER(?a<'x>')SERVICE<http://x/>{?a ?b ?c} # ' \n }",
        "PREFIX x: <http://x/> ASK { ?a ?b ?c SERVICEx:y{} }",
        "PREFIX : <http://x/> ASK { ?a ?b ?c SERVICE:y{} }",
        "PREFIX x: <http://x/> PREFIX SERVICEx: <http://y/> ASK { {} SERVICEx:y{} }",
        "ASK { ?a ?b 0SERVICESERVICE?x{} }",
        "PREFIX x: <http://x:> ASK { ?a ?b x:SERVICE<http://x/>{} }",  # whose IRI would have SERVICE for a port
    ],
)
def test_what_can_be_read_in_two_ways_is_handed_on_so_that_it_reaches_nobody(query: str) -> None:
    with pytest.raises(QueryError), Graph.memory(base="http://x/") as graph:
        graph.query(checked(query, 100, BASE))


def test_codepoint_escapes_are_resolved_outside_of_strings_and_iris() -> None:
    query = r"ASK { ?\u0061 ?b '\u0022', <http://x/\u0061> }"
    assert checked(query, 9, BASE) == r"ASK { ?a ?b '\u0022', <http://x/\u0061> }"
    with pytest.raises(QueryError, match="stands for no character"):
        checked(r"ASK { ?\uD800 }", 9, BASE)


def test_brackets_are_nested_only_so_deep() -> None:
    assert checked("ASK " + "{" * 9 + "}" * 9, 9, BASE)
    assert checked("ASK { ?s ?p '((((((((' } # ((((((((", 4, BASE)
    with pytest.raises(TooDeep, match=r"more than 9 deep \(SITREP_QUERY_DEPTH\)"):
        checked("ASK " + "{" * 10 + "}" * 10, 9, BASE)
