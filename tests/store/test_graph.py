"""A graph in memory: articles and what is believed, changed and asked for."""

from __future__ import annotations

import io

import pytest
from factories import BASE, make_facts, put
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.errors import NotFound, QueryError, StoreError
from kg.model import Article
from kg.rdf.project import record_quads
from kg.store import Graph


def believe(*names: str) -> list[Quad]:
    return [Quad(NamedNode(BASE + name), NamedNode(BASE + "p"), Literal(name)) for name in names]


@pytest.fixture
def graph() -> Graph:
    return Graph.memory(base=BASE)


def test_an_article_is_replaced_whole(graph: Graph) -> None:
    put(graph, "1", "2", text="Old.")
    put(graph, "1", text="New.")
    assert [told.article.text for told in map(graph.facts, graph.article_ids())] == ["New.", "Old."]
    assert graph.apply(drop=["1", "never there"]) > 0
    assert graph.article_ids() == ["2"]


def test_only_the_difference_is_written(graph: Graph) -> None:
    assert graph.apply(believed=believe("a", "b", "b")) == 2
    assert graph.apply(believed=believe("b", "c")) == 2
    assert set(graph.quads()) == set(believe("b", "c"))
    assert graph.apply() == 0
    assert graph.apply(believed=[]) == 2


def test_a_large_change_is_written_in_parts(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.changes.BATCH", 7)
    put(graph, *(str(n) for n in range(9)), text="Old.")
    graph.apply(believed=believe(*(f"old{n}" for n in range(30))))
    put(graph, *(str(n) for n in range(9)), text="New.")
    graph.apply(believed=believe(*(f"new{n}" for n in range(20))))
    assert {told.article.text for told in map(graph.facts, graph.article_ids())} == {"New."}
    assert set(graph.quads()) >= set(believe(*(f"new{n}" for n in range(20))))
    assert graph.apply(believed=[]) == 20


def test_an_error_while_gathering_changes_nothing(graph: Graph) -> None:
    def broken() -> object:
        yield from believe("a")
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        graph.apply([("1", record_quads(make_facts("1"), graph.iris))], believed=broken())  # type: ignore[arg-type]
    assert len(graph) == 0


@pytest.mark.parametrize("text", ['"\\u0041" \\', "tab\t line\n\r \x00\x7f", "} ; DROP ALL ; {", "\u2028\ufeff😀é"])
def test_any_text_is_kept_to_the_letter_and_taken_out_again(graph: Graph, text: str) -> None:
    put(graph, "1", text=text)
    assert graph.facts("1").article.text == text
    put(graph, "1", text=text + "!")
    assert graph.facts("1").article.text == text + "!"
    graph.apply(drop=["1"])
    assert len(graph) == 0


def test_facts_of_no_article_are_not_found(graph: Graph) -> None:
    with pytest.raises(NotFound, match="'7'"):
        graph.facts("7")


def test_facts_of_another_version_say_so(graph: Graph) -> None:
    node = graph.iris.article("1")
    quads = record_quads(make_facts("1"), graph.iris)
    other = [Quad(q.subject, q.predicate, Literal("{}"), node) if "facts" in q.predicate.value else q for q in quads]
    graph.apply([("1", other)])
    with pytest.raises(StoreError, match="another version"):
        graph.facts("1")


def test_an_article_is_held_if_words_metadata_and_extractor_are_the_same(graph: Graph) -> None:
    put(graph, "1")
    assert graph.holds(Article("1", "Words."), "test-1")
    assert not graph.holds(Article("1", "Words."), "test-2")
    assert not graph.holds(Article("1", "Other words."), "test-1")
    assert not graph.holds(Article("1", "Words.", title="Title"), "test-1")
    assert not graph.holds(Article("2", "Words."), "test-1")


def test_a_wrong_query_says_where_it_is_wrong(graph: Graph) -> None:
    with pytest.raises(QueryError, match=r"1:6"):
        graph.query("SELEC")


def test_prefixes_are_declared_and_names_follow_the_base(graph: Graph) -> None:
    graph.apply(believed=believe("entity/a"))
    assert graph.query("ASK { <entity/a> <p> ?o FILTER(datatype(?o) = xsd:string) }")


def test_named_graphs_are_asked_only_when_told(graph: Graph) -> None:
    put(graph, "1")
    assert not graph.query("ASK { ?article a kg:Article }")
    assert graph.query("ASK { ?article a kg:Article }", union=True)


def test_the_dump_is_the_graph(graph: Graph) -> None:
    put(graph, "1")
    graph.apply(believed=believe("a"))
    for form, size in ((RdfFormat.N_QUADS, len(graph)), (RdfFormat.TRIG, len(graph)), (RdfFormat.TURTLE, 1)):
        out = io.BytesIO()
        graph.dump(out, form)
        assert len(set(parse(out.getvalue(), form))) == size
    assert set(parse(graph.sorted_nquads(), RdfFormat.N_QUADS)) == set(graph.quads())
