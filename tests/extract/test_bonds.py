"""Bonds: how surely what tells of an incident belongs there, as belief knows it."""

from __future__ import annotations

import pytest

from kg.extract import Extractor
from kg.extract.belief.features import BONDS
from kg.model import Article

ALIKE = (
    "Rebels attacked a village near Gao on Monday. Rebels attacked a convoy near Kidal on Tuesday. "
    "Nine people were killed and four were wounded in the attack."
)
SURE = (
    "A suicide bomber killed nine worshippers at a mosque in Herat on Monday. "
    "The bombing at the Herat mosque wounded 30 worshippers, police said."
)


def doubts(extractor: Extractor, text: str) -> list[set[str]]:
    """Of each claim on an incident, why its trigger may be of another one."""
    ((facts, features),) = extractor.read([Article("a", text)])
    events = {event.id for event in facts.events}
    return [set(BONDS) & found for claim, found in zip(facts.claims, features, strict=True) if claim.subject in events]


def test_what_fits_another_incident_as_well_is_in_doubt(extractor: Extractor) -> None:
    assert any(doubts(extractor, ALIKE))


@pytest.mark.parametrize("text", [SURE, "Gunmen shot dead a judge in Lamu on Friday."])
def test_what_only_one_incident_can_be_meant_by_is_not_in_doubt(extractor: Extractor, text: str) -> None:
    found = doubts(extractor, text)
    assert found
    assert not any("joined in doubt" in each for each in found)
