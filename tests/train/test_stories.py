"""Marked texts: where the marks go, and what a small forest learns from examples."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kg.errors import ResourceError
from kg.extract.incidents.model import Forest
from kg.train.boosting import Recipe, grow
from kg.train.stories import own_texts

REPORT = "# 2020-05-01 | Two blasts\n\nA bomb exploded/A in Gao. Last week a mine killed/B two.\n"


def test_marks_leave_the_text_and_keep_their_places(tmp_path: Path) -> None:
    (tmp_path / "few.txt").write_text(REPORT.replace("\n\nA", "\nA"))
    (marked,) = own_texts(tmp_path)
    text = marked.article.text
    assert text == "Two blasts\n\nA bomb exploded in Gao. Last week a mine killed two."
    assert {text[at:].split()[0].strip("."): letter for at, letter in marked.marks.items()} == {
        "exploded": "A",
        "killed": "B",
    }
    assert marked.main == "A"


def test_a_report_without_a_date_is_refused(tmp_path: Path) -> None:
    (tmp_path / "few.txt").write_text("Two blasts\nA bomb exploded/A in Gao.")
    with pytest.raises(ResourceError, match="report 1"):
        list(own_texts(tmp_path))


def test_a_forest_learns_a_rule_and_says_why(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    table = rng.integers(0, 2, size=(400, 3)).astype(np.float64)
    answers = table[:, 0] * table[:, 1]
    forest = grow(("near", "same day", "noise"), table, answers, Recipe(trees=40, depth=2, share=1.0), 0.5)
    yes, no = forest.probabilities([{"near": 1, "same day": 1, "noise": 0}, {"near": 1, "same day": 0, "noise": 1}])
    assert yes > 0.8
    assert no < 0.2
    assert forest.reasons({"near": 1, "same day": 0, "noise": 1}, most=1)[0][0] in ("near", "same day")
    (tmp_path / "incidents.json").write_text(forest.dumps())
    again = Forest.load(tmp_path / "incidents.json")
    assert again.dumps() == forest.dumps()
