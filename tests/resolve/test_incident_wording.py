"""Words and dates as names of incidents hold them."""

from __future__ import annotations

import pytest

from kg.knowledge.incident_names import incident_words
from kg.resolve.events.wording import in_words, spoken


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("10", "10 people"),
        ("dozens", "dozens of people"),
        ("more than a dozen fighters", "a dozen fighters"),
        ("Two soldiers", "two soldiers"),
        ("the bus station", "a bus station"),
        ("his house", "a house"),
        ("army", "the army"),
        ("the Al Amal air base", "the Al Amal air base"),
        ("Ukrainian checkpoint", "a Ukrainian checkpoint"),
        ("UFF gunman", "a UFF gunman"),
        ("RAF helicopter", "an RAF helicopter"),
        ("NATO convoy", "a NATO convoy"),
        ("unidentified vehicle", "an unidentified vehicle"),
        ("hour-long convoy", "an hour-long convoy"),
        ("the same bus station", "a bus station"),
        ("Pro-government supporters", "pro-government supporters"),
        ("thirteenth victim", ""),
        ("two victims", "two people"),
        ("1 civilian", "one civilian"),
        ("at least 22 people", "22 people"),
        ("30 more civilians", "30 civilians"),
        ("14 others", ""),
        ("they", ""),
        ("attackers", ""),
        ("one of its nationals was killed", ""),
        ("12people", ""),
        ("one of the men whom the others had seen that night", ""),
        ("April 10 - Three bombers", ""),
    ],
)
def test_words_without_a_name_are_told_as_within_one(label: str, words: str) -> None:
    assert spoken(label, incident_words()) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [("2000-07-02", "2 July 2000"), ("2000-07", "July 2000"), ("2000", "2000"), ("--07-02", "2 July")],
)
def test_a_day_is_written_out(day: str, words: str) -> None:
    assert in_words(day) == words
