"""Parquet: a row an article, the columns named as the fields of JSON Lines are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import BinaryIO, Final

from kg.errors import EmptySource, SourceError
from kg.sources.records import Location, Record

_FIELDS: Final = ("id", "text", "title", "date", "publisher", "url")
_ROWS: Final = 256  # in memory at once, beside the pages of a row group that they stand in


def records(stream: BinaryIO, name: str, stem: str) -> Iterator[Record | SourceError]:
    """A record for every row; other columns than `id, text, title, date, publisher, url` are not even read.

    Raises:
        EmptySource: it has no rows.
        SourceError: it is no Parquet file, has no column `text`, or pyarrow is not installed.
    """
    try:
        from pyarrow import ArrowException, parquet  # noqa: PLC0415  optional
    except ImportError:
        raise SourceError(name, "needs a package that is not installed: pip install 'pyarrow>=18'") from None
    number = 0
    try:
        with parquet.ParquetFile(stream) as file:
            columns = file.schema_arrow.names
            if "text" not in columns:
                raise SourceError(name, f"has no column 'text'; its columns are {', '.join(map(repr, columns))}")
            wanted = [column for column in _FIELDS if column in columns]
            for batch in file.iter_batches(batch_size=_ROWS, columns=wanted, use_threads=False):
                for row in batch.to_pylist():
                    number += 1
                    yield Record(Location(name, number, "row"), _fields(row), f"{stem}-{number}")
    except ArrowException as error:
        after = f" after row {number}" if number else ""
        raise SourceError(name, f"is not readable as Parquet{after}: {str(error).splitlines()[0]}") from None
    if not number:
        raise EmptySource(name, "is empty: it has no rows")


def _fields(row: dict[str, object]) -> dict[str, object]:
    """A row as JSON would have it: dates and timestamps as text."""
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in row.items()}
