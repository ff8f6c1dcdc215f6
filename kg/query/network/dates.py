"""Partial dates as periods: what "2024-01" covers, in days."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Collection
from typing import Final, NamedTuple

from kg.errors import ParameterError

_PARTIAL: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Period(NamedTuple):
    """Days from the first to the last, both included, as proleptic Gregorian ordinals (`date.toordinal`)."""

    first: int
    last: int


def period(date: str) -> Period | None:
    """The days of a day, month or year; None for a day of no stated year ("--02-07"), and for no date."""
    match = _PARTIAL.fullmatch(date)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        first = dt.date(year, month or 1, day or 1)
        last = dt.date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except ValueError:  # 2024-02-30, or the year 0
        return None
    return Period(first.toordinal(), last.toordinal())


def hull(dates: Collection[str]) -> Period | None:
    """From the first to the last day that accounts give, going by the most precise of them alone.

    Where one account says "2024-01-04" and another "2024", nothing suggests that they disagree.
    """
    precise = max((len(date) for date in dates if period(date)), default=0)
    periods = [covered for date in dates if len(date) == precise and (covered := period(date))]
    return Period(min(p.first for p in periods), max(p.last for p in periods)) if periods else None


def day(ordinal: int) -> str:
    """A day as ISO 8601 writes it."""
    return dt.date.fromordinal(ordinal).isoformat()


def bounds(since: str | None, until: str | None) -> Period | None:
    """The period that a question is about, from the first day of `since` to the last of `until`; None for all time.

    Raises:
        ParameterError: one of them is no date.
    """
    if since is None and until is None:
        return None
    return Period(
        _asked("since", since).first if since is not None else dt.date.min.toordinal(),
        _asked("until", until).last if until is not None else dt.date.max.toordinal(),
    )


def _asked(name: str, date: str) -> Period:
    covered = period(date)
    if covered is None:
        raise ParameterError(f"{name}: {date!r} is no date; give one like 2024-01-04, 2024-01 or 2024.")
    return covered
