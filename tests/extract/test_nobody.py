"""What tells nothing is read, and kept back: nobody in particular, and incidents that any number of others are like."""

from __future__ import annotations

import datetime as dt

import pytest

from kg.extract import Extractor
from kg.model import Article, Facts
from kg.settings import Settings


@pytest.fixture(scope="module")
def believing(extractor: Extractor) -> Extractor:
    """Reads as the shared one does, and keeps back what says nothing."""
    one = Extractor(Settings(belief=0.01))
    vars(one)["_nlp"] = extractor.nlp  # the model is loaded once a process
    return one


def read(extractor: Extractor, text: str) -> Facts:
    (facts,) = extractor.extract([Article("a", text, date=dt.date(2023, 5, 10))])
    return facts


@pytest.mark.parametrize(
    ("text", "nobody", "somebody"),
    [
        ("Unknown attackers killed four people in Kidal on Monday.", {"Unknown attackers", "four people"}, set()),
        ("Four soldiers were killed by the group in Jos on Monday.", {"group"}, {"Four soldiers"}),
        ("Gunmen shot two teachers in the area near Mopti on Sunday.", {"area"}, {"Gunmen", "two teachers"}),
        ("A shell hit a hospital in the city of Taiz on Friday.", set(), {"hospital"}),
    ],
)
def test_a_filler_that_is_nobody_in_particular_is_kept_back(
    text: str, nobody: set[str], somebody: set[str], believing: Extractor
) -> None:
    facts = read(believing, text)
    labels = {entity.id: entity.label for entity in facts.entities if not entity.named}
    believed = {labels[str(c.object)] for c in facts.claims if c.believed and c.object in labels}
    assert not believed & nobody
    assert all(c.generic and not c.doubted for c in facts.claims if labels.get(str(c.object)) in nobody)
    assert somebody <= believed


@pytest.mark.parametrize(
    ("text", "withheld"),
    [
        ("Russia attacked.", True),
        ("Seven people were killed.", True),
        ("There was an air strike in Kidal.", True),
        ("Russia carried out an air strike in Syria.", True),
        ("Russia carried out an air strike in Idlib.", False),
        ("Rebels attacked a clinic in Syria.", False),
        ("A bomb exploded in Kidal.", False),
        ("Seven people were killed in Syria.", False),
    ],
)
def test_what_any_number_of_incidents_share_makes_none(text: str, withheld: bool, believing: Extractor) -> None:
    facts = read(believing, text)
    assert all(event.withheld for event in facts.events) == withheld
