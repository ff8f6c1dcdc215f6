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


def test_a_day_without_a_year_is_of_the_only_year_that_is_spoken_of(read: Read) -> None:
    told = read("The list of attacks in 2016 is long. On June 7, a bomb killed eleven people in Istanbul.", date=None)
    (day,) = told.claims("date")
    assert day.object == "2016-06-07"


def test_what_a_report_begins_with_was_in_its_month(read: Read) -> None:
    told = read("A bomb killed eleven people at a market in Quetta.", date=dt.date(2019, 4, 12))
    (day,) = told.claims("date")
    assert day.object == "2019-04"


@pytest.mark.parametrize("separator", [" - ", ". ", ": "])
def test_places_in_capitals_open_the_items_of_a_round_up(read: Read, separator: str) -> None:
    told = read(
        "Violence across the country at the weekend:\n\n"
        f"MOSUL{separator}Gunmen shot dead three policemen at a checkpoint, the army said.\n\n"
        f"KIRKUK{separator}A roadside bomb killed four soldiers and wounded nine, the army said.\n\n"
        f"BASRA{separator}A rocket hit a hospital. Six patients were killed."
    )
    assert tolls(told) == [{3}, {4}, {6}]
    towns = [told.of(e.id, "place") for e in told.facts.events]
    assert all(town in found for town, found in zip(("Mosul", "Kirkuk", "Basra"), towns, strict=True))


def test_an_attack_of_another_month_is_another_one(read: Read) -> None:
    told = read(
        "Eighteen soldiers were killed when a convoy was ambushed near Bosaso on Sunday.\n\n"
        "More than 20 peacekeepers were killed by the same militia in January."
    )
    assert tolls(told) == [{18}, {20}]


def test_what_the_other_side_does_meanwhile_is_another_attack(read: Read) -> None:
    told = read("Nine people were killed in a Turkish airstrike on Afrin today, sources say. PKK shelling continues.")
    (strike,) = [e for e in told.facts.events if e.cls == "AirStrike"]
    assert "pkk" not in told.of(strike.id, "attacker")


@pytest.mark.parametrize(
    "text",
    [
        "The army shelled a militia which it holds responsible for the attack on Port Said.",
        "Police killed a gang leader in Tripoli. They blame him for the bombing of a bus.",
    ],
)
def test_who_is_hit_for_another_attack_did_that_one(read: Read, text: str) -> None:
    told = read(text)
    for event in told.facts.events:
        assert not told.of(event.id, "attacker") & (told.of(event.id, "target") | told.of(event.id, "victim"))


def test_the_day_of_the_deed_beats_the_day_of_telling(read: Read) -> None:
    told = read(
        "A bomb killed nine farmers near Jos, investigators said on Tuesday."
        " The blast tore through their lorry on March 26. Nobody claimed it."
    )
    assert told.role("date") == {"2023-03-26"}


def test_what_a_lead_sums_up_was_on_its_day(read: Read) -> None:
    told = read(
        "Bombs killed nine people in two towns in Nigeria on Monday.\n\n"
        "In Jos, a bomb exploded at a market, killing six.\n\nIn Kano, a car bomb killed three people outside a school."
    )
    assert [told.of(e.id, "date") for e in told.facts.events] == [{"2023-05-08"}] * len(told.facts.events)
