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


def test_what_an_attack_came_after_is_another(read: Read) -> None:
    told = read(
        "A strike killed 14 people in Beirut. It came days after pagers exploded across Lebanon, killing 39 people."
    )
    assert [told.of(event.id, "killedCount") for event in told.facts.events] == [{14}, {39}]


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


@pytest.mark.parametrize(
    "text",
    [
        "Israeli jets killed 38 people in Rafah. Near Rafah, two Israeli soldiers were killed by a missile.",
        "US helicopters sank three Houthi boats on Sunday after their crews had fired on a tanker.",
    ],
)
def test_what_one_side_does_and_what_is_done_to_it_are_two_incidents(read: Read, text: str) -> None:
    assert len(read(text).facts.events) == 2


def test_the_drone_that_was_told_of_struck_once(read: Read) -> None:
    told = read("Three soldiers were killed when a drone hit a base in Jordan. The drone struck Tower 22 at dawn.")
    assert len(told.facts.events) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed 84 people in Kerman near the grave of Ali Rezai, whose killing by Israel they recalled.",
        "US jets bombed a camp in Anbar. Washington said it acted in response to the killing of two men in Jordan.",
    ],
)
def test_what_is_only_recalled_is_an_incident_of_its_own(read: Read, text: str) -> None:
    assert len(read(text).facts.events) == 2


def test_what_a_source_says_had_happened_is_what_was_told(read: Read) -> None:
    told = read(
        "A strike hit Kidal on Monday. The governor said that a drone had struck a school. No group claimed it."
    )
    assert len(told.facts.events) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Troops shelled Gao on Friday in response to an attack on a convoy that killed six soldiers near Kidal."
        "\n\nNine civilians died, doctors said.",
        "Jets on Saturday bombed rebel camps near Shire, in retaliation for the ambush that killed six soldiers in"
        " Humera on Monday.\n\nNine people were killed, doctors said.",
    ],
)
def test_what_follows_a_reason_goes_on_about_what_it_was_the_reason_for(read: Read, text: str) -> None:
    told = read(text)
    tolls = [told.of(event.id, "killedCount") for event in told.facts.events]
    assert {6} in tolls
    assert {9} in tolls


@pytest.mark.parametrize(
    ("text", "ours", "other"),
    [
        (
            "Two gunmen were shot dead in Gao on Friday, three days after the bombing of a bus killed nine recruits.",
            2,
            9,
        ),
        (
            "A mine killed four soldiers near Gao on Monday, a week after militants ambushed a bus and killed 17.",
            4,
            17,
        ),
        (
            "A raid on Gao on Monday killed 12 people. It was the worst since gunmen killed 31 in Menaka in 2019.",
            12,
            31,
        ),
    ],
)
def test_what_an_attack_is_measured_by_is_another(read: Read, text: str, ours: int, other: int) -> None:
    told = read(text)
    tolls = [told.of(e.id, "killedCount") for e in told.facts.events]
    assert {ours} in tolls
    assert {other} in tolls


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


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        (
            "The bombing in Quetta, in which 12 died, recalled the assault on a shrine in Sehwan that killed 90.",
            (12, 90),
        ),
        ("A bomb killed six in Kano on Tuesday. The blast followed a raid in Borno that left 14 dead.", (6, 14)),
        (
            "Fighters killed 11 soldiers near Djibo. Six civilians were killed in a separate attack in Barsalogho.",
            (11, 6),
        ),
        ("Raiders killed 13 villagers in Plateau. In a separate incident, four travellers were killed.", (13, 4)),
    ],
)
def test_what_is_told_as_another_attack_has_its_own_toll(read: Read, text: str, tolls: tuple[int, int]) -> None:
    told = read(text)
    homes = [{c.subject for c in told.claims("killedCount") if c.object == toll} for toll in tolls]
    assert all(len(home) == 1 for home in homes)
    assert homes[0] != homes[1]


def test_those_whom_an_attack_left_dead_died_in_it_and_not_in_the_answer_to_it(read: Read) -> None:
    told = read(
        "The army shelled a village near Laiza on Friday, killing three people, "
        "after an ambush by the Arakan Army left six policemen dead in Sittwe on Tuesday."
    )
    (ambush,) = [c.subject for c in told.claims("attacker") if told.name(c.object) == "arakan-army"]
    assert told.of(ambush, "killedCount") == {6}


@pytest.mark.parametrize(
    ("text", "culprits"),
    [
        (
            "Hamas attacked the village on Saturday. Thirteen people were killed, including some who were hit by "
            "Israeli tank fire.",
            [{"hamas"}, {"israel"}],
        ),
        (
            "Israel bombed a camp near Tyre on Friday. The raids killed four, after a Hezbollah attack left two "
            "Israeli soldiers dead near Metula.",
            [{"israel"}, {"hezbollah"}],
        ),
        (
            "A bomb planted by rebels killed nine policemen in Gaya on Monday. Following the blast, police shot dead "
            "two villagers.",
            [{"rebels"}, {"police"}],
        ),
        (
            "The army said that rebels shelled the market of Zliten on Monday, killing six. The rebels said that army "
            "tanks shelled it.",
            [{"rebels", "army"}],
        ),
        (
            "A Houthi drone hit a flat in Haifa on Friday, killing a man. Israel struck Yemen, killing three people.",
            [{"houthis"}, {"israel"}],
        ),
    ],
)
def test_what_the_other_side_did_to_some_or_before_is_an_incident_of_its_own(
    read: Read, text: str, culprits: list[set[str]]
) -> None:
    told = read(text)
    assert [told.of(event.id, "attacker") for event in told.facts.events] == culprits


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        (
            "Gunmen shot dead four traders in Yala on Sunday. A curfew was proposed after the murders of two farmers "
            "in Yala last week.",
            ({4}, {2}),
        ),
        (
            "Rebels attacked the town of Bria on Monday, killing eight. They were driven out of it three months ago, "
            "when 30 people died in a raid.",
            ({8}, {30}),
        ),
        (
            "A mine killed three deminers near Kherson on Tuesday, the worst loss since a shell killed six of them at "
            "Izium last year.",
            ({3}, {6}),
        ),
        (
            "Gunmen raided the village of Tchoma, killing 11 people. In the village of Banga they killed six.",
            ({11}, {6}),
        ),
        (
            "Gunmen attacked a police post in Mopti on Tuesday, killing four officers. In Sevare, a bomb hit an "
            "army lorry, killing three soldiers.",
            ({4}, {3}),
        ),
    ],
    ids=lambda case: case[:40] if isinstance(case, str) else "",
)
def test_what_was_a_while_ago_or_in_another_town_is_another(
    read: Read, text: str, tolls: tuple[set[int], set[int]]
) -> None:
    told = read(text)
    assert [counts for e in told.facts.events if (counts := told.of(e.id, "killedCount"))] == [*tolls]


def test_what_the_report_itself_tells_of_last_month_is_one_incident(read: Read) -> None:
    told = read(
        "Soldiers killed 31 villagers in Nondin last month, a report said. The soldiers entered the village at dawn "
        "and shot men and boys. The killings in Nondin last month were the worst this year."
    )
    assert [told.of(e.id, "killedCount") for e in told.facts.events if not e.recurring] == [{31}]
