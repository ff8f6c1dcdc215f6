"""Folders: files are read when they are whole, again when they change, and taken back when they are gone."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.watch import Batch, FeedSource, Fetcher, FolderSource, WatchState
from kg.watch.batch import LARGEST
from kg.watch.state import FeedNote


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "incoming"
    folder.mkdir()
    return folder


def put(file: Path, text: str, *, age: float = 60) -> None:
    """Write a file that was last changed so many seconds ago."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    os.utime(file, (time.time() - age,) * 2)


def look(folder: Path, state: WatchState, *, retract: bool = False) -> list[Batch]:
    """Look once and keep what is to be noted, as `Watch` does."""
    batches = []
    for batch in FolderSource(folder, state, every=10, retract=retract).poll():
        state.keep(batch.notes)
        batches.append(replace(batch))
    return batches


def ids(batches: list[Batch]) -> list[str]:
    return [article.id for batch in batches for article in batch.articles]


def gone(batches: list[Batch]) -> list[str]:
    return sorted(id_ for batch in batches for id_ in batch.gone)


def test_only_new_and_changed_files_are_read(folder: Path, state: WatchState) -> None:
    put(folder / "a.txt", "One.")
    put(folder / "b/wire.jsonl", '{"text": "Two.", "id": "x"}\n{"text": "Three."}\n')
    assert ids(look(folder, state)) == ["a", "x", "b/wire-26649c0ed7"]
    assert ids(look(folder, state)) == []
    put(folder / "a.txt", "One and a half.", age=50)
    put(folder / "c.txt", "Four.")
    assert ids(look(folder, state)) == ["a", "c"]


def test_a_file_that_is_still_written_waits_until_it_is_left_alone(folder: Path, state: WatchState) -> None:
    source = FolderSource(folder, state, every=10, retract=False, settled=0.3)
    put(folder / "a.txt", "Half an art", age=0)
    (first,) = source.poll()
    assert (first.articles, source.unfinished()) == ([], True)
    assert source.due() - time.time() < 0.3  # and not ten seconds
    (folder / "a.txt").write_text("Half an article.")
    time.sleep(0.35)
    (second,) = source.poll()
    assert [article.text for article in second.articles] == ["Half an article."]
    assert not source.unfinished()
    put(folder / "b.txt", "Another hal", age=0)
    list(source.poll())
    (folder / "b.txt").unlink()  # and nobody waits for what never became whole
    assert [source.unfinished() for _ in source.poll()] == [False]


def test_a_file_that_is_moved_in_whole_need_not_wait(folder: Path, state: WatchState, tmp_path: Path) -> None:
    put(tmp_path / "a.txt.part", "One.")
    (tmp_path / "a.txt.part").rename(folder / "a.txt")
    assert ids(look(folder, state)) == ["a"]


def test_a_file_from_the_future_is_read_too(folder: Path, state: WatchState) -> None:
    source = FolderSource(folder, state, every=10, retract=False, settled=0.1)
    put(folder / "a.txt", "One.", age=-3600)
    assert ids(list(source.poll())) == []
    time.sleep(0.15)
    assert ids(list(source.poll())) == ["a"]


def test_what_is_gone_is_taken_back_only_if_asked(folder: Path, state: WatchState) -> None:
    put(folder / "a.txt", "One.")
    put(folder / "wire.jsonl", '{"text": "Two.", "id": "x"}\n{"text": "Three.", "id": "y"}\n')
    look(folder, state)
    (folder / "a.txt").unlink()
    put(folder / "wire.jsonl", '{"text": "Two.", "id": "x"}\n', age=50)
    assert gone(look(folder, state)) == []
    put(folder / "wire.jsonl", '{"text": "Two.", "id": "z"}\n', age=40)
    assert gone(look(folder, state, retract=True)) == ["a", "x", "y"]
    assert gone(look(folder, state, retract=True)) == []


def test_what_is_moved_is_not_taken_back(folder: Path, state: WatchState) -> None:
    put(folder / "b.jsonl", '{"text": "One.", "id": "x"}\n')
    put(folder / "d.jsonl", '{"text": "Two.", "id": "y"}\n{"text": "Three.", "id": "z"}\n')
    look(folder, state, retract=True)
    (folder / "b.jsonl").rename(folder / "a.jsonl")  # which is read before the old name is missed
    put(folder / "c.jsonl", '{"text": "Two.", "id": "y"}\n')
    put(folder / "d.jsonl", '{"text": "Three.", "id": "z"}\n', age=50)  # and a line to a file before this one
    there = {"x", "y", "z"}
    for batch in [*look(folder, state, retract=True), *look(folder, state, retract=True)]:
        there = (there | {article.id for article in batch.articles}) - set(batch.gone)
    assert there == {"x", "y", "z"}
    put(folder / "a.jsonl", '{"text": "One.", "id": "w"}\n', age=40)
    put(folder / "c.jsonl", '{"text": "One.", "id": "x"}\n', age=40)  # and a line to a file behind this one
    (batch,) = look(folder, state, retract=True)
    assert (ids([batch]), gone([batch])) == (["w", "x"], ["y"])


def test_a_file_that_cannot_be_read_for_now_keeps_its_articles_and_is_read_again(
    folder: Path, state: WatchState, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder / "a.txt", "One.")
    look(folder, state)
    put(folder / "a.txt", "Two.", age=50)
    with monkeypatch.context() as failing:
        failing.setattr(
            "kg.watch.folder.read", lambda *_, **__: iter([SourceError("a.txt", "is not readable: i/o error")])
        )
        (batch,) = look(folder, state, retract=True)
    assert (batch.gone, len(batch.failed)) == ([], 1)
    assert ids(look(folder, state, retract=True)) == ["a"]


def test_of_a_folder_that_cannot_be_listed_for_now_no_article_is_taken_back(
    folder: Path, state: WatchState, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder / "a.txt", "One.")
    look(folder, state)
    with monkeypatch.context() as failing:
        failing.setattr("kg.watch.folder.files_in", lambda _: iter([SourceError("b", "is not readable: i/o error")]))
        (batch,) = look(folder, state, retract=True)
    assert (batch.gone, len(batch.failed)) == ([], 1)


def test_a_clock_that_was_wrong_keeps_no_source_waiting(
    folder: Path, state: WatchState, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed, source = (
        FeedSource("u", state, fetcher, interval=300, full=False),
        FolderSource(folder, state, every=10, retract=False),
    )
    for ahead, waits in ((90 * 24 * 3600, False), (3600, True)):
        state.keep([partial(WatchState.note_feed, url="u", note=FeedNote(due=time.time() + ahead))])
        assert (feed.due() > time.time()) is waits
    later = time.time() + 3600
    with monkeypatch.context() as wrong:
        wrong.setattr(time, "time", lambda: later)
        list(source.poll())
        assert source.due() > time.time()
    assert source.due() <= time.time()


def test_a_folder_that_cannot_be_seen_is_no_reason_to_take_anything_back(folder: Path, state: WatchState) -> None:
    put(folder / "a.txt", "One.")
    look(folder, state)
    folder.rename(folder.with_name("elsewhere"))
    (batch,) = look(folder, state, retract=True)
    assert (batch.outcome, batch.gone, batch.failed[0].reason) == ("failed", [], "does not exist")


def test_an_id_belongs_to_the_first_file_for_as_long_as_that_has_it(folder: Path, state: WatchState) -> None:
    put(folder / "a.jsonl", '{"id": "1", "text": "One."}')
    put(folder / "b.jsonl", '{"id": "1", "text": "Another."}')
    (batch,) = look(folder, state, retract=True)
    assert [article.text for article in batch.articles] == ["One."]
    assert batch.skipped == 1
    assert "is already that of" in batch.failed[0].reason
    assert look(folder, state, retract=True)[0].failed == []  # told once
    (folder / "a.jsonl").unlink()
    assert gone(look(folder, state, retract=True)) == ["1"]
    assert [article.text for article in look(folder, state, retract=True)[0].articles] == ["Another."]


def test_a_broken_file_is_told_once_and_read_when_it_is_mended(folder: Path, state: WatchState) -> None:
    put(folder / "a.jsonl", "{")
    put(folder / "b.txt", "Two.")
    (batch,) = look(folder, state)
    assert (ids([batch]), len(batch.failed)) == (["b"], 1)
    assert look(folder, state)[0].failed == []
    put(folder / "a.jsonl", '{"text": "One."}', age=50)
    assert ids(look(folder, state)) == ["a-9085c0e7bc"]


def test_many_articles_come_in_batches_and_a_file_is_done_when_all_of_it_is(folder: Path, state: WatchState) -> None:
    lines = "".join(f'{{"text": "Number {n}.", "id": "{n}"}}\n' for n in range(2 * LARGEST + 10))
    put(folder / "wire.jsonl", lines)
    source = FolderSource(folder, state, every=10, retract=True)
    first = next(source.poll())  # and then the process dies
    state.keep(first.notes)
    assert len(first.articles) == LARGEST
    batches = look(folder, state, retract=True)
    assert [len(batch.articles) for batch in batches] == [LARGEST, LARGEST, 10]
    assert gone(batches) == []
    assert ids(look(folder, state)) == []
