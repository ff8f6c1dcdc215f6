"""Patterns of temporal expressions that take several words or another time to be understood.

Each is words and what they mean given the day of telling (a deictic expression: "Thursday last week") or a time that
the text named before (an anaphoric one: "two days later", "that September").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.extract.text.dates import parse_date
from kg.extract.times.meanings import (
    ORDINALS,
    Anchors,
    bare_month,
    before_weekday,
    beside_holiday,
    day_of_month,
    first_night,
    holiday,
    last_month,
    last_week,
    last_weekday,
    months_ago,
    months_off,
    named_date,
    nth_of_month,
    nth_weekday,
    of_year,
    off,
    same_day,
    that_month,
    that_weekday,
    this,
    weekend,
    weeks_ago,
)

_MONTH: Final = "(?P<month>january|february|march|april|may|june|july|august|september|october|november|december)"
MONTH: Final = re.compile(_MONTH)
_WEEKDAY: Final = "(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
WEEKDAY: Final = re.compile(_WEEKDAY)
_PART: Final = "(?:day|night|evening|morning|afternoon)"
NUMBER: Final = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|\d{1,2})"
)
_COUNT: Final = rf"(?P<n>{NUMBER})"
_YEARS: Final = rf"(?: (?P<years>{NUMBER}) \s years? \s and \s )?"
_ORDINAL: Final = (
    "(?P<nth>" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + r"|\d\d?(?=st|nd|rd|th))(?:st|nd|rd|th)?"
)
_DAY_MONTH: Final = (
    rf"(?: (?P<first>\d\d?)(?:st|nd|rd|th)? \s (?:of\s)? {_MONTH} | {_MONTH.replace('<month>', '<month2>')} \s"
    r" (?P<second>\d\d?)(?:st|nd|rd|th)? )"
)
_NTH: Final = r"the \s (?P<day>[12]?\d|3[01]) (?:st|nd|rd|th)"
_NO_NOUN: Final = r"(?! \s+ (?:the|an?|his|her|its|their|that|this|those|these|[a-z]+['’]s|of)\b )"


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


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.VERBOSE)


_MONTH_OF_YEAR: Final = rf"(?: {_DAY_MONTH} | {_MONTH.replace('<month>', '<month3>')} )"
_DATE: Final = (
    rf"(?P<date> (?: \d\d?(?:st|nd|rd|th)? \s (?:of\s)? {_MONTH} | {_MONTH.replace('<month>', '<month2>')} \s"
    r" \d\d?(?:st|nd|rd|th)? (?!\d) ) (?: ,? \s (?:19|20)\d\d )? )"
)
_DATE_IN_YEAR: Final = _DATE.replace(r"(?: ,? \s (?:19|20)\d\d )? )", r",? \s (?:19|20)\d\d )")
PATTERNS: Final = (
    Pattern(_words(rf"{_MONTH_OF_YEAR} ,? \s (?:of\s|in\s)? (?P<which>last|this) \s year (?!'s)"), of_year),
    Pattern(
        _words(rf"{_MONTH_OF_YEAR} ,? \s (?:of\s|in\s)? (?P<which>that|the \s same) \s year"), of_year, anaphoric=True
    ),
    Pattern(_words(rf"{_WEEKDAY} ,? \s {_DATE}"), named_date),
    Pattern(_words(rf"{_DATE} \s last (?! \s (?:week|year|month)\b )"), named_date),
    Pattern(_words(rf"{_WEEKDAY} ,? \s (?:the\s)? (?P<day>[12]?\d|3[01]) (?:st|nd|rd|th)"), nth_weekday),
    Pattern(_words(rf"(?:the\s)? {_ORDINAL} \s (?:day\s)? of \s (?P<which>this|last) \s month"), nth_of_month),
    Pattern(_words(r"(?P<which>last|this|this\spast|at\sthe|over\sthe|during\sthe) \s weekend"), weekend),
    Pattern(_words(rf"{_WEEKDAY} \s last (?! \s (?:week|year|month)\b )"), last_weekday),
    # "A Friday" is no day of the last week, but maybe the one just named; "a Friday blast" is of the last week.
    Pattern(_words(rf"an? \s {_WEEKDAY} (?: \s {_PART} )? (?= \s* [,.;:)] | \s (?:in|when|of|at)\b )"), that_weekday),
    Pattern(_words(rf"{_COUNT} \s weeks? \s ago ,? (?:\s on)? (?P<last>\s last)? \s {_WEEKDAY}"), weeks_ago),
    Pattern(_words(rf"{_WEEKDAY} ,? (?:\s of)? \s last \s week"), last_week),
    Pattern(_words(rf"last \s week ,? (?:\s on)? \s {_WEEKDAY}"), last_week),
    Pattern(_words(rf"{_COUNT} \s months \s ago"), months_ago),
    Pattern(_words(rf"{_COUNT} \s months? \s (?P<side>later|earlier|before|afterwards)"), months_off, anaphoric=True),
    Pattern(_words(r"the \s day \s before \s yesterday"), lambda _, anchors: parse_date("two days ago", anchors.told)),
    Pattern(_words(rf"the \s (?:day|night|evening) \s before \s (?:last\s)? {_WEEKDAY}"), before_weekday),
    Pattern(
        _words(
            r"the \s day \s (?P<side>after|before) \s"
            r" (?P<holiday> christmas (?: \s (?:day|eve) )? | new \s year's \s (?:day|eve) )"
            r" (?: ,? \s (?P<year>(?:19|20)\d\d) | \s (?P<that> that \s year ) )?"
        ),
        beside_holiday,
    ),
    Pattern(
        _words(
            r"(?P<holiday> christmas \s (?:day|eve) | boxing \s day | new \s year(?:'s?)? \s (?:day|eve) | may \s day )"
            r" (?: ,? \s (?:in\s)? (?P<year>(?:19|20)\d\d) | \s (?P<that> (?:of\s)? (?:that|the\s same) \s year ) )?"
        ),
        holiday,
    ),
    Pattern(_words(rf"(?:that|the \s same) \s {_MONTH}"), that_month, anaphoric=True),
    Pattern(_words(r"(?:that|the \s same) \s year"), lambda _, anchors: anchors.year, anaphoric=True),
    Pattern(_words(rf"(?:that|the \s same) \s {_WEEKDAY} (?: \s {_PART} )?"), that_weekday, anaphoric=True),
    Pattern(_words(rf"(?: that | that \s same | the \s same ) \s {_PART}"), same_day, anaphoric=True),
    Pattern(_words(rf"the \s (?:next|following) \s {_PART}"), off(1), anaphoric=True),
    Pattern(_words(rf"the \s previous \s {_PART} | the \s {_PART} \s before {_NO_NOUN}"), off(-1), anaphoric=True),
    Pattern(_words(rf"{_YEARS} {_COUNT} \s days? \s (?:later|afterwards)"), off(1), anaphoric=True),
    Pattern(_words(rf"{_YEARS} {_COUNT} \s days? \s (?:earlier|previously)"), off(-1), anaphoric=True),
    Pattern(_words(rf"(?: (?<=\bon\s) | (?<=,\s) | (?<=ng\sof\s) | (?<=ht\sof\s) ) {_NTH}"), day_of_month),
    Pattern(
        _words(
            rf"night \s of \s (?P<first>\d\d?) (?:\s(?:to|and)\s|\s?[-–/]\s?) \d\d? \s {_MONTH}"
            r" (?: ,? \s (?P<year>(?:19|20)\d\d))?"
        ),
        first_night,
    ),
    Pattern(_words(rf"{_DATE_IN_YEAR}"), named_date),
    Pattern(
        _words(
            r"(?:spring|summer|autumn|fall|winter|early|mid|late|the\s(?:beginning|start|end|middle)\sof)"
            r" [\s-] (?:of\s)? (?P<year>(?:19|20)\d\d) (?!s)"
        ),
        lambda match, _: match["year"],
    ),
    Pattern(_words(rf"last \s {_MONTH}"), last_month),
    Pattern(_words(r"(?:earlier|late|early) \s (?P<unit>this \s (?:month|year))"), this),
    Pattern(_words(rf"(?<= in \s ) {_MONTH} (?! ,? \s+ (?:\d|of\b|last\b|next\b) )"), bare_month),
)
"""Those that say more come first."""
