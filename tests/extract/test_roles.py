"""Who did it and what was hit, where the trigger's own grammar does not say it."""

from __future__ import annotations

import pytest
from extract.told import Read

Roles = dict[str, set[str | int]]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "Russia used drones to strike two villages near Kherson on Monday.",
            {"attacker": {"russia"}},
        ),
        ("JNIM uses hills near Kidal to launch rocket attacks on army posts.", {"attacker": {"jnim"}}),
        ("The ELN took the opportunity to plant a bomb in Cali on Monday.", {"attacker": {"eln"}}),
    ],
)
def test_what_somebody_uses_something_for_he_does_himself(read: Read, text: str, roles: Roles) -> None:
    told = read(text)
    assert {role: told.role(role) & fillers for role, fillers in roles.items()} == roles


@pytest.mark.parametrize(
    "text",
    [
        "Boko Haram launched two waves of assaults on Maiduguri on Monday.",
        "Boko Haram carried out a series of raids on Maiduguri on Monday.",
        "An act of sabotage committed by Boko Haram on Monday hit a pipeline in Maiduguri.",
        "Boko Haram-led attacks killed 40 people in Maiduguri on Monday.",
        "The raid was planned by a local cell and carried out by Boko Haram in Maiduguri on Monday.",
        "Boko Haram continued its attacks on Maiduguri on Monday, killing nine people.",
    ],
)
def test_an_attack_told_through_another_noun_or_verb_keeps_its_attacker(read: Read, text: str) -> None:
    assert "boko-haram" in read(text).role("attacker")


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("A bomb exploded in a restaurant in Lima on Monday.", "restaurant"),
        ("Two bombs were planted under a bus in Lima on Monday.", "bus"),
        ("The explosion occurred at a hotel in Lima on Monday.", "hotel"),
        ("A bomb went off in front of a clinic in Lima on Monday.", "clinic"),
        ("The rebels used explosives against the town hall in Ayacucho on Monday.", "town hall"),
        ("The blast in Lima on Monday caused heavy damage to nearby shops.", "nearby shops"),
        ("A police station in Lima was the target of a grenade attack on Monday.", "police station"),
        ("The raid staged by gunmen on a farm near Lima killed two men on Monday.", "farm"),
        ("An office, two buses and a kiosk were damaged in an explosion in Lima on Monday.", "two buses"),
        ("The bomb that went off in Jolo on Sunday was meant for the 104th Brigade.", "104th Brigade"),
        ("A mine killed two boys in Lima on Monday; the target was a police convoy.", "police convoy"),
        ("A bomber blew himself up at the gate of the Indian embassy in Kabul on Monday.", "Indian embassy"),
        ("Suicide bombers targeted the mostly Christian village of Qaa on Monday.", "Qaa"),
    ],
)
def test_what_was_hit_is_found_beside_the_deed(read: Read, text: str, hit: str) -> None:
    assert hit in read(text).role("target")


@pytest.mark.parametrize(
    "text",
    [
        "Heavy rain caused damage to roads in Chad on Monday.",
        "Scientists use drones to watch the forest in Chad.",
        "He took out a loan in Paris on Monday.",
        "The army used troops to guard the bridge.",
    ],
)
def test_tools_and_damage_alone_are_no_attack(read: Read, text: str) -> None:
    assert not read(text).facts.events


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed nine people in Quetta on Monday. The dead were Bilal Rehman and Hassan Gure.",
        "Gunmen shot dead an officer in Quetta on Monday. The slain officer was identified as Bilal Rehman.",
        "Bilal Rehman was the third journalist to be killed by a sniper in Quetta.",
        "Gunmen opened fire on a school in Quetta on Monday. Among the teachers murdered was Bilal Rehman.",
        "Gunmen abducted two doctors in Quetta on Monday. Those kidnapped are Bilal Rehman and Hassan Gure.",
    ],
)
def test_victims_are_named_in_what_is_said_of_them(read: Read, text: str) -> None:
    assert "Bilal Rehman" in read(text).role("victim")


def test_a_bomber_may_be_named_by_those_who_sent_him(read: Read) -> None:
    told = read(
        "A car bomb killed nine people in Kabul on Monday. The Taliban said they carried out the attack and named the"
        " suicide bomber as Wajid Hussain."
    )
    assert {"taliban", "Wajid Hussain"} <= {told.name(c.object) for c in told.claims("attacker")}


def test_a_plural_that_takes_up_two_attacks_gives_each_its_claimant(read: Read) -> None:
    told = read(
        "On Sunday gunmen killed two farmers in Rutshuru. On Monday a bomb killed three nurses in Goma. The ADF claimed"
        " both attacks."
    )
    claimed = {c.subject for c in told.claims("attacker") if told.name(c.object) == "allied-democratic-forces"}
    assert len(claimed) == 2


@pytest.mark.parametrize(
    ("text", "attacker"),
    [
        (
            "The Islamic State (IS) militant group said its fighters had fired on a patrol in Mosul on Monday.",
            "islamic-state",
        ),
        ("Men from the ELN participated in the bombing of a bank in Cali on Monday.", "eln"),
        ("The FARC opposed to the accord were immediately blamed for the raid on a base in Cauca.", "farc"),
    ],
)
def test_who_did_it_is_seen_through_how_the_sentence_is_built(read: Read, text: str, attacker: str) -> None:
    assert attacker in read(text).role("attacker")


@pytest.mark.parametrize(
    ("text", "killed", "wounded"),
    [
        (
            "Rebels ambushed a patrol near Gao on Monday, killing a junior officer and injuring three soldiers.",
            {1},
            {3},
        ),
        ("A Ghanaian peacekeeper died and two others were wounded in an attack on Gao on Monday.", {1}, {2}),
        ("A drone hit a minibus near Kherson on Monday, injuring an elderly man.", set(), {1}),
        ("Rebels killed a policeman and two soldiers near Gao on Monday.", {3}, set()),
        ("Rebels killed nine people near Gao on Monday. A nurse was killed, too.", {9}, set()),
        ("Two men killed Judge Ana Ruiz in Tela on Monday.", {1}, set()),
        ("Three gunmen killed soldiers near Gao on Monday.", set(), set()),
    ],
)
def test_a_single_casualty_is_counted_where_no_number_is_given(
    read: Read, text: str, killed: set[int], wounded: set[int]
) -> None:
    told = read(text)
    assert (told.role("killedCount"), told.role("woundedCount")) == (killed, wounded)
