"""What publishing leaves as it is, leaves to readers, and makes anew."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from beside import FEW, Follows, beside, check, remove_beside, retracted, start, told_again
from factories import BASE
from known import corpus, put

import kg.store.touched
from kg.errors import StoreError
from kg.pipeline.publish import build_missing_indexes, publish
from kg.query.network import index_of
from kg.store import Graph
from kg.updates import update

# What publishing leaves to others


def test_what_is_large_stays_as_it_is_and_the_first_reader_brings_the_network_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def files() -> dict[str, int]:
        return {path.name: path.stat().st_ino for path in beside(graph) if path.suffix == ".npy" or "base" in path.name}

    with start(tmp_path / "graph", 1) as graph:
        before = files()
        put(graph, corpus(1)[FEW : FEW + 1])
        assert graph.published
        assert files().items() <= before.items(), "linked, none written"
        assert not (graph.published / "network-4").exists()
        check(graph)
        monkeypatch.setattr("kg.query.network.index_cache.follow", None)
        with Graph.snapshot(tmp_path / "graph", base=BASE) as another:
            index_of(another)


@pytest.mark.parametrize("most", [0, 60])
def test_what_piles_up_is_put_into_the_large_files(
    most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, follows_only: Follows
) -> None:
    for module in ("kg.query.names.index_cache", "kg.query.network.index_cache"):
        monkeypatch.setattr(f"{module}.MOST_FOLLOWED", most)
    with start(tmp_path / "graph", 1) as graph, follows_only():
        for one in corpus(1)[FEW - 2 : FEW + 6]:
            put(graph, [told_again(one, random.Random(one.article.id))])
        retracted(graph, [corpus(1)[0].article.id])
        check(graph)


# When there is nothing to follow


def test_what_stands_beside_stays_where_only_peoples_own_graphs_change(tmp_path: Path, follows_only: Follows) -> None:
    with start(tmp_path / "graph", 1) as graph, follows_only():
        before = {path.name: path.stat().st_ino for path in beside(graph)}
        update(graph, "INSERT DATA { GRAPH <urn:own> { <urn:a> rdfs:label 'A' } }")
        publish(graph)
        assert {path.name: path.stat().st_ino for path in beside(graph)} == before, "the same files, linked"
        check(graph)


@pytest.mark.parametrize(
    ("how", "broken"),
    [
        ("gone", "names-*/base.*"), ("half written", "names-*/layer.*"),
        ("gone", "network-*/by.npy"), ("half written", "network-*/label.values.npy"),
    ],
)  # fmt: skip
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
        assert served.folder
        remove_beside(served.folder)
        build_missing_indexes(served, told.append)
        check(graph)
        build_missing_indexes(served, told.append)
        assert told == ["another version of kg published this graph: its indexes are made anew"]


def test_where_nothing_can_be_written_beside_a_state_it_is_served_all_the_same(tmp_path: Path) -> None:
    told: list[str] = []
    with start(tmp_path / "graph", 1), Graph.snapshot(tmp_path / "graph", base=BASE) as served:
        assert served.folder
        for place in remove_beside(served.folder):
            place.touch()
        build_missing_indexes(served, told.append)
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
    monkeypatch.setattr(kg.store.touched, "MOST_NOTED", 5)
    with start(tmp_path / "graph", 1) as graph:
        put(graph, corpus(1)[FEW : FEW + 3])
        check(graph)
