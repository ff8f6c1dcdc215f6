"""A graph's folder: who may open it, what is published, and what readers see meanwhile."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from factories import BASE, put
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import NoGraph, StoreError, StoreLocked
from kg.store import Graph, latest_generation
from kg.store.loading import Progress


def test_what_is_published_is_there_after_closing(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "g", base=BASE) as graph:
        put(graph, "1", "2")
        graph.publish()
    with Graph.open(tmp_path / "g", base=BASE) as graph:
        assert graph.article_ids() == ["1", "2"]
    with Graph.snapshot(tmp_path / "g", base=BASE) as graph:
        assert graph.article_ids() == ["1", "2"]


def test_a_second_writer_is_told_of_the_first(tmp_path: Path) -> None:
    with Graph.open(tmp_path, base=BASE), pytest.raises(StoreLocked, match="Another process is writing"):
        Graph.open(tmp_path, base=BASE)
    Graph.open(tmp_path, base=BASE).close()


def test_a_writer_in_another_process_locks_too(tmp_path: Path) -> None:
    program = f"""
from pathlib import Path; from kg.store import Graph
with Graph.open(Path({str(tmp_path)!r}), base={BASE!r}): print('open', flush=True); input()
"""
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StoreLocked):
            Graph.open(tmp_path, base=BASE)
        other.communicate("\n")
    assert other.returncode == 0


def test_where_there_is_no_graph_readers_are_told_so(tmp_path: Path) -> None:
    for nowhere in (tmp_path, tmp_path / "absent"):
        with pytest.raises(NoGraph, match="no graph in"):
            Graph.snapshot(nowhere, base=BASE)
        with pytest.raises(NoGraph):
            Graph.open(nowhere, base=BASE, create=False)
    assert not (tmp_path / "absent").exists()


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work")
    with pytest.raises(StoreError, match="other things"):
        Graph.open(tmp_path, base=BASE)
    with pytest.raises(StoreError, match="No graph can be kept"):
        Graph.open(tmp_path / "thesis.doc", base=BASE)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_graph_keeps_the_base_that_it_began_with(tmp_path: Path) -> None:
    with Graph.open(tmp_path, base=BASE) as graph:
        graph.publish()
    for way in (Graph.open, Graph.snapshot):
        with pytest.raises(StoreError, match=r"has the base https://example\.org/, not https://other"):
            way(tmp_path, base="https://other.example/")


@pytest.mark.parametrize("about", ["", "{}", '{"format": 99, "base": "https://example.org/"}'])
def test_a_folder_of_another_format_is_refused(tmp_path: Path, about: str) -> None:
    (tmp_path / "graph.json").write_text(about)
    with pytest.raises(StoreError, match=r"graph.json|format 99"):
        Graph.open(tmp_path, base=BASE)


def test_a_damaged_store_is_an_error_and_no_empty_graph(tmp_path: Path) -> None:
    with Graph.open(tmp_path, base=BASE) as graph:
        put(graph, "1")
        graph.publish()
    (tmp_path / "store" / "CURRENT").write_text("nonsense")
    (tmp_path / "snapshots" / "1" / "CURRENT").write_text("nonsense")
    for way in (Graph.open, Graph.snapshot):
        with pytest.raises(StoreError, match=str(tmp_path)):
            way(tmp_path, base=BASE)


def test_readers_see_the_old_state_until_the_new_is_published(tmp_path: Path) -> None:
    with Graph.open(tmp_path, base=BASE) as writer:
        put(writer, "1")
        writer.publish()
        reader = Graph.snapshot(tmp_path, base=BASE)
        put(writer, "2")
        assert Graph.snapshot(tmp_path, base=BASE).article_ids() == ["1"]
        writer.publish()
        assert (reader.generation, reader.article_ids()) == (1, ["1"])
        assert latest_generation(tmp_path) == 2
        assert Graph.snapshot(tmp_path, base=BASE).article_ids() == ["1", "2"]


def test_publishing_no_change_is_no_new_generation(tmp_path: Path) -> None:
    assert latest_generation(tmp_path) is None
    with Graph.open(tmp_path, base=BASE) as graph:
        graph.publish()
        assert latest_generation(tmp_path) == 1
        put(graph, "1")
        graph.publish()
        assert put(graph, "1") == 0
        graph.publish()
    with Graph.open(tmp_path, base=BASE) as graph:
        graph.publish()
    assert latest_generation(tmp_path) == 2


def test_what_a_dead_process_wrote_is_published_by_the_next(tmp_path: Path) -> None:
    with Graph.open(tmp_path, base=BASE) as graph:
        graph.publish()
        put(graph, "1")
    (tmp_path / "snapshots" / "2").mkdir()  # and it died while it published
    with Graph.open(tmp_path, base=BASE) as graph:
        assert put(graph, "1") == 0
        graph.publish()
    assert Graph.snapshot(tmp_path, base=BASE).article_ids() == ["1"]


def test_only_the_snapshot_before_the_last_is_kept(tmp_path: Path) -> None:
    with Graph.open(tmp_path, base=BASE) as graph:
        for n in range(4):
            put(graph, str(n))
            graph.publish()
    assert sorted(path.name for path in (tmp_path / "snapshots").iterdir()) == ["3", "4"]


def test_where_it_is_lost_which_state_is_published_readers_see_the_newest_meanwhile(tmp_path: Path) -> None:
    with Graph.open(tmp_path, base=BASE) as graph:
        for id_ in ("1", "2"):
            put(graph, id_)
            graph.publish()
        assert graph.outbox is not None
        graph.outbox.begin()
    (tmp_path / "CURRENT").write_text("")
    with Graph.open(tmp_path, base=BASE) as graph:
        assert graph.outbox is not None
        assert not graph.outbox.kept, "what a server lacks is not known any more"
        assert Graph.snapshot(tmp_path, base=BASE).article_ids() == ["1", "2"]
        graph.publish()
    assert latest_generation(tmp_path) == 3


def test_opening_often_leaves_no_logs_behind(tmp_path: Path) -> None:
    for _ in range(5):
        Graph.open(tmp_path / "g", base=BASE).close()
    assert not list((tmp_path / "g" / "store").glob("LOG.old.*"))


def test_a_compacted_store_holds_the_same_in_fewer_bytes(tmp_path: Path) -> None:
    def size() -> int:
        return sum(file.stat().st_size for file in (tmp_path / "g" / "store").glob("*.sst"))

    many = [Quad(NamedNode(f"{BASE}{n}"), NamedNode(BASE + "p"), Literal(str(n))) for n in range(2000)]
    with Graph.open(tmp_path / "g", base=BASE) as graph:
        graph.apply(believed=many)
        graph.compact()  # so that no file is left that is about to go
        full = size()
        graph.apply(believed=many[:5])
        graph.publish()  # which writes what is in memory to files
        assert size() >= full
        graph.compact()
        assert size() < full / 2
        assert len(graph) == 5


def test_a_state_holds_no_transaction_log(tmp_path: Path) -> None:
    with Graph.open(tmp_path, base=BASE) as graph:
        for n in range(4):
            put(graph, str(n))
            graph.publish()
    logs = [*tmp_path.glob("snapshots/*/*.log")]
    assert logs
    assert not any(log.stat().st_size for log in logs)
    with Graph.snapshot(tmp_path, base=BASE) as graph:
        assert graph.article_ids() == ["0", "1", "2", "3"]


def test_a_snapshot_cannot_be_written_to(tmp_path: Path) -> None:
    with Graph.open(tmp_path, base=BASE) as graph:
        graph.publish()
    with Graph.snapshot(tmp_path, base=BASE) as graph, pytest.raises(StoreError, match="only for reading"):
        put(graph, "1")


def test_the_folder_tells_its_format_and_base(tmp_path: Path) -> None:
    Graph.open(tmp_path / "new" / "graph", base=BASE).close()
    assert json.loads((tmp_path / "new" / "graph" / "graph.json").read_text()) == {"format": 1, "base": BASE}


def test_a_snapshot_stays_while_it_is_read_however_often_others_are_published(tmp_path: Path) -> None:
    def put(graph: Graph, number: int) -> None:
        graph.update(f"INSERT DATA {{ <urn:s> <urn:p> {number} }}")
        graph.publish()  # each time into another file of the store, which readers open as they need it

    with Graph.open(tmp_path / "graph", base=BASE) as graph:
        for number in range(10):
            put(graph, number)
        with Graph.snapshot(tmp_path / "graph", base=BASE) as reader:
            for number in range(10, 14):
                put(graph, number)
            assert len(list(reader.query("SELECT ?o { ?s ?p ?o }"))) == 10
            assert {path.name for path in (tmp_path / "graph" / "snapshots").iterdir()} == {"10", "13", "14"}
        put(graph, 14)
    assert {path.name for path in (tmp_path / "graph" / "snapshots").iterdir()} == {"14", "15"}


def test_shards_that_were_loaded_count_no_more_once_anybody_else_writes(tmp_path: Path) -> None:
    with Graph.open(tmp_path, base=BASE) as graph:
        Progress(tmp_path, "a build").note("a shard")
        assert Progress(tmp_path, "a build").names == {"a shard"}
        put(graph, "1")
    assert Progress(tmp_path, "a build").names == set()
