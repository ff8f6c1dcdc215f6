"""SPARQL 1.1 Update, section by section: what an update leaves is what the engine leaves that knows no house rules.

Each case begins with the same data set: two triples in the default graph, two graphs, and one that is empty.
"""

from __future__ import annotations

import pytest
from pyoxigraph import DefaultGraph, Quad, Store

from kg.errors import QueryError
from kg.store import Graph
from kg.updates import update

BASE = "http://e/"
PROLOGUE = "PREFIX : <http://e/> "
DATA = f"""{PROLOGUE} INSERT DATA {{ :a :p 1 . :b :p 2 GRAPH :g {{ :a :p 1 . :c :q "c"@en }} GRAPH :h {{ :a :p 3 }} }} ;
CREATE GRAPH :empty"""

CASES = {
    "3.1.1 insert data": [
        "INSERT DATA { }",
        "INSERT DATA { :x :p 1 , 2 ; :q [ :r 'z' ] }",
        "INSERT DATA { GRAPH :g { :x :p :y } GRAPH :new { :x :p :y } :x :p :z }",
        "INSERT DATA { :a :p 1 }",
        "INSERT DATA { GRAPH :new { } }",
        "INSERT DATA { :x :p (1 2) }",
        "INSERT DATA { :x :p 01 , 1.0 , 1e0 , true , '''long''' , 'a\\\\u0062' }",
        "INSERT DATA { _:x :p _:x } ; INSERT DATA { _:x :p 1 }",
        "INSERT DATA { ?x :p 1 }",
    ],
    "3.1.2 delete data": [
        "DELETE DATA { :a :p 1 }",
        "DELETE DATA { :nothing :p 1 }",
        "DELETE DATA { GRAPH :g { :a :p 1 } GRAPH :none { :a :p 1 } :b :p 2 }",
        "DELETE DATA { GRAPH :h { :a :p 3 } }",
        "DELETE DATA { ?x :p 1 }",
    ],
    "3.1.3 delete and insert": [
        "DELETE { ?s :p ?o } INSERT { ?s :q ?o } WHERE { ?s :p ?o }",
        "DELETE { :a :p ?o } INSERT { :a :p ?n } WHERE { :a :p ?o BIND(?o + 1 AS ?n) }",
        "DELETE { ?s ?p ?o } INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "INSERT { GRAPH :new { ?s ?p ?o } } WHERE { ?s ?p ?o }",
        "INSERT { GRAPH ?g { ?s :seen ?g } } WHERE { GRAPH ?g { ?s :p ?o } }",
        "INSERT { ?s :in ?g } WHERE { GRAPH ?g { ?s :p ?o } }",
        "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } FILTER(?o = 1) }",
        "WITH :g DELETE { ?s ?p ?o } INSERT { ?s :was ?o } WHERE { ?s ?p ?o }",
        "WITH :g INSERT { :x :p ?o GRAPH :h { :x :p ?o } } WHERE { ?s :q ?o }",
        "WITH :g DELETE { :a :p 1 } WHERE { }",
        "WITH :none INSERT { :x :p 1 } WHERE { }",
        "INSERT { ?s :u ?o } USING :g WHERE { ?s ?p ?o }",
        "INSERT { ?s :u ?o } USING :g USING :h WHERE { ?s :p ?o }",
        "INSERT { ?s :u ?g } USING NAMED :g WHERE { GRAPH ?g { ?s :p ?o } }",
        "INSERT { ?s :u ?o } USING :h USING NAMED :g WHERE { ?s :p ?o GRAPH :g { ?s :p ?x } }",
        "WITH :h INSERT { ?s :u ?o } USING :g WHERE { ?s :p ?o }",
        "INSERT { ?s :p _:new } WHERE { ?s :p ?o }",
        "INSERT { ?s :p ?unbound } WHERE { ?s :p ?o }",
        "INSERT { ?o :p ?s } WHERE { ?s :p ?o }",
        "INSERT { ?g :has ?n } WHERE { SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g }",
        "INSERT { :x :p 1 } WHERE { FILTER NOT EXISTS { :x :p 1 } } ; INSERT { :x :p 2 } WHERE { :x :p 1 }",
        "DELETE { ?s :p ?o } WHERE { ?s :p ?o MINUS { GRAPH :g { ?s :p ?o } } }",
        "DELETE { _:x :p 1 } WHERE { }",
        "DELETE { ?s :p ?o } WHERE { ?s :p ?o OPTIONAL { ?s :q ?r } VALUES ?o { 2 } }",
    ],
    "3.1.3.3 delete where": [
        "DELETE WHERE { ?s :p ?o }",
        "DELETE WHERE { :a ?p ?o . ?x :p 2 }",
        "DELETE WHERE { GRAPH :g { ?s ?p ?o } }",
        "DELETE WHERE { GRAPH ?g { ?s :p ?o } }",
        "DELETE WHERE { ?s :p ?o GRAPH :g { ?s :p ?o } }",
        "DELETE WHERE { :nothing :p ?o }",
    ],
    "3.1.5 clear": [
        "CLEAR GRAPH :g", "CLEAR SILENT GRAPH :none", "CLEAR GRAPH :none", "CLEAR DEFAULT", "CLEAR NAMED", "CLEAR ALL",
    ],
    "3.2.1 create": ["CREATE GRAPH :new", "CREATE GRAPH :g", "CREATE SILENT GRAPH :g"],
    "3.2.2 drop": [
        "DROP GRAPH :g", "DROP GRAPH :none", "DROP SILENT GRAPH :none", "DROP DEFAULT", "DROP NAMED", "DROP ALL",
    ],
    "3.2.3 copy": [
        "COPY :g TO :h", "COPY :g TO :new", "COPY DEFAULT TO :g", "COPY :g TO DEFAULT", "COPY GRAPH :g TO GRAPH :g",
        "COPY :none TO :g", "COPY SILENT :none TO :g", "COPY DEFAULT TO DEFAULT", "COPY :empty TO DEFAULT",
    ],
    "3.2.4 move": [
        "MOVE :g TO :h", "MOVE :g TO :new", "MOVE DEFAULT TO :g", "MOVE :g TO DEFAULT", "MOVE :g TO :g",
        "MOVE SILENT :none TO :g", "MOVE DEFAULT TO :new",
    ],
    "3.2.5 add": [
        "ADD :g TO :h", "ADD :g TO :new", "ADD DEFAULT TO :g", "ADD :g TO DEFAULT", "ADD :g TO :g",
        "ADD SILENT :none TO :g",
    ],
    "3 requests": [
        "", "INSERT DATA { :x :p 1 } ;", "INSERT DATA { :x :p 1 } ; DELETE DATA { :x :p 1 }",
        "INSERT DATA { :x :p 1 } ; CREATE GRAPH :g", "DELETE WHERE { ?s ?p ?o } ; INSERT DATA { :a :p 1 }",
        "CLEAR DEFAULT ; COPY :g TO DEFAULT ; DELETE { ?s :p ?o } WHERE { ?s :p ?o }",
        "BASE <http://e/g/> INSERT DATA { <x> <p> <../h> GRAPH <new> { <x> <p> <#y> } }", "SELECT * { ?s ?p ?o }",
    ],
}  # fmt: skip
ALL = [pytest.param(text, id=f"{section}: {text[:40]}") for section, texts in CASES.items() for text in texts]


def plain(text: str) -> set[tuple[str, ...]] | None:
    """What the engine leaves, blank nodes not told apart; None where it refuses."""
    store = Store()
    store.update(DATA, base_iri=BASE)
    try:
        store.update(PROLOGUE + text, base_iri=BASE)
    except (SyntaxError, RuntimeError):
        return None
    return {shown(quad) for quad in store}


def shown(quad: Quad) -> tuple[str, ...]:
    terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
    return tuple("_" if str(term).startswith("_:") else str(term) for term in terms)


@pytest.mark.parametrize("text", ALL)
def test_an_update_leaves_what_the_standard_says(text: str) -> None:
    with Graph.memory(base=BASE) as graph:
        update(graph, DATA)
        before, expected = left(graph), plain(text)
        try:
            update(graph, PROLOGUE + text)
        except QueryError:
            assert expected is None
            assert left(graph) == before, "all of it or nothing"
        else:
            assert left(graph) == expected


def left(graph: Graph) -> set[tuple[str, ...]]:
    """All that readers see of a graph."""
    return {
        shown(quad)
        for quad in graph.quads()
        if isinstance(quad.graph_name, DefaultGraph) or not graph.iris.is_ours(quad.graph_name.value)  # type: ignore[union-attr]
    }
