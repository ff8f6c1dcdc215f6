"""What stands beside a snapshot follows each change, and always is what would be made anew."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from beside import Follows, check, retracted, start, told_again
from factories import BASE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from known import corpus, put
from pyoxigraph import RdfFormat

from kg.pipeline.publish import publish
from kg.query.names import names_of
from kg.rdf.iris import kg as term
from kg.store import Graph
from kg.updates import add, replace, triples_of, update

NAMED = term("named")
TURTLE = RdfFormat.TURTLE


# Articles


@given(seed=st.integers(1, 3), chance=st.randoms(use_true_random=False))
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_follows_articles_that_come_change_and_go(seed: int, chance: random.Random, follows_only: Follows) -> None:
    facts = corpus(seed)
    with tempfile.TemporaryDirectory() as folder, start(Path(folder) / "graph", seed) as graph, follows_only():
        for _ in range(3):
            if chance.random() < 0.4:
                retracted(graph, chance.sample(graph.article_ids(), chance.randint(1, 3)))
            else:
                put(graph, [told_again(one, chance) for one in chance.sample(facts, chance.randint(1, 3))])
            if chance.random() < 0.5:
                update(graph, _edit(graph, chance))
                publish(graph)
        check(graph)


# Edits

EDITS = (
    "INSERT DATA {{ {new} a kg:Person ; rdfs:label 'Nobody yet' ; skos:altLabel 'No One' ; kg:named true }}",
    "INSERT DATA {{ {new} kg:memberOf {old} . {old} kg:opposes {new} }}",
    "DELETE WHERE {{ {old} rdfs:label ?name }}",
    "INSERT DATA {{ {old} rdfs:label 'Another name' , 'Aaa' }}",
    "DELETE WHERE {{ {old} a ?class }}",
    "DELETE WHERE {{ {old} ?any {other} }}",
    "DELETE {{ ?a ?tie ?b }} WHERE {{ {{ SELECT * {{ ?a ?tie ?b . ?b a ?c }} ORDER BY ?a ?tie ?b LIMIT 3 }} }}",
    "INSERT DATA {{ {old} kg:leads {other} ; kg:memberOf {other} }}",
    "DELETE DATA {{ {old} kg:leads {other} }}",
    "INSERT {{ ?e kg:date '2023-05-01' }} WHERE {{ {{ SELECT ?e {{ ?e kg:attacker ?x }} ORDER BY ?e LIMIT 2 }} }}",
    "DELETE WHERE {{ ?e kg:attacker {old} }}",
    "INSERT DATA {{ {old} geo:lat 33.3 ; geo:long 'nowhere' }}",
    "INSERT DATA {{ GRAPH <urn:own> {{ {old} kg:opposes {other} ; rdfs:label 'Not believed' }} }}",
    "CLEAR DEFAULT",
)


def _edit(graph: Graph, chance: random.Random) -> str:
    """An update of some of the graph's entities and of one that is new to it."""
    entities = sorted(str(node) for node in {quad.subject for quad in graph.quads(predicate=NAMED)})
    old, other = (chance.choice(entities or ["<urn:a>"]) for _ in range(2))
    new = f"<{BASE}entity/new-{chance.randint(1, 2)}>"
    return chance.choice(EDITS[:-1] * 3 + EDITS[-1:]).format(old=old, other=other, new=new)


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_follows_edits(chance: random.Random, follows_only: Follows) -> None:
    with tempfile.TemporaryDirectory() as folder, start(Path(folder) / "graph", 1) as graph, follows_only():
        for _ in range(6):
            update(graph, _edit(graph, chance))
            publish(graph)
        check(graph)


def test_it_follows_what_is_put_into_graphs_by_their_protocol(tmp_path: Path, follows_only: Follows) -> None:
    triples = triples_of(b"<urn:a> a <urn:C> ; <http://www.w3.org/2000/01/rdf-schema#label> 'A' .", TURTLE, BASE)
    with start(tmp_path / "graph", 1) as graph, follows_only():
        add(graph, None, triples)
        publish(graph)
        check(graph)
        replace(graph, None, triples)
        publish(graph)
        check(graph)
    with Graph.snapshot(tmp_path / "graph", base=BASE) as graph:
        assert [hit.thing.label for hit in names_of(graph).search("A")] == ["A"]


def test_where_articles_are_none_the_whole_graph_may_be_emptied(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "graph", base=BASE) as graph:
        update(graph, "INSERT DATA { <urn:a> a kg:Person ; rdfs:label 'A' }")
        publish(graph)
        update(graph, "INSERT DATA { <urn:b> a kg:Person ; rdfs:label 'B' } ; CLEAR ALL")
        publish(graph)
        check(graph)
        assert len(names_of(graph)) == 0
