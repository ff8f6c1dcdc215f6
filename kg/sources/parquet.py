"""Parquet: a row an article, the columns named as the fields of JSON Lines are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from kg.errors import EmptySource, SourceError
from kg.sources.files import reason_of
from kg.sources.records import Location, Record

_ROWS: Final = 256  # in memory at once, beside the pages of a row group that they stand in


def records(stream: BinaryIO, name: str, stem: str) -> Iterator[Record | SourceError]:
    """A record for every row; columns of lists are not even read.

    Raises:
        EmptySource: it has no rows.
        SourceError: it is no Parquet file, or pyarrow is not installed.
    """
    try:
        from pyarrow import ArrowException, parquet  # noqa: PLC0415  optional
    except ImportError:
        raise SourceError(name, "needs a package that is not installed: pip install 'pyarrow>=18'") from None
    number = 0
    try:
        with parquet.ParquetFile(stream) as file:
            for batch in file.iter_batches(
                batch_size=_ROWS, columns=_text_columns(file.schema_arrow), use_threads=False
            ):
                for row in batch.to_pylist():
                    number += 1
                    yield Record(Location(name, number, "row"), row, f"{stem}-{number}")
    except ArrowException as error:
        after = f" after row {number}" if number else ""
        raise SourceError(name, f"is not readable as Parquet{after}: {reason_of(error)}") from None
    if not number:
        raise EmptySource(name, "is empty: it has no rows")


def _text_columns(schema: Any) -> list[str]:
    """The columns that may say something of an article: no lists, such as embeddings."""
    from pyarrow import types  # noqa: PLC0415  optional

    return [column.name for column in schema if not types.is_nested(column.type) or types.is_struct(column.type)]
