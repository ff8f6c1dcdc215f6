"""One story, its incidents: what belongs together, what is told apart, and when and where what is not said was."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from extract.told import Read, Told


def tolls(told: Told) -> list[set[str | int | None]]:
    """How many each incident killed, in text order."""
    return [found for e in told.facts.events if not e.recurring and (found := told.of(e.id, "killedCount"))]


def test_a_round_up_has_one_incident_an_item(read: Read) -> None:
    told = read(
        "In Tahoua, gunmen attacked a police post on Monday, killing four officers.\n\n"
        "In Diffa, a mine killed six soldiers on the same day. The mine exploded under their truck.\n\n"
        "Elsewhere, a suicide bomber killed nine people at a market in Maradi."
    )
    assert tolls(told) == [{4}, {6}, {9}]


def test_a_flashback_is_another_incident(read: Read) -> None:
    told = read(
        "A car bomb killed eight people outside a bank in Cotabato on Tuesday. The blast wounded twenty others.\n\n"
        "Nobody claimed the bombing.\n\n"
        "Last year, a bomb at a bus station in Davao killed fifteen people."
    )
    assert tolls(told) == [{8}, {15}]


def test_the_story_goes_on_about_its_attack(read: Read) -> None:
    told = read(
        "Gunmen stormed a hotel in Kismayo on Friday, killing 26 people.\n\n"
        "The attack began when a car bomb exploded at the gate. Four foreigners died in the assault, officials said."
    )
    assert len([e for e in told.facts.events if not e.recurring]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A landmine killed three farmers. It exploded on a road near Marib in Yemen. Yemen is full of mines.",
        "In Yemen, villagers mourned on Sunday. A landmine killed three farmers. Landmines litter Yemen.",
    ],
)
def test_where_only_the_text_around_says_it_is_inferred(read: Read, text: str) -> None:
    told = read(text)
    places = told.claims("place")
    assert {told.name(c.object) for c in places} & {"yemen", "Marib"}


def test_a_hospital_without_a_name_does_not_say_where(read: Read) -> None:
    told = read("In Yemen, a rocket hit a clinic on Sunday. Nine people were killed in the clinic. Yemen mourned them.")
    assert "yemen" in {told.name(c.object) for c in told.claims("place")}


def test_a_day_without_a_year_is_of_the_only_year_that_is_spoken_of(read: Read) -> None:
    told = read("The list of attacks in 2016 is long. On June 7, a bomb killed eleven people in Istanbul.", date=None)
    (day,) = told.claims("date")
    assert day.object == "2016-06-07"


def test_what_a_report_begins_with_was_in_its_month(read: Read) -> None:
    told = read("A bomb killed eleven people at a market in Quetta.", date=dt.date(2019, 4, 12))
    (day,) = told.claims("date")
    assert day.object == "2019-04"
