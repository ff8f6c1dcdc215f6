"""How many were killed and wounded, in the attack's own sentence or apart from it."""

from __future__ import annotations

import pytest
from extract.told import Read


def counts(read: Read, text: str) -> set[tuple[str, int, str | None]]:
    return {(c.predicate, int(c.object), c.bound) for c in read(text).claims("killedCount", "woundedCount")}


@pytest.mark.parametrize(
    ("text", "predicate", "number", "bound"),
    [
        ("The strike killed exactly 9 people in Idlib on Monday.", "killedCount", 9, "Exactly"),
        ("A bomb killed four people in Moscow on Monday.", "killedCount", 4, "Exactly"),
        ("The attack left 14 dead and 30 injured.", "killedCount", 14, "Exactly"),
        ("The attack left 14 dead and 30 injured.", "woundedCount", 30, "Exactly"),
        ("The Taliban killed at least 20 policemen in Kunduz on Monday.", "killedCount", 20, "AtLeast"),
        ("No fewer than 17 worshippers died in a bombing in Jos on Sunday.", "killedCount", 17, "AtLeast"),
        ("An airstrike on the village killed more than 100 people on April 11.", "killedCount", 100, "AtLeast"),
        ("Dozens of villagers were killed in the raid on Pazigyi on Monday.", "killedCount", 24, "AtLeast"),
        ("At least one hundred and seventeen people were hurt in the blast in Kano.", "woundedCount", 117, "AtLeast"),
        ("A suicide bomber killed up to 40 worshippers in Peshawar on Monday.", "killedCount", 40, "AtMost"),
        ("A car bomb exploded in Mogadishu, killing as many as 15 people.", "killedCount", 15, "AtMost"),
        ("Fewer than ten people were hurt in the shelling of Donetsk on Monday.", "woundedCount", 10, "AtMost"),
        ("Nearly 300 people were injured in the explosion in Homs on Sunday.", "woundedCount", 300, "About"),
        ("JNIM attacked a convoy near Gao, killing 12 soldiers and wounding about 20.", "woundedCount", 20, "About"),
        ("Three policemen died and seven were wounded when a mine exploded in Bajaur.", "woundedCount", 7, "Exactly"),
        ("A blast in Kabul killed 7 people. Another 23 people were wounded.", "woundedCount", 23, "Exactly"),
    ],
    ids=lambda case: case[:40] if isinstance(case, str) else "",
)
def test_a_toll_has_a_number_and_a_bound(read: Read, text: str, predicate: str, number: int, bound: str) -> None:
    assert [(c.object, c.bound) for c in read(text).claims(predicate)] == [(number, bound)]


def test_numbers_of_other_things_are_no_toll(read: Read) -> None:
    told = read("A bomb killed Nadia Rahimi, 43, near kilometre 12 of the road to Herat on 8 May 2023.")
    assert told.role("victim") == {"Nadia Rahimi"}
    assert {claim.object for claim in told.claims("killedCount", "woundedCount")} == {1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The death toll from Monday's strike on Rafah rose to 45.", {("killedCount", 45, "Exactly")}),
        ("The attack on the church in Goma had a death toll of 20.", {("killedCount", 20, "Exactly")}),
        ("A strike hit Kidal. Officials put the death toll at 31.", {("killedCount", 31, "Exactly")}),
        ("A strike hit Kidal. It gave the number of wounded as 36.", {("woundedCount", 36, "Exactly")}),
        ("A strike hit Kidal. She revised the number of wounded to more than 40.", {("woundedCount", 40, "AtLeast")}),
        ("A strike hit Kidal, bringing the number of people killed in a day to nine.", {("killedCount", 9, "Exactly")}),
        ("A strike hit Kidal. More than 280 people suffered injuries.", {("woundedCount", 280, "AtLeast")}),
    ],
    ids=lambda case: case[:50] if isinstance(case, str) else "",
)
def test_a_tally_counts_the_dead_or_wounded_of_the_attack_told_of(
    read: Read, text: str, expected: set[tuple[str, int, str | None]]
) -> None:
    assert counts(read, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Between 10 and 15 people were killed in the attack on Kidal on Monday.",
        "The rebels killed 10 to 15 soldiers near Kidal on Monday.",
        "An attack on Kidal killed 10-15 people on Monday.",
    ],
)
def test_a_range_is_at_least_its_lower_and_at_most_its_upper_end(read: Read, text: str) -> None:
    assert counts(read, text) == {("killedCount", 10, "AtLeast"), ("killedCount", 15, "AtMost")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A strike hit Kidal. There were no casualties, the governor said.", {"killedCount", "woundedCount"}),
        ("The strike on Kidal caused no deaths.", {"killedCount"}),
        ("Nobody was hurt in the shelling of Donetsk.", {"woundedCount"}),
        ("No one was killed in the shelling of Donetsk.", {"killedCount"}),
    ],
)
def test_none_is_a_count_of_zero(read: Read, text: str, expected: set[str]) -> None:
    assert counts(read, text) == {(predicate, 0, "Exactly") for predicate in expected}
    assert all(claim.believed for claim in read(text).claims("killedCount", "woundedCount"))


def test_no_casualties_of_one_kind_say_nothing_of_others(read: Read) -> None:
    assert counts(read, "A strike hit Kidal. There were no civilian casualties.") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two policemen and a civilian were killed in an attack in Kidal.", (3, "Exactly")),
        ("Colonel Ivan Petrov and two soldiers were killed in an attack in Kidal.", (3, "Exactly")),
        ("Two soldiers and several farmers were killed in an attack in Kidal.", (2, "AtLeast")),
        ("Two commanders, John Smith and Adam Petrov, were killed in an attack in Kidal.", (2, "Exactly")),
        ("Gunmen killed 40 cattle and three herders near Kidal.", (3, "Exactly")),
    ],
)
def test_a_list_of_the_dead_adds_up(read: Read, text: str, expected: tuple[int, str]) -> None:
    assert counts(read, text) == {("killedCount", *expected)}


def test_whoever_puts_the_toll_at_a_number_is_its_source(read: Read) -> None:
    told = read("A strike hit Kidal on Monday. Local officials put the death toll at 31.")
    (claim,) = told.claims("killedCount")
    assert claim.source_text == "Local officials"


@pytest.mark.parametrize(
    ("text", "killed", "wounded"),
    [
        ("A bombing claimed by the group at a stadium killed 29 and wounded 60 in Kano on March 25.", 29, 60),
        ("In February, a series of blasts in the suburb killed at least 83 people and wounded 170.", 83, 170),
        ("A bomb at a checkpoint killed at least eight people wounded at least 15 others in Jalalabad.", 8, 15),
        ("Government troops killed 16 fighters and wounded six more in a gun battle in Marib on Monday.", 16, 6),
    ],
    ids=lambda case: case[:40] if isinstance(case, str) else "",
)
def test_those_killed_and_wounded_in_one_breath_are_both_counted(
    read: Read, text: str, killed: int, wounded: int
) -> None:
    assert {(p, n) for p, n, _ in counts(read, text)} == {("killedCount", killed), ("woundedCount", wounded)}
