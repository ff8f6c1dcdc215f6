"""Queries are answered by a server store as by the folder, whatever that takes for its default graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Run
from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples
from stores import BASE, Oxigraph, oxigraph, send

from kg.query.canned import read_questions
from kg.query.canned.load import Questions
from kg.replication.queries import for_server
from kg.replication.server import Server
from kg.settings import Settings
from kg.store import Graph

BELIEVED = f"{BASE}graph/believed"
OWN = (
    "ASK { ?a kg:attacked ?b }",
    "CONSTRUCT WHERE { ?a kg:attacked ?b }",
    "CONSTRUCT { ?b kg:killed ?a } WHERE { ?a kg:attacked ?b . { GRAPH ?g { ?a kg:attacked ?b } } UNION { ?b a ?c } }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s kg:attacked ?o } } GROUP BY ?g",
    "SELECT * { ?s kg:attacked ?o FILTER EXISTS { GRAPH ?g { ?s a ?c } } OPTIONAL { GRAPH ?h { ?o a ?d } } }",
    "SELECT * { { SELECT ?s (COUNT(?g) AS ?n) { GRAPH ?g { ?s kg:attacked ?o } } GROUP BY ?s } ?s rdfs:label ?l } "
    "VALUES ?n { 1 2 }",
    "BASE <https://w3id.org/sitrep/id/> SELECT ?l { <entity/hezbollah> rdfs:label ?l }",
    "SELECT ?p ?o { <entity/hezbollah> ?p ?o }",
)


def seen(answer: object) -> object:
    """An answer as values that can be compared: rows without their order."""
    if isinstance(answer, QueryBoolean):
        return bool(answer)
    if isinstance(answer, QuerySolutions):
        names = [variable.value for variable in answer.variables]
        return names, sorted(tuple(str(row[name]) for name in names) for row in answer)
    assert isinstance(answer, QueryTriples | Iterator)
    return sorted(map(str, answer))


@pytest.fixture
def questions() -> Questions:
    return read_questions(Settings().queries)[0]


def test_every_canned_query_and_others_answer_alike_where_the_default_graph_is_a_union(
    own: Path, tmp_path: Path, questions: Questions
) -> None:
    answered = 0
    with oxigraph(tmp_path / "union", "--union-default-graph") as mixed:
        settings = Settings(data=own, store=mixed.url, store_default_graph=BELIEVED)
        send(settings)
        with Server(settings) as there, Graph.snapshot(own, base=BASE) as here:
            for question in questions.values():
                examples = {name: p.example for name, p in question.params.items() if p.required and p.example}
                text = question.bind(examples, here)
                found = seen(there.query(for_server(text, BASE, BELIEVED)))
                assert found == seen(here.query(text)), text
                answered += bool(found[1])  # type: ignore[index]
            for text in OWN:
                assert seen(there.query(for_server(text, BASE, BELIEVED))) == seen(here.query(text)), text
    assert answered > 10


def test_a_query_says_what_our_store_takes_for_granted() -> None:
    assert for_server("SELECT * { ?s a kg:Event }", BASE, None) == (
        f"BASE <{BASE}>\nPREFIX kg: <https://w3id.org/sitrep/ontology#>\nSELECT * {{ ?s a kg:Event }}"
    )
    declared = "PREFIX kg: <http://x/> ASK { ?s a kg:Event }"
    assert for_server(declared, BASE, None).count("PREFIX") == 1
    assert "GRAPH" not in for_server("SELECT * FROM <http://x/> { ?s ?p ?o }", BASE, BELIEVED)
    assert "GRAPH" not in for_server("DESCRIBE <http://x/>", BASE, BELIEVED)
    assert for_server("ASK { GRAPH ?g { ?s ?p ?o } }", "b:", "d:d").endswith(
        "ASK { GRAPH <d:d> { GRAPH ?g { ?s ?p ?o } FILTER(?g != <d:d>) } }"
    )


def test_the_command_asks_the_server_with_and_without_a_folder(
    kg: Run, in_step: tuple[Settings, Oxigraph], tmp_path: Path
) -> None:
    settings, server = in_step
    asked = "query", "members-and-leaders", "-p", "group=Hamas", "--format", "csv"
    local = kg(*asked, "--data", settings.data)
    assert len(local.out.splitlines()) > 1
    for folder in (settings.data, tmp_path / "nothing"):
        there = kg(*asked, "--data", folder, "--store", server.url)
        assert (there.code, sorted(there.out.splitlines())) == (0, sorted(local.out.splitlines())), there.err
    empty = "--data", tmp_path / "nothing", "--store", server.url
    assert "goes by that name" in kg("query", "members-and-leaders", "-p", "group=Nobody", *empty).err
    assert "refuses the query" in kg("query", "SELECT * {", *empty).err
    assert "SERVICE" in kg("query", "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", *empty).err
    assert kg("query", "CONSTRUCT { ?a kg:attacked ?b } { ?a kg:attacked ?b }", *empty).out.count("attacked") > 5
