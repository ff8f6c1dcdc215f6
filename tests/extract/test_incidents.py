"""Which accounts in an article tell of one incident, which of another, and which sum up many."""

from __future__ import annotations

import pytest
from extract.told import Read

from kg.vocab import is_a


def test_two_sentences_on_one_attack_tell_of_one_incident(read: Read) -> None:
    told = read("A blast in Kabul on Friday killed 7 people. Another 23 people were wounded.")
    assert len(told.facts.events) == 1
    assert (told.role("killedCount"), told.role("woundedCount")) == ({7}, {23})


def test_attacks_on_two_days_are_two_incidents(read: Read) -> None:
    told = read("Israel bombed Latakia on Monday. On Friday, Ukraine bombed Belgorod.")
    days = {c.subject: c.object for c in told.claims("date")}
    places = {c.subject: told.name(c.object) for c in told.claims("place")}
    assert {places[event]: days[event] for event in places} == {"Latakia": "2023-05-08", "Belgorod": "2023-05-05"}


@pytest.mark.parametrize(
    "text",
    [
        "The Houthis have carried out more than 40 attacks on ships in the Red Sea since January.",
        "The Arakan Army has repeatedly attacked police posts in Rakhine over the past year.",
    ],
)
def test_many_attacks_in_one_breath_are_recurring_and_of_no_day(read: Read, text: str) -> None:
    told = read(text)
    assert [event.recurring for event in told.facts.events] == [True]
    assert told.claims("date") == []


def test_attacks_of_two_days_in_one_sentence_are_two_incidents(read: Read) -> None:
    told = read("The bombing of a bank in Lima on 4 May and the raid on a barracks in Cusco on 8 May shocked Peru.")
    assert sorted(map(str, (told.of(event.id, "place") for event in told.facts.events))) == ["{'Cusco'}", "{'Lima'}"]


def test_no_attack_is_killed(read: Read) -> None:
    """The parser adds a second attack to the dead of the first."""
    told = read("The group was behind the shelling of Goma that killed 17 people and the mortar attack on Beni in May.")
    killing = {c.subject for c in told.claims("killedCount")}
    assert not any("Beni" in told.of(event, "place") for event in killing)


def test_a_report_begins_with_what_its_headline_says(read: Read) -> None:
    told = read(
        "Twelve soldiers killed in ambush in Mali\n\n"
        "Gunmen ambushed a convoy near Gao late on Tuesday, killing at least 12 soldiers, the army said.\n\n"
        "Fighters of JNIM killed 100 villagers in Ogossagou in June 2021."
    )
    ours, other = told.facts.events
    assert told.of(ours.id, "killedCount") == {12}
    assert told.of(other.id, "killedCount") == {100}


def test_what_follows_a_sum_of_many_attacks_is_a_part_of_it(read: Read) -> None:
    told = read(
        "An air strike on a house in Jibbain killed two people on Sunday.\n\n"
        "Since October 8, at least 370 people have been killed in Lebanon. Ten soldiers have died on the other side."
    )
    (strike,) = [event for event in told.facts.events if not event.recurring]
    assert told.of(strike.id, "killedCount") == {2}


def test_a_denial_on_principle_is_about_no_attack_in_particular(read: Read) -> None:
    told = read("A missile hit a school in Kharkiv on Sunday. Russia denies targeting civilians.")
    (strike,) = [event for event in told.facts.events if not event.recurring]
    assert told.of(strike.id, "attacker") == set()


def test_a_sum_over_the_past_hours_is_no_attack(read: Read) -> None:
    told = read("A tank was destroyed near Bakhmut. The ministry said 481 people had been killed in the past 24 hours.")
    assert told.role("killedCount") == set()


def test_several_attacks_with_one_toll_are_one_incident(read: Read) -> None:
    told = read(
        "Lahore bombings: death toll rises to 359\n\n"
        "The number of people killed in the suicide bombings in Lahore on Sunday has risen to 359, police said."
    )
    (event,) = told.facts.events
    assert not event.recurring
    assert told.role("killedCount") == {359}


def test_the_wounds_that_somebody_died_of_are_those_of_the_attack(read: Read) -> None:
    told = read("A soldier died of wounds sustained in a Hezbollah drone attack on Tuesday.")
    assert len(told.facts.events) == 1
    assert told.role("attacker") == {"hezbollah"}


@pytest.mark.parametrize(
    "text",
    [
        "Israel shot down two drones over Eilat on Monday.",
        "The air force shot down all of them on Monday.",
        "Russia accused the army of using civilians as human shields in Goma.",
        "More than 20,000 people have been killed in the war in Sudan.",
        "Israel's campaign has since killed more than 45,000 Palestinians.",
    ],
)
def test_defence_other_misdeeds_and_whole_wars_are_no_incident_of_the_day(read: Read, text: str) -> None:
    events = read(text).facts.events
    assert not [event for event in events if is_a(event.cls, "Attack") and not event.recurring]


def test_air_strikes_that_killed_so_many_are_one_story(read: Read) -> None:
    (event,) = read("Israeli air strikes killed 38 Palestinians in Rafah on Monday, officials said.").facts.events
    assert not event.recurring


def test_the_drone_that_was_told_of_struck_once(read: Read) -> None:
    told = read("Three soldiers were killed when a drone hit a base in Jordan. The drone struck Tower 22 at dawn.")
    assert len(told.facts.events) == 1


def test_what_a_source_says_had_happened_is_what_was_told(read: Read) -> None:
    told = read(
        "A strike hit Kidal on Monday. The governor said that a drone had struck a school. No group claimed it."
    )
    assert len(told.facts.events) == 1


def test_two_villages_that_no_list_has_are_two_incidents(read: Read) -> None:
    told = read(
        "Gunmen raided the village of Umbelor on Monday and killed 11 people. Six soldiers were killed at Kasindo."
    )
    tolls = [told.of(e.id, "killedCount") for e in told.facts.events]
    assert {11} in tolls
    assert {6} in tolls


def test_that_attack_is_the_one_just_told_of(read: Read) -> None:
    told = read(
        "Gunmen killed 40 people at Solaneh on Friday. On Monday, 14 people were shot dead at Tadareth. JNIM claimed "
        "that attack."
    )
    (claimed,) = [c.subject for c in told.claims("attacker") if told.name(c.object) == "jnim"]
    assert told.of(claimed, "killedCount") == {14}
    told = read(
        "A bomb killed 23 people in Beledweyne in December 2009. On Monday, a lorry packed with explosives wiped out "
        "a market in Mogadishu. The official figure for that attack stands at 58 dead."
    )
    assert [told.of(e.id, "killedCount") for e in told.facts.events] == [{23}, {58}]


def test_what_the_report_itself_tells_of_last_month_is_one_incident(read: Read) -> None:
    told = read(
        "Soldiers killed 31 villagers in Nondin last month, a report said. The soldiers entered the village at dawn "
        "and shot men and boys. The killings in Nondin last month were the worst this year."
    )
    assert [told.of(e.id, "killedCount") for e in told.facts.events if not e.recurring] == [{31}]
