"""What every format makes: a record of raw fields and the place it stood, and the Article that comes of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from kg.errors import EmptySource, SourceError
from kg.model import Article

LONGEST = 1_000_000
"""Characters of an article: what the language model reads in one piece."""

# A date, or a timestamp of which the date is taken.
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt ][0-9]{2}:?[0-9]{2}.*)?")
# JSON can spell half a character ("\ud83d"), but no file, store or terminal can hold one.
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Location:
    """Where a record stood, for messages.

    Attributes:
        source: the file, as the user named it.
        number: the line, or item of an array, from 1; None if the file is one record.
        unit: what the number counts.
    """

    source: str
    number: int | None = None
    unit: str = "line"

    def __str__(self) -> str:
        return self.source if self.number is None else f"{self.source}, {self.unit} {self.number}"

    def error(self, reason: str, kind: type[SourceError] = SourceError) -> SourceError:
        """The error to raise or yield: "line 7 is not JSON", "line 7: no text"."""
        if self.number is not None:
            reason = f"{self.unit} {self.number}{'' if reason.startswith('is ') else ':'} {reason}"
        return kind(self.source, reason)


@dataclass(frozen=True, slots=True)
class Record:
    """One article's fields as its source spells them, unchecked: id, date, title, url, publisher, text, others.

    Attributes:
        default_id: the article's id if the fields hold none.
    """

    place: Location
    fields: Mapping[str, object]
    default_id: str

    def article(self) -> Article:
        """The article, its fields checked; the text is taken as it is, the others without outer whitespace.

        Raises:
            EmptySource: there is no text.
            SourceError: a field is no text, or the date no date.
        """
        text = self._text("text")
        if not text or not text.strip():
            raise self.place.error("no text", EmptySource)
        if len(text) > LONGEST:
            raise self.place.error(f"is {len(text):,} characters long; an article has at most {LONGEST:,}, so split it")
        date = self._line("date")
        try:
            published = day(date) if date else None
        except ValueError as error:
            raise self.place.error(str(error)) from None
        identifier = self._line("id") or self.default_id.strip()
        if not identifier:
            raise self.place.error("no id")
        return Article(identifier, text, self._line("title"), published, self._line("publisher"), self._line("url"))

    def _line(self, name: str) -> str | None:
        """A field without outer whitespace, None if it is missing, null or blank."""
        value = self.fields.get(name)
        if name != "date" and isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        return (self._text(name) or "").strip() or None

    def _text(self, name: str) -> str | None:
        value = self.fields.get(name)
        if value is not None and not isinstance(value, str):
            raise self.place.error(f"{name} is {_KINDS.get(type(value), 'a number')}, not text")
        if value and _HALF_CHARACTER.search(value):
            raise self.place.error(f"{name} holds half a character (an unpaired surrogate)")
        return value


_KINDS = {list: "a list", dict: "an object", bool: "true or false"}


def day(text: str) -> dt.date:
    """The day of an ISO date or timestamp, in the timestamp's own time zone.

    Raises:
        ValueError: it is none, with a message for the user.
    """
    match = _DAY.fullmatch(text.strip())
    try:
        return dt.date.fromisoformat(match[1] if match else "")
    except ValueError:
        raise ValueError(f"date {text!r} is not a date (want YYYY-MM-DD)") from None


def stated_day(value: object) -> dt.date | None:
    """The day of an ISO date or timestamp or of one as mail has it ("Thu, 04 Jan 2024 10:00:00 GMT"), else None."""
    if not isinstance(value, str):
        return None
    for parse in (day, lambda text: parsedate_to_datetime(text).date()):
        try:
            return parse(value)
        except ValueError:
            continue
    return None
