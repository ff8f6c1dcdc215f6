"""`kg audit`: a sample of the claims, judged by people, and how right the graph is by it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from commands import Run

from kg.audit.judged import SheetRow, read_sheet
from kg.audit.judgements import rows_of
from kg.audit.precision import precision, wilson
from kg.audit.sample import allot
from kg.resolve import ClaimJudgement
from kg.resolve.clustering.judgements import read_file


def _fill_in(sheet: Path, verdicts: dict[str, str]) -> None:
    """Judge by predicate."""
    with sheet.open(newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["verdict"], row["cause"] = verdicts.get(row["predicate"], "right"), "other place"
    with sheet.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_a_pipe_gets_the_sample_with_its_sentences(kg: Run, sample_folder: Path) -> None:
    answer = kg("audit", "--data", sample_folder, "--size", "40")
    rows = [json.loads(line) for line in answer.out.splitlines()]
    assert 30 <= len(rows) <= 80
    assert all("[" in row["sentence"] and "]" in row["sentence"] and not row["verdict"] for row in rows)
    assert {"attacker", "killedCount", "place", "date"} <= {row["predicate"] for row in rows}


def test_the_same_seed_draws_the_same_claims_and_another_draws_others(kg: Run, sample_folder: Path) -> None:
    first, again, other = (
        kg("audit", "--data", sample_folder, "--size", "40", "--seed", seed).out for seed in ("3", "3", "4")
    )
    assert first == again != other


def test_one_predicate_alone_can_be_judged(kg: Run, sample_folder: Path) -> None:
    answer = kg("audit", "--data", sample_folder, "--size", "10", "-p", "attacker")
    assert {json.loads(line)["predicate"] for line in answer.out.splitlines()} == {"attacker"}


def test_a_sheet_that_was_filled_in_says_how_right_the_graph_is(kg: Run, sample_folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "audit.csv"
    answer = kg("audit", "--data", sample_folder, "--size", "40", "--sheet", sheet)
    assert answer.code == 0
    assert "then say again" in answer.out
    assert "No claim is judged yet." in kg("audit", "--data", sample_folder, "--sheet", sheet).out
    _fill_in(sheet, {"place": "wrong", "date": "u"})
    told = kg("audit", "--data", sample_folder, "--sheet", sheet).out
    lines = {line.split("  ")[0]: line.split()[-5:] for line in told.splitlines()}
    assert lines["place"][0] == "0.00"
    assert (lines["date"][0], lines["date"][-1]) == ("1.00", "0.00")
    assert lines["attacker"][0] == "1.00"
    assert 0 < float(lines["all"][0]) < 1
    assert "wrong: other place" in told


def test_judgements_can_be_passed_on_without_the_articles_words(kg: Run, sample_folder: Path, tmp_path: Path) -> None:
    sheet, bare = tmp_path / "audit.csv", tmp_path / "bare.csv"
    kg("audit", "--data", sample_folder, "--size", "20", "--sheet", sheet)
    _fill_in(sheet, {})
    assert kg("audit", "--sheet", sheet, "--bare", bare).code == 0
    with bare.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert all(row["said"] and row["verdict"] and not row["sentence"] + row["subject"] + row["value"] for row in rows)


@pytest.mark.parametrize(
    ("broken", "told"),
    [("maybe", "'maybe' is no verdict; it is right, wrong or useless"), ("wrong\x00", "is no")],
)
def test_a_broken_sheet_is_an_error_that_names_the_row(kg: Run, tmp_path: Path, broken: str, told: str) -> None:
    sheet = tmp_path / "audit.csv"
    sheet.write_text(
        f"article,predicate,start,end,said,confidence,of,verdict\na,place,1,2,abc,0.5,3,{broken}\n", encoding="utf-8"
    )
    answer = kg("audit", "--sheet", sheet)
    assert answer.code == 2
    assert "row 2" in answer.err
    assert told in answer.err


def _row(verdict: str, of: float, confidence: float = 0.5) -> SheetRow:
    return SheetRow("a", "place", 0, 1, "x", confidence, of, verdict=verdict)  # type: ignore[arg-type]


def test_each_claim_counts_for_as_many_as_it_stands_for() -> None:
    every, *_ = precision([_row("right", 9), _row("wrong", 1), _row("useless", 10)])
    assert (every.right, every.useful) == (pytest.approx(0.95), pytest.approx(0.45))
    assert every.low < every.right < every.high


def test_the_interval_is_wilsons() -> None:
    assert wilson(0.9, 100) == (pytest.approx(0.8256, abs=1e-3), pytest.approx(0.9448, abs=1e-3))


def test_rare_predicates_are_judged_too() -> None:
    many = allot({"place": 10_000, "attacker": 100, "partOf": 2}, 100)
    assert many["partOf"] == 2
    assert many["attacker"] >= 5
    assert many["place"] < 100


def test_a_sheet_is_kept_as_judgements_that_train_as_the_sheet_does(kg: Run, own: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "audit.csv"
    kg("audit", "--data", own, "--size", "40", "--sheet", sheet)
    _fill_in(sheet, {"place": "wrong", "date": "u"})
    rows = read_sheet(sheet)
    answer = kg("judge", "--sheet", sheet, "--by", "ada", "--data", own)
    assert f"Kept {len(rows)} judgements" in answer.out
    kept = [one for one in read_file(own / "judgements.jsonl") if isinstance(one, ClaimJudgement)]
    assert {one.by for one in kept} == {"ada"}
    said = {(one.article, one.predicate, one.start, one.said, one.verdict) for one in rows_of(kept)}
    assert said == {(one.article, one.predicate, one.start, one.said, one.verdict) for one in rows}
    drawn = kg("audit", "--data", own, "--size", "1000", "-p", "place").out
    judged_wrong = {(one.article, one.start, one.subject) for one in rows if one.predicate == "place"}
    believed = {(row["article"], row["start"], row["subject"]) for row in map(json.loads, drawn.splitlines())}
    assert believed
    assert not judged_wrong & believed
