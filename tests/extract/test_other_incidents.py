"""What an article tells of beside its incident, as its cause, its answer or its like, is another incident."""

from __future__ import annotations

import pytest
from extract.told import Read


def test_what_an_attack_came_after_is_another(read: Read) -> None:
    told = read(
        "A strike killed 14 people in Beirut. It came days after pagers exploded across Lebanon, killing 39 people."
    )
    assert [told.of(event.id, "killedCount") for event in told.facts.events] == [{14}, {39}]


@pytest.mark.parametrize(
    "text",
    [
        "Israeli jets killed 38 people in Rafah. Near Rafah, two Israeli soldiers were killed by a missile.",
        "US helicopters sank three Houthi boats on Sunday after their crews had fired on a tanker.",
    ],
)
def test_what_one_side_does_and_what_is_done_to_it_are_two_incidents(read: Read, text: str) -> None:
    assert len(read(text).facts.events) == 2


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed 84 people in Kerman near the grave of Ali Rezai, whose killing by Israel they recalled.",
        "US jets bombed a camp in Anbar. Washington said it acted in response to the killing of two men in Jordan.",
    ],
)
def test_what_is_only_recalled_is_an_incident_of_its_own(read: Read, text: str) -> None:
    assert len(read(text).facts.events) == 2


@pytest.mark.parametrize(
    ("text", "theirs", "charged"),
    [
        ("The army killed 40 militants blamed for an attack near Goma that left 15 villagers dead.", 40, 15),
        ("Police shot dead three men accused of bombing a bus station in Jos, which left 44 people dead.", 3, 44),
        ("Guards killed two gunmen believed to be behind the bombing of a hotel that left 34 people dead.", 2, 34),
    ],
)
def test_what_somebody_is_charged_with_is_another_incident_than_what_befalls_him(
    read: Read, text: str, theirs: int, charged: int
) -> None:
    told = read(text)
    assert [told.of(event.id, "killedCount") for event in told.facts.events] == [{theirs}, {charged}]


def test_what_rebels_shell_is_no_part_of_an_air_strike(read: Read) -> None:
    told = read(
        "Air strikes hit a hospital in Idlib, killing 27 people, doctors said on Thursday.\n\n"
        "In areas that the government holds, mortar shelling by rebels killed 14 people, a state agency reported."
    )
    assert [told.of(event.id, "killedCount") for event in told.facts.events] == [{27}, {14}]


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
