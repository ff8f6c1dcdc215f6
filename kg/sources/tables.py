"""Tables, a row an article, the columns named as fields are: CSV with any delimiter, and spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO, Final

from kg.errors import EmptySource, SourceError
from kg.sources.encodings import decoded_by_guess
from kg.sources.files import reason_of, whole
from kg.sources.names import fields_named
from kg.sources.records import LONGEST, Location, Record

_LARGEST: Final = 2_000_000_000  # bytes of a table
_DELIMITERS: Final = ",;\t|^~\x01\x1f"  # the last two as Hive and databases write them
_NOTHING: Final = frozenset(
    {"nan", "null", "none", "n/a", "na", "nat", "<na>", "\\n"}
)  # how tables say that a cell is empty
_DECLARED: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # what Excel reads, and some programs write for it
_OVERFLOW: Final = "has more cells than the head, which {}: quote texts that hold the delimiter"
_LONGEST_NAME: Final = 40  # characters of a column's name
_ABOVE: Final = 20  # rows that a title and notes may take above the head
# A quotation mark within quotes that is escaped as in C; at the end of a cell it could be the cell's backslash.
_ESCAPED: Final = re.compile(r"""\\"(?![",;|\t\r\n]|$)""")


def records(lines: Iterable[bytes], name: str, stem: str) -> Iterator[Record | SourceError]:
    """A record for every row of a CSV or TSV file below its head.

    Raises:
        EmptySource: it has no rows.
        SourceError: it is no text.
    """
    place = Location(name)
    text, doubt = decoded_by_guess(whole(lines, place, _LARGEST), place)
    csv.field_size_limit(4 * LONGEST)
    declared, text = text[: _declared_end(text)], text[_declared_end(text) :]
    delimiter = declared.strip()[-1] if declared.strip() else _delimiter(text)
    plain = delimiter == "\t" and _has_lone_quotes(text)
    rows = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL,
        escapechar="\\" if not plain and _ESCAPED.search(text) else None,
    )
    doubts = [doubt] if doubt else []
    if not plain and text.replace('\\"', "").count('"') % 2:
        doubts.append("opens a quotation mark in the table that nothing closes: rows may have run together")
    yield from _records(_checked(rows, place), name, stem, tuple(doubts), between=delimiter)


def records_of_sheets(stream: BinaryIO, name: str, stem: str) -> Iterator[Record | SourceError]:
    """A record for every row below the head of a sheet; Excel's and OpenDocument's files.

    The sheets are those whose head names an article's text; where none does, the first with rows.

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
        filled = [(title, sheet) for title, sheet in zip(book.sheet_names, sheets, strict=True) if len(sheet) > 1]
        named = [each for each in filled if any(_is_head(map(str, row)) for row in each[1][:_ABOVE])]
    except (CalamineError, ValueError, OSError) as error:
        raise SourceError(name, f"is not readable as a spreadsheet: {reason_of(error)}") from None
    chosen = named or filled[:1] or [("", [])]
    for title, rows in chosen:
        unit = "row" if len(chosen) == 1 else f"sheet {title!r}, row"
        yield from _records(iter(rows), name, stem, (), unit)


def _records(
    rows: Iterator[Sequence[object]],
    name: str,
    stem: str,
    doubts: tuple[str, ...],
    unit: str = "row",
    between: str = "",
) -> Iterator[Record | SourceError]:
    first = list(islice(rows, _ABOVE))
    at = _head_of(first)
    if at is None:
        raise EmptySource(name, "is empty")
    columns = [str(cell).strip().lstrip("\ufeff") for cell in first[at]]
    number = 0
    for number, cells in enumerate(chain(first[at + 1 :], rows), 1):
        fields: dict[str, object] = {}
        told = doubts if number == 1 else ()
        row = cells
        if any(str(cell).strip() for cell in cells[len(columns) :]):
            ends_in_text = between and fields_named(columns[-1:])
            told = (*told, _OVERFLOW.format("are taken into its last" if ends_in_text else "are left out"))
            if ends_in_text:
                row = [*cells[: len(columns) - 1], between.join(map(str, cells[len(columns) - 1 :]))]
        for column, cell in zip(columns, row, strict=False):
            if column and fields.get(column) is None:  # of two columns of one name the first that says something
                fields[column] = _said(cell)
        if any(value is not None for value in fields.values()):
            yield Record(Location(name, number, unit), fields, f"{stem}-{number}", told)
    if not number:
        raise EmptySource(name, f"is empty: it has no rows below its head, {', '.join(map(repr, columns))}")


def _head_of(rows: Sequence[Sequence[object]]) -> int | None:
    """Where the head is: the first row that names a text and more; else the first that says anything."""
    named = (number for number, row in enumerate(rows) if _is_head(map(str, row)))
    said = (number for number, row in enumerate(rows) if any(str(cell).strip() for cell in row))
    return next(named, next(said, None))


def _is_head(cells: Iterable[str]) -> bool:
    named = fields_named(cells)
    return len(named) > 1 and "text" in named


def _said(cell: object) -> object:
    if isinstance(cell, str):
        return None if not cell.strip() or cell.strip().lower() in _NOTHING else cell
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)  # spreadsheets know no whole numbers
    return cell


def begins_table(text: str) -> bool:
    """Whether a text begins as a table does: with the head of columns, one of which holds articles' texts."""
    head = (text[_declared_end(text) :].splitlines() or [""])[0]
    names = next(csv.reader([head], delimiter=_delimiter(head)), [])
    return all(len(name) <= _LONGEST_NAME for name in names) and _is_head(names)


def _declared_end(text: str) -> int:
    declared = _DECLARED.match(text)
    return declared.end() if declared else 0


def _has_lone_quotes(text: str) -> bool:
    """Whether quotation marks are but characters: each line is a row, and on some they come in no pairs."""
    lines = [line for line in text.splitlines() if line.strip()]
    return len({line.count("\t") for line in lines}) == 1 and any(line.count('"') % 2 for line in lines)


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
