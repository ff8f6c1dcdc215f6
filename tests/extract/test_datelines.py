# ruff: noqa: E501 - texts in a table read best in one line each
"""A dateline is no part of the first sentence, and tells where and when the report was filed."""

from __future__ import annotations

import datetime as dt

import pytest
from extract.told import Read
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import Extractor
from kg.extract.text.datelines import Found, find_dateline
from kg.model import Article

KNOWN = frozenset(
    "nyala sudan goma kinshasa odesa ukraine aden yemen marawi philippines bamako mali juba maiduguri nigeria"
    " srinagar india yangon mogadishu somalia jakarta lahore islamabad pakistan".split()
)
DAY = dt.date(2019, 7, 4)


def found(text: str) -> Found | None:
    return find_dateline(text, is_place=lambda name: name.lower() in KNOWN, published=DAY)


@pytest.mark.parametrize(
    ("dateline", "place", "day"),
    [
        ("KYIV, June 9 (Reuters) - ", "KYIV", dt.date(2019, 6, 9)),
        ("BAMAKO, Mali (AP) — ", "BAMAKO, Mali", None),
        ("GAZA - ", "GAZA", None),
        ("WASHINGTON — ", "WASHINGTON", None),
        ("BAGHDAD, 4 January (Rafidain News Agency) – ", "BAGHDAD", dt.date(2019, 1, 4)),
        ("SAN SALVADOR, 12 JAN 90 (ACAN-EFE) -- [REPORT] [TEXT] ", "SAN SALVADOR", dt.date(1990, 1, 12)),
        ("Goma, 3 May (AFP) - ", "Goma", dt.date(2019, 5, 3)),
        ("Odesa, Ukraine – ", "Odesa, Ukraine", None),
        ("Mogadishu — ", "Mogadishu", None),
        ("NYALA (Sudan), Jul 3 (Desk) -- ", "NYALA (Sudan)", dt.date(2019, 7, 3)),
        ("(Wire) MARAWI, Philippines - ", "MARAWI, Philippines", None),
        ("TEHRAN (Wire) - ", "TEHRAN", None),
        ("Kabul, 3 March 2009 - ", "Kabul", dt.date(2009, 3, 3)),
        ("ADI MARG, India, Monday, March 24 (Wire) — ", "ADI MARG, India", dt.date(2019, 3, 24)),
        ("(Kinshasa, November 6, 2008) - ", "Kinshasa", dt.date(2008, 11, 6)),
        ("BANGUI, Central African Republic, April 30, 2014/Press Organization (PO)/ — ", "BANGUI, Central African Republic", dt.date(2014, 4, 30)),
        ("YANGON—", "YANGON", None),
        ("COLOMBO : ", "COLOMBO", None),
        ("TEL AVIV, Israel (AP) _ ", "TEL AVIV, Israel", None),
        ("Jakarta. ", "Jakarta", None),
        ("JUBA ", "JUBA", None),
        ("LAHORE/ISLAMABAD, Pakistan ", "LAHORE/ISLAMABAD, Pakistan", None),
    ],
)  # fmt: skip
def test_a_dateline_ends_where_the_first_sentence_begins(dateline: str, place: str, day: dt.date | None) -> None:
    text = f"{dateline}Gunmen attacked a village."
    at = found(text)
    assert at is not None
    assert text[: at.end] == dateline
    assert at.place is not None
    assert text[slice(*at.place)] == place
    assert at.day == day


def test_a_day_alone_opens_a_report_too() -> None:
    assert found("1 April 2011 – The mission condemned the attack.") == Found(0, 15, None, dt.date(2011, 4, 1))


@pytest.mark.parametrize(
    "text",
    [
        "Israel said the strike - its third - killed two.",
        "The army (AP) said it was true.",
        "A car bomb exploded - five people died.",
        "NATO – which leads the mission – denied it.",
        "U.S.-led forces hit a base.",
        "Gunmen – Five of them – attacked.",
        "UNICEF Director Amal Said spoke.",
        "Colonel Sidi Keita - His troops fled.",
        "The talks of 3 March - Were they serious?",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert found(text) is None


@given(st.text(max_size=200))
def test_any_text_has_a_beginning(text: str) -> None:
    at = found(text)
    assert at is None or 0 <= at.start < at.end <= len(text)


def test_neither_its_day_nor_its_town_is_an_incident_s(read: Read) -> None:
    told = read("AMMAN, May 9 (Reuters) - Gunmen killed two soldiers near Tartus on Monday.")
    assert told.role("date") == {"2023-05-08"}
    assert told.role("place") == {"Tartus"}
    assert told.role("killedCount") == {2}


@pytest.mark.parametrize(
    ("text", "attackers"),
    [
        ("Odesa, Ukraine – Russian drones hit a grain store on Tuesday, killing two people, the port said.", {"russia"}),
        ("Mogadishu — Al-Shabaab fighters stormed a market on Tuesday, killing nine people, police said.", {"al-shabaab"}),
        ("Kaya, 9 May 2023 (Desk) - Gunmen killed five policemen on Monday, an official said.", {"Gunmen"}),
        ("(NL) GAO, Mali - Gunmen killed five policemen on Monday, an official said.", {"Gunmen"}),
        ("BAGHDAD Gunmen killed five policemen on Monday, an official said.", {"Gunmen"}),
    ],
)  # fmt: skip
def test_its_state_is_no_attacker(read: Read, text: str, attackers: set[str]) -> None:
    assert read(text).role("attacker") == attackers


def test_components_find_it_on_the_document(extractor: Extractor) -> None:
    doc = extractor.document(Article("a", "Market bombed\n\nNYALA (Sudan), Jul 3 -- Two men fell.", date=DAY))
    assert doc._.dateline.place.text == "Nyala, Sudan"
    assert [(e.text, e.label_) for e in doc.ents] == [("Nyala", "GPE"), ("Sudan", "GPE")]
    assert doc._.dateline.day == dt.date(2019, 7, 3)
    assert doc.text == "Market bombed.\n\nNyala, Sudan.\n\nTwo men fell."
