"""Patterns of temporal expressions that take several words or another time to be understood.

Each is words and what they mean given the day of telling (a deictic expression: "Thursday last week") or a time that
the text named before (an anaphoric one: "two days later", "that September").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.extract.text.dates import MONTHS, WEEKDAYS, parse_date
from kg.extract.text.numbers import parse_number

_MONTH: Final = "(?P<month>january|february|march|april|may|june|july|august|september|october|november|december)"
MONTH: Final = re.compile(_MONTH)
_WEEKDAY: Final = "(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_PART: Final = "(?:day|night|evening|morning|afternoon)"
_COUNT: Final = r"(?P<n>an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
_NTH: Final = r"the \s (?P<day>[12]?\d|3[01]) (?:st|nd|rd|th)"
_HOLIDAYS: Final = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "new years eve": (12, 31),
    "new years day": (1, 1),
    "may day": (5, 1),
}
_NO_NOUN: Final = r"(?! \s+ (?:the|an?|his|her|its|their|that|this|those|these|[a-z]+['’]s|of)\b )"


@dataclass(frozen=True, slots=True)
class Anchors:
    """What an expression is told from.

    Attributes:
        told: the day of telling.
        day: the last day that the text named before, near enough.
        year: the last year that it named before.
        month: the last month ("2010-09") that the sentence called by its name before.
    """

    told: dt.date | None
    day: dt.date | None = None
    year: str | None = None
    month: str | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words and what they mean.

    Attributes:
        words: a regular expression over small letters.
        value: the lexical form that a match means, None where it means none.
        anaphoric: whether it is told from another time of the text.
    """

    words: re.Pattern[str]
    value: Callable[[re.Match[str], Anchors], str | None]
    anaphoric: bool = False


def matches(text: str) -> Iterator[tuple[int, int, Pattern, re.Match[str]]]:
    """Each expression of a text: where it starts and ends, its pattern and match; the first pattern wins."""
    small, taken = text.lower().replace("’", "'"), [(0, 0)]
    for pattern in PATTERNS:
        for match in pattern.words.finditer(small):
            start, end = match.span()
            if all(end <= s or start >= e for s, e in taken):
                taken.append((start, end))
                yield start, end, pattern, match


def _weeks_ago(match: re.Match[str], anchors: Anchors) -> str | None:
    n, day = _number(match["n"]), parse_date(f"{match['last'] or ''} {match['weekday']}", anchors.told)
    if day is None or n is None:
        return None
    return (dt.date.fromisoformat(day) - dt.timedelta(weeks=n)).isoformat()


def _last_week(match: re.Match[str], anchors: Anchors) -> str | None:
    if anchors.told is None:
        return None
    monday = anchors.told - dt.timedelta(days=anchors.told.weekday())
    return (monday - dt.timedelta(days=7 - WEEKDAYS[match["weekday"]])).isoformat()


def _months_ago(match: re.Match[str], anchors: Anchors) -> str | None:
    n = _number(match["n"])
    if anchors.told is None or n is None:
        return None
    months = anchors.told.year * 12 + anchors.told.month - 1 - n
    return f"{months // 12}-{months % 12 + 1:02d}"


def _bare_month(match: re.Match[str], anchors: Anchors) -> str | None:
    return parse_date(match["month"], anchors.told)


def _last_month(match: re.Match[str], anchors: Anchors) -> str | None:
    if anchors.told is None:
        return None
    month = MONTHS[match["month"]]
    return f"{anchors.told.year - (month >= anchors.told.month)}-{month:02d}"


def _this(match: re.Match[str], anchors: Anchors) -> str | None:
    return parse_date(match["unit"], anchors.told)


def _first_night(match: re.Match[str], anchors: Anchors) -> str | None:
    return parse_date(f"{match['first']} {match['month']} {match['year'] or ''}", anchors.told)


def _holiday(match: re.Match[str], anchors: Anchors) -> str | None:
    month, day = _HOLIDAYS[match["holiday"].replace("'", "").replace("year ", "years ")]
    if match["year"]:
        return f"{match['year']}-{month:02d}-{day:02d}"
    if match["that"]:
        return f"{anchors.year}-{month:02d}-{day:02d}" if anchors.year else None
    if anchors.told is None:
        return None
    year = anchors.told.year - (dt.date(anchors.told.year, month, day) > anchors.told)
    return f"{year}-{month:02d}-{day:02d}"


def _day_of_month(match: re.Match[str], anchors: Anchors) -> str | None:
    month = anchors.month
    if month is None and anchors.told is not None:
        earlier = anchors.told.replace(day=1) - dt.timedelta(days=1)
        month = f"{anchors.told if int(match['day']) <= anchors.told.day else earlier:%Y-%m}"
    return _valid(f"{month}-{int(match['day']):02d}") if month else None


def _off(sign: int) -> Callable[[re.Match[str], Anchors], str | None]:
    def value(match: re.Match[str], anchors: Anchors) -> str | None:
        n = _number(match["n"]) if "n" in match.re.groupindex else 1
        return (anchors.day + dt.timedelta(days=sign * n)).isoformat() if anchors.day and n else None

    return value


def _same_day(_: re.Match[str], anchors: Anchors) -> str | None:
    return anchors.day.isoformat() if anchors.day else None


def _that_weekday(match: re.Match[str], anchors: Anchors) -> str | None:
    if anchors.day is None or anchors.day.weekday() != WEEKDAYS[match["weekday"]]:
        return None
    return anchors.day.isoformat()


def _that_month(match: re.Match[str], anchors: Anchors) -> str | None:
    return f"{anchors.year}-{MONTHS[match['month']]:02d}" if anchors.year else None


def _before_weekday(match: re.Match[str], anchors: Anchors) -> str | None:
    day = parse_date(match["weekday"], anchors.told)
    return (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat() if day else None


def _number(words: str) -> int | None:
    return 1 if words in ("a", "an") else parse_number(words)


def _valid(day: str) -> str | None:
    try:
        return dt.date.fromisoformat(day).isoformat()
    except ValueError:
        return None


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.VERBOSE)


PATTERNS: Final = (
    Pattern(_words(rf"{_COUNT} \s weeks? \s ago ,? (?:\s on)? (?P<last>\s last)? \s {_WEEKDAY}"), _weeks_ago),
    Pattern(_words(rf"{_WEEKDAY} ,? (?:\s of)? \s last \s week"), _last_week),
    Pattern(_words(rf"last \s week ,? (?:\s on)? \s {_WEEKDAY}"), _last_week),
    Pattern(_words(rf"{_COUNT} \s months \s ago"), _months_ago),
    Pattern(_words(r"the \s day \s before \s yesterday"), lambda _, anchors: parse_date("two days ago", anchors.told)),
    Pattern(_words(rf"the \s (?:day|night|evening) \s before \s (?:last\s)? {_WEEKDAY}"), _before_weekday),
    Pattern(
        _words(
            r"(?P<holiday> christmas \s (?:day|eve) | boxing \s day | new \s year(?:'s?)? \s (?:day|eve) | may \s day )"
            r" (?: ,? \s (?:in\s)? (?P<year>(?:19|20)\d\d) | \s (?P<that> (?:of\s)? (?:that|the\s same) \s year ) )?"
        ),
        _holiday,
    ),
    Pattern(_words(rf"(?:that|the \s same) \s {_MONTH}"), _that_month, anaphoric=True),
    Pattern(_words(rf"{_MONTH} \s (?:of\s)? (?:that|the \s same) \s year"), _that_month, anaphoric=True),
    Pattern(_words(r"(?:that|the \s same) \s year"), lambda _, anchors: anchors.year, anaphoric=True),
    Pattern(_words(rf"(?:that|the \s same) \s {_WEEKDAY} (?: \s {_PART} )?"), _that_weekday, anaphoric=True),
    Pattern(_words(rf"(?: that | that \s same | the \s same ) \s {_PART}"), _same_day, anaphoric=True),
    Pattern(_words(rf"the \s (?:next|following) \s {_PART}"), _off(1), anaphoric=True),
    Pattern(_words(rf"the \s previous \s {_PART} | the \s {_PART} \s before {_NO_NOUN}"), _off(-1), anaphoric=True),
    Pattern(_words(rf"{_COUNT} \s days? \s (?:later|afterwards)"), _off(1), anaphoric=True),
    Pattern(_words(rf"{_COUNT} \s days? \s (?:earlier|previously)"), _off(-1), anaphoric=True),
    Pattern(_words(rf"(?: (?<=\bon\s) | (?<=,\s) | (?<=ng\sof\s) | (?<=ht\sof\s) ) {_NTH}"), _day_of_month),
    Pattern(
        _words(
            rf"night \s of \s (?P<first>\d\d?) (?:\s(?:to|and)\s|\s?[-–/]\s?) \d\d? \s {_MONTH}"
            r" (?: ,? \s (?P<year>(?:19|20)\d\d))?"
        ),
        _first_night,
    ),
    Pattern(_words(rf"last \s {_MONTH}"), _last_month),
    Pattern(_words(r"(?:earlier|late|early) \s (?P<unit>this \s (?:month|year))"), _this),
    Pattern(_words(rf"(?<= in \s ) {_MONTH} (?! ,? \s+ (?:\d|of\b|last\b|next\b) )"), _bare_month),
)
"""Those that say more come first."""
