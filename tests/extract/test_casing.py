"""Wire copy in capitals, or in small letters only, is read as if it were written as usual."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import Extractor
from kg.extract.text.casing import Caser, manner, spellings
from kg.model import Article

REPORT = (
    "Lima, 25 Oct 89 (Andes Wire) -- Shining Path guerrillas killed the mayor of Ayacucho, Ramon Quispe, on Monday. "
    "A car bomb exploded outside a police station in Huancayo at noon, wounding four policemen, an army spokesman said."
)

TITLES = " ".join(word[:1].upper() + word[1:] for word in REPORT.split(" "))


@pytest.mark.parametrize(
    "text", [REPORT, REPORT.upper(), REPORT.lower(), TITLES], ids=["usual", "capitals", "small", "titles"]
)
def test_the_same_is_read_in_any_case(extractor: Extractor, text: str) -> None:
    (facts,) = extractor.extract([Article("wire", text)])
    assert "shining-path" in {entity.actor for entity in facts.entities}
    said = {(claim.predicate, claim.object) for claim in facts.claims}
    assert {("woundedCount", 4), ("date", "1989-10-23")} <= said
    assert {entity.label for entity in facts.entities} >= {"Ramon Quispe", "Huancayo"}
    for claim in facts.claims:
        assert text[claim.span.start : claim.span.end] == claim.quote


def test_only_unusual_texts_are_touched() -> None:
    assert manner(REPORT.upper()) == "capitals"
    assert manner(REPORT.lower()) == "small"
    assert manner(REPORT.title()) == "titles"
    assert manner(REPORT) == manner("NATO") == manner("Gunmen killed two men near Gao.", headline=True) == "usual"
    assert manner("Gunmen Kill Seven Near Mosque", headline=True) == "titles"
    assert manner("GUNMEN KILL SEVEN NEAR MOSQUE", headline=True) == "capitals"


def test_an_article_tells_how_its_words_are_written() -> None:
    known = spellings("Bombs fell on Grace Street. The Reds fled, and with grace Peace came.")
    assert (known["reds"], known["grace"], known["peace"]) == ("Reds", "grace", "Peace")
    assert "bombs" not in known


@pytest.fixture(scope="module")
def caser(extractor: Extractor) -> Caser:
    return Caser(extractor.nlp)


@given(st.text(max_size=200))
def test_no_text_changes_its_length(caser: Caser, text: str) -> None:
    assert len(caser(text)) == len(text)
