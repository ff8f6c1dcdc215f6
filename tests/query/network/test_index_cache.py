"""The index beside a snapshot: written when it is published, read by whoever opens it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph

from kg.errors import StoreError
from kg.pipeline.publish import publish
from kg.query.network import index_of, whole
from kg.store import Graph

BASE = "https://w3id.org/sitrep/id/"


@pytest.fixture
def folder(tmp_path: Path, put_two_outlets: Callable[[Graph], None]) -> Path:
    with Graph.open(tmp_path / "graph", base=BASE) as graph:
        put_two_outlets(graph)
        believed = list(graph.quads(graph=DefaultGraph()))
        graph.apply(believed=())
        graph.apply(believed=believed)
        publish(graph)
    return tmp_path / "graph"


def edges(graph: Graph) -> list[object]:
    return list(whole(index_of(graph)).edges())


def test_readers_find_it_ready(folder: Path, two_outlets: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = edges(two_outlets)
    monkeypatch.setattr("kg.query.network.index_cache.gather", None)
    with Graph.snapshot(folder, base=BASE) as graph:
        assert edges(graph) == expected
        assert index_of(graph) is index_of(graph), "opened once"


@pytest.mark.parametrize("broken", ["gone", "half written"])
def test_readers_make_it_themselves_where_it_cannot_be_read(folder: Path, broken: str, two_outlets: Graph) -> None:
    with Graph.snapshot(folder, base=BASE) as graph:
        assert graph.folder is not None
        [beside] = graph.folder.glob("network-*")
        if broken == "gone":
            shutil.rmtree(beside)
        else:
            (beside / "weight.npy").write_bytes(b"\x93NUMPY")
        assert edges(graph) == edges(two_outlets)


def test_a_graph_that_changes_is_indexed_anew(put_two_outlets: Callable[[Graph], None]) -> None:
    with Graph.memory(base=BASE) as graph:
        assert edges(graph) == []
        put_two_outlets(graph)
        assert len(edges(graph)) == 22


def test_what_cannot_be_written_is_not_published(folder: Path) -> None:
    def fail(_: Path) -> None:
        raise OSError(28, "No space left on device")

    with Graph.open(folder, base=BASE) as graph:
        graph.apply(believed=())
        with pytest.raises(StoreError, match=r"written but not published: .*No space"):
            graph.publish([fail])
        with Graph.snapshot(folder, base=BASE) as before:
            assert len(edges(before)) == 22
