"""Numerals, in words and figures, and how they are meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import Extractor
from kg.extract.text.numbers import Count, count_of, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("84", 84),
        ("0", 0),
        ("2,500", 2_500),
        ("1,234,567", 1_234_567),
        ("two", 2),
        ("Twelve", 12),
        ("twenty-one", 21),
        ("forty two", 42),
        ("two hundred", 200),
        ("two hundred and five", 205),
        ("one thousand two hundred", 1_200),
        ("five hundred thousand", 500_000),
        ("12 thousand", 12_000),
        ("three million", 3_000_000),
        ("a dozen", 12),
        ("two dozen", 24),
        ("a hundred", 100),
        ("1.5", None),
        ("half", None),
        ("third", None),
        ("1st", None),
        ("and", None),
        ("", None),
    ],
)
def test_a_numeral_has_a_value(text: str, value: int | None) -> None:
    assert parse_number(text) == value


@given(st.integers(0, 10**9))
def test_figures_are_their_number_however_they_are_grouped(number: int) -> None:
    assert parse_number(str(number)) == parse_number(f"{number:,}") == number


@given(st.text(max_size=20))
def test_what_is_no_numeral_breaks_nothing(text: str) -> None:
    value = parse_number(text)
    assert value is None or value >= 0


@pytest.mark.parametrize(
    ("phrase", "count"),
    [
        ("four soldiers", (4, "Exactly")),
        ("at least 12 soldiers", (12, "AtLeast")),
        ("more than 60 people", (60, "AtLeast")),
        ("no fewer than 17 worshippers", (17, "AtLeast")),
        ("up to 40 worshippers", (40, "AtMost")),
        ("fewer than ten people", (10, "AtMost")),
        ("some 60 students", (60, "About")),
        ("nearly 300 people", (300, "About")),
        ("around 200 civilians", (200, "About")),
        ("2,500 refugees", (2_500, "Exactly")),
        ("10 to 15 soldiers", (10, "AtLeast", 15)),
        ("between 10 and 15 soldiers", (10, "AtLeast", 15)),
        ("10-15 soldiers", (10, "AtLeast", 15)),
        ("one or two soldiers", (1, "AtLeast", 2)),
        ("soldiers", None),
        ("the soldiers", None),
    ],
)
def test_a_noun_phrase_speaks_of_so_many(
    extractor: Extractor, phrase: str, count: tuple[int, str] | tuple[int, str, int] | None
) -> None:
    doc = extractor.nlp(f"The bomb killed {phrase}.")
    assert count_of(doc[-2]) == (count and Count(*count))


def test_dozens_are_two_dozen_or_more(extractor: Extractor) -> None:
    doc = extractor.nlp("Dozens of villagers died.")
    assert count_of(doc[0]) == Count(24, "AtLeast")
