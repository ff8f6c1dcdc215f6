"""What the world knows of an incident that an article only recalls: its day, and nothing that the article must tell."""

from __future__ import annotations

import datetime as dt

import pytest
from extract.told import Read


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A man was jailed on Tuesday for the Omagh bombing, which killed 29 people.", "1998-08-15"),
        ("The memorial recalls the massacre in Srebrenica, in which 8,000 men were killed.", "1995-07-11"),
        ("The Beslan school siege, in which 334 people died, was recalled on Friday.", "2004-09-01"),
        ("A bomb killed 29 people in Omagh in August 1998.", "1998-08-15"),
    ],
)
def test_an_incident_that_is_recalled_was_when_the_world_knows_it_was(read: Read, text: str, day: str) -> None:
    told = read(text)
    assert day in told.role("date")
    assert all(c.inferred for c in told.claims("date") if c.object == day)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen shot dead a farmer near Omagh on Tuesday.",  # today's
        "Gunmen shot dead a farmer in Omagh.",  # news, of no day
        "A bomb killed two people in Omagh in 1973.",  # another year
        "He lost a brother in 1998, when a bomb went off in Omagh.",  # a year is not enough for a town
        "The killer, Brian Beslan, shot dead two soldiers in Grozny.",  # a person of that name
    ],
)
def test_what_else_happens_at_its_place_is_not_it(read: Read, text: str) -> None:
    assert read(text).role("date").isdisjoint({"1998-08-15", "2004-09-01"})


def test_news_of_these_days_is_of_the_incident_of_its_place(read: Read) -> None:
    told = read("Gunmen killed two guards of a school in Beslan.", date=dt.date(2004, 9, 2))
    assert told.role("date") == {"2004-09-01"}


def test_an_incident_to_come_is_not_it(read: Read) -> None:
    assert read("The bombing in Omagh killed three people.", date=dt.date(1990, 5, 2)).role("date") == set()
