"""Days, months and years that the text names, as exact as it names them and no more.

Without the article's date a weekday is no day, and "February 7th" stays `--02-07`.
"""

from __future__ import annotations

import datetime as dt
import re

from kg.extract.text.numbers import parse_number

MONTHS = {
    m: n
    for n, m in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
MONTHS |= {m[:3]: n for m, n in MONTHS.items()} | {"sept": 9}
WEEKDAYS = {d: n for n, d in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = [
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b"),
    re.compile(rf"\b{_MONTH} {_DAY}(?:,? {_YEAR})?\b"),
    re.compile(rf"\b{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?\b"),
    re.compile(rf"\b{_MONTH}(?: of)?,? {_YEAR}\b"),
]
_MONTH_ALONE = re.compile(rf"^(?:in |of |since |the )?(?:(?:early|mid|late|the beginning of|the end of)[ -])?{_MONTH}$")
_YEAR_ALONE = re.compile(rf"^(?:in |since |of |the )?{_YEAR}$")
_WEEKDAY = re.compile(r"\b(" + "|".join(WEEKDAYS) + r")\b")
_TWO_DIGITS, _CENTURY_ENDS = 99, 30
_AGO = re.compile(r"\b(?P<n>[a-z0-9-]+) (?P<unit>day|week|month|year)s? (?:ago|earlier|before)\b")
_THIS_WEEK = re.compile(r"^(?:earlier |late |early )?this (?:past )?week$")
_LAST_WEEK = re.compile(r"^(?:(?:late |early |earlier )?last|the previous) week$")
_WHILE_AGO = re.compile(r"^(?:(?:about|around|some|just|only|nearly) )?(?P<n>[a-z0-9-]+) (?P<unit>week|month)s? ago$")
_ABOUT = 2  # days by which "two weeks ago" may be off
OPEN_ENDED = frozenset(("since", "until", "till", "from", "after", "before"))  # what these date is a period, no day
_SOON = 3  # attacks are reported after they happen: days into the future that a date without a year may lie


def calendar_day(month: int, day: int, year: str | None, published: dt.date | None) -> dt.date | None:
    """A day of the calendar; without a year, the last one up to the article's own day.

    Args:
        month: by number.
        day: of the month.
        year: four figures or two ("89"), None where the text gives none.
        published: the day of the article.
    """
    if year is not None:
        n = int(year)
        century = 0 if n > _TWO_DIGITS else 1900 if n > _CENTURY_ENDS else 2000
        return _date(century + n, month, day)
    if published is None:
        return None
    found = [d for y in (published.year, published.year - 1) if (d := _date(y, month, day)) is not None]
    return next((d for d in found if (d - published).days <= _SOON), None)


def names_a_day(date: str) -> bool:
    """Whether a date in its lexical form is of one day, be it of a year that is not known."""
    return len(date) == len("2024-01-04") or (date.startswith("--") and len(date) == len("--01-04"))


def is_exact(date: str) -> bool:
    """Whether a date names a day of a year that is known."""
    return names_a_day(date) and not date.startswith("-")


def parse_date(text: str, published: dt.date | None) -> str | None:
    """The lexical form of a date: "2024-01-04", "2024-01", "2024", "--02-07"; None where the words name no date.

    Args:
        text: the expression, as the text has it ("Thursday, January 4").
        published: the day of the article; what is relative is reckoned from it.
    """
    text = " ".join(text.lower().replace("’", "'").replace("'s", "").split())
    for form in _FORMS:
        if match := form.search(text):
            return _calendar(match, published)
    if published is None:
        year = _YEAR_ALONE.match(text)
        return year["year"] if year else None
    return _relative(text, published)


def month_of(text: str, published: dt.date) -> str | None:
    """The month of words that name no day ("last week", "a month ago"), where all days that they may mean are in it.

    >>> month_of("last week", dt.date(2023, 5, 10)), month_of("two weeks ago", dt.date(2023, 5, 10))
    ('2023-05', '2023-04')
    """
    text = " ".join(text.lower().split())
    monday = published - dt.timedelta(days=published.weekday())
    if _THIS_WEEK.search(text):
        days = monday, published
    elif _LAST_WEEK.search(text):
        days = monday - dt.timedelta(days=7), monday - dt.timedelta(days=1)
    elif ago := _WHILE_AGO.search(text):
        n = 1 if ago["n"] in ("a", "an", "one") else parse_number(ago["n"]) or 0
        if ago["unit"] == "month":
            months = published.year * 12 + published.month - 1 - n
            return f"{months // 12}-{months % 12 + 1:02d}"
        about = published - dt.timedelta(weeks=n)
        days = about - dt.timedelta(days=_ABOUT), about + dt.timedelta(days=_ABOUT)
    else:
        return None
    months_told = {f"{day:%Y-%m}" for day in days}
    return months_told.pop() if len(months_told) == 1 else None


def _calendar(match: re.Match[str], published: dt.date | None) -> str | None:
    parts = match.groupdict()
    month = int(parts["month"]) if parts["month"].isdigit() else MONTHS[parts["month"]]
    if parts.get("day") is None:
        return f"{parts['year']}-{month:02d}"
    day = int(parts["day"])
    year = int(parts["year"]) if parts.get("year") else None
    if year is None and published is not None:
        year = published.year if _date(published.year, month, day) else published.year - 1
        while (when := _date(year, month, day)) and (when - published).days > _SOON:
            year -= 1
    if year is None:
        return f"--{month:02d}-{day:02d}" if _date(2024, month, day) else None
    when = _date(year, month, day)
    return when.isoformat() if when else None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _relative(text: str, published: dt.date) -> str | None:
    if year := _YEAR_ALONE.match(text):
        return year["year"]
    if weekday := _WEEKDAY.search(text):
        if "next" in text:
            return None
        back = (published.weekday() - WEEKDAYS[weekday[1]]) % 7
        if "last" in text and back == 0:
            back = 7
        return (published - dt.timedelta(days=back)).isoformat()
    if "yesterday" in text or "last night" in text:
        return (published - dt.timedelta(days=1)).isoformat()
    if re.search(r"\b(today|this morning|this afternoon|this evening|tonight)\b", text):
        return published.isoformat()
    if ago := _AGO.search(text):
        n = 1 if ago["n"] in ("a", "an", "one") else parse_number(ago["n"])
        if n is None:
            return None
        if ago["unit"] == "day":
            return (published - dt.timedelta(days=n)).isoformat()
        return str(published.year - n) if ago["unit"] == "year" else None
    if month := _MONTH_ALONE.match(text):
        n = MONTHS[month["month"]]
        return f"{published.year - (n > published.month)}-{n:02d}"
    return _whole(text, published)


def _whole(text: str, published: dt.date) -> str | None:
    """A month or year as such: "last month", "this year"."""
    this_month = published.replace(day=1)
    last_month = this_month - dt.timedelta(days=1)
    return {
        "this month": f"{published:%Y-%m}",
        "last month": f"{last_month:%Y-%m}",
        "the previous month": f"{last_month:%Y-%m}",
        "this year": f"{published:%Y}",
        "last year": str(published.year - 1),
    }.get(text)
