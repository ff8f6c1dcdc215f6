"""Ties between bodies: wholes and parts, allies, enemies, backers."""

from __future__ import annotations

import pytest
from extract.told import Read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("JNIM, al-Qaeda's branch in the Sahel, claimed the raid.", {("jnim", "partOf", "al-qaeda")}),
        ("The 1st Battalion, 7th Brigade, was sent to Anbar.", {("1st Battalion", "partOf", "7th Brigade")}),
        (
            "The Popular Mobilization Forces, which include Kataib Hezbollah, the Badr Organization and Asaib Ahl"
            " al-Haq, condemned it.",
            {
                ("kataib-hezbollah", "partOf", "popular-mobilization-forces"),
                ("badr-organization", "partOf", "popular-mobilization-forces"),
                ("asaib-ahl-al-haq", "partOf", "popular-mobilization-forces"),
            },
        ),
        ("The Desert Front is made up of the Falcons Brigade.", {("Falcons Brigade", "partOf", "Desert Front")}),
        ("The United Nations Mission in South Sudan met.", {("unmiss", "partOf", "united-nations")}),
        ("Al-Manar, which is owned by Hezbollah, showed it.", {("al-manar", "partOf", "hezbollah")}),
        (
            "The Burma Army's Infantry Battalion (IB) 121 fired mortars.",
            {("Infantry Battalion (IB) 121", "partOf", "myanmar-military")},
        ),
        ("The Levant Legion joined the Northern Front.", {("Levant Legion", "partOf", "Northern Front")}),
        (
            "The IRGC's Quds Force runs the network.",
            {("quds-force", "partOf", "islamic-revolutionary-guard-corps")},
        ),
        (
            "The Desert Front, an alliance of the Falcons Brigade and the Levant Legion, took it.",
            {("Falcons Brigade", "partOf", "Desert Front"), ("Levant Legion", "partOf", "Desert Front")},
        ),
        (
            "The Desert Front, formed in 2017 by the Falcons Brigade and the Levant Legion, took it.",
            {("Falcons Brigade", "partOf", "Desert Front"), ("Levant Legion", "partOf", "Desert Front")},
        ),
        ("Abkhazia has run its own affairs with military backing from Russia.", {("abkhazia", "backedBy", "russia")}),
    ],
)  # fmt: skip
def test_a_whole_is_read(read: Read, text: str, expected: set[tuple[str, str, str]]) -> None:
    assert {(str(s).casefold() if p == "backedBy" else s, p, o) for s, p, o in read(text).relations()} == expected


@pytest.mark.parametrize(
    ("text", "subject", "predicate", "object_"),
    [
        ("Turkish operations against the PKK continued.", "turkey", "opposes", "kurdistan-workers-party"),
        ("The Houthis are at war with Saudi Arabia.", "houthis", "opposes", "saudi-arabia"),
        ("The US-led campaign against the Taliban began in 2001.", "united-states", "opposes", "taliban"),
        ("Eritrean troops fought alongside Ethiopian troops.", "eritrea-military", "alignedWith", "ethiopia-military"),
        ("Hezbollah receives weapons and money from Iran.", "hezbollah", "backedBy", "iran"),
        ("Rwanda's support for the M23 has grown.", "m23", "backedBy", "rwanda"),
        ("Turkey provides support to the Free Syrian Army.", "free-syrian-army", "backedBy", "turkey"),
        ("The al-Qaeda-linked al-Shabab attacked.", "al-shabaab", "alignedWith", "al-qaeda"),
        (
            "Al-Shabab claimed it. The al-Qaeda-linked extremists have killed hundreds.",
            "al-shabaab",
            "alignedWith",
            "al-qaeda",
        ),
        ("Ansaru, a group with links to Boko Haram, took six.", "ansaru", "alignedWith", "boko-haram"),
        ("Tanks and troops from Rwanda and Uganda are supporting the M23.", "m23", "backedBy", "uganda"),
        ("Iraqi troops took the hospital from ISIL fighters.", "iraq-military", "opposes", "islamic-state"),
        ("The Marehan clan supports Somalia.", "Marehan", "alignedWith", "somalia"),
        ("JNIM's rival, the Macina Front, attacked.", "Macina Front", "opposes", "jnim"),
        ("Nigeria's determination to defeat Boko Haram has grown.", "nigeria", "opposes", "boko-haram"),
        ("Many see Hamas as being close to Iran.", "hamas", "alignedWith", "iran"),
        ("Hezbollah is fighting in support of the Syrian army.", "hezbollah", "alignedWith", "syria-military"),
        ("JNIM was aided by support from Iran.", "jnim", "backedBy", "iran"),
        ("Chadian soldiers, with the help of France, drove them out.", "chad-military", "backedBy", "france"),
        ("The Polisario Front enjoys Algerian support.", "polisario-front", "backedBy", "algeria"),
        ("Norway has supplied Ukraine with missiles.", "ukraine", "backedBy", "norway"),
        ("Jaish al-Adl, which Tehran says is backed by Qatar, denied it.", "jaish-al-adl", "backedBy", "qatar"),
        ("Hezbollah and its Amal Movement allies walked out.", "amal-movement", "alignedWith", "hezbollah"),
        ("The Houthis, allies of Iran, fired on a ship.", "houthis", "alignedWith", "iran"),
        ("The Peshmerga and the Taliban are determined to defeat Boko Haram.", "peshmerga", "opposes", "boko-haram"),
    ],
)  # fmt: skip
def test_an_ally_or_enemy_is_read(read: Read, text: str, subject: str, predicate: str, object_: str) -> None:
    assert (subject, predicate, object_) in read(text).relations()


@pytest.mark.parametrize(
    "text",
    [
        "Omar Hadid was the target of a US-backed operation last week.",
        "Hamas attacked civilians, including those it accused of supporting Fatah.",
        "They fled from Houthi-controlled Yemen.",
        "Ten died in a bombing that Malian authorities linked to JNIM.",
    ],
)
def test_nobody_is_allied_by_what_is_done_to_him(read: Read, text: str) -> None:
    assert {p for _, p, _ in read(text).relations()} <= {"opposes"}


def test_who_tells_of_loyal_troops_is_not_the_one_who_is_loyal(read: Read) -> None:
    told = read("Governor Simon Kun said soldiers loyal to Riek Machar had attacked Bor.").relations()
    assert not {s for s, _, _ in told} & {"Simon Kun"}


def test_what_is_over_or_only_charged_is_no_fact(read: Read) -> None:
    assert read("Fano, once allied with Ethiopia, attacked.").relations() == set()
    (claim,) = read("Hamas is accused of having links with Iran.").claims("alignedWith")
    assert claim.factuality == "Hedged"


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The Mai-Mai, allied with the Congolese army, held it.", ("mai-mai", "alignedWith", "dr-congo-military")),
        ("The Houthis, whom Iran arms according to Washington, denied it.", ("houthis", "backedBy", "iran")),
        (
            "A faction linked to Boko Haram, which calls itself Sons of Mubi, claimed it.",
            ("Sons of Mubi", "alignedWith", "boko-haram"),
        ),
    ],
)  # fmt: skip
def test_a_tie_in_a_clause_aside_is_read(read: Read, text: str, claim: tuple[str, str, str]) -> None:
    assert claim in read(text).relations()
