"""Whom "troops" and "the group" mean: those of the one state, whom the article speaks of, or nobody known."""

from __future__ import annotations

import pytest
from extract.told import Read


@pytest.mark.parametrize(
    ("text", "attacker"),
    [
        (
            "Troops fired on a march in Conakry on Monday, killing 50 people, witnesses in Guinea said.",
            "guinea-military",
        ),
        ("Activists in Syria said government forces shelled Rastan on Sunday, killing nine people.", "syria-military"),
        ("Police shot dead three protesters in Kisumu on Tuesday. Kenya has seen weeks of unrest.", "kenya-police"),
        (
            "UNITA has fought since 1975. On Friday the rebel movement shot down a plane near Kuito, killing 16.",
            "unita",
        ),
        ("A spokesman for Al-Shabaab told AFP that the group had shot three policemen in Garissa.", "al-shabaab"),
        ("Soldiers of the 390th battalion shot three farmers near Bor on Friday.", "390th battalion"),
    ],
    ids=lambda case: case[:40],
)
def test_a_body_goes_by_what_it_is_where_only_one_can_be_meant(read: Read, text: str, attacker: str) -> None:
    assert attacker in read(text).role("attacker")


@pytest.mark.parametrize(
    "text",
    [
        "French troops patrol Gao in Mali. On Monday troops shot dead three men at a checkpoint in Mali.",
        "Soldiers from Chad are helping Nigeria. On Tuesday soldiers opened fire in Banki in Nigeria, killing two men.",
        "Ukraine said that troops shelled Nikopol on Sunday, killing two people.",
        "UN peacekeepers are in Bamako in Mali. Troops opened fire on a crowd there on Monday, killing four people.",
        "Sudan and Chad have traded accusations. The army attacked a camp near Adre on Tuesday, killing 12 people.",
        "Hamas and Islamic Jihad met in Cairo. The group fired a rocket at Sderot, wounding two people.",
    ],
    ids=lambda case: case[:40],
)
def test_nobody_known_is_meant_where_several_can_be(read: Read, text: str) -> None:
    told = read(text)
    assert not {told.entity(str(name)).actor for name in told.role("attacker")} - {None}
