"""A dateline is no part of the first sentence."""

from __future__ import annotations

import pytest
from extract.told import Read
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.text.datelines import dateline_end


@pytest.mark.parametrize(
    "dateline",
    [
        "KYIV, June 9 (Reuters) - ",
        "BAMAKO, Mali (AP) — ",
        "GAZA - ",
        "WASHINGTON — ",
        "BAGHDAD, 4 January (Rafidain News Agency) – ",
        "SAN SALVADOR, 12 Jan 90 (ACAN-EFE) -- ",
        "Goma, 3 May (AFP) - ",
    ],
)
def test_a_dateline_ends_where_the_first_sentence_begins(dateline: str) -> None:
    assert dateline_end(f"{dateline}Gunmen attacked a village.") == len(dateline)


@pytest.mark.parametrize(
    "text",
    [
        "Israel said the strike - its third - killed two.",
        "The army (AP) said it was true.",
        "A car bomb exploded - five people died.",
        "NATO – which leads the mission – denied it.",
        "U.S.-led forces hit a base.",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert dateline_end(text) == 0


@given(st.text(max_size=200))
def test_any_text_has_a_beginning(text: str) -> None:
    assert 0 <= dateline_end(text) <= len(text)


def test_neither_its_day_nor_its_town_is_an_incident_s(read: Read) -> None:
    told = read("AMMAN, May 9 (Reuters) - Gunmen killed two soldiers near Tartus on Monday.")
    assert told.role("date") == {"2023-05-08"}
    assert told.role("place") == {"Tartus"}
    assert told.role("killedCount") == {2}
