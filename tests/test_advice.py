"""Every message that says what to do next is right: whoever does that gets on."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Run
from factories import BASE
from triples import CONTEXT, ONE, TWO, ReadsTriples, make

from kg.errors import NoGraph, StoreError
from kg.model import Article
from kg.pipeline.build import add, retract
from kg.pipeline.publish import publish
from kg.sources import read
from kg.store import Graph, latest_generation
from kg.store.advice import advice
from kg.store.backups import back_up, restore


def make_by_adding(folder: Path) -> None:
    with Graph.open(folder, base=BASE) as graph:
        add(graph, [TWO], extractor=ReadsTriples(), context=CONTEXT)


def bring_back(folder: Path) -> None:
    restore(folder.parent / "backup", folder, BASE, replace=True)
    with Graph.open(folder, base=BASE) as graph:
        publish(graph)


def see(folder: Path) -> None:
    with Graph.snapshot(folder, base=BASE) as graph:
        graph.sorted_nquads()


def lose_snapshots(folder: Path) -> None:
    shutil.rmtree(folder / "snapshots")


def damage_snapshot(folder: Path) -> None:
    next((folder / "snapshots" / "1").glob("*.sst")).unlink()


def empty(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_text("") and None


@pytest.mark.parametrize(
    ("harm", "meet", "message", "follow"),
    [
        (lose_snapshots, see, "build it again, or add to it", make),
        (lose_snapshots, see, "build it again, or add to it", make_by_adding),
        (damage_snapshot, see, "build it again, or add to it", make),
        (empty("CURRENT"), see, "build the graph again, or add to it", make),
        (empty("graph.json"), see, "build the graph again, or add to it", make_by_adding),
        (empty("store/CURRENT"), make, "bring a backup back", bring_back),
    ],
)
def test_a_graph_that_was_damaged_is_mended_as_the_message_says(
    tmp_path: Path,
    harm: Callable[[Path], None],
    meet: Callable[[Path], None],
    message: str,
    follow: Callable[[Path], None],
) -> None:
    folder = tmp_path / "graph"
    make(folder)
    back_up(folder, BASE, tmp_path / "backup")
    harm(folder)
    with pytest.raises(StoreError, match=message):
        meet(folder)
    follow(folder)
    with Graph.snapshot(folder, base=BASE) as graph:
        assert graph.article_ids() == ["one", "two"]
    assert (latest_generation(folder) or 0) >= 1
    make(folder)


def say_of_another_format(folder: Path) -> None:
    make(folder)
    (folder / "graph.json").write_text(json.dumps({"format": 9, "base": BASE}))


def say_of_another_base(folder: Path) -> None:
    make(folder)
    (folder / "graph.json").write_text(json.dumps({"format": 1, "base": "https://other.example/"}))


def put_other_things(folder: Path) -> None:
    folder.mkdir()
    (folder / "notes.txt").write_text("not of a graph")


def damage_store(folder: Path) -> None:
    make(folder)
    empty("store/CURRENT")(folder)


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (say_of_another_format, "is of format 9, not 1; build it into a new folder$"),
        (say_of_another_base, "has the base https://other.example/, .* or build into a new folder$"),
        (put_other_things, "holds other things and no graph; name an empty or a new folder$"),
        (lambda folder: folder.write_text("no folder"), "name another folder with --data$"),
        (damage_store, "or build into a new folder$"),
    ],
)
def test_where_no_graph_can_be_kept_another_folder_takes_it(
    tmp_path: Path, harm: Callable[[Path], object], message: str
) -> None:
    harm(tmp_path / "graph")
    with pytest.raises(StoreError, match=message):
        make(tmp_path / "graph")
    make(tmp_path / "another")
    see(tmp_path / "another")


@pytest.mark.parametrize(
    ("name", "data", "message", "wrong", "right"),
    [
        ("wire.csv", b"text,date\nA raid.,bald\n", "is no date .*; write it YYYY-MM-DD$", b"bald", b"2024-03-05"),
        ("raid.txt", b"A raid near Jarabulus \xff\x81.", "save it as UTF-8$", b"\xff\x81", "ç".encode()),
        ("wire.jsonl", b'{"bericht": "A raid."}', r"Say which holds it: --fields text=NAME$", b"bericht", b"text"),
        ("raid.txt", b'---\nid: ".."\n---\nA raid.', "choose another one$", b'".."', b"raid"),
    ],
)
def test_a_source_is_read_once_it_is_as_the_message_asks(
    tmp_path: Path, name: str, data: bytes, message: str, wrong: bytes, right: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    said = [found for found in read(tmp_path / name) if not isinstance(found, Article)]
    assert [bool(re.search(message, str(one))) for one in said] == [True], said
    (tmp_path / name).write_bytes(data.replace(wrong, right))
    assert all(isinstance(found, Article) for found in read(tmp_path / name))


def test_a_graph_of_another_base_is_not_mended_into_this_one(tmp_path: Path) -> None:
    make(tmp_path / "graph")
    (tmp_path / "graph" / "graph.json").write_text("")
    with pytest.raises(StoreError, match="is not of the base https://other"):
        Graph.open(tmp_path / "graph", base="https://other.example/")


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ("IO error: No space left on device: While appending", "make room"),
        ("database or disk is full", "make room"),
        ("[Errno 24] Too many open files: 'x'", "ulimit -n"),
        ("[Errno 13] Permission denied: 'x'", "leave to write"),
        ("[Errno 30] Read-only file system: 'x'", "leave to write"),
        ("attempt to write a readonly database", "leave to write"),
        ("Corruption: block checksum mismatch", "otherwise"),
    ],
)
def test_advice_goes_by_the_cause(said: str, then: str) -> None:
    assert then in advice(OSError(said), "otherwise")


def test_a_folder_whose_name_speaks_of_locks_is_not_taken_for_locked(tmp_path: Path) -> None:
    make(tmp_path / "while lock file")
    empty("store/CURRENT")(tmp_path / "while lock file")
    with pytest.raises(StoreError, match="cannot be opened"):
        make(tmp_path / "while lock file")


def test_where_there_is_no_graph_one_is_built(tmp_path: Path) -> None:
    with pytest.raises(NoGraph, match="build one first"):
        see(tmp_path / "graph")
    make(tmp_path / "graph")
    see(tmp_path / "graph")


def test_what_a_killed_retract_took_out_is_published_when_it_is_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path)
    for lenient in (False, True):
        with monkeypatch.context() as dying, Graph.open(tmp_path, base=BASE) as graph:
            dying.setattr("kg.pipeline.run.publish", lambda _: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                retract(graph, ["one"], context=CONTEXT)
        with Graph.open(tmp_path, base=BASE) as graph:
            retract(graph, ["one"], context=CONTEXT, lenient=lenient)
            assert not graph.unpublished
        with Graph.snapshot(tmp_path, base=BASE) as seen:
            assert seen.article_ids() == ["two"]
        make(tmp_path)


def test_the_count_of_triples_is_right_after_any_change(tmp_path: Path) -> None:
    with Graph.open(tmp_path, base=BASE) as graph:
        for step in (lambda: add(graph, [ONE], extractor=ReadsTriples(), context=CONTEXT),
                     lambda: add(graph, [TWO], extractor=ReadsTriples(), context=CONTEXT),
                     lambda: retract(graph, ["one"], context=CONTEXT),
                     lambda: graph.update("INSERT DATA { <urn:a> <urn:b> 1, 2 }"),
                     lambda: add(graph, [ONE], extractor=ReadsTriples("newer"), context=CONTEXT)):  # fmt: skip
            if report := step():
                assert (report.triples, report.claims) == (len(graph), graph.claim_count())
            else:
                publish(graph)


def test_restoring_twice_destroys_no_judgement(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    make(folder)
    (folder / "judgements.jsonl").write_text('{"the backup": 1}\n')
    back_up(folder, BASE, tmp_path / "backup")
    for mine in ("mine", "mine too"):
        (folder / "judgements.jsonl").write_text(f'{{"{mine}": 1}}\n')
        for _ in range(2):  # the second time as after a kill
            bring_back(folder)
    texts = sorted(file.read_text() for file in folder.glob("judgements.jsonl*"))
    assert texts == ['{"mine too": 1}\n', '{"mine": 1}\n', '{"the backup": 1}\n']


def test_a_killed_backup_leaves_nothing_and_none_needs_to_write_where_the_graph_is(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    make(folder)
    (tmp_path / "copy.tar.gz.draft-999999999").write_text("half of one")
    before = sorted(path.name for path in folder.rglob("*"))
    folder.chmod(0o500)
    try:
        back_up(folder, BASE, tmp_path / "copy.tar.gz")
    finally:
        folder.chmod(0o700)
    assert sorted(path.name for path in folder.rglob("*")) == before
    assert [path.name for path in tmp_path.glob("copy*")] == ["copy.tar.gz"]
    restore(tmp_path / "copy.tar.gz", tmp_path / "other", BASE)


def test_contradictory_judgements_are_taken_back_as_the_message_says(kg: Run, own: Path) -> None:
    a, b, c = (f"{id_}#Hamas" for id_ in hamas_in(own)[:3])
    for left, right in ((a, b), (b, c)):
        assert kg("judge", left, right, "same", "--later", "--data", own).code == 0
    said = (own / "judgements.jsonl").read_text().splitlines()[0]
    assert '"same"' in said
    contradiction = said.replace(b.split("#")[0], c.split("#")[0]).replace('"same"', '"different"')
    with (own / "judgements.jsonl").open("a") as out:
        out.write(f"{contradiction}\n")
    assert "Take one back (kg judge LEFT RIGHT withdrawn)" in kg("why", "hamas", "--data", own).err
    assert kg("judge", a, c, "withdrawn", "--data", own).code == 0
    assert kg("why", "hamas", "--data", own).code == 0


def hamas_in(folder: Path) -> list[str]:
    with Graph.snapshot(folder, base="https://w3id.org/sitrep/id/") as graph:
        every = map(graph.facts, graph.article_ids())
        return [told.article.id for told in every if any("Hamas" in one.names for one in told.entities)]
