"""`kg validate` and `kg eval`: what they find in the samples, and with which exit code."""

from __future__ import annotations

import json
import re
from pathlib import Path

from commands import Run

ROOT = Path(__file__).resolve().parents[2]


def test_what_is_read_in_samples_conforms_to_the_vocabulary(kg: Run, small_folder: Path) -> None:
    answer = kg("validate", "--data", small_folder)
    assert answer.code == 0, answer.out
    assert answer.out.startswith("Conforms: ")


def test_eval_tells_of_every_stage(kg: Run, sample_folder: Path) -> None:
    answer = kg("eval", ROOT / "data" / "gold", "--data", sample_folder)
    assert answer.code == 0
    for stage in ("entities", "relations", "events", "attribution", "resolution", "overall"):
        assert re.search(rf"^{stage} ", answer.out, re.MULTILINE)


def test_eval_answers_in_json_and_its_exit_code_tells_whether_it_suffices(kg: Run, sample_folder: Path) -> None:
    ask = ("eval", ROOT / "data" / "gold", "--data", sample_folder, "-f", "json")
    assert kg(*ask, "--min", "0.999").code == 1
    answer = kg(*ask, "--details")
    result = json.loads(answer.out)
    assert 0 < result["overall"] < 1
    assert {figure["stage"] for figure in result["figures"]} >= {"entities", "relations", "events", "resolution"}
    assert {problem["kind"] for problem in result["problems"]} == {"missed", "wrong"}
