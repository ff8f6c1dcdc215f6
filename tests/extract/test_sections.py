"""Each item of a chronology has its own day, and so has each update of a live report."""

from __future__ import annotations

import datetime as dt

import pytest
from extract.told import Read, Told

from kg.extract import Extractor
from kg.model import Article


def dates(extractor: Extractor, text: str, title: str | None = None, date: dt.date | None = None) -> list[str]:
    (facts,) = extractor.extract([Article("a", text, title=title, date=date)])
    told = Told(facts)
    return [",".join(sorted(map(str, told.of(event.id, "date")))) for event in facts.events]


ITEMS = (
    ("March 3", "A bomb kills nine people at a market in Kaduna."),
    ("March 9", "Gunmen kill four policemen near Zaria."),
    ("April 21", "Rebels kill two soldiers at a checkpoint in Jos."),
)


@pytest.mark.parametrize("separator", [": ", " - ", " – ", " — "])
def test_items_happened_on_the_day_that_they_are_told_under(extractor: Extractor, separator: str) -> None:
    text = "A list of the worst attacks of 2011.\n\n" + "\n\n".join(separator.join(item) for item in ITEMS)
    assert dates(extractor, text) == ["2011-03-03", "2011-03-09", "2011-04-21"]


def test_the_headline_may_give_the_year(extractor: Extractor) -> None:
    text = "\n\n".join(": ".join(item) for item in ITEMS)
    assert dates(extractor, text, title="A chronology of attacks in 1998") == ["1998-03-03", "1998-03-09", "1998-04-21"]


def test_weekdays_of_an_update_count_from_its_own_day(extractor: Extractor) -> None:
    text = (
        "Live\n\n5 June 10:00\n\nA drone strike killed six people in Omdurman on Sunday, medics said.\n\n"
        "12 June 09:30 GMT\n\nGunmen killed two policemen in Nyala on Sunday, the governor said.\n\n"
        "13 June, 18:05\n\nA shell killed four children in Bara on Tuesday, residents said."
    )
    assert dates(extractor, text, date=dt.date(2023, 6, 5)) == ["2023-06-04", "2023-06-11", "2023-06-13"]


def test_updates_are_of_the_day_above_their_times(extractor: Extractor) -> None:
    text = (
        "Saturday 3 June\n15.40 Rebels shelled a market in Bara at noon, killing 12 people.\n16.30 Smoke hangs there.\n"
        "Sunday 4 June\n07.00 The mayor puts the toll at 19.\n08.15 A mine killed four policemen near Nyala."
    )
    (facts,) = extractor.extract([Article("a", text, date=dt.date(2023, 6, 5))])
    told = Told(facts)
    assert [(told.of(e.id, "killedCount"), told.of(e.id, "date")) for e in facts.events] == [
        ({12, 19}, {"2023-06-03"}),
        ({4}, {"2023-06-04"}),
    ]


def test_one_day_makes_no_chronology(extractor: Extractor) -> None:
    text = "3 May 2023 – Gunmen killed four policemen near Zaria on Monday.\n\nA bomb killed two in Jos on Tuesday."
    doc = extractor.document(Article("a", text, date=dt.date(2023, 5, 3)))
    assert doc._.sections == []
    assert dates(extractor, text, date=dt.date(2023, 5, 3)) == ["2023-05-01", "2023-05-02"]


def test_components_find_sections_on_the_document(extractor: Extractor) -> None:
    doc = extractor.document(Article("a", "\n\n".join(": ".join(i) for i in ITEMS), date=dt.date(2023, 5, 3)))
    first, second, third = doc._.sections
    assert [s.heading.text for s in doc._.sections] == ["March 3", "March 9", "April 21"]
    assert (first.end, second.end, third.end) == (second.start, third.start, len(doc))
    assert third.day == dt.date(2023, 4, 21)
    assert third.told


def test_items_of_a_chronology_may_end_their_date_with_a_full_stop(read: Read) -> None:
    first = "April 26 2006. Two bombers attacked a base in Sinai."
    told = read(f"{first}\n\nNovember 9 2005. Four bombers attacked hotels in Amman.")
    assert told.role("date") == {"2006-04-26", "2005-11-09"}


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        # Up to the days before publication, and back over the turn of a year.
        (["Nov. 2 - A bomb kills two.", "Jan. 17 - A bomb kills six.", "Feb. 1 - A bomb kills one.",
          "March 6 - A bomb kills nine."], ["2020-11-02", "2021-01-17", "2021-02-01", "2021-03-06"]),
        (["March 6 - A bomb kills nine.", "March 1 - A bomb kills six.", "Nov. 2 - A bomb kills two.",
          "Oct. 1 - A bomb kills one."], ["2021-03-06", "2021-03-01", "2020-11-02", "2020-10-01"]),
        (["2003:", "Aug. 25 - A bomb kills two.", "2004", "Feb. 6 - A bomb kills six."], ["2003-08-25", "2004-02-06"]),
        (["Oct. 9, 2009 - A bomb kills two.", "Oct. 15 - A bomb kills six."], ["2009-10-09", "2009-10-15"]),
        # Long over, and of any years.
        (["April 6 - A bomb kills two.", "Oct. 19 - A bomb kills six.", "July 22 - A bomb kills nine."],
         ["--04-06", "--10-19", "--07-22"]),
    ],
)  # fmt: skip
def test_items_without_a_year_have_one_only_where_their_order_tells_it(
    extractor: Extractor, lines: list[str], days: list[str]
) -> None:
    title = "A chronology of bombs since the accord"
    assert dates(extractor, "\n\n".join(lines), title=title, date=dt.date(2021, 3, 9)) == days
