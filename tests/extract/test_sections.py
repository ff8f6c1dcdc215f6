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
