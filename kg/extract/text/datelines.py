"""The dateline of a report: "KYIV, June 9 (Reuters) -", "Gao, Mali –". It belongs to no sentence.

It says where and when the report was filed, which is mostly near what it tells of, and who filed it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Final, NamedTuple

from kg.extract.text.dates import MONTHS, calendar_day

_MONTH: Final = (
    r"(?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_WEEKDAY: Final = r"(?i:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?i:day)?\b\.?"
DATE: Final = rf"""(?: {_WEEKDAY} ,? \s )? (?:
    (?: (?P<month1>{_MONTH}) \s (?P<day1>\d{{1,2}}) | (?P<day2>\d{{1,2}}) \s (?P<month2>{_MONTH}) )
    (?: ,? \s (?P<year>(?:19|20)\d\d|\d\d)(?!\d) )? )"""
_WORD: Final = rf"(?!{_MONTH}|{_WEEKDAY}) [^\W\d_a-z][\w'’.]*"
_LINK: Final = r"(?:(?:de|del|la|las|los|el|al|as|of|the|du|des|di|da|do|den|bin|and|sur)\b)"
_NAME: Final = rf"{_WORD} (?: [\s/-] (?:{_WORD}|{_LINK}) ){{0,4}}"
_AGENCY: Final = r"(?: \( [^()\n]{2,50} \) | / [^/\n]{2,60} / | \[ [^\[\]\n]{2,60} \] )"
_BRACKETS: Final = r"(?: \s* \[ [^\[\]\n]{2,90} \] )*"  # "[REPORT] [TEXT]"
_DASH: Final = r"(?: -{2,3} | \s[-–—_] | [–—] | (?<=[\d)/\]])\s?[-–—:] | (?<=[A-Z]{3})\s?: )"
_DATELINE: Final = re.compile(
    rf"""
    (?P<front> \( [^()\n]{{2,40}} \) \s* [-–—:]? \s* )?
    (?P<open> \( )?
    (?P<place> {_NAME} (?P<aside> \s? \( {_NAME} \) )? (?: , \s? {_NAME} ){{0,2}} )
    (?: \s? , \s? (?P<weekday>{_WEEKDAY}) (?! \s* [,.]? \s* (?:{_MONTH}|\d) ) )?
    (?P<date> \s?,? \s? {DATE} )?
    (?P<agency> \s?,? \s? {_AGENCY} )?
    (?(open) \) )
    (?: (?P<sep> \s* {_DASH} {_BRACKETS} ) \s* | (?P<stop> \. )? \s+ )
    (?= [^\W_a-z] | ["“‘'\[«] )
    """,
    re.VERBOSE,
)
# "JUBA Fighting erupted", "LAHORE, Pakistan A bomber struck": an archive has lost the dash.
_BARE: Final = re.compile(
    rf"(?P<place> [A-ZÀ-Þ]{{2}} [A-ZÀ-Þ'’/ -]* [A-ZÀ-Þ]{{2}} ) (?: , \s (?P<region> {_NAME} ) | (?= \s ) )", re.VERBOSE
)
_SENTENCE: Final = re.compile(r"\s+(?=[^\W\d_a-z](?![A-ZÀ-Þ])|\d|[\"“‘])")
# "June 30: A car exploded", "April 26 2006. Two men blew themselves up"
DAY_ALONE: Final = re.compile(
    rf"(?P<date> {DATE} ) (?: \s* {_DASH} | (?<=\d\d\d\d)\. ) \s+ (?= [^\W\d_a-z] | [\"“‘] )", re.VERBOSE
)
_LEAP: Final = "2000"  # a year that has every day
_LONGEST: Final = 120  # characters
_SHORTEST: Final = 4  # letters in capitals that are no acronym


class Found(NamedTuple):
    """Where a dateline stands in a text, and where in it its place does; its day, if it names one."""

    start: int
    end: int
    place: tuple[int, int] | None
    day: dt.date | None


def find_dateline(
    text: str, start: int = 0, *, is_place: Callable[[str], bool], published: dt.date | None = None
) -> Found | None:
    """The dateline that a paragraph begins with, if there is one.

    Args:
        text: a text whose lines are paragraphs.
        start: where the paragraph begins.
        is_place: whether a name is a town's, a region's or a state's.
        published: the day of the report; a date without a year is near it.
    """
    alone = DAY_ALONE.match(text, start)
    if alone is not None:
        return Found(start, alone.end(), None, day_of(alone, published))
    match = _DATELINE.match(text, start, start + _LONGEST)
    if match is None or not _is_dateline(match, text, is_place):
        return _bare(text, start, is_place)
    place = match.start("place"), match.start("place") + len(match["place"].rstrip("."))
    if match["aside"] and match.end("aside") == place[1] and not is_place(match["aside"].strip(" ()")):
        place = place[0], match.start("aside")  # "TEHRAN (AP)"
    return Found(start, match.end(), place, day_of(match, published))


def _is_dateline(match: re.Match[str], text: str, is_place: Callable[[str], bool]) -> bool:
    """A date or an agency gives it away; a dash needs a name in capitals before it, or a known one."""
    parts = [part.strip(" .") for part in re.split(r"[,()/]", match["place"]) if part.strip(" .")]
    shouted = parts[0].isupper() and len(parts[0]) >= _SHORTEST
    known = is_place(parts[-1]) or is_place(parts[0])
    if match["sep"] is None:
        stopped = match["stop"] or match["place"].endswith(".")
        filed = match["agency"] and (match["date"] or match["weekday"])
        return known and bool(filed or (stopped and is_place(match["place"].strip("."))))
    if match["date"] or match["weekday"] or match["agency"]:
        return True
    if match["front"] or match["aside"]:
        return known or shouted
    everything_shouts = text[match.end() : match.end() + 40].isupper()
    return known if everything_shouts or not shouted else True


def _bare(text: str, start: int, is_place: Callable[[str], bool]) -> Found | None:
    """A known town in capitals, with or without its state, before a sentence in usual letters."""
    match = _BARE.match(text, start, start + _LONGEST)
    if match is None or not any(is_place(part) for part in match["place"].split("/")):
        return None
    ends = [match.end()]
    if match["region"]:
        words = [m.end() for m in re.finditer(r"\S+", match["region"])]
        ends = [match.start("region") + at for at in reversed(words) if is_place(match["region"][:at])]
    sentence = next((s for s in (_SENTENCE.match(text, end) for end in ends) if s is not None), None)
    return None if sentence is None else Found(start, sentence.end(), (start, sentence.start()), None)


def day_of(match: re.Match[str], published: dt.date | None, year: str | None = None) -> dt.date | None:
    """The day that a match of `DATE` names.

    Args:
        match: with the groups of `DATE`.
        published: the day of the report, near which a date without a year is.
        year: the year of such a date, where that is known.
    """
    month, day = _month_and_day(match)
    return calendar_day(month, day, match["year"] or year, published) if day else None


def yearless(match: re.Match[str]) -> str | None:
    """The day that a match of `DATE` names, without a year: "--04-06"; None where there is no such day."""
    month, day = _month_and_day(match)
    return f"--{month:02d}-{day:02d}" if calendar_day(month, day, _LEAP, None) else None


def _month_and_day(match: re.Match[str]) -> tuple[int, int]:
    day, month = match["day1"] or match["day2"], match["month1"] or match["month2"]
    return (MONTHS.get(month.lower().rstrip(".")[:3], 0), int(day)) if day else (0, 0)
