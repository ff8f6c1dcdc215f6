"""Tables, a row an article, the columns named as fields are: CSV with any delimiter, and spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, Final

from kg.errors import EmptySource, SourceError
from kg.sources.files import decoded_by_guess, reason_of, whole
from kg.sources.records import LONGEST, Location, Record

_LARGEST: Final = 2_000_000_000  # bytes of a table
_DELIMITERS: Final = ",;\t|"
_NOTHING: Final = frozenset({"nan", "null", "none", "n/a", "na", "nat", "<na>"})  # how tables say that a cell is empty


def records(lines: Iterable[bytes], name: str, stem: str) -> Iterator[Record | SourceError]:
    """A record for every row of a CSV or TSV file below its head.

    Raises:
        EmptySource: it has no rows.
        SourceError: it is no text.
    """
    place = Location(name)
    text, doubt = decoded_by_guess(whole(lines, place, _LARGEST), place)
    csv.field_size_limit(4 * LONGEST)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    yield from _records(_checked(rows, place), name, stem, (doubt,) if doubt else ())


def records_of_sheets(stream: BinaryIO, name: str, stem: str) -> Iterator[Record | SourceError]:
    """A record for every row below the head of the first sheet that has any; Excel's and OpenDocument's files.

    Raises:
        EmptySource: it has no rows.
        SourceError: it is no spreadsheet, or python-calamine is not installed.
    """
    try:
        from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415  optional
    except ImportError:
        raise SourceError(name, "needs a package that is not installed: pip install python-calamine") from None
    data = whole(stream, Location(name), 200_000_000)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = (book.get_sheet_by_name(each).to_python(skip_empty_area=True) for each in book.sheet_names)
        rows = next((sheet for sheet in sheets if len(sheet) > 1), [])
    except (CalamineError, ValueError, OSError) as error:
        raise SourceError(name, f"is not readable as a spreadsheet: {reason_of(error)}") from None
    yield from _records(iter(rows), name, stem, ())


def _records(
    rows: Iterator[Sequence[object]], name: str, stem: str, doubts: tuple[str, ...]
) -> Iterator[Record | SourceError]:
    head = next((row for row in rows if any(str(cell).strip() for cell in row)), None)
    if head is None:
        raise EmptySource(name, "is empty")
    columns = [str(cell).strip().lstrip("\ufeff") for cell in head]
    number = 0
    for number, row in enumerate(rows, 1):
        fields = {column: _said(cell) for column, cell in zip(columns, row, strict=False) if column}
        if any(value is not None for value in fields.values()):
            yield Record(Location(name, number, "row"), fields, f"{stem}-{number}", doubts if number == 1 else ())
    if not number:
        raise EmptySource(name, f"is empty: it has no rows below its head, {', '.join(map(repr, columns))}")


def _said(cell: object) -> object:
    if isinstance(cell, str):
        return None if not cell.strip() or cell.strip().lower() in _NOTHING else cell
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)  # spreadsheets know no whole numbers
    return cell


def _delimiter(text: str) -> str:
    """The delimiter that divides the first lines most evenly; a tab before a comma, since text holds commas."""
    head = next((line for line in text.split("\n") if line.strip()), "")
    counts = {sign: head.count(sign) for sign in _DELIMITERS}
    return max(counts, key=lambda sign: (counts[sign], sign == "\t")) if any(counts.values()) else ","


def _checked(rows: Iterator[list[str]], place: Location) -> Iterator[list[str]]:
    try:
        yield from rows
    except csv.Error as error:
        raise place.error(f"is not readable as CSV: {error}") from None
