"""Wire copy in capitals, or in small letters only, is read as if it were written as usual."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import Extractor
from kg.extract.text.casing import Caser, is_unusual
from kg.model import Article

REPORT = (
    "Lima, 25 Oct 89 (Andes Wire) -- Shining Path guerrillas killed the mayor of Ayacucho, Ramon Quispe, on Monday. "
    "A car bomb exploded outside a police station in Huancayo at noon, wounding four policemen, an army spokesman said."
)


@pytest.mark.parametrize("text", [REPORT, REPORT.upper(), REPORT.lower()], ids=["usual", "capitals", "small"])
def test_the_same_is_read_in_any_case(extractor: Extractor, text: str) -> None:
    (facts,) = extractor.extract([Article("wire", text)])
    assert "shining-path" in {entity.actor for entity in facts.entities}
    said = {(claim.predicate, claim.object) for claim in facts.claims}
    assert {("woundedCount", 4), ("date", "1989-10-23")} <= said
    assert {entity.label for entity in facts.entities} >= {"Ramon Quispe", "Huancayo"}
    for claim in facts.claims:
        assert text[claim.span.start : claim.span.end] == claim.quote


def test_only_unusual_texts_are_touched() -> None:
    assert is_unusual(REPORT.upper())
    assert is_unusual(REPORT.lower())
    assert not is_unusual(REPORT)
    assert not is_unusual("NATO")


@pytest.fixture(scope="module")
def caser(extractor: Extractor) -> Caser:
    return Caser(extractor.nlp)


@given(st.text(max_size=200))
def test_no_text_changes_its_length(caser: Caser, text: str) -> None:
    assert len(caser(text)) == len(text)
