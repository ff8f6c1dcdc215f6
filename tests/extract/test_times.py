"""Temporal expressions that take several words, or another time of the text, to be understood."""

from __future__ import annotations

import datetime as dt

import pytest
from extract.told import Read, Told

from kg.extract import Extractor
from kg.model import Article

SUNDAY = dt.date(2013, 10, 13)


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("A week ago on Thursday", "2013-10-03"),
        ("Two weeks ago on Monday", "2013-09-23"),
        ("On Thursday last week", "2013-10-03"),
        ("Last week, on Friday,", "2013-10-04"),
        ("On the 9th", "2013-10-09"),
        ("On the 26th", "2013-09-26"),
        ("In September 2010, on the 3rd,", "2010-09-03"),
        ("On the night of 14 to 15 April", "2013-04-14"),
        ("On Christmas Day 2011", "2011-12-25"),
        ("On New Year's Eve", "2012-12-31"),
        ("The day before yesterday", "2013-10-11"),
        ("Three months ago", "2013-07"),
        ("Last May", "2013-05"),
        ("Last December", "2012-12"),
    ],
)
def test_told_from_the_day_of_telling(read: Read, when: str, day: str) -> None:
    told = read(f"{when} gunmen killed four policemen near Zaria.", SUNDAY)
    assert day in told.role("date")


@pytest.mark.parametrize(
    ("before", "when", "day"),
    [
        ("On 4 June 2011 rebels shelled Gao.", "Two days later", "2011-06-06"),
        ("On 4 June 2011 rebels shelled Gao.", "The following day", "2011-06-05"),
        ("On 4 June 2011 rebels shelled Gao.", "The day before", "2011-06-03"),
        ("On 4 June 2011 rebels shelled Gao.", "That night", "2011-06-04"),
        ("In August 2011 rebels shelled Gao.", "That September", "2011-09"),
        ("In August 2011 rebels shelled Gao.", "On Christmas Day that year", "2011-12-25"),
        ("On Friday a mine wounded a farmer, the army said on Saturday.", "The same day", "2013-10-11"),
    ],
)
def test_told_from_a_time_that_the_text_named_before(read: Read, before: str, when: str, day: str) -> None:
    told = read(f"{before} {when} gunmen killed four policemen near Zaria.", SUNDAY)
    assert day in told.role("date")


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed four policemen on the 4th floor of a hotel in Zaria.",
        "Two days later gunmen killed four policemen near Zaria.",
        "The day before the election gunmen killed four policemen near Zaria.",
        "Over the weekend gunmen killed four policemen near Zaria.",
        "The Black Friday attacks killed four policemen near Zaria.",
        "Gunmen killed a reporter of the Sunday Times near Zaria.",
    ],
)
def test_a_time_that_cannot_be_told_is_none(read: Read, text: str) -> None:
    assert {day for day in read(text, SUNDAY).role("date") if len(str(day)) > len("2013-10")} == set()


def incidents(extractor: Extractor, text: str, title: str | None = None) -> list[tuple[set[object], set[object]]]:
    """Day and place of each incident."""
    (facts,) = extractor.extract([Article("a", text, title=title, date=SUNDAY)])
    told = Told(facts)
    return [(set(told.of(e.id, "date")), set(told.of(e.id, "place"))) for e in facts.events]


def test_a_paragraph_that_names_one_day_tells_of_that_day(extractor: Extractor) -> None:
    text = (
        "On 3 May 2012 a lorry full of fertiliser stood before the barracks in Maiduguri. When it went off, "
        "nineteen recruits were killed.\n\nThe governor has promised a monument."
    )
    assert incidents(extractor, text)[0][0] == {"2012-05-03"}


def test_updates_of_a_live_report_are_of_its_day(extractor: Extractor) -> None:
    text = (
        "16.20. A rocket has killed nine people at a market in Kramatorsk.\n\n"
        "15.05. Gunmen have killed two policemen in Nikopol.\n\n"
        "14:10 - The president will speak at eight."
    )
    assert [days for days, _ in incidents(extractor, text)] == [{"2013-10-13"}, {"2013-10-13"}]


def test_an_item_may_begin_with_its_place_and_day(extractor: Extractor) -> None:
    text = (
        "Incidents of the week\n\nMaiduguri, 7 October: a bomb killed six traders and wounded ten.\n\n"
        "Kano (Kano state), 9 October: gunmen shot two policemen.\n\n"
        "Of all attacks of this year, few were solved, and the bomb that killed ten in Jos on 2 March is one of them."
    )
    found = incidents(extractor, text)
    assert found[:2] == [({"2013-10-07"}, {"Maiduguri"}), ({"2013-10-09"}, {"Kano"})]
    assert found[2] == ({"2013-03-02"}, {"Jos"})
