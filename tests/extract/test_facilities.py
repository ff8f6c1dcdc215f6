"""Buildings and posts within an article: which phrases mean the same one, and what it is called."""

from __future__ import annotations

import pytest
from extract.told import Read, Told


def _spoken_of(told: Told, label: str) -> int:
    """How often the article speaks of the one facility of that label."""
    (found,) = [e for e in told.facts.entities if e.label == label]
    return sum(m.refers_to == found.id for m in told.facts.mentions)


@pytest.mark.parametrize(
    ("text", "label", "times"),
    [
        (
            "Rebels hit a U.N. compound in Tarin. Guards at the compound fled. The U.N. compound burnt.",
            "U.N. compound",
            3,
        ),
        ("Gunmen stormed the Grand Hotel in Bukavu. Twelve people died in the hotel.", "Grand Hotel", 2),
        ("Shells fell on the main military airport. The airport's runway was damaged.", "main military airport", 2),
        ("Rebels shelled Goma's airport. The Goma airport was shut.", "Goma airport", 2),
        ("Shells hit the Mulago Referral Hospital. The Mulago Hospital was full.", "Mulago Referral Hospital", 2),
        ("Shells fell on Idlib's al-Quds hospital. The Quds hospital had 40 beds.", "al-Quds hospital", 2),
    ],
)
def test_a_definite_phrase_picks_up_the_one_facility_it_can_mean(read: Read, text: str, label: str, times: int) -> None:
    assert _spoken_of(read(text), label) == times


@pytest.mark.parametrize(
    "text",
    [
        "A mosque in Kano and a mosque in Zaria were bombed. The mosque was old.",
        "Shells fell on the military airport. The civilian airport stayed open.",
        "Gunmen stormed a hotel in Bukavu. Another hotel was burnt.",
    ],
)
def test_two_of_a_kind_stay_apart(read: Read, text: str) -> None:
    assert sum(e.cls == "Facility" for e in read(text).facts.entities) >= 2


def test_a_town_is_not_its_airport(read: Read) -> None:
    told = read("Shells fell on the Aleppo airport on Monday. Two men died in Aleppo on Tuesday.")
    assert told.entity("Aleppo").cls == "Place"
    assert told.entity("Aleppo airport").cls == "Facility"
