"""What people are told of a query that the engine cannot read, or that asks what there is not."""

from __future__ import annotations

import pytest

from api.sparql.jobs import Query, SparqlJob
from kg.errors import QueryError
from kg.store import Graph
from kg.updates import update


@pytest.mark.parametrize(("text", "told"), [
    ("SELECT ?p { ?p wdt:P31 wd:Q5 }", "The prefix wdt: is not declared; write PREFIX wdt: <…>"),
    ("MATCH (n:Person) RETURN n LIMIT 5", "This is Cypher"),
    ("SELECT name FROM people WHERE x = 1", "This is SQL"),
    ("SELECT * FROM people", "This is SQL"),
    ("hello", "does not begin as SPARQL does (SELECT, ASK, CONSTRUCT, DESCRIBE)"),
    ("INSERT DATA { <a> <b> 1 }", "posted to /update"),
    ("  ", "The query is empty"),
    ("SELECT * { ?s ?p ?o", "A { has no }"),
    ("SELECT * { ?s ?p 'x }", "A string is not closed"),
    ("SELECT *\n{ ?s ?p ?o FILTER(?o > ) }", "line 2, column 27, near"),
    ("SELECT ?s { ?s bif:contains 'x' }", "no text index"),
    ("PREFIX g: <http://www.opengis.net/ont/geosparql#> SELECT ?s { ?s g:hasGeometry/g:asWKT ?w }", "geof:distance"),
    ("PREFIX text: <http://jena.apache.org/text#> SELECT ?s { ?s text:query 'x' }", "no text index"),
    ("SELECT ?s { ?s <http://www.bigdata.com/rdf/search#search> 'x' }", "FILTER(CONTAINS"),
    ("PREFIX math: <http://www.w3.org/2005/xpath-functions/math#> SELECT (math:sqrt(4) AS ?d) {}",
     "There is no function <http://www.w3.org/2005/xpath-functions/math#sqrt> here"),
])  # fmt: skip
def test_a_query_is_refused_in_a_sentence_for_people(text: str, told: str) -> None:
    with Graph.memory(base="http://x/") as graph, pytest.raises(QueryError) as wrong:
        SparqlJob(Query(text)).answer(graph)
    assert told in str(wrong.value)
    assert len(str(wrong.value)) < 500


def test_what_only_declares_or_names_such_an_index_is_answered() -> None:
    with Graph.memory(base="http://x/") as graph:
        text = "PREFIX text: <http://jena.apache.org/text#> ASK { ?s ?p 'http://jena.apache.org/text#query' }"
        assert SparqlJob(Query(text)).answer(graph).media_type == "application/sparql-results+json"


def test_an_update_that_is_none_is_refused_likewise() -> None:
    with Graph.memory(base="http://x/") as graph:
        with pytest.raises(QueryError, match="The prefix wdt: is not declared"):
            update(graph, "INSERT DATA { <a> wdt:P31 1 }")
        with pytest.raises(QueryError, match=r"A \{ has no \}"):
            update(graph, "INSERT DATA { <a> <b> 1")
