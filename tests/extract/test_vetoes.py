"""Vetoes: who was hit, or is only quoted, is hardly believed to have done the deed; nor is a number of our own."""

from __future__ import annotations

import pytest
from extract.told import Read, Told

DOUBTFUL = 0.4


def surest(told: Told, predicate: str, who: str) -> float:
    """How surely somebody fills a role; 0 if nothing says so."""
    found = [claim.confidence for claim in told.claims(predicate) if told.name(claim.object) == who]
    return max(found, default=0.0)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Two Ukrainian and two Norwegian oil workers were kidnapped near Warri on Monday.", "ukraine"),
        ("Settlers attacked Jordanian and Lebanese farmers near Nablus on Sunday.", "jordan"),
    ],
)
def test_whose_people_were_hit_is_not_what_was_hit(read: Read, text: str, state: str) -> None:
    told = read(text)
    assert max(surest(told, "target", state), surest(told, "place", state)) <= DOUBTFUL


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Gunmen shot dead Colonel Musa Keita in Bamako on Monday. The shooting by Keita wounded two others.",
            "Musa Keita",
        ),
        ("A sniper killed Major Ivan Petrov in Luhansk on Friday. The killing by Petrov was condemned.", "Ivan Petrov"),
    ],
)
def test_a_victim_did_not_do_it(read: Read, text: str, who: str) -> None:
    told = read(text)
    assert surest(told, "victim", who) > DOUBTFUL
    assert surest(told, "attacker", who) <= DOUBTFUL


@pytest.mark.parametrize("observer", ["Lakeside Observatory for Human Rights", "Northern Centre for Peace Studies"])
def test_an_organisation_that_is_quoted_was_no_target(read: Read, observer: str) -> None:
    told = read(
        f"A suicide bomber attacked a wedding in Hasakah on Monday, the {observer} said."
        f" The bombing of the {observer} said at least 30 people were killed."
    )
    assert surest(told, "target", observer) <= DOUBTFUL


@pytest.mark.parametrize(
    "text",
    [
        "A mortar attack on a UN camp in Gao killed one soldier on Tuesday. The UN said that others were hurt.",
        "An attack on the UN in Gao killed one soldier on Tuesday. The UN said that nine others were hurt.",
    ],
)
def test_whose_camp_was_hit_is_a_target_though_quoted(read: Read, text: str) -> None:
    told = read(text)
    assert (
        max(claim.confidence for claim in told.claims("target") if told.entity(str(told.name(claim.object))).names)
        > DOUBTFUL
    )


def test_a_group_that_claims_the_deed_is_believed(read: Read) -> None:
    told = read("JNIM said that it had carried out the attack in Gao on Monday, in which nine soldiers were killed.")
    assert surest(told, "attacker", "jnim") > DOUBTFUL


def test_most_of_those_attacks_are_not_the_one_of_the_day(read: Read) -> None:
    told = read(
        "A drone strike killed a militia commander in Basra on Monday. US troops have come under attack more than 100"
        " times since October. JNIM, an alliance of armed groups, has claimed responsibility for most of those attacks."
    )
    day = {claim.subject for claim in told.claims("date")}
    assert "jnim" not in {told.name(c.object) for c in told.claims("attacker") if c.subject in day}


def test_a_number_that_is_not_the_articles_is_doubted(read: Read) -> None:
    (vague,) = read("Dozens of traders were killed when a shell hit Bria on Monday.").claims("killedCount")
    (told,) = read("At least 24 traders were killed when a shell hit Bria on Monday.").claims("killedCount")
    assert (vague.object, vague.bound) == (told.object, told.bound)
    assert vague.confidence <= DOUBTFUL < told.confidence
