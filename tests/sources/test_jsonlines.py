"""JSON Lines and JSON: records with offsets into their text, so the text is kept to the character."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import EmptySource, SourceError
from kg.model import Article
from kg.sources import read
from kg.sources.markup import ungarbled

FULL = {
    "id": " w/1 ",
    "date": "2024-01-04T22:10:00Z",
    "title": " Raid ",
    "url": "https://wire.example/raid",
    "publisher": "The Wire",
    "text": " Two hurt.\r\n",
    "language": "en",
}
AS_ARTICLE = Article("w/1", " Two hurt.\r\n", "Raid", dt.date(2024, 1, 4), "The Wire", "https://wire.example/raid")


def test_a_line_is_an_article_and_its_text_is_kept_to_the_character(article):
    assert article("wire.jsonl", json.dumps(FULL)) == AS_ARTICLE


def test_only_the_text_is_needed_and_names_the_rest(tmp_path):
    path = tmp_path / "wire.ndjson"
    path.write_text('\n{"text": "One."}\n  \n{"text": "Two.", "id": null, "title": " ", "date": ""}')
    assert list(read([path])) == [Article("wire-9085c0e7bc", "One."), Article("wire-233f64e6dd", "Two.")]


def test_a_number_for_an_id_becomes_text(article):
    assert article("wire.jsonl", '{"id": 42, "text": "One."}').id == "42"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{'text': 1}", "is not JSON: Expecting property name enclosed in double quotes at column 2"),
        ('{"text": "cut', "is not JSON: Unterminated string starting at column 10"),
        ('"Two hurt."', 'is not a JSON object like {"text": "..."}'),
        ("[" * 100_000, "is not JSON: maximum recursion depth exceeded"),
        ('{"id": ' + "9" * 5000 + "}", "is not JSON: Exceeds the limit"),
        ('{"text": ["One.", 2]}', ": text is a list, not text"),
        ('{"text": "One.", "title": {}}', ": title is an object, not text"),
        ('{"text": 7}', ": text is a number, not text"),
        ('{"text": "One.", "id": true}', ": id is true or false, not text"),
        ('{"text": "Half \\ud83d"}', ": text holds half a character (an unpaired surrogate)"),
        ('{"title": "Raid"}', ": no text"),
        ('{"text": " \\n"}', ": no text"),
        (b'{"text": "caf\xe9 \x81"}', "is not UTF-8 (byte 0xe9 at offset 13); save it as UTF-8"),
        (b'{"text": "\0"}', "is binary, not text"),
    ],
)
def test_a_broken_line_is_named_and_the_others_are_read(tmp_path, line, reason):
    path = tmp_path / "wire.jsonl"
    line = line if isinstance(line, bytes) else line.encode()
    path.write_bytes(b'{"text": "Before."}\n' + line + b'\n{"text": "After."}\n')
    before, broken, after = read([path])
    assert (before, after) == (Article("wire-8d82ec10f0", "Before."), Article("wire-cbdef6365b", "After."))
    assert isinstance(broken, SourceError)
    assert broken.source == str(path)
    assert broken.reason.startswith(f"line 2{'' if reason[0] == ':' else ' '}{reason}")


def test_a_missing_text_is_an_empty_source(error):
    assert isinstance(error("wire.jsonl", "{}"), EmptySource)


@pytest.mark.parametrize("content", ["", "\n \n", "\ufeff\n"])
def test_a_file_without_lines_is_empty(error, content):
    found = error("wire.jsonl", content)
    assert isinstance(found, EmptySource)
    assert found.reason == "is empty"


def test_a_binary_file_is_one_error_not_one_for_every_line(error):
    assert error("wire.jsonl", b"\x89PNG\0\n\0\n\0\n").reason == "is binary, not text"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path, encoding):
    path = tmp_path / "wire.jsonl"
    path.write_text('{"text": "Ein Ċ."}\n{"text": "Two."}\n', encoding=encoding)
    assert [found.text for found in read([path])] == ["Ein Ċ.", "Two."]


def test_json_holds_one_article(article):
    assert article("wire.json", json.dumps(FULL, indent=2)) == AS_ARTICLE
    assert article("raid.json", '{"text": "One."}').id == "raid"


def test_or_an_array_of_them_the_broken_ones_named_by_number(tmp_path):
    path = tmp_path / "wire.json"
    path.write_text('[{"text": "One."}, 2, {"id": "c"}, {"text": "Four."}]')
    one, two, three, four = read([path])
    assert (one, four) == (Article("wire-9085c0e7bc", "One."), Article("wire-37a2d2843b", "Four."))
    assert str(two) == f'{path}: item 2 is not a JSON object like {{"text": "..."}}'
    assert str(three) == f"{path}: item 3: no text"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("wire.json", 'show({{"articles": [{0}, {1}]}});'),
        ("wire.json", "[{0},\n {1},\n]"),
        ("wire.json", "{0}{1}"),
        ("wire.json", "[[{0}], [{1}]]"),
        ("wire.jsonl", "[\n{0},\n{1}\n]\n"),
        ("wire.jsonl", "\x1e{0}\n\x1e{1}\n"),
    ],
    ids=["a-call", "a-comma-too-many", "side-by-side", "lists-of-lists", "an-array-by-lines", "a-text-sequence"],
)
def test_json_is_read_as_programs_write_it(tmp_path, name, content):
    (tmp_path / name).write_text(content.format('{"text": "One, [2,]."}', '{"text": "Two."}'))
    assert [found.text for found in read(tmp_path)] == ["One, [2,].", "Two."]


def test_of_an_array_that_breaks_off_the_whole_items_are_read(tmp_path):
    (tmp_path / "wire.json").write_text('[{"text": "One."}, {"text": "Two."}, {"text": "Thr')
    one, two, error = read(tmp_path)
    assert (one.text, two.text) == ("One.", "Two.")
    assert error.reason.endswith("; the 2 whole items before that are read")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is empty"),
        ("[]", "is empty: an array of no articles"),
        ("null", 'is not a JSON object like {"text": "..."}'),
    ],
)
def test_a_broken_json_file_is_one_error(error, content, reason):
    assert error("wire.json", content).reason == reason


# What looks like UTF-8 that a program took for another encoding would be mended.
TEXTS = st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: text.strip() and ungarbled(text) == text)


@given(
    texts=st.lists(TEXTS, unique_by=str.strip),
    escaped=st.booleans(),
)
def test_any_texts_come_back_to_the_character(texts, escaped):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "any.jsonl")
        lines = [json.dumps({"text": text}, ensure_ascii=escaped) + "\n" for text in texts]
        path.write_bytes("".join(["\n", *lines, '{"text": "end", "id": "end"}']).encode())
        assert [found.text for found in read([path])] == [*texts, "end"]


def test_a_text_too_long_for_the_language_model_is_refused_and_the_rest_read(tmp_path: Path) -> None:
    file = tmp_path / "wire.jsonl"
    long = json.dumps({"id": "long", "text": "word " * 250_000})
    file.write_text(f"{long}\n{json.dumps({'id': 'short', 'text': 'Two men were killed.'})}\n", encoding="utf-8")
    error, article = read([file])
    assert isinstance(error, SourceError)
    assert "at most 1,000,000" in error.reason
    assert isinstance(article, Article)
    assert article.id == "short"
