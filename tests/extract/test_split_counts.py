"""Counts of several places in one sentence: each is an incident of its own, and none is part of a sum."""

from __future__ import annotations

import pytest
from extract.told import Read, Told


def by_place(told: Told, predicate: str = "killedCount") -> dict[object, set[object]]:
    """The places of each incident, joined, and what it counts; incidents without a count are left out."""
    found: dict[object, set[object]] = {}
    for event in told.facts.events:
        counts: set[object] = set(told.of(event.id, predicate))
        if counts:
            found.setdefault(" ".join(sorted(map(str, told.of(event.id, "place")))), set()).update(counts)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Rebels of the RUF killed 14 villagers in Kailahun and nine in Pendembu on Monday.",
            {"Kailahun": {14}, "Pendembu": {9}},
        ),
        (
            "At least 12 people died in shelling in Aleppo, seven in Idlib and four in Hama on Tuesday.",
            {"Aleppo": {12}, "Idlib": {7}, "Hama": {4}},
        ),
        (
            "The raids killed 17 people in Bunia, and another nine in Djugu, the UN said.",
            {"Bunia": {17}, "Djugu": {9}},
        ),
        (
            "Drone strikes killed at least 30 people near Shire and about 50 in Adwa.",
            {"Shire": {30}, "Adwa": {50}},
        ),
        ("In Beledweyne a car bomb killed 10; in Jowhar, seven.", {"Beledweyne": {10}, "Jowhar": {7}}),
        (
            "Six people were killed in Kharkiv and 22 were killed in Dnipro on Monday.",
            {"Kharkiv": {6}, "Dnipro": {22}},
        ),
        ("Gunmen shot dead eight farmers in Kano and 13 in Sokoto, police said.", {"Kano": {8}, "Sokoto": {13}}),
    ],
    ids=lambda case: case[:40] if isinstance(case, str) else "",
)
def test_each_count_stands_with_its_own_place(read: Read, text: str, expected: dict[object, set[object]]) -> None:
    assert by_place(read(text)) == expected


def test_counts_of_one_wave_share_its_day_and_are_no_dispute(read: Read) -> None:
    told = read("Air strikes hit two towns in Yemen on Friday. Medics counted 22 dead in Saada and 41 in Hodeidah.")
    (second,) = [e.id for e in told.facts.events if "Hodeidah" in told.of(e.id, "place")]
    assert told.of(second, "killedCount") == {41}
    assert told.of(second, "date") == {"2023-05-05"}
    assert not any({22, 41} <= told.of(e.id, "killedCount") for e in told.facts.events)


def test_those_who_did_it_did_it_in_each_place(read: Read) -> None:
    told = read("Shelling by Boko Haram wounded ten people in Diffa and six in Maiduguri on Wednesday.")
    assert by_place(told, "woundedCount") == {"Diffa": {10}, "Maiduguri": {6}}
    assert all(told.of(e.id, "attacker") == {"boko-haram"} for e in told.facts.events)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The attack killed 12 soldiers and four civilians in Gao on Monday.", {16}),
        ("In Gao, gunmen killed 12 soldiers and four civilians near Labbezanga on Monday.", {16}),
        ("Strikes killed 13 people in Sudan, five in Kutum and eight in Zalingei.", {13}),
        ("Eight people were killed in Burkina Faso, six of them in Djibo, in an attack on Monday.", {8}),
        ("The blast killed 12 people in Gao, and 30 in hospital in Bamako are in danger.", {12}),
    ],
    ids=lambda case: case[:40] if isinstance(case, str) else "",
)
def test_what_one_incident_comes_to_stays_one_count(read: Read, text: str, expected: set[int]) -> None:
    told = read(text)
    assert {c.object for c in told.claims("killedCount")} == expected


def test_a_count_in_another_land_is_none_of_the_first(read: Read) -> None:
    told = read(
        "US air strikes hit militia bases on Saturday. Iraq said 16 of its citizens were killed; in eastern Syria at"
        " least 23 were killed, a monitor said."
    )
    assert not any({16, 23} <= told.of(e.id, "killedCount") for e in told.facts.events)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Eleven people were killed in two attacks in Mali on Sunday. Seven of them died when a lorry hit a mine "
            "near Menaka, while four were shot dead in a market in Ansongo.",
            [{7}, {4}],
        ),
        (
            "Rebels killed nine soldiers on Monday. Six of them were shot in an ambush near Kutum; the other three "
            "died when their car hit a mine outside Mellit.",
            [{6}, {3}],
        ),
        ("Ten people died when a bomb hit a bus in Karbala on Monday. Three of them were women.", [{10}]),
    ],
)
def test_a_total_that_the_text_takes_apart_is_none_of_the_parts(
    read: Read, text: str, expected: list[set[int]]
) -> None:
    told = read(text)
    single = [e.id for e in told.facts.events if not e.recurring]
    assert [counts for e in single if (counts := told.of(e, "killedCount"))] == expected
