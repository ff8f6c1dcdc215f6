"""Date expressions to lexical forms, without a language model."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.text.dates import parse_date

MONDAY = dt.date(2024, 1, 8)


@pytest.mark.parametrize(
    ("text", "dated", "undated"),
    [
        ("2024-01-04", "2024-01-04", "2024-01-04"),
        ("4th of January 2023", "2023-01-04", "2023-01-04"),
        ("12 March 1988", "1988-03-12", "1988-03-12"),
        ("March 2022", "2022-03", "2022-03"),
        ("in March of 2022", "2022-03", "2022-03"),
        ("2019", "2019", "2019"),
        ("since 2019", "2019", "2019"),
        # No year: the last such day before the article, or none at all.
        ("January 4", "2024-01-04", "--01-04"),
        ("Thursday, January 4", "2024-01-04", "--01-04"),
        ("Jan. 4", "2024-01-04", "--01-04"),
        ("the morning of January 4", "2024-01-04", "--01-04"),
        ("7 Feb", "2023-02-07", "--02-07"),
        ("February 7th", "2023-02-07", "--02-07"),
        ("Sept 3", "2023-09-03", "--09-03"),
        ("December 31", "2023-12-31", "--12-31"),
        ("13 January", "2023-01-13", "--01-13"),
        ("9 January", "2024-01-09", "--01-09"),  # filed in another time zone: a day ahead is no year ago
        # Relative: only from the article's date.
        ("Monday", "2024-01-08", None),
        ("last Monday", "2024-01-01", None),
        ("on Sunday", "2024-01-07", None),
        ("Tuesday night", "2024-01-02", None),
        ("yesterday", "2024-01-07", None),
        ("last night", "2024-01-07", None),
        ("this morning", "2024-01-08", None),
        ("three days ago", "2024-01-05", None),
        ("two years ago", "2022", None),
        ("in March", "2023-03", None),
        ("January", "2024-01", None),
        ("late December", "2023-12", None),
        ("last month", "2023-12", None),
        ("last year", "2023", None),
        # No day that has been.
        ("next Friday", None, None),
        ("recently", None, None),
        ("the weekend", None, None),
        ("February 30", None, None),
        ("2024-13-01", None, None),
        ("", None, None),
    ],
)
def test_a_date_is_as_exact_as_its_words(text: str, dated: str | None, undated: str | None) -> None:
    assert parse_date(text, MONDAY) == dated
    assert parse_date(text, None) == undated


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), st.none() | st.dates())
def test_a_full_date_is_itself_whenever_it_is_read(day: dt.date, published: dt.date | None) -> None:
    for text in (day.isoformat(), f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%b} {day.year}"):
        assert parse_date(text, published) == day.isoformat()


@given(st.dates(dt.date(2000, 1, 10), dt.date(2090, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_the_last_one(published: dt.date, back: int) -> None:
    day = published - dt.timedelta(days=back)
    assert parse_date(f"on {day:%A}", published) == day.isoformat()


@given(st.text(max_size=30), st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_no_words_break_it(text: str, published: dt.date | None) -> None:
    found = parse_date(text, published)
    assert found is None or 4 <= len(found) <= 10
