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
        ("On Monday last", "2013-10-07"),
        ("On the third of this month", "2013-10-03"),
        ("On the 21st of last month", "2013-09-21"),
        ("On 4 May of last year", "2012-05-04"),
        ("In May last year", "2012-05"),
        ("Last weekend", "2013-10"),
        ("On Friday, 3 May 1991,", "1991-05-03"),
        ("In the night to Friday 11th", "2013-10-11"),
        ("The day after Christmas", "2012-12-26"),
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
        ("On 4 June 2011 rebels shelled Gao.", "A year and six days later", "2012-06-10"),
        ("On 4 June 2011 rebels shelled Gao.", "On 9 July that year", "2011-07-09"),
        ("On 4 June 2011 rebels shelled Gao.", "On 9 July", "2011-07-09"),
        ("In November 1988 soldiers camped at Gao.", "On 13 December", "1988-12-13"),
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
        "It was on a Friday afternoon that gunmen killed nine people in Zaria.",
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


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "Two days after the Bor attack, raiders shot dead four traders at Malek."
            " Gunmen had killed 12 people at Bor on 3 October.",
            {"2013-10-03", "2013-10-05"},
        ),
        (
            "A mine killed nine people near Bor on Thursday. Three days before the blast, gunmen shot dead a judge.",
            {"2013-10-07", "2013-10-10"},
        ),
        (
            "A mine killed nine people near Bor on Thursday, a day after raiders shot dead four traders at Malek.",
            {"2013-10-09", "2013-10-10"},
        ),
        (
            "The man was arrested on 3 October, four days before deadly bombings that killed nine people in Malek.",
            {"2013-10-07"},
        ),
        (
            "On 3 October the group made over 100 attacks on bases near Bor. This attack came two days after a drone"
            " strike killed Saul Deng in Malek.",
            {"2013-10-03"},
        ),
        (
            "It was the worst massacre since May 2004, when rebels killed 90 people at Bor, the mayor said.",
            {"2004-05"},
        ),
    ],
)
def test_days_are_counted_from_one_attack_to_another(read: Read, text: str, days: set[str]) -> None:
    assert {claim.object for claim in read(text, SUNDAY).claims("date")} == days


@pytest.mark.parametrize(
    "text",
    [
        "Barely two weeks after the statement gunmen killed two guards near Zaria.",
        "Gunmen killed two guards near Zaria when the bus passed on a Friday.",
        "In a statement dated 28 September the group denied the attack on Zaria, which killed two guards.",
    ],
)
def test_what_says_no_day_gives_none(read: Read, text: str) -> None:
    assert all(len(str(claim.object)) < len("2013-10-13") for claim in read(text, SUNDAY).claims("date"))
