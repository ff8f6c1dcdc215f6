"""Tables that spreadsheets may open: no cell is a formula, whatever an outlet calls itself."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import IO, Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?")


def plain(cell: str) -> str:
    """A cell's text, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell) else cell


def without_formulas(write: Callable[[IO[bytes]], object], out: IO[bytes]) -> None:
    """Write a table as CSV, which `write` would write as it is."""
    whole = io.BytesIO()
    write(whole)
    whole.seek(0)
    rows = csv.reader(io.TextIOWrapper(whole, encoding="utf-8", newline=""))
    for row in rows:
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow(map(plain, row))
        out.write(line.getvalue().encode())
