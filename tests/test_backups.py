"""Copies of a graph: whole or not at all, made while others write, and brought back while others read."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import threading
import zlib
from pathlib import Path

import pytest
from commands import KG
from factories import BASE
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import NoGraph, StoreError, StoreLocked
from kg.store import Graph, latest_generation
from kg.store.backups import back_up, restore
from kg.store.folder_locks import held


def believe(folder: Path, *names: str) -> None:
    with Graph.open(folder, base=BASE) as graph:
        graph.apply(believed=[Quad(NamedNode(BASE + name), NamedNode(BASE + "p"), Literal(name)) for name in names])
        graph.publish()


def believed(folder: Path) -> set[str]:
    with Graph.snapshot(folder, base=BASE) as graph:
        return {str(quad.object.value) for quad in graph.quads() if isinstance(quad.object, Literal)}


def unpacked(archive: Path) -> bytes | None:
    try:
        return gzip.decompress(archive.read_bytes())
    except (EOFError, OSError, zlib.error):
        return None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    believe(tmp_path / "graph", "a", "b")
    (tmp_path / "graph" / "judgements.jsonl").write_text('{"one": 1}\n{"half a li')
    return tmp_path / "graph"


@pytest.mark.parametrize("name", ["copy", "copy.tar.gz"])
def test_a_backup_comes_back_elsewhere_and_in_the_place_of_a_graph(folder: Path, tmp_path: Path, name: str) -> None:
    back_up(folder, BASE, tmp_path / name)
    believe(folder, "c")
    restore(tmp_path / name, tmp_path / "other", BASE)
    with Graph.open(tmp_path / "other", base=BASE) as graph:
        graph.publish()
    assert believed(tmp_path / "other") == {"a", "b"}
    assert (tmp_path / "other" / "judgements.jsonl").read_text() == '{"one": 1}\n'  # no half line
    with pytest.raises(StoreError, match="--replace"):
        restore(tmp_path / name, folder, BASE)
    with Graph.snapshot(folder, base=BASE) as reader:
        restore(tmp_path / name, folder, BASE, replace=True)
        assert len(reader) == 1  # whoever reads goes on
    with Graph.open(folder, base=BASE) as graph:
        graph.publish()
    assert (believed(folder), latest_generation(folder)) == ({"a", "b"}, 3)
    assert not [path for path in folder.iterdir() if "draft-" in path.name or "replaced-" in path.name]


def test_a_backup_holds_one_published_state_however_fast_others_write(folder: Path, tmp_path: Path) -> None:
    stop = threading.Event()

    def keep_writing() -> None:
        n = 0
        while not stop.is_set():
            believe(folder, f"x{n}", f"y{n}")
            n += 1

    writing = threading.Thread(target=keep_writing)
    writing.start()
    try:
        for n in range(4):
            back_up(folder, BASE, tmp_path / f"copy{n}")
    finally:
        stop.set()
        writing.join()
    for n in range(4):
        restore(tmp_path / f"copy{n}", tmp_path / f"back{n}", BASE)
        with Graph.open(tmp_path / f"back{n}", base=BASE) as graph:
            graph.publish()
        first, second = sorted(believed(tmp_path / f"back{n}"))
        assert (first, second) == ("a", "b") or first[1:] == second[1:]


def test_what_cannot_be_copied_or_brought_back_says_why_and_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    back_up(folder, BASE, tmp_path / "copy.tar.gz")
    (tmp_path / "cut.tar.gz").write_bytes((tmp_path / "copy.tar.gz").read_bytes()[:700])
    (tmp_path / "empty").mkdir()
    there = set(tmp_path.iterdir())
    with pytest.raises(StoreError, match="is there already"):
        back_up(folder, BASE, tmp_path / "copy.tar.gz")
    with pytest.raises(NoGraph):
        back_up(tmp_path / "empty", BASE, tmp_path / "other")
    for wrong, why in (("cut.tar.gz", "no whole backup"), ("empty", "no backup"), ("none", "There is no backup")):
        with pytest.raises(StoreError, match=why):
            restore(tmp_path / wrong, tmp_path / "new", BASE)
    with pytest.raises(StoreError, match="has the base"):
        restore(tmp_path / "copy.tar.gz", tmp_path / "new", "https://other.example/")
    with pytest.raises(StoreError, match="other things"):
        restore(tmp_path / "copy.tar.gz", tmp_path, BASE)
    assert set(tmp_path.iterdir()) == there


def test_a_graph_that_another_process_writes_to_is_not_replaced(folder: Path, tmp_path: Path) -> None:
    back_up(folder, BASE, tmp_path / "copy")
    program = f"""
from pathlib import Path; from kg.store import Graph
with Graph.open(Path({str(folder)!r}), base={BASE!r}): print('open', flush=True); input()
"""
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(StoreLocked, match=f"process {other.pid}"):
            restore(tmp_path / "copy", folder, BASE, replace=True, wait=0.1)
        other.communicate(b"\n")
    assert believed(folder) == {"a", "b"}


def test_a_replacement_that_was_cut_off_is_finished_by_whoever_writes_next(folder: Path, tmp_path: Path) -> None:
    back_up(folder, BASE, tmp_path / "copy")
    believe(folder, "c")
    # So it stands in the moment between the two renames.
    (folder / "UNPUBLISHED").touch()
    (tmp_path / "copy" / "store").rename(folder / "restored")
    (folder / "store").rename(folder / "replaced-1")
    others = [folder / name for name in ("resolution.sqlite", "LOADED", "watch.sqlite")]
    for file in others:
        file.write_text("of the graph that was there before")
    with Graph.open(folder, base=BASE) as graph:
        graph.publish()
    assert believed(folder) == {"a", "b"}
    assert not any(file.exists() for file in others)


def test_a_replacement_that_was_cut_off_is_no_bar_to_another(folder: Path, tmp_path: Path) -> None:
    back_up(folder, BASE, tmp_path / "copy")
    (folder / "store").rename(folder / "restored")
    believe(tmp_path / "other", "c")
    back_up(tmp_path / "other", BASE, tmp_path / "newer")
    restore(tmp_path / "newer", folder, BASE, replace=True)
    with Graph.open(folder, base=BASE) as graph:
        graph.publish()
    assert believed(folder) == {"c"}


def test_judgements_that_the_backup_lacks_are_set_aside(folder: Path, tmp_path: Path) -> None:
    judged = (folder / "judgements.jsonl").read_text()
    believe(tmp_path / "other", "c")
    back_up(tmp_path / "other", BASE, tmp_path / "copy")
    restore(tmp_path / "copy", folder, BASE, replace=True)
    assert not (folder / "judgements.jsonl").exists()
    assert (folder / "judgements.jsonl.replaced").read_text() == judged


def test_what_a_killed_process_left_is_cleared_away_and_nothing_that_is_in_use(folder: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = [folder / f"{what}-{gone.pid}" for what in ("backup", "draft", "replaced")]
    mine, elsewhere = folder / f"backup-{os.getpid()}", folder / "draft-999999999"
    for path in (*left, mine, elsewhere):
        (path / "store").mkdir(parents=True)
    with held(elsewhere):  # by a process that cannot be seen from here
        believe(folder, "c")
    assert {path.name for path in folder.glob("*-*")} == {mine.name, elsewhere.name}
    believe(folder, "d")
    assert [path.name for path in folder.glob("*-*")] == [mine.name]


def test_an_archive_that_is_damaged_anywhere_is_refused(folder: Path, tmp_path: Path) -> None:
    back_up(folder, BASE, tmp_path / "copy.tar.gz")
    whole = (tmp_path / "copy.tar.gz").read_bytes()
    refused = 0
    for at in range(0, len(whole), len(whole) // 50):
        (tmp_path / "damaged.tar.gz").write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        if unpacked(tmp_path / "damaged.tar.gz") == gzip.decompress(whole):
            continue  # the bit says nothing: the time in the head, padding, one of many ways to repeat a run of zeros
        with pytest.raises(StoreError):
            restore(tmp_path / "damaged.tar.gz", tmp_path / "elsewhere", BASE)
        assert not (tmp_path / "elsewhere").exists()
        refused += 1
    assert refused > 40


def test_the_commands_say_what_they_did(folder: Path, tmp_path: Path) -> None:
    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*KG, *command, "--data", str(folder)], capture_output=True, text=True, check=False,
            env=os.environ | {"SITREP_BASE": BASE},
        )  # fmt: skip

    copied = run("backup", str(tmp_path / "copy.tar.gz"))
    assert copied.stdout.startswith("Copied the graph")
    back = run("restore", str(tmp_path / "copy.tar.gz"), "--replace")
    assert "Restored 0 articles, 2 triples" in back.stdout, back.stderr
    assert latest_generation(folder) == 2
