"""Reading other data sets' event tables by their codebooks."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any, Final

import yaml

from kg.errors import SourceError
from kg.resources import resource

CODEBOOKS: Final = ("ucdp-ged", "acled", "gdelt")
_FORMS: Final = ("%Y-%m-%d", "%d %B %Y", "%Y%m%d", "%d-%b-%Y")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_MOST_IN_A_CELL: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event of another data set.

    Attributes:
        first, last: the days between which it lies, as ordinals.
        lat, long: degrees, where it is known more exactly than by its country.
        reach: kilometres that it may lie off there.
        low, best, high: the dead.
    """

    id: str
    actors: tuple[str, ...]
    first: int
    last: int
    lat: float | None
    long: float | None
    reach: float
    country: str
    low: int | None
    best: int | None
    high: int | None
    source: str


def read_events(path: Path, codebook: str) -> tuple[list[CodedEvent], int]:
    """The events of a file, and how many of its rows have no day that can be read.

    Args:
        path: CSV or TSV, in UTF-8.
        codebook: one of `CODEBOOKS`.

    Raises:
        SourceError: the file cannot be read, or lacks columns of that data set.
    """
    columns = _codebooks()[codebook]
    found, skipped = [], 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in _rows(file, columns, str(path), codebook):
                event = _event(row, columns)
                if event is None:
                    skipped += 1
                else:
                    found.append(event)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(str(path), getattr(error, "strerror", None) or str(error)) from error
    return found, skipped


def _rows(file: IO[str], columns: Mapping[str, Any], name: str, codebook: str) -> Iterator[dict[str, str]]:
    begin = file.readline()
    file.seek(0)
    delimiter = max(",;\t", key=begin.count)
    csv.field_size_limit(_MOST_IN_A_CELL)
    needed = [columns["id"], columns["first"], *columns["actors"]]
    if (places := columns.get("head")) and not set(needed) <= set(begin.rstrip("\r\n").split(delimiter)):
        for cells in csv.reader(file, delimiter=delimiter, quoting=csv.QUOTE_NONE):
            if len(cells) <= max(places.values()):
                raise SourceError(name, f"it has {len(cells)} columns, fewer than {codebook} has")
            yield {column: cells[at] for column, at in places.items()}
        return
    reader = csv.DictReader(file, delimiter=delimiter)
    if missing := [column for column in needed if column not in (reader.fieldnames or ())]:
        there = ", ".join((reader.fieldnames or ())[:20]) or "none"
        raise SourceError(name, f"it lacks the columns {', '.join(missing)} of {codebook}; there are {there}")
    yield from reader


def _event(row: Mapping[str, str | None], columns: Mapping[str, Any]) -> CodedEvent | None:
    def cell(what: str) -> str:
        return (row.get(columns.get(what, "")) or "").strip()

    first = _day(cell("first"))
    if first is None:
        return None
    last = _day(cell("last")) or first
    off = _by_column(row, columns.get("days"), "wide") or 0
    reach = _by_column(row, columns.get("reach"), "km")
    lat, long = _number(cell("lat")), _number(cell("long"))
    spot = (None, None) if reach is None or lat is None or long is None else (lat, long)
    low, best, high = (_whole(cell(name)) for name in ("low", "best", "high"))
    forces = tuple(columns.get("forces", ()))
    actors = tuple(name for column in columns["actors"] if (name := _party(row.get(column) or "", forces)))
    return CodedEvent(
        id=cell("id"), actors=actors, first=first - off, last=max(first, last) + off, lat=spot[0], long=spot[1],
        reach=reach or 0, country=cell("country"), low=best if low is None else low, best=best,
        high=best if high is None else high, source=cell("source"),
    )  # fmt: skip


def _party(name: str, forces: tuple[str, ...]) -> str:
    """A party's name without years and countries in brackets, and without what makes a state's forces of its name."""
    bare = _BRACKETS.sub(" ", name).strip()
    return next((bare.removeprefix(words) for words in forces if bare.startswith(words)), bare)


def _by_column(row: Mapping[str, str | None], told: Mapping[str, Any] | None, key: str) -> int | None:
    """What a column of precision stands for; 0 where the file has none."""
    if told is None or told["column"] not in row:
        return 0
    value = (row[told["column"]] or "").strip()
    found: int | None = told[key].get(value)
    return found


def _day(text: str) -> int | None:
    for form in _FORMS:
        try:
            return dt.datetime.strptime(text[:10] if form == _FORMS[0] else text, form).date().toordinal()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _whole(text: str) -> int | None:
    number = _number(text)
    return int(number) if number is not None and abs(number) < 1e9 else None


@cache
def _codebooks() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(resource("data", "codebooks.yaml").read_text(encoding="utf-8"))
    return read
