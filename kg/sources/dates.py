"""Days of publication, in any usual form; what could be two days is none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Final

_ISO: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt ][0-9]{1,2}:?[0-9]{2}.*)?")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})(?:[T ].*)?")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})[/.-]([0-9]{4})(?:[T ,].*)?")
_COMPACT: Final = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?:T?[0-9]{4,6}.*)?")
_ORDINAL: Final = re.compile(r"([0-9]{4})-([0-9]{3})(?:T.*)?")
_NUMBER: Final = re.compile(r"[0-9]{9,19}(?:\.[0-9]+)?")
_MICROSOFT: Final = re.compile(r"\\?/Date\((-?[0-9]+)(?:[+-][0-9]{4})?\)\\?/")
_CTIME: Final = re.compile(r"\w{3} (\w{3} [0-9]{1,2}) [0-9:]{8}(?: [+-][0-9]{4}| [A-Z]{2,4})? ([0-9]{4})")
_LABELLED: Final = re.compile(
    r"(?:published|posted|updated|last updated|issued|released)(?: on| at)?:?\s+", re.IGNORECASE
)
_YEAR: Final = re.compile(r"\d{4}|\d年")
_LONGEST: Final = 80  # characters; what is longer is prose
# Seconds, milliseconds, microseconds and nanoseconds since 1970, from 1973 on.
_EPOCHS: Final = ((1e8, 1e11, 1), (1e11, 1e14, 1e3), (1e14, 1e17, 1e6), (1e17, 1e20, 1e9))
# What programs write where they know no day: the first one of Go and .NET, SQL Server's and Unix's, and the last.
_YEARS: Final = range(1600, 2200)  # of newspapers, by the Gregorian calendar: 2567 is one of the Buddhist era
_PLACEHOLDERS: Final = frozenset({dt.date.min, dt.date(1900, 1, 1), dt.date(1970, 1, 1), dt.date.max})


def published_day(value: object) -> dt.date | None:
    """The day that a value names, in its own time zone; None if it names none, or may name two ("05/01/2024").

    Args:
        value: text in any language, a number of seconds or milliseconds since 1970, a date, what MongoDB exports
            (`{"$date": ...}`), an object of year, month and day, or a list of one of these.
    """
    found = _day(value)
    return None if found in _PLACEHOLDERS or (found and found.year not in _YEARS) else found


def _day(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, dict):
        told = next(
            (value[name] for name in ("$date", "$numberLong", "date-parts", "seconds", "_seconds") if name in value),
            None,
        )
        return _day(told) if told is not None else _of_parts([value.get(name) for name in ("year", "month", "day")])
    if isinstance(value, list):
        return _day(value[0]) if len(value) == 1 else _of_parts(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_number(value)
    if not isinstance(value, str):
        return None
    text = _LABELLED.sub("", " ".join(value.split()), count=1)
    return next((found for form in _FORMS if (found := _tried(form, text))), None)


def _of_parts(parts: list[object]) -> dt.date | None:
    """The day of a year, a month and a day; what follows is the time of day."""
    try:
        year, month, day = (int(str(part)) for part in parts[:3])
        return dt.date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _tried(form: Callable[[str], dt.date | None], text: str) -> dt.date | None:
    try:
        return form(text)
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> dt.date | None:
    match = _ISO.fullmatch(text)
    return dt.date.fromisoformat(match[1]) if match else None


def _numeric(text: str) -> dt.date | None:
    if match := _ORDINAL.fullmatch(text):
        return dt.datetime.strptime(f"{match[1]} {match[2]}", "%Y %j").date()  # noqa: DTZ007  a day
    if match := _MICROSOFT.fullmatch(text):
        return _of_number(float(match[1]))
    if match := _COMPACT.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    if match := _YEAR_LAST.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if match[2] == "." or first > 12 or first == second:
            return dt.date(year, second, first)
        return dt.date(year, first, second) if second > 12 else None
    return _of_number(float(text)) if _NUMBER.fullmatch(text) else None


def _of_number(number: float) -> dt.date | None:
    if 19000101 <= number <= 21001231 and number == int(number):
        return _tried(_numeric, str(int(number)))
    for least, below, unit in _EPOCHS:
        if least <= number < below:
            return dt.datetime.fromtimestamp(number / unit, dt.UTC).date()
    return None


def _mail(text: str) -> dt.date | None:
    return parsedate_to_datetime(text).date()


def _ctime(text: str) -> dt.date | None:
    match = _CTIME.fullmatch(text)
    return dt.datetime.strptime(f"{match[1]} {match[2]}", "%b %d %Y").date() if match else None  # noqa: DTZ007  a day


def _in_words(text: str) -> dt.date | None:
    """ "lundi 5 janvier 2024 10h00"; a day, a month in some language, and a year of four digits."""
    if len(text) > _LONGEST or not _YEAR.search(text) or _YEAR_LAST.fullmatch(text):
        return None
    import dateparser  # noqa: PLC0415  half a second that only those should wait who need it

    strict = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    found = dateparser.parse(text, settings=strict)
    return found.date() if found else None


_FORMS: Final = (_iso, _numeric, _mail, _ctime, _in_words)
