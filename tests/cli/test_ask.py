"""`kg query`: canned queries, files and SPARQL, and the forms that answers come in."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from commands import KG, Run

from kg.resources import resource


def test_query_lists_the_canned_ones(kg: Run) -> None:
    listed = kg("query").out
    for file in resource("queries").glob("*.rq"):
        assert re.search(rf"^{file.stem}\b", listed, re.MULTILINE)


def test_a_canned_query_answers_as_tsv_in_a_pipe(kg: Run, sample_folder: Path) -> None:
    answer = kg("query", "who-attacked-whom", "--data", sample_folder)
    assert answer.code == 0
    head, *rows = answer.out.splitlines()
    assert head.startswith("?")
    assert rows
    assert {row.count("\t") for row in rows} == {head.count("\t")}


def test_a_broken_query_of_ones_own_stops_no_other(
    kg: Run, sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.rq"
    broken.write_text("#+ title: Broken\n#+ description: x\nSELECT {")
    monkeypatch.setenv("SITREP_OWN_QUERIES", str(tmp_path))
    other = kg("query", "outlets", "--data", sample_folder)
    assert (other.code, other.err) == (0, "")
    listed, asked = kg("query"), kg("query", "broken", "--data", sample_folder)
    assert "outlets" in listed.out
    assert asked.code != 0
    for said in (listed.err, asked.err):
        assert f"{broken}, line 3: is not valid SPARQL" in said.replace("\n", " ")


def test_parameters_narrow_a_canned_query(kg: Run, sample_folder: Path) -> None:
    ask = ("query", "who-attacked-whom", "--data", sample_folder, "-f", "csv")
    every = list(csv.reader(io.StringIO(kg(*ask).out)))
    two = list(csv.reader(io.StringIO(kg(*ask, "-p", "limit=2").out)))
    assert two == every[:3]


def test_sparql_comes_as_text_a_file_or_standard_input(
    kg: Run, sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "SELECT (COUNT(*) AS ?articles) { GRAPH ?article { ?article a kg:Article } }"
    (tmp_path / "mine.rq").write_text(text)
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    answers = [kg("query", asked, "--data", sample_folder).out for asked in (text, "mine.rq", "-")]
    assert answers == ["?articles\n20\n"] * 3


def test_a_file_with_a_header_takes_parameters(kg: Run, sample_folder: Path, tmp_path: Path) -> None:
    shutil.copy(resource("queries", "who-attacked-whom.rq"), tmp_path / "mine.rq")
    rows = kg("query", "mine.rq", "-p", "limit=1", "--data", sample_folder).out.splitlines()
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("form", "begins"), [("json", '{"head"'), ("xml", "<?xml"), ("csv", "s\r\n"), ("tsv", "?s\n"), ("table", " ")]
)
def test_rows_come_in_any_form(kg: Run, sample_folder: Path, form: str, begins: str) -> None:
    answer = kg("query", "SELECT ?s { ?s a kg:Attack } LIMIT 1", "--data", sample_folder, "--format", form)
    assert answer.code == 0
    assert answer.out.lstrip("\n").startswith(begins)


@pytest.mark.parametrize(
    ("form", "holds"),
    [
        ("turtle", " a kg:State"),
        ("ntriples", " <https://w3id.org/sitrep/ontology#State> .\n"),
        ("jsonld", '"@id":"https://w3id.org/sitrep/ontology#State"'),
        ("rdfxml", "<rdf:RDF"),
    ],
)
def test_triples_come_in_any_form(kg: Run, sample_folder: Path, form: str, holds: str) -> None:
    answer = kg("query", "CONSTRUCT WHERE { ?s a kg:State }", "--data", sample_folder, "--format", form)
    assert answer.code == 0
    assert holds in answer.out


def test_a_table_shows_terms_as_a_query_may_name_them(kg: Run, sample_folder: Path) -> None:
    table = kg(
        "query", "SELECT ?s ?class { ?s rdfs:label 'Iraq' ; a ?class }", "--data", sample_folder, "-f", "table"
    ).out
    assert "<entity/iraq>" in table
    assert "kg:State" in table
    assert "1 row" in table
    assert kg("query", "ASK { <entity/iraq> a kg:State }", "--data", sample_folder).out == "true\n"


def test_a_yes_or_no_question_is_answered_so(kg: Run, sample_folder: Path) -> None:
    assert kg("query", "ASK { ?x a kg:Attack }", "--data", sample_folder).out == "true\n"
    answer = kg("query", "ASK { ?x a kg:Claim }", "--data", sample_folder, "-f", "json")
    assert json.loads(answer.out)["boolean"] is False


@pytest.mark.parametrize(
    ("args", "complaint"),
    [
        (["SELECT * WHERE {"], "not valid SPARQL"),
        (["who-atacked-whom"], "Did you mean 'who-attacked-whom'?"),
        (["who-attacked-whom", "-p", "victim=x"], "no parameter 'victim'"),
        (["who-attacked-whom", "-p", "limit=many"], "limit"),
        (["who-attacked-whom", "-p", "limit"], "NAME=VALUE"),
        (["members-and-leaders"], "needs the parameter 'group'"),
        (["ASK {}", "-p", "limit=1"], "Only a canned query"),
        (["missing.rq"], "missing.rq: cannot be read"),
        (["SELECT * { ?s a kg:State }", "-f", "turtle"], "rows, which cannot be written as turtle"),
        (["CONSTRUCT WHERE { ?s a kg:State }", "-f", "csv"], "triples, which cannot be written as csv"),
        (["ASK {}", "-f", "html"], "'html' is none of"),
    ],
)
def test_a_wrong_question_is_refused_with_a_reason(
    kg: Run, sample_folder: Path, args: list[str], complaint: str
) -> None:
    answer = kg("query", *args, "--data", sample_folder)
    assert answer.code == 2
    assert complaint in answer.err
    assert "Traceback" not in answer.err


def test_a_pipe_that_has_seen_enough_ends_it_quietly(sample_folder: Path) -> None:
    command = f"{shlex.join(KG)} query 'SELECT ?s ?p ?o {{ ?s ?p ?o }}' --data {sample_folder} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout == "?s\t?p\t?o\n"
    assert done.stderr == ""


def test_a_row_of_more_columns_than_fit_is_a_list(
    kg: Run, sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = kg("query", "accounts-that-disagree", "--data", sample_folder, "-f", "table").out.splitlines()
    assert max(map(len, lines)) <= 80
    assert any(line.startswith("aspect ") and "killedCount" in line for line in lines)
