"""Tables that spreadsheets may open: no cell is a formula, whatever an outlet calls itself."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import IO, Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?")


def plain(text: str) -> str:
    """A cell's text, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def cell(value: object) -> object:
    """A value as a table that spreadsheets and Gephi may open has it (OWASP, CSV injection)."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return plain(value) if isinstance(value, str) else value


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
