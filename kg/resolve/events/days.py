"""Days as exact as articles give them: 2024-02-07, 2024-02, --02-07 (of no year), --02."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection
from typing import Final, Literal

FULL_DAY: Final = 10  # characters of a full date
_MONTH: Final = 7  # characters of a month of one year
_MONTH_AND_DAY: Final = 7  # of one that names no year: --07-03
_LEAP: Final = 2000  # a year that has every day
_YEAR: Final = 366


def is_exact(day: str) -> bool:
    """Whether a date is of one day of one year."""
    return len(day) == FULL_DAY and not day.startswith("-")


def is_month(day: str) -> bool:
    """Whether a date is of one month of one year: 2024-02."""
    return len(day) == _MONTH and not day.startswith("-")


def days_of(month: str) -> list[dt.date]:
    """All days of a month."""
    year, number = map(int, month.split("-"))
    return [dt.date(year, number, day + 1) for day in range(calendar.monthrange(year, number)[1])]


def exact_days(days: Collection[str]) -> list[dt.date]:
    """The dates that are of one day of one year."""
    return [dt.date.fromisoformat(day) for day in days if is_exact(day)]


def same_day(a: str, b: str) -> bool:
    """Two dates that can be one day, as exact as both are: 2024-02-07 and --02-07."""
    if a.startswith("--") or b.startswith("--"):
        return a[-5:] == b[-5:] if len(a) >= _MONTH_AND_DAY and len(b) >= _MONTH_AND_DAY else True
    short, long = sorted((a, b), key=len)
    return long.startswith(short)


def agreed_day(a: str, b: str) -> Literal["day", "month", "year"]:
    """In what two dates agree that can be one day: no more than the less exact of them says."""
    if is_day(a) and is_day(b):
        return "day"
    return "month" if min(len(a), len(b)) >= _MONTH or "--" in (a[:2], b[:2]) else "year"


def other_day(ours: Collection[str], theirs: Collection[str]) -> bool:
    """Whether there are days of both, none in common, and no two that reports confuse: a night, a time zone."""
    if not ours or not theirs or any(same_day(x, y) for x in ours for y in theirs):
        return False
    return days_apart(ours, theirs) != 1


def days_apart(ours: Collection[str], theirs: Collection[str]) -> int | None:
    """The least number of days between two days, be it that one names no year; None if there are none such."""
    return min((n for x in ours for y in theirs if (n := _apart(x, y)) is not None), default=None)


def _apart(a: str, b: str) -> int | None:
    if is_exact(a) and is_exact(b):
        return abs((dt.date.fromisoformat(a) - dt.date.fromisoformat(b)).days)
    if not (is_day(a) and is_day(b)):
        return None
    x, y = (dt.date.fromisoformat(f"{_LEAP}-{day[-5:]}") for day in (a, b))
    gap = abs((x - y).days)
    return min(gap, _YEAR - gap)


def is_day(day: str) -> bool:
    """Whether a date is of one day, be it of no year."""
    return is_exact(day) or (day.startswith("--") and len(day) == _MONTH_AND_DAY)
