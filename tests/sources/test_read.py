"""Many sources at once: standard input, ids that come twice, and errors that can be kept."""

from __future__ import annotations

import io
import pickle

import pytest

from kg.errors import EmptySource, SourceError
from kg.model import Article
from kg.sources import read

PAGE = f"<!DOCTYPE html><html><body><article><p>{'Two soldiers were hurt in a raid. ' * 9}</p></article></body></html>"


def from_stdin(data: bytes) -> list[Article | SourceError]:
    return list(read(["-"], stdin=io.BytesIO(data)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_standard_input_is_told_by_its_first_character(encoding):
    assert from_stdin("\n \n date 2024-01-04 Two.".encode(encoding))[0].text == "Two."
    lines = '\n{"text": "One."}\n{"text": "Two.", "id": "b"}\n'
    assert from_stdin(lines.encode(encoding)) == [Article("stdin-9085c0e7bc", "One."), Article("b", "Two.")]
    (page,) = from_stdin(PAGE.encode(encoding))
    assert page.id == "stdin"
    assert page.text.startswith("Two soldiers")


def test_standard_input_may_be_opened_as_text(monkeypatch):
    as_text = io.TextIOWrapper(io.BytesIO("Al-Saïdi.".encode()), encoding="ascii")
    assert list(read("-", stdin=as_text)) == [Article("stdin", "Al-Saïdi.")]
    assert list(read("-", stdin=io.StringIO("Al-Saïdi."))) == [Article("stdin", "Al-Saïdi.")]
    monkeypatch.setattr("sys.stdin", io.StringIO("One."))
    assert list(read("-")) == [Article("stdin", "One.")]


def test_an_empty_or_closed_standard_input_is_an_error(monkeypatch):
    (empty,) = from_stdin(b"")
    assert isinstance(empty, EmptySource)
    assert str(empty) == "stdin: is empty"
    monkeypatch.setattr("sys.stdin", None)  # as Python leaves it where the descriptor is closed
    (closed,) = read("-")
    assert str(closed) == "stdin: is not readable: it is closed"


def test_json_lines_are_read_from_a_pipe_as_they_come():
    def lines():
        yield b'{"text": "One."}\n'
        raise AssertionError("the second line was asked for too soon")

    class Pipe(io.BytesIO):
        def __iter__(self):
            return lines()

    assert next(read("-", stdin=Pipe())) == Article("stdin-9085c0e7bc", "One.")


def test_an_id_that_comes_twice_is_an_error_naming_both_places(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "001.txt").write_text(f"Text in {folder}.")
    lines = tmp_path / "wire.jsonl"
    lines.write_text('{"id": "x", "text": "One."}\n{"id": "x", "text": "Two."}\n{"id": "x", "text": "One."}\n')
    first, second, third, fourth = read([tmp_path / "a", tmp_path / "b", lines])  # the last line says nothing new
    assert first == Article("001", "Text in a.")
    assert str(second) == f"{tmp_path}/b/001.txt: id '001' is already that of {tmp_path}/a/001.txt"
    assert third == Article("x", "One.")
    assert str(fourth) == f"{lines}: line 2: id 'x' is already that of {lines}, line 1"


def test_an_id_that_nobody_gave_is_unique_by_its_source(tmp_path):
    for folder, text in (("jan", "One."), ("feb", "Two.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "index.html").write_text(PAGE.replace("soldiers", folder))
        (tmp_path / folder / "news.jsonl").write_text(f'{{"text": "{text}"}}\n')
        (tmp_path / folder / "wire.rss").write_text(
            f"<rss version='2.0'><channel><title>{folder} wire</title><link>https://{folder}.example/</link>"
            f"<item><guid isPermaLink='false'>7</guid><description>Short {text}</description></item>"
            f"<item><link>/news/1</link><description>Long {text}</description></item></channel></rss>"
        )
    found = list(read(tmp_path))
    assert len({one.id for one in found}) == len(found) == 8
    assert {one.id for one in found} >= {"feb/index", "jan/index", "feb-wire#7", "https://jan.example/news/1"}
    assert {one.url for one in found} >= {"https://feb.example/news/1"}
    ids = {one.id for one in found if one.text == "One."}
    (tmp_path / "jan" / "news.jsonl").write_text('{"text": "Zero."}\n{"text": "One."}\n')
    assert ids < {one.id for one in read(tmp_path)}  # whatever stands before it


def test_a_broken_article_does_not_take_its_id(tmp_path):
    path = tmp_path / "wire.jsonl"
    path.write_text('{"id": "x", "text": ""}\n{"id": "x", "text": "Two."}\n')
    broken, article = read(path)
    assert isinstance(broken, EmptySource)
    assert article == Article("x", "Two.")


def test_errors_can_be_kept_and_sent_without_the_files_that_they_are_about(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\xff\xfeA\0B")
    (tmp_path / "b.jsonl").write_text("{\n{}")
    for found in read(tmp_path):
        assert isinstance(found, SourceError)
        assert found.__traceback__ is found.__context__ is found.__cause__ is None
        assert str(pickle.loads(pickle.dumps(found))) == str(found)
