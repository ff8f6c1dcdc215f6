"""The extractor is a spaCy pipeline that can be taken apart with spaCy's own tools."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens.underscore import Underscore

from kg.errors import ModelMissing
from kg.extract import Extractor
from kg.extract.pipeline import COMPONENTS
from kg.model import Article
from kg.settings import Settings

TEXT = "JNIM killed four soldiers near Gao on Tuesday, said Sidi Traoré, the spokesman for the Malian army."
DRAFTS = ("mentions", "entities", "speeches", "frames", "links", "incidents", "claims")


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


REPORT = (
    "Niamey — Gunmen killed four soldiers near Gao, Mali, on June 3, said Sidi Traoré, the spokesman for the army."
    " Traore blamed JNIM for the attack. The group denied it. The Malian army said that the bombing of the market in"
    " Sévaré was an act of aggression by the militants, and it vowed to answer. At least 12 people were wounded when a"
    " drone hit a hospital in Timbuktu. Police arrested two suspects, and Mali and Niger signed a truce in Bamako."
)


def _drafts(doc: Doc) -> dict[int, tuple[object, dict[str, object]]]:
    """Every draft that a document holds, by its id: itself, which keeps the id its own, and its fields."""
    held: dict[int, tuple[object, dict[str, object]]] = {}
    waiting = [draft for name in DRAFTS for draft in getattr(doc._, name)]
    while waiting:
        draft = waiting.pop()
        if isinstance(draft, list | tuple):
            waiting += draft
        elif dataclasses.is_dataclass(draft) and not isinstance(draft, type) and id(draft) not in held:
            fields = {f.name: getattr(draft, f.name) for f in dataclasses.fields(draft)}
            held[id(draft)] = (draft, {n: tuple(v) if isinstance(v, list) else v for n, v in fields.items()})
            waiting += fields.values()
    return held


def test_a_step_writes_and_reads_only_what_it_declares(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    read, look_up = set[str](), Underscore.__getattr__

    def spied(self: Underscore, name: str) -> object:
        read.add(f"doc._.{name}")
        return look_up(self, name)

    monkeypatch.setattr(Underscore, "__getattr__", spied)
    nlp = extractor.nlp
    doc = extractor.document(Article("a", REPORT))
    for name, step in nlp.pipeline:
        drafts, lists = _drafts(doc), {each: list(getattr(doc._, each)) for each in DRAFTS}
        read.clear()
        doc = step(doc)
        if name not in COMPONENTS:
            continue
        meta, seen = nlp.get_pipe_meta(name), {each for each in read if each.removeprefix("doc._.") in DRAFTS}
        assert seen <= {*meta.requires, *meta.assigns}, name
        changed = {f"doc._.{each}" for each in DRAFTS if list(getattr(doc._, each)) != lists[each]}
        assert changed <= set(meta.assigns), name
        for draft, before in drafts.values():
            now = {f: tuple(v) if isinstance(v := getattr(draft, f), list) else v for f in before}
            rewritten = {f for f in before if now[f] != before[f]}
            assert rewritten <= ({"entity"} if name == "sitrep_entities" else set()), f"{name}: {draft}"


def test_every_step_comes_after_those_whose_drafts_it_needs(extractor: Extractor) -> None:
    assert not any(extractor.nlp.analyze_pipes()["problems"].values())
