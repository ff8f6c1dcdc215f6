"""What an update may write, and that edits of the default graph outlast whatever the articles say next."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store

from kg.errors import Forbidden, NotFound, QueryError, TooDeep
from kg.store import Graph
from kg.store.backups import back_up, restore
from kg.updates import add, change, delete, replace, update
from kg.updates.payloads import triples_of

BASE = "https://example.org/"


def believe(*names: str) -> list[Quad]:
    return [Quad(NamedNode(f"urn:{name}"), NamedNode("urn:p"), Literal(name)) for name in names]


def default(graph: Graph) -> set[str]:
    """The objects in the default graph."""
    return {row["o"].value for row in graph.query("SELECT ?o { ?s ?p ?o }")}  # type: ignore[union-attr]


@pytest.fixture
def graph() -> Graph:
    graph = Graph.memory(base=BASE)
    graph.apply(believed=believe("a", "b"))
    return graph


# Edits


def test_what_people_add_and_remove_outlasts_what_is_believed_next(graph: Graph) -> None:
    update(graph, "INSERT DATA { <urn:mine> <urn:p> 'mine' } ; DELETE { ?s ?p 'a' } WHERE { ?s ?p 'a' }")
    assert default(graph) == {"b", "mine"}
    graph.apply(believed=believe("a", "c"))
    assert default(graph) == {"c", "mine"}
    graph.apply(believed=believe("mine"))
    graph.apply(believed=believe("a"))
    assert default(graph) == {"mine"}


def test_edits_are_there_to_see_and_can_be_taken_back(graph: Graph) -> None:
    update(graph, "INSERT DATA { <urn:x> <urn:p> 'x' } ; DELETE DATA { <urn:a> <urn:p> 'a' }")
    assert graph.query("ASK { GRAPH <graph/added> { ?x ?p 'x' } GRAPH <graph/removed> { ?a ?p 'a' } }")
    update(graph, "INSERT DATA { <urn:a> <urn:p> 'a' }")
    graph.apply(believed=believe("a", "b"))
    assert default(graph) == {"a", "b", "x"}
    assert not graph.query("ASK { GRAPH <graph/removed> { ?s ?p ?o } }")


def test_writing_what_is_there_already_is_no_edit(graph: Graph) -> None:
    update(graph, "INSERT DATA { <urn:a> <urn:p> 'a' } ; DELETE DATA { <urn:z> <urn:p> 'z' }")
    replace(graph, None, [quad.triple for quad in believe("a", "b")])
    update(graph, "DELETE { ?s ?p ?o } INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert not graph.query("ASK { GRAPH ?g { ?s ?p ?o } }")


def test_edits_are_no_graphs_that_a_pattern_finds(graph: Graph) -> None:
    update(
        graph,
        "INSERT DATA { <urn:x> <urn:p> 'x' GRAPH <urn:own> { <urn:y> <urn:p> 'y' } } ; DELETE WHERE { ?s ?p 'a' }",
    )
    update(
        graph,
        "INSERT { GRAPH <urn:seen> { ?g <urn:has> ?o } } WHERE { { GRAPH ?g { ?s ?p ?o } } UNION { GRAPH ?g { } } }",
    )
    assert {row["g"].value for row in graph.query("SELECT ?g { GRAPH <urn:seen> { ?g ?p ?o } }")} == {"urn:own"}  # type: ignore[union-attr]
    update(graph, "DELETE WHERE { GRAPH ?g { ?s <urn:p> ?o } }")
    assert default(graph) == {"b", "x"}


def test_readers_never_see_the_graphs_of_edits_and_backups_keep_them(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "graph", base=BASE) as graph:
        graph.apply(believed=believe("a", "b"))
        update(graph, "INSERT DATA { <urn:x> <urn:p> [ <urn:p> 'x' ] } ; DELETE WHERE { ?s ?p 'a' }")
        graph.publish()
    with Graph.snapshot(tmp_path / "graph", base=BASE) as seen:
        assert not seen.query("ASK { GRAPH ?g { } }")
        assert not seen.query("ASK { ?s ?p 'a' }", union=True)
        assert {quad.graph_name for quad in seen.quads()} == {DefaultGraph()}
    back_up(tmp_path / "graph", BASE, tmp_path / "backup.tar.gz")
    restore(tmp_path / "backup.tar.gz", tmp_path / "other", BASE)
    for folder in (tmp_path / "other", tmp_path / "graph"):
        with Graph.open(folder, base=BASE) as graph:
            graph.apply(believed=believe("a"))
            assert graph.query("ASK { <urn:x> <urn:p> ?x . ?x <urn:p> 'x' }")
            assert not graph.query("ASK { ?s ?p 'a' }")
            update(graph, "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?o != 'b') }")
        with Graph.open(folder, base=BASE) as graph:
            graph.apply(believed=believe("b"))
            assert default(graph) == {"b"}, "what a backup brought back, it brings back once"


def test_own_graphs_stay_as_they_are_whatever_is_built(graph: Graph) -> None:
    update(graph, "INSERT DATA { GRAPH <urn:own> { <urn:own> dcterms:identifier 'own' ; a kg:Article } }")
    graph.apply(believed=[])
    assert graph.article_ids() == []
    assert graph.query("ASK { GRAPH <urn:own> { ?s a kg:Article } }")


def test_blank_nodes_of_edits_stay_the_same_nodes(graph: Graph) -> None:
    update(graph, "INSERT DATA { _:x <urn:p> 'x' ; <urn:q> 1 }")
    graph.apply(believed=believe("a"))
    assert graph.query("ASK { ?x <urn:p> 'x' ; <urn:q> 1 }")
    update(graph, "DELETE { ?x ?p ?o } WHERE { ?x ?p ?o FILTER(ISBLANK(?x)) }")
    assert default(graph) == {"a"}


# What is refused


@pytest.mark.parametrize("text", [
    "INSERT DATA { GRAPH <article/1> { <urn:a> <urn:b> 1 } }",
    "INSERT DATA { <urn:a> <urn:b> 1 GRAPH <urn:own> { } GRAPH <https://example.org/graph/added> { } }",
    "LOAD SILENT <urn:x> INTO GRAPH <article/1>",
    "PREFIX : <https://example.org/art> DELETE DATA { GRAPH :icle\\/1 { <urn:a> <urn:b> 1 } }",
    "BASE <https://example.org/x/y> DROP SILENT GRAPH <../article/1>",
    "DROP GRAPH <https://example.org/\\u0061rticle/1>",
    "WITH <article/1> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "DELETE WHERE { GRAPH <article/1> { ?s ?p ?o } }",
    "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
    "INSERT { GRAPH ?g { <urn:a> <urn:b> 1 } } WHERE { VALUES ?g { <urn:own> <article/2> } }",
    "MOVE <article/1> TO <urn:own>",
    "DROP ALL",
    "CLEAR NAMED",
    "WITH <urn:own> INSERT { <urn:a> <urn:b> 1GRAPH<article/1>{ <urn:a> <urn:b> 2 } } WHERE {}",
    "WITH <urn:own> DELETE { <urn:a> <urn:b> trueGRAPH <article/1>{ ?s ?p ?o } } WHERE { ?s ?p ?o }",
    "WITH<urn:own>INSERT{<urn:a><urn:b>'x'@enGRAPH}WHERE{} ; DROPALL",
    "DROPALL",
])  # fmt: skip
def test_no_update_writes_to_an_articles_graph(graph: Graph, text: str) -> None:
    node = graph.iris.article("1")
    graph.apply([("1", [Quad(node, NamedNode("http://purl.org/dc/terms/identifier"), Literal("1"), node)])])
    before = set(graph.quads())
    with pytest.raises(Forbidden, match="POST /articles"):
        update(graph, text)
    assert set(graph.quads()) == before


@pytest.mark.parametrize("text", [
    "INSERT { GRAPH <urn:own> { ?s ?p ?o } } WHERE { GRAPH <article/1> { ?s ?p ?o } }",
    "COPY <article/1> TO <urn:own>",
    "INSERT { GRAPH ?g { <urn:a> <urn:b> 'GRAPH <article/1> { }' } } WHERE { BIND(<urn:own> AS ?g) } # DROP ALL",
    "INSERT DATA { GRAPH <urn:own> { <urn:a> <urn:b> \"\"\" } ; DROP GRAPH <article/1> \"\"\" } }",
])  # fmt: skip
def test_articles_are_there_to_read_and_to_talk_of(graph: Graph, text: str) -> None:
    graph.apply([("1", [Quad(graph.iris.article("1"), NamedNode("urn:p"), Literal("1"), graph.iris.article("1"))])])
    update(graph, text)
    assert graph.query("ASK { GRAPH <urn:own> { ?s ?p ?o } GRAPH <article/1> { ?x ?y ?z } }")


@pytest.mark.parametrize("text", [
    "PREFIX x: <article/> WITH <urn:own> INSERT { GRAPHx:1 { <urn:a> <urn:b> 1 } } WHERE {}",
    "PREFIX x: <article/> PREFIX GRAPHx: <urn:> WITH <urn:own> INSERT { GRAPHx:1 { <urn:a> <urn:b> 1 } } WHERE {}",
    "INSERT DATA { <urn:a> <urn:b> 1 } ; LOAD<http://127.0.0.1:9/>",
    "INSERT { <urn:a> <urn:b> 1 } WHERE { } LOAD SILENT <http://127.0.0.1:9/>",
    "INSERT { <urn:a> <urn:b> 1 } WHERE { { LOADSILENT<http://127.0.0.1:9/> } }",
    "INSERT { <urn:a> <urn:b> 1 } WHERE { { } SERVICE:x { } }",
    "INSERT { <urn:a> <urn:b> 1 } WHERE { VALUES ?o { \"\"\"a\" } SERVICE<http://127.0.0.1:9/>{} #\\x\"\"\"\n }",
])  # fmt: skip
def test_keywords_glued_to_what_is_before_them_are_seen(graph: Graph, text: str) -> None:
    before = set(graph.quads())
    with pytest.raises(QueryError):
        update(graph, text)
    assert set(graph.quads()) == before


def test_what_is_glued_is_cut_as_the_engine_cuts_it(graph: Graph) -> None:
    update(graph, "PREFIX x:<urn:>INSERTDATA{x:a x:p 1GRAPH<urn:own>{x:s x:p 1e1}x:b x:p falseGRAPH x:own{x:s x:p 2}}")
    assert graph.query("ASK { GRAPH <urn:own> { <urn:s> <urn:p> 1e1 } <urn:a> <urn:p> 1 }")


@pytest.mark.parametrize("gone", [
    "<urn:a> <urn:p> 'a' {| <urn:q> 1 |}", "<urn:a> <urn:p> 'a' ~", "<< <urn:a> <urn:p> 'a' >> <urn:q> 1", "_:x ?p ?o",
])  # fmt: skip
def test_nothing_that_stands_for_a_blank_node_is_deleted(graph: Graph, gone: str) -> None:
    for text in (
        f"DELETE {{ {gone} }} WHERE {{ ?s ?p ?o }}", f"DELETE DATA {{ {gone} }}", f"DELETE WHERE {{ {gone} }}",
    ):  # fmt: skip
        with pytest.raises(QueryError, match="Blank nodes cannot be deleted"):
            update(graph, text)


def test_prefixes_may_be_declared_between_two_operations(graph: Graph) -> None:
    update(graph, "INSERT DATA { <urn:x> <urn:p> 1 } ; PREFIX x: <urn:> INSERT DATA { x:y x:p 2 }")
    assert graph.query("ASK { <urn:x> <urn:p> 1 . <urn:y> <urn:p> 2 }")


def test_what_can_be_read_in_two_ways_is_refused(graph: Graph) -> None:
    with pytest.raises(QueryError):
        update(
            graph, "INSERT { <urn:x> <urn:p> 2 } WHERE { FILTER(1<'x>') } ; DROP ALL ; INSERT DATA { <a:a> <a:b> '' }"
        )
    with pytest.raises(QueryError):
        update(graph, "INSERT { <urn:x> <urn:p> 2 } WHERE { FILTER(1<2#>) } ; DROP ALL\n) }")
    assert default(graph) == {"a", "b"}


@pytest.mark.parametrize("text", ["LOAD <urn:x>", "INSERT { } WHERE { SERVICE SILENT <urn:x> { } }"])
def test_nothing_is_fetched(graph: Graph, text: str) -> None:
    with pytest.raises(QueryError, match="not offered"):
        update(graph, text)


def test_what_may_fail_in_silence_is_not_fetched_either(graph: Graph) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        there = f"<http://127.0.0.1:{server.getsockname()[1]}/>"
        update(
            graph, f"LOAD SILENT {there} ; LOADSILENT{there}INTO GRAPH <urn:g> ; INSERT DATA {{ <urn:x> <urn:p> 'x' }}"
        )
        with pytest.raises(QueryError):  # of which the engine is not asked what is wrong
            update(graph, f"LOAD SILENT {there} ; INSERT DATA {{ ?x <urn:p> 1 }}")
        server.settimeout(0.2)
        with pytest.raises(TimeoutError):
            server.accept()
    assert default(graph) == {"a", "b", "x"}


def test_errors_say_where_and_what(graph: Graph) -> None:
    with pytest.raises(QueryError, match="2:17"):
        update(graph, "INSERT DATA {\n  ?x <urn:p> 1 }")
    with pytest.raises(QueryError, match="<urn:none> does not exist"):
        update(graph, "INSERT DATA { <urn:x> <urn:p> 'x' } ; DROP GRAPH <urn:none>")
    with pytest.raises(QueryError, match="Prefix not found"):
        update(graph, "DROP GRAPH nope:x")
    with pytest.raises(TooDeep, match="SITREP_QUERY_DEPTH"):
        update(graph, "INSERT { } WHERE " + "{" * 9 + "}" * 9, depth=8)
    assert default(graph) == {"a", "b"}


# Whole graphs


def test_whole_graphs_are_replaced_added_to_changed_and_deleted(graph: Graph) -> None:
    own, (one, two) = NamedNode("urn:own"), (quad.triple for quad in believe("one", "two"))
    assert replace(graph, own, [one])
    assert not add(graph, own, [two])
    change(graph, own, "DELETE DATA { <urn:one> <urn:p> 'one' } ; INSERT { ?s ?p 'three' } WHERE { ?s ?p 'two' }")
    assert {quad.object.value for quad in graph.quads(graph=own)} == {"two", "three"}  # type: ignore[union-attr]
    change(graph, own, "CLEAR DEFAULT")
    assert (graph.has_graph(own), default(graph)) == (True, {"a", "b"})
    delete(graph, own)
    with pytest.raises(NotFound):
        delete(graph, own)
    for write in (replace, add):
        with pytest.raises(Forbidden):
            write(graph, graph.iris.article("one"), [])
    with pytest.raises(QueryError, match="names graphs of its own"):
        triples_of(b'<urn:a> <urn:p> "a" <urn:own> .', RdfFormat.N_QUADS, BASE)
    delete(graph, None)
    graph.apply(believed=believe("a", "b"))
    assert default(graph) == set()


# Compared with an engine that rewrites nothing

NODE = st.sampled_from(["<urn:a>", "<urn:b>", "<urn:c>"])
TRIPLE = st.builds("{} <urn:p> {} .".format, NODE, NODE)
GRAPH = st.sampled_from(["<urn:g>", "<urn:h>"])
QUADS = st.builds(
    "{} GRAPH {} {{ {} }} . {}".format, TRIPLE | st.just(""), GRAPH, TRIPLE | st.just(""), TRIPLE | st.just("")
) | TRIPLE  # fmt: skip
PLACE = st.sampled_from(["DEFAULT", "<urn:g>", "<urn:h>"])
OWN = st.just("VALUES ?g { <urn:g> <urn:h> }")
OPERATION = st.one_of(
    st.builds("INSERT DATA {{ {} }}".format, QUADS),
    st.builds("DELETE DATA {{ {} }}".format, QUADS),
    st.builds("DELETE WHERE {{ ?s <urn:p> {} }}".format, NODE),
    st.builds("DELETE WHERE {{ ?s ?p {} . GRAPH {} {{ ?s ?p ?o }} }}".format, NODE, GRAPH),
    st.builds("DELETE {{ ?s ?p ?o }} INSERT {{ ?o ?p ?s }} WHERE {{ ?s ?p ?o FILTER(?s != {}) }}".format, NODE),
    st.builds("INSERT {{ GRAPH ?g {{ ?o ?p {} }} }} WHERE {{ {} GRAPH ?g {{ ?s ?p ?o }} }}".format, NODE, OWN),
    st.builds("WITH {} DELETE {{ ?s ?p ?o }} INSERT {{ ?s ?p {} }} WHERE {{ ?s ?p ?o }}".format, GRAPH, NODE),
    st.builds("INSERT {{ ?s ?p {} }} USING {} WHERE {{ ?s ?p ?o }}".format, NODE, GRAPH),
    st.builds("{} SILENT {} TO {}".format, st.sampled_from(["ADD", "COPY", "MOVE"]), PLACE, PLACE),
    st.builds("{} SILENT {}".format, st.sampled_from(["CLEAR", "DROP"]), st.sampled_from(["DEFAULT", "GRAPH <urn:g>"])),
)  # fmt: skip


@given(st.lists(st.lists(OPERATION, min_size=1, max_size=3).map(" ;\n".join), max_size=5))
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_graphs_hold_what_the_specification_says(requests: list[str]) -> None:
    graph, plain = Graph.memory(base=BASE), Store()
    believed = [Quad(NamedNode("urn:a"), NamedNode("urn:p"), NamedNode(f"urn:{name}")) for name in "abc"]
    graph.apply(believed=believed)
    plain.extend(believed)
    for request in requests:
        update(graph, request)
        plain.update(request)
        assert {quad for quad in graph.quads() if f"<{BASE}" not in str(quad.graph_name)} == set(plain)
    # And what the articles say, told again, changes nothing.
    assert graph.apply(believed=believed) == 0
