"""Learning how surely claims are read."""

from __future__ import annotations

import datetime as dt
import json
import random
from pathlib import Path
from typing import Literal

import pytest
from commands import Run

from kg.audit.judged import SheetRow, said_of, write_sheet
from kg.errors import ResourceError
from kg.evaluate.gold import Gold, GoldArticle, GoldEntity, GoldEvent
from kg.extract import Extractor
from kg.extract.belief.model import BeliefModel
from kg.knowledge.lists import actors_in
from kg.model import Article
from kg.settings import Settings
from kg.train.belief import Example, train
from kg.train.examples import of_sheets
from kg.train.gold import judge_by_gold
from kg.train.templates import judge_by_templates

TEXT = (
    "A bomb killed nine people in Quetta on Monday, police said. The Balochistan Liberation Army claimed the attack. "
    "Twelve people were wounded."
)
ARTICLE = Article("q", TEXT, date=dt.date(2023, 5, 10))


def _examples(many: int) -> list[Example]:
    """Claims of which those with one feature are right nine times of ten, and those with another one of four."""
    chance = random.Random(5)
    made = []
    for at in range(many):
        near = chance.random() < 0.6
        features = frozenset(("place", "near" if near else "far", f"noise {chance.randrange(5)}"))
        made.append(Example(f"a{at % 40}", "place", features, chance.random() < (0.9 if near else 0.25)))
    return made


def test_probabilities_are_what_turns_out_to_be_right() -> None:
    trained = train(_examples(800))
    assert trained.error < 0.05
    assert trained.model.probability(["place", "near"]) == pytest.approx(0.9, abs=0.06)
    assert trained.model.probability(["place", "far"]) == pytest.approx(0.25, abs=0.06)


def test_a_higher_threshold_keeps_less_and_that_more_precisely() -> None:
    kept = {one.threshold: one for one in train(_examples(800)).kept}
    assert kept[0.5].precision > kept[0.3].precision + 0.01 or kept[0.3].share == kept[0.5].share
    assert kept[0.8].share <= kept[0.5].share


def test_learning_is_the_same_every_time_and_survives_being_written(tmp_path: Path) -> None:
    first, again = train(_examples(300)).model, train(_examples(300)).model
    assert first.dumps() == again.dumps()
    (tmp_path / "belief.json").write_text(first.dumps())
    loaded = BeliefModel.load(tmp_path / "belief.json")
    assert loaded.probability(["place", "near"]) == pytest.approx(first.probability(["place", "near"]), abs=0.01)


@pytest.mark.parametrize("text", ["[]", '{"bias": 0, "weights": {}, "curve": []}', "no JSON"])
def test_a_broken_model_is_an_error_that_names_the_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "belief.json").write_text(text)
    with pytest.raises(ResourceError, match=r"belief\.json"):
        BeliefModel.load(tmp_path / "belief.json")


def test_gold_judges_what_it_has_a_word_on(extractor: Extractor) -> None:
    (facts,) = extractor.extract([ARTICLE])
    gold = Gold(
        entities={
            "quetta": GoldEntity(type="Place", names=("Quetta",)),
            "bla": GoldEntity(type="ArmedGroup", names=("Balochistan Liberation Army",)),
        },
        articles={
            "q": GoldArticle(
                events=(
                    GoldEvent(
                        incident="quetta", date="2023-05-08", place=("quetta",), killed=((9, "Exactly", None),),
                        wounded=((10, "Exactly", None),), attackers=(("bla", "Asserted", "bla"),),
                    ),
                )
            )
        },
    )  # fmt: skip
    verdicts = judge_by_gold(facts, gold, actors_in(Settings().actors))
    told = {(c.predicate, v) for c, v in zip(facts.claims, verdicts, strict=True)}
    assert {("place", True), ("date", True), ("killedCount", True), ("woundedCount", False), ("attacker", True)} <= told
    assert ("victim", None) in told


def test_templates_judge_likewise(extractor: Extractor) -> None:
    (facts,) = extractor.extract([ARTICLE])
    start = TEXT.index("Balochistan")
    filler = {"spans": [[start, start + 28]], "names": ["BALOCHISTAN LIBERATION ARMY"]}
    event = {
        "roles": {"attacker": [filler], "target": [], "place": [{"spans": [], "names": ["QUETTA"]}]},
        "killed": {"min": 9, "max": 9}, "injured": None, "date": [["2023-05-08", "2023-05-08"]],
    }  # fmt: skip
    told = {(c.predicate, v) for c, v in zip(facts.claims, judge_by_templates(facts, [event]), strict=True)}
    assert {("attacker", True), ("place", True), ("killedCount", True), ("date", True)} <= told
    assert ("woundedCount", None) in told


def test_a_judgement_counts_for_the_claim_that_says_the_same_today(extractor: Extractor) -> None:
    (facts,) = extractor.extract([ARTICLE])
    (claim,) = [c for c in facts.claims if c.predicate == "killedCount"]
    said = said_of(claim.quote, claim.object)
    rows = [
        SheetRow(
            "q", "killedCount", claim.span.start + 3, claim.span.end, said, 0.5, 1, verdict="wrong", cause="count"
        ),
        SheetRow("q", "killedCount", 4000, 4010, said, 0.5, 1, verdict="right"),
        SheetRow("q", "place", claim.span.start, claim.span.end, said, 0.5, 1, verdict="right"),
    ]
    (example,) = of_sheets(extractor, [ARTICLE], rows)
    assert (example.predicate, example.right, example.article) == ("killedCount", False, "q")


def test_a_claim_below_the_threshold_is_read_but_not_believed(extractor: Extractor) -> None:
    (facts,) = Extractor(Settings(belief=1)).extract([ARTICLE])
    assert facts.claims
    assert not any(claim.believed for claim in facts.claims)
    assert all(event.withheld for event in facts.events)
    (all_,) = extractor.extract([ARTICLE])
    assert all(claim.sure for claim in all_.claims)


def test_what_nothing_tells_from_others_is_no_incident_of_the_default_graph(extractor: Extractor) -> None:
    (facts,) = extractor.extract([Article("b", "Gunmen attacked a house. The neighbours fled.")])
    assert [event.withheld for event in facts.events] == [True]
    assert not any(claim.believed for claim in facts.claims)


def test_kg_train_belief_learns_from_a_judged_sheet(kg: Run, extractor: Extractor, tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"q{n}", "text": TEXT, "date": "2023-05-10"}) for n in range(12)]
    (tmp_path / "news.jsonl").write_text("\n".join(lines))
    (facts,) = extractor.extract([ARTICLE])
    rows = []
    for claim in [c for c in facts.claims if c.predicate in ("place", "date", "attacker")]:
        said = said_of(claim.quote, claim.object if claim.predicate == "date" else None)
        verdict: Literal["wrong", "right"] = "wrong" if claim.predicate == "place" else "right"
        start, end = claim.span.start, claim.span.end
        rows += [SheetRow(f"q{n}", claim.predicate, start, end, said, 0.5, 1, verdict=verdict) for n in range(12)]
    write_sheet(tmp_path / "judged.csv", rows)
    out = tmp_path / "models"
    answer = kg("train", "belief", "--judged", "judged.csv", "--articles", "news.jsonl", "--out", out)
    assert answer.code == 0, answer.err
    assert "of 12 articles" in answer.out
    model = BeliefModel.load(out / "belief.json")
    assert model.weights["place"] < 0
    assert "expected calibration" in (out / "belief.md").read_text()
    assert (out / "belief.svg").read_text().startswith("<svg")


def test_there_must_be_something_to_learn_from(kg: Run) -> None:
    answer = kg("train", "belief")
    assert answer.code == 2
    assert "nothing to learn from" in answer.err
