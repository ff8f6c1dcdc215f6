"""The sheet of an audit: a claim a row, with its sentence, a verdict and a cause.

A row without its words (`bare`) still names its claim: by article, predicate, place, and a digest of what is said.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal, get_args

from kg.errors import ResourceError
from kg.model import ClaimVerdict

_VERDICTS: Final[tuple[ClaimVerdict, ...]] = get_args(ClaimVerdict)
_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A claim and what somebody said of it.

    Attributes:
        said: a digest of the claim's words and of its number or date.
        of: how many claims of the graph the row stands for: those of its predicate, shared among the rows of it.
        verdict: right, wrong, or useless (right, but nobody wants to know it); empty where nobody judged yet.
        cause: what went wrong, in a word or two.
    """

    article: str
    predicate: str
    start: int
    end: int
    said: str
    confidence: float
    of: float
    subject: str = ""
    value: str = ""
    factuality: str = ""
    source: str = ""
    sentence: str = ""
    verdict: ClaimVerdict | Literal[""] = ""
    cause: str = ""

    @property
    def bare(self) -> SheetRow:
        """Without the article's words."""
        return replace(self, subject="", value="", source="", sentence="")


def said_of(quote: str, value: str | int | None) -> str:
    """The digest of what a claim says: its words, and the number or date that they were read as."""
    told = f"{' '.join(quote.casefold().split())}|{'' if value is None else value}"
    return sha256(told.encode()).hexdigest()[:_DIGITS]


def write_sheet(path: Path, rows: Iterable[SheetRow]) -> None:
    """Write a sheet as CSV, for a spreadsheet as much as for `read_sheet`.

    Raises:
        ResourceError: the file cannot be written.
    """
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [field.name for field in fields(SheetRow)], lineterminator="\n")
            writer.writeheader()
            writer.writerows(asdict(row) for row in rows)
    except OSError as error:
        raise ResourceError(f"{path}: {error.strerror}") from error


def read_sheet(path: Path) -> list[SheetRow]:
    """The rows of a sheet. A verdict may be short ("r"), and a row without one is not judged.

    Raises:
        ResourceError: it is no such sheet, or a verdict is none; names the row.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ResourceError(f"{path}: is no sheet of `kg audit`: {error}") from error
    return [_row(path, number, row) for number, row in enumerate(rows, start=2)]


def verdict_of(text: str) -> ClaimVerdict | Literal[""] | None:
    """The verdict that a word or its beginning stands for; None if it stands for none."""
    word = text.strip().casefold()
    if not word:
        return ""
    return next((verdict for verdict in _VERDICTS if verdict.startswith(word)), None)


def _row(path: Path, number: int, row: dict[str, str]) -> SheetRow:
    verdict = verdict_of(row.get("verdict") or "")
    if verdict is None:
        raise ResourceError(f"{path}, row {number}: {row['verdict']!r} is no verdict; it is right, wrong or useless")
    try:
        told = {name: row.get(name) or "" for name in ("subject", "value", "factuality", "source", "sentence", "cause")}
        return SheetRow(
            row["article"], row["predicate"], int(row["start"]), int(row["end"]), row["said"],
            float(row["confidence"] or 0), float(row["of"] or 1), verdict=verdict, **told,
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise ResourceError(f"{path}, row {number}: is no row of `kg audit`: {error!r}") from error


def judged(rows: Sequence[SheetRow]) -> list[SheetRow]:
    """The rows that bear a verdict."""
    return [row for row in rows if row.verdict]
