"""Parquet: columns named as the fields of JSON Lines, rows read as they are asked for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from kg.errors import EmptySource, SourceError
from kg.model import Article
from kg.sources import read


def read_table(folder: Path, columns: dict[str, Any]) -> list[Article | SourceError]:
    path = folder / "wire.parquet"
    parquet.write_table(pa.table(columns), path)
    return list(read(path))


def test_a_row_is_an_article(tmp_path: Path) -> None:
    day = dt.date(2024, 1, 4)
    full, bare = read_table(
        tmp_path,
        {
            "text": ["Two hurt.", "Three hurt."], "id": ["a", None], "title": ["Raid", None], "date": [day, None],
            "publisher": ["Levant Wire", None], "url": ["https://a.example/1", None], "embedding": [[1.0], [2.0]],
        },
    )  # fmt: skip
    assert full == Article("a", "Two hurt.", "Raid", day, "Levant Wire", "https://a.example/1")
    assert bare == Article("wire-3294a29259", "Three hurt.")


@pytest.mark.parametrize("value", [dt.datetime(2024, 1, 4, 9, tzinfo=dt.UTC), "2024-01-04T09:00:00Z", "2024-01-04"])
def test_a_date_may_be_a_timestamp_or_text(tmp_path: Path, value: object) -> None:
    (article,) = read_table(tmp_path, {"text": ["Two hurt."], "date": [value]})
    assert isinstance(article, Article)
    assert article.date == dt.date(2024, 1, 4)


def test_a_broken_row_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    empty, fine = read_table(tmp_path, {"text": [None, "Three."], "vector": [[1.0], [2.0]]})
    assert str(empty) == f"{tmp_path}/wire.parquet: row 1: no text"
    assert fine == Article("wire-26649c0ed7", "Three.")


def test_a_file_that_cannot_serve_is_an_error_with_the_reason(tmp_path: Path) -> None:
    (no_text,) = read_table(tmp_path, {"blurb": ["Two hurt."], "id": ["a"]})
    assert isinstance(no_text, SourceError)
    assert no_text.reason == "row 1: no text; its fields are 'blurb'. Say which holds it: --fields text=NAME"
    (empty,) = read_table(tmp_path, {"text": pa.array([], pa.string())})
    assert isinstance(empty, EmptySource)
    (tmp_path / "wire.parquet").write_bytes(b"text,id\nTwo hurt.,a\n")
    (other,) = read(tmp_path / "wire.parquet")
    assert isinstance(other, SourceError)
    assert other.reason.startswith("is not readable as Parquet: ")


def test_memory_stays_flat_however_many_rows(tmp_path: Path) -> None:
    path = tmp_path / "wire.parquet"
    with parquet.ParquetWriter(path, pa.schema([("text", pa.string())])) as out:
        for group in range(20):
            out.write_table(pa.table({"text": [f"{group} {row} " + "x" * 5_000 for row in range(200)]}))
    before = pa.total_allocated_bytes()
    peak = 0
    for count, _ in enumerate(read(path), 1):
        if count % 500 == 0:
            peak = max(peak, pa.total_allocated_bytes() - before)
    assert count == 4000
    assert peak < 5_000_000  # of 20
