"""Tokens against the engine itself: whatever it accepts is cut as it cuts it, or refused."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions, Store

from kg.errors import Forbidden, QueryError
from kg.sparql.binding import checked
from kg.sparql.tokens import Names, spelled, tokens, written
from kg.store import Graph
from kg.updates import update

BASE = "http://e/"
PROLOGUE = "PREFIX : <http://e/> PREFIX ex: <http://e/x/> PREFIX a.b: <http://e/> PREFIX GRAPHex: <http://e/g/> "
NOWHERE = "<http://127.0.0.1:9/>"  # where nobody listens

# Pieces of SPARQL as they may stand in a group; some are whole, so that valid texts are met often.
TERMS = [
    "?s", "$o", "?service", "?a·b", "<a>", "<p>", "<http://e/x'y#z>", ":a", ":p", "ex:a", "ex:a.b", "ex:a.b.c", "ex:",
    ":", "a.b:c", "ex:a\\-b", "ex:%41", "_:b", "_:b.c", "1", "0", "7", "1.5", ".5", "1e1", "1.", "-2", "+3.0", "true",
    "false", "''", '"x"', "'x'@en", "'x'@en-gb", "'1'^^<t>", '"""a"b"""', "'''it's'''", '"""a\\x"""', "'\\u0041'",
    "'\\uD800'", "[]", "()", "GRAPHex:a", "exa:b",
]  # fmt: skip
WORDS = [
    "a", "GRAPH", "SERVICE", "service", "SILENT", "OPTIONAL", "UNION", "MINUS", "FILTER", "BIND", "VALUES", "UNDEF",
    "EXISTS", "NOT", "IN", "AS", "SELECT", "LIMIT", "WHERE", "DISTINCT", "STR", "BNODE", "isIRI", "MD5", "COUNT",
]  # fmt: skip
SIGNS = [*"{}().;,<>=!+*/|^?-", "<=", "&&", "||", "^^", "<<", ">>", "{|", "|}"]
WHOLE = [
    "?s ?p ?o", "?s ?p 7", "?s a true", "?s :p ex:a.b", "FILTER(?o<8)", "FILTER(?o<?s)", "FILTER(1 IN(1,2))",
    "FILTER NOT EXISTS{?s ?p 9}", "VALUES ?o{1 UNDEF}", 'VALUES ?o { """a" "b"', "} #\\x\"\"\"\n", "OPTIONAL{?s ?q ?r}",
    "GRAPH ?g{?s ?p ?o}", "GRAPH ex:a{?s ?p 1}", f"SERVICE{NOWHERE}{{}}", f"SERVICE SILENT {NOWHERE}{{?x ?y ?z}}",
    "SERVICE:b{?x ?y ?z}", "SERVICE ?s{?x ?y ?z}", "{?s ?p 3}UNION{?s ?p 7}", "BIND(STR(?o)AS ?t)", "MINUS{?s ?p 'x'}",
    "#'\n", "# SERVICE \n", ".", ";", ",",
]  # fmt: skip
GAPS = st.sampled_from(["", "", "", " ", "\n", "\t", "#c'\n", "\r"])
GROUPS = st.lists(st.tuples(st.sampled_from([*WHOLE * 3, *TERMS, *WORDS, *SIGNS]), GAPS), max_size=7).map(
    lambda pieces: "".join(map("".join, pieces))
)


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.update(f"{PROLOGUE} INSERT DATA {{ :a :p 7, 'x' . :a a true GRAPH ex:a {{ :a :p 1 }} }}")
    return store


def answer(store: Store, text: str) -> object:
    found = store.query(text, base_iri=BASE)
    if isinstance(found, QueryBoolean):
        return bool(found)
    assert isinstance(found, QuerySolutions)
    return sorted(repr(sorted((str(name), str(row[name])) for name in found.variables)) for row in found)


@settings(max_examples=60)
@given(group=GROUPS)
def test_what_is_cut_means_the_same_to_the_engine(store: Store, group: str) -> None:
    text = f"{PROLOGUE}SELECT*{{{group}}}"
    assume("service" not in group.lower())
    try:
        expected = answer(store, text)
    except SyntaxError:
        return
    pieces = tokens(text, 100)
    try:
        named = spelled(pieces[12:], Names(BASE, {"": BASE, "ex": f"{BASE}x/", "a.b": BASE, "GRAPHex": f"{BASE}g/"}))
    except QueryError:
        return
    try:
        assert answer(store, written([*pieces[:12], *named])) == expected
    except SyntaxError:  # where a name could be a keyword and another name, both declared, it is refused
        assert "GRAPHex" in group


@settings(max_examples=60)
@given(group=GROUPS, service=st.sampled_from(WHOLE[13:17]), gap=GAPS, after=GROUPS)
def test_no_text_that_passes_the_check_calls_another_server(
    store: Store, group: str, service: str, gap: str, after: str
) -> None:
    text = f"{PROLOGUE}SELECT*{{{group}{gap}{service}{after}}}"
    try:
        text = checked(text, 100, BASE)
    except QueryError:
        return
    try:  # what calls a server raises OSError
        answer(store, text)
    except SyntaxError:
        return


BLOCKS = ["GRAPH<article/1>{<f><f><f>}", "GRAPH:article\\/1{:f :f :f}", "GRAPHart:1{:f :f :f}"]
FORMS = [
    "INSERT DATA{%s}", "WITH<own>INSERT{%s}WHERE{}", "WITH<own>DELETE{%s}WHERE{}", "DELETE WHERE{%s}",
    "WITH<own>DELETE{}INSERT{%s}WHERE{}",
]  # fmt: skip


@settings(max_examples=60)
@given(group=GROUPS, gap=GAPS, block=st.sampled_from(BLOCKS), form=st.sampled_from(FORMS))
def test_no_update_writes_to_an_articles_graph(group: str, gap: str, block: str, form: str) -> None:
    with Graph.memory(base=BASE) as graph:
        node = graph.iris.article("1")
        graph.apply([("1", [Quad(node, NamedNode(f"{BASE}f"), node, node)])])
        before = set(graph.quads(graph=node))
        with contextlib.suppress(QueryError, Forbidden):
            update(graph, f"{PROLOGUE}PREFIX art: <article/> {form % (group + gap + block)}")
        assert set(graph.quads(graph=node)) == before


@pytest.mark.parametrize("text", ['"\\"' * 100_000, "a.a-" * 30_000, "'''\\x" * 100_000, "LIMIT1" * 100_000])
def test_cutting_is_linear(text: str) -> None:
    tokens(text, 100)
