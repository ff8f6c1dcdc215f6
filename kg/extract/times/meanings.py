"""What temporal expressions mean: the day, month or year that a match of a pattern comes to, given its anchors."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kg.extract.text.dates import MONTHS, WEEKDAYS, parse_date
from kg.extract.text.numbers import parse_number

_HOLIDAYS: Final = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new years eve": (12, 31),
    "new years day": (1, 1),
    "may day": (5, 1),
}
ORDINALS: Final = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third"
        " twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth"
        " thirty-first".split(),
        1,
    )
}


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


def weeks_ago(match: re.Match[str], anchors: Anchors) -> str | None:
    """ "Three weeks ago on Thursday"."""
    n, day = number(match["n"]), parse_date(f"{match['last'] or ''} {match['weekday']}", anchors.told)
    if day is None or n is None:
        return None
    return (dt.date.fromisoformat(day) - dt.timedelta(weeks=n)).isoformat()


def last_week(match: re.Match[str], anchors: Anchors) -> str | None:
    """ "Thursday last week"."""
    if anchors.told is None:
        return None
    monday = anchors.told - dt.timedelta(days=anchors.told.weekday())
    return (monday - dt.timedelta(days=7 - WEEKDAYS[match["weekday"]])).isoformat()


def months_ago(match: re.Match[str], anchors: Anchors) -> str | None:
    """ "Two months ago": the month."""
    n = number(match["n"])
    if anchors.told is None or n is None:
        return None
    months = anchors.told.year * 12 + anchors.told.month - 1 - n
    return f"{months // 12}-{months % 12 + 1:02d}"


def months_off(match: re.Match[str], anchors: Anchors) -> str | None:
    """ "In October ..., and a month earlier": of the month that the sentence named, or of the day just named."""
    n, month = number(match["n"]), anchors.month or (f"{anchors.day:%Y-%m}" if anchors.day else None)
    if n is None or month is None:
        return None
    sign = 1 if match["side"] in ("later", "afterwards") else -1
    months = int(month[:4]) * 12 + int(month[5:]) - 1 + sign * n
    return f"{months // 12}-{months % 12 + 1:02d}"


def bare_month(match: re.Match[str], anchors: Anchors) -> str | None:
    """ "In March"."""
    return parse_date(match["month"], anchors.told)


def last_weekday(match: re.Match[str], anchors: Anchors) -> str | None:
    """ "Saturday last"."""
    return parse_date(f"last {match['weekday']}", anchors.told)


def named_date(match: re.Match[str], anchors: Anchors) -> str | None:
    """ "Friday, 21 July 1972", "December 22 last": the date; the words around it add nothing."""
    return parse_date(match["date"], anchors.told)


def nth_of_month(match: re.Match[str], anchors: Anchors) -> str | None:
    """ "The third of this month"."""
    if anchors.told is None:
        return None
    month = anchors.told if match["which"] == "this" else anchors.told.replace(day=1) - dt.timedelta(days=1)
    nth = match["nth"]
    return valid(f"{month:%Y-%m}-{ORDINALS.get(nth) or int(nth):02d}")


def nth_weekday(match: re.Match[str], anchors: Anchors) -> str | None:
    """ "Friday 27th": the last day of that number up to the day of telling that is such a weekday, else none."""
    if anchors.told is None:
        return None
    earlier = anchors.told.replace(day=1) - dt.timedelta(days=1)
    days = (valid(f"{month:%Y-%m}-{int(match['day']):02d}") for month in (anchors.told, earlier))
    fitting = (d for d in days if d and dt.date.fromisoformat(d).weekday() == WEEKDAYS[match["weekday"]])
    return next((d for d in fitting if d <= anchors.told.isoformat()), None)


def weekend(match: re.Match[str], anchors: Anchors) -> str | None:
    """The month of the last weekend, if both its days are in one."""
    if anchors.told is None:
        return None
    back = (anchors.told.weekday() - WEEKDAYS["sunday"]) % 7
    back += 7 * (match["which"] == "last" and anchors.told.weekday() >= WEEKDAYS["saturday"])
    sunday = anchors.told - dt.timedelta(days=back if anchors.told.weekday() != WEEKDAYS["saturday"] else back - 7)
    months = {f"{day:%Y-%m}" for day in (sunday, sunday - dt.timedelta(days=1))}
    return months.pop() if len(months) == 1 else None


def of_year(match: re.Match[str], anchors: Anchors) -> str | None:
    """ "September 28 of last year", "8 June that year", "June of the same year"."""
    if match["which"] in ("last", "this"):
        year = str(anchors.told.year - (match["which"] == "last")) if anchors.told else None
    else:
        year = anchors.year
    if year is None:
        return None
    month = match["month"] or match["month2"] or match["month3"]
    day = match["first"] or match["second"]
    return valid(f"{year}-{MONTHS[month]:02d}-{int(day):02d}") if day else f"{year}-{MONTHS[month]:02d}"


def last_month(match: re.Match[str], anchors: Anchors) -> str | None:
    """ "Last March": before the month of telling."""
    if anchors.told is None:
        return None
    month = MONTHS[match["month"]]
    return f"{anchors.told.year - (month >= anchors.told.month)}-{month:02d}"


def this(match: re.Match[str], anchors: Anchors) -> str | None:
    """ "Earlier this month"."""
    return parse_date(match["unit"], anchors.told)


def first_night(match: re.Match[str], anchors: Anchors) -> str | None:
    """ "The night of 28 to 29 August": its first day."""
    return parse_date(f"{match['first']} {match['month']} {match['year'] or ''}", anchors.told)


def beside_holiday(match: re.Match[str], anchors: Anchors) -> str | None:
    """ "The day after Christmas"."""
    day = holiday(match, anchors)
    if day is None:
        return None
    by = dt.timedelta(days=1 if match["side"] == "after" else -1)
    return (dt.date.fromisoformat(day) + by).isoformat()


def holiday(match: re.Match[str], anchors: Anchors) -> str | None:
    """ "Boxing Day", in the year that is named or the last one."""
    month, day = _HOLIDAYS[match["holiday"].replace("'", "").replace("year ", "years ")]
    if match["year"]:
        return f"{match['year']}-{month:02d}-{day:02d}"
    if match["that"]:
        return f"{anchors.year}-{month:02d}-{day:02d}" if anchors.year else None
    if anchors.told is None:
        return None
    year = anchors.told.year - (dt.date(anchors.told.year, month, day) > anchors.told)
    return f"{year}-{month:02d}-{day:02d}"


def day_of_month(match: re.Match[str], anchors: Anchors) -> str | None:
    """ "On the 15th": of the month just named, else the last one up to the day of telling."""
    month = anchors.month
    if month is None and anchors.told is not None:
        earlier = anchors.told.replace(day=1) - dt.timedelta(days=1)
        month = f"{anchors.told if int(match['day']) <= anchors.told.day else earlier:%Y-%m}"
    return valid(f"{month}-{int(match['day']):02d}") if month else None


def off(sign: int) -> Callable[[re.Match[str], Anchors], str | None]:
    """How many days, and whole years, before (-1) or after (1) the day just named it is."""

    def value(match: re.Match[str], anchors: Anchors) -> str | None:
        n = number(match["n"]) if "n" in match.re.groupindex else 1
        years = number(match["years"] or "0") if "years" in match.re.groupindex else 0
        if anchors.day is None or not n or years is None:
            return None
        day = valid(f"{anchors.day.year + sign * years}{anchors.day:-%m-%d}")
        return (dt.date.fromisoformat(day) + dt.timedelta(days=sign * n)).isoformat() if day else None

    return value


def same_day(_: re.Match[str], anchors: Anchors) -> str | None:
    """ "That day"."""
    return anchors.day.isoformat() if anchors.day else None


def that_weekday(match: re.Match[str], anchors: Anchors) -> str | None:
    """ "That Friday": the day just named, if it was one."""
    if anchors.day is None or anchors.day.weekday() != WEEKDAYS[match["weekday"]]:
        return None
    return anchors.day.isoformat()


def that_month(match: re.Match[str], anchors: Anchors) -> str | None:
    """ "That September"."""
    return f"{anchors.year}-{MONTHS[match['month']]:02d}" if anchors.year else None


def before_weekday(match: re.Match[str], anchors: Anchors) -> str | None:
    """ "The night before Sunday"."""
    day = parse_date(match["weekday"], anchors.told)
    return (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat() if day else None


def number(words: str) -> int | None:
    """The value of a numeral or article."""
    return 1 if words in ("a", "an") else parse_number(words)


def valid(day: str) -> str | None:
    """The day in its lexical form, if there is such a day."""
    try:
        return dt.date.fromisoformat(day).isoformat()
    except ValueError:
        return None
