"""The extractor is a spaCy pipeline that can be taken apart with spaCy's own tools."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from spacy.language import Language

from kg.errors import ModelMissing
from kg.extract import Extractor
from kg.extract.pipeline import COMPONENTS
from kg.model import Article
from kg.settings import Settings

TEXT = "JNIM killed four soldiers near Gao on Tuesday, said Sidi Traoré, the spokesman for the Malian army."


def test_every_step_is_a_registered_component_in_the_order_told(extractor: Extractor) -> None:
    assert tuple(name for name in extractor.nlp.pipe_names if name in COMPONENTS) == COMPONENTS
    assert all(Language.has_factory(name) for name in COMPONENTS)


def test_without_the_step_for_relations_incidents_are_read_all_the_same(extractor: Extractor) -> None:
    with extractor.nlp.select_pipes(disable=["sitrep_relations"]):
        (facts,) = extractor.extract([Article("a", TEXT)])
    assert {claim.predicate for claim in facts.claims} >= {"attacker", "victim", "killedCount"}
    assert "spokespersonFor" not in {claim.predicate for claim in facts.claims}
    (whole,) = extractor.extract([Article("a", TEXT)])
    assert "spokespersonFor" in {claim.predicate for claim in whole.claims}


@pytest.mark.parametrize("name", COMPONENTS)
def test_without_any_one_step_the_others_go_on(extractor: Extractor, name: str) -> None:
    with extractor.nlp.select_pipes(disable=[name]):
        (facts,) = extractor.extract([Article("a", TEXT)])
    assert facts.article.id == "a"


def test_a_missing_model_says_how_to_install_it() -> None:
    missing = Extractor(Settings(model="no_such_pipeline"))
    with pytest.raises(ModelMissing, match="pip install no-such-pipeline"):
        _ = missing.nlp


def test_editing_what_it_knows_makes_another_version(extractor: Extractor, tmp_path: Path) -> None:
    places = shutil.copytree(Settings().places, tmp_path / "places")
    same, edited = (Extractor(Settings(places=places, belief=0)) for _ in range(2))
    assert same.version == extractor.version
    (places / "own.csv").write_text("id,name,alternates,country,lat,lon,class\n", encoding="utf-8")
    assert edited.version != extractor.version
