"""What stands beside a snapshot follows each change, and always is what would be made anew."""

from __future__ import annotations

import atexit
import dataclasses
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from factories import BASE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat
from test_incremental import corpus, put, world

import kg.names.build
import kg.network.follow
import kg.store.touched
from kg.errors import StoreError
from kg.model import Facts
from kg.names import names_of
from kg.network.arrange import arrange
from kg.network.columns import Texts, load
from kg.network.evidence import Evidence
from kg.network.gather import gather
from kg.network.index import Index
from kg.pipeline import retract
from kg.publish import complete, publish
from kg.rdf.iris import kg as term
from kg.store import Graph
from kg.updates import add, replace, triples_of, update

NAMED = term("named")
TURTLE = RdfFormat.TURTLE
FEW = 12  # articles that a graph begins with


@pytest.fixture(autouse=True)
def always_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """However small the graph is, changes are followed."""
    monkeypatch.setattr(kg.names.build, "_WORTH_IT", 0)
    monkeypatch.setattr(kg.network.follow, "_WORTH_IT", 0)


Follows = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def follows_only(monkeypatch: pytest.MonkeyPatch) -> Follows:
    """Where nothing may be made anew."""

    @contextmanager
    def forbid() -> Iterator[None]:
        with monkeypatch.context() as strict:
            for name in ("kg.names.opened.build", "kg.network.opened.gather"):
                strict.setattr(name, _never)
            yield

    return forbid


def _never(*_: object) -> None:
    raise AssertionError("made anew")


def columns(record: Evidence | Index) -> Iterator[tuple[str, np.ndarray[Any, Any]]]:
    for field in fields(record):
        column = getattr(record, field.name)
        column = column.utf8 if isinstance(column, Texts) else column
        for part in ("bounds", "values") if hasattr(column, "bounds") else ("",):
            yield f"{field.name} {part}", getattr(column, part) if part else column


def same(one: Evidence | Index, other: Evidence | Index) -> None:
    for (name, here), (_, there) in zip(columns(one), columns(other), strict=True):
        np.testing.assert_array_equal(here, there, name)
        assert here.dtype == there.dtype, name


def rows(database: sqlite3.Connection) -> dict[str, list[Any]]:
    return {
        table: sorted(database.execute(f"SELECT * FROM {table}"), key=repr) for table in ("things", "names", "grams")
    }


def check(graph: Graph) -> None:
    """What stands beside the published state is what the graph gives now."""
    # Called inside of `follows_only`, too: here all is made anew.
    assert graph.published
    [names], [network] = graph.published.glob("names-*"), graph.published.glob("network-*")
    evidence = gather(graph)
    same(load(Evidence, network), evidence)
    same(load(Index, network), arrange(evidence))
    with closing(sqlite3.connect(names)) as written, closing(sqlite3.connect(":memory:")) as fresh:
        kg.names.build.build(graph, fresh)
        assert rows(written) == rows(fresh)


def start(folder: Path, seed: int) -> Graph:
    """A graph of a few articles, open for writing."""
    shutil.copytree(_made(seed), folder)
    return Graph.open(folder, base=BASE)


@cache
def _made(seed: int) -> Path:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    with Graph.open(folder / "graph", base=BASE) as graph:
        put(graph, corpus(seed)[:FEW])
    return folder / "graph"


def retracted(graph: Graph, ids: list[str]) -> None:
    actors, gazetteer = world()
    retract(graph, ids, actors=actors, gazetteer=gazetteer)


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
                put(graph, [_told_again(one, chance) for one in chance.sample(facts, chance.randint(1, 3))])
            if chance.random() < 0.5:
                update(graph, _edit(graph, chance))
                publish(graph)
        check(graph)


def _told_again(told: Facts, chance: random.Random) -> Facts:
    """An article as it is, or in another version, which has lost some claims and moved to another outlet."""
    if chance.random() < 0.5:
        return told
    claims = tuple(claim for claim in told.claims if chance.random() < 0.6)
    article = dataclasses.replace(told.article, publisher=chance.choice(["Northern Wire", "Harbour Post", None]))
    return dataclasses.replace(told, article=article, claims=claims)


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
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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


# When there is nothing to follow


def test_what_stands_beside_stays_where_only_peoples_own_graphs_change(tmp_path: Path, follows_only: Follows) -> None:
    with start(tmp_path / "graph", 1) as graph, follows_only():
        before = {path.name: path.stat().st_ino for path in beside(graph)}
        update(graph, "INSERT DATA { GRAPH <urn:own> { <urn:a> rdfs:label 'A' } }")
        publish(graph)
        assert {path.name: path.stat().st_ino for path in beside(graph)} == before, "the same files, linked"
        check(graph)


def beside(graph: Graph) -> list[Path]:
    assert graph.published
    return sorted([*graph.published.glob("names-*"), *graph.published.glob("network-*/*")])


@pytest.mark.parametrize("broken", ["names-*", "network-*/iri.bounds.npy", "network-*/by.npy"])
@pytest.mark.parametrize("how", ["gone", "half written"])
def test_it_is_made_anew_where_what_was_there_cannot_be_read(tmp_path: Path, broken: str, how: str) -> None:
    with start(tmp_path / "graph", 1) as graph:
        assert graph.published
        [file] = graph.published.glob(broken)
        file.unlink()
        if how == "half written":
            file.write_bytes(b"\x93NUMPY")
        put(graph, corpus(1)[FEW : FEW + 1])
        check(graph)


def test_whoever_serves_a_state_completes_what_is_beside_it(tmp_path: Path) -> None:
    told: list[str] = []
    with start(tmp_path / "graph", 1) as graph, Graph.snapshot(tmp_path / "graph", base=BASE) as served:
        for path in beside(graph):
            path.unlink()
        assert served.folder
        next(served.folder.glob("network-*")).rmdir()
        complete(served, told.append)
        check(graph)
        complete(served, told.append)
        assert told == ["another version of kg published this graph: its indexes are made anew"]


def test_where_nothing_can_be_written_beside_a_state_it_is_served_all_the_same(tmp_path: Path) -> None:
    told: list[str] = []
    with start(tmp_path / "graph", 1) as graph, Graph.snapshot(tmp_path / "graph", base=BASE) as served:
        for path in beside(graph):
            path.unlink()
        assert served.folder
        (network,) = served.folder.glob("network-*")
        network.rmdir()
        network.touch()
        complete(served, told.append)
        assert len(told) == 2
        assert "cannot be kept" in told[1]


def test_it_is_made_anew_where_a_process_died_before_publishing(tmp_path: Path) -> None:
    with start(tmp_path / "graph", 1) as graph:
        update(graph, "INSERT DATA { <urn:a> a kg:Person ; rdfs:label 'A' }")
    with Graph.open(tmp_path / "graph", base=BASE) as graph:  # and now it was closed, unpublished
        assert graph.touched.everything
        update(graph, "INSERT DATA { <urn:b> a kg:Person ; rdfs:label 'B' }")
        publish(graph)
        check(graph)
        assert not graph.touched


def test_a_change_that_could_not_be_published_is_followed_with_the_next(tmp_path: Path) -> None:
    def fail(_: Path) -> None:
        raise OSError(28, "No space left on device")

    with start(tmp_path / "graph", 1) as graph:
        put_into(graph, "a")
        with pytest.raises(StoreError):
            graph.publish([fail])
        put_into(graph, "b")
        publish(graph)
        check(graph)


def put_into(graph: Graph, name: str) -> None:
    update(graph, f"INSERT DATA {{ <urn:{name}> a kg:Person ; rdfs:label '{name}' ; kg:memberOf <urn:a> }}")


def test_large_changes_are_not_followed_but_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.store.touched, "_MOST", 5)
    with start(tmp_path / "graph", 1) as graph:
        put(graph, corpus(1)[FEW : FEW + 3])
        check(graph)
