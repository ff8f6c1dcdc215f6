"""The command line, command by command: what it answers, what it says when it cannot, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Run

from kg.cli import main
from kg.errors import NoGraph
from kg.resources import resource

KG = Path(sys.executable).with_name("kg")
ROOT = Path(__file__).resolve().parent.parent
STRIKE = """date 2024-03-05
Israel carried out an airstrike in Damascus on Tuesday. The strike killed at least 3 people, officials said.
"""


# Changing a graph


def test_build_reads_what_it_can_and_names_what_it_cannot(kg: Run, tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "strike.txt").write_text(STRIKE)
    (news / "empty.txt").write_text("")
    (news / "broken.txt").write_bytes(b"\x00\x01\xff binary")
    first = kg("build", news, "--data", "graph")
    assert first.code == 1
    assert first.out.startswith("1 read, 0 unchanged, 2 failed, in ")
    assert "Next: kg status" in first.out
    assert "2 inputs could not be read" in first.err
    assert "empty.txt: " in first.err
    assert "broken.txt: " in first.err

    assert kg("build", news / "strike.txt", "--data", "graph").out.startswith("0 read, 1 unchanged, in ")


def test_where_nothing_can_be_read_nothing_is_done(kg: Run) -> None:
    answer = kg("build", "no-such-file.txt", "--data", "graph")
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.startswith("kg: ")
    assert "no-such-file.txt" in answer.err
    assert kg("status", "--data", "graph").code == 2


def test_add_and_retract_change_one_article(kg: Run, own: Path, tmp_path: Path) -> None:
    before = kg("status", "--data", own).out
    (tmp_path / "strike.txt").write_text(STRIKE)
    added = kg("add", "strike.txt", "--data", own)
    assert added.code == 0
    assert "Now 21 articles" in added.out
    taken = kg("retract", "strike", "--data", own)
    assert taken.code == 0
    assert taken.out.startswith("Took out 1 article. Now 20 articles")
    after = kg("status", "--data", own).out
    size_before, _, _ = before.partition("last runs")
    size_after, _, runs = after.partition("last runs")
    assert lines_but(size_before, "generation", "on disk") == lines_but(size_after, "generation", "on disk")
    assert [line.split()[3].rstrip(":") for line in runs.splitlines() if line] == ["retract", "add", "build"]


def lines_but(text: str, *heads: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith(heads)]


def test_an_unknown_article_is_not_retracted(kg: Run, sample_folder: Path) -> None:
    answer = kg("retract", "nobody-wrote-this", "--data", sample_folder)
    assert answer.code == 2
    assert "There is no article 'nobody-wrote-this'" in answer.err


@pytest.mark.parametrize(
    "command", ["status", "validate", "export x.nq", "query ASK{}", "serve", "eval .", "retract x"]
)
def test_without_a_graph_every_command_says_so_in_one_line(kg: Run, command: str) -> None:
    answer = kg(*command.split(), "--data", "nowhere")
    assert answer.code == 2
    assert answer.err.startswith("kg: There is no graph in nowhere yet")
    assert answer.err.count("\n") == 1


# Asking


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


# Keeping, checking


@pytest.mark.parametrize("ending", ["nq", "ttl", "trig", "gexf"])
def test_export_goes_by_the_ending(kg: Run, sample_folder: Path, tmp_path: Path, ending: str) -> None:
    answer = kg("export", f"out.{ending}", "--data", sample_folder)
    assert answer.code == 0
    assert answer.out.startswith(f"Wrote out.{ending} (")
    assert (tmp_path / f"out.{ending}").stat().st_size > 1000


def test_export_knows_no_other_ending(kg: Run, sample_folder: Path) -> None:
    answer = kg("export", "out.docx", "--data", sample_folder)
    assert answer.code == 2
    assert ".gexf" in answer.err


def test_status_counts_what_there_is(kg: Run, sample_folder: Path) -> None:
    answer = kg("status", "--data", sample_folder)
    numbers = dict(re.findall(r"^(\w[\w ]*?)\s{2,}([\d,]+)$", answer.out, re.MULTILINE))
    assert numbers["articles"] == "20"
    assert numbers["generation"] == "1"
    assert all(int(numbers[name].replace(",", "")) > 10 for name in ("entities", "incidents", "claims", "triples"))
    assert "  Levant Wire: 2 articles" in answer.out


def test_the_samples_conform_to_the_vocabulary(kg: Run, sample_folder: Path) -> None:
    answer = kg("validate", "--data", sample_folder)
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


# The program itself


def test_help_is_there_with_examples_for_every_command(kg: Run) -> None:
    helped = kg("--help").out
    assert "Exit codes: 0 done; 1 done, but" in helped
    commands = re.findall(r"^  (\w+)  ", helped.partition("Commands:")[2], re.MULTILINE)
    assert {"build", "add", "retract", "query", "serve", "export", "status", "validate", "eval"} <= set(commands)
    for command in commands:
        out = kg(command, "--help").out
        assert command == "version" or f"\n    kg {command}" in out or f"| kg {command}" in out


def test_help_needs_nothing_heavy() -> None:
    heavy = "spacy", "fastapi", "pydantic", "pyoxigraph", "rdflib", "numpy", "networkx"
    script = f"import sys, kg.cli; sys.exit(' '.join(set(sys.modules) & {set(heavy)}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""


def test_usage_errors_are_told_from_others(kg: Run) -> None:
    answer = kg("bild")
    assert answer.code == 2
    assert "Did you mean 'build'" in answer.err


def test_a_setting_that_makes_no_sense_is_named(kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITREP_PORT", "eighty")
    answer = kg("status")
    assert answer.code == 2
    assert "SITREP_PORT" in answer.err


def test_the_folder_can_come_from_the_environment(
    kg: Run, sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITREP_DATA", str(sample_folder))
    assert kg("status").out.startswith("articles ")


def test_debugging_shows_where_an_error_arose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITREP_DEBUG", "1")
    monkeypatch.setattr(sys, "argv", ["kg", "status", "--data", "nowhere"])
    with pytest.raises(NoGraph):
        main()


@pytest.fixture
def server(sample_folder: Path) -> Iterator[str]:
    """The address of a real server."""
    process = subprocess.Popen([KG, "serve", "--data", sample_folder, "--port", "0"], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    try:
        yield line
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) in (0, 130)
        process.stdout.close()


def test_serve_says_where_and_answers_there(server: str) -> None:
    assert server.startswith("Serving 20 articles of ")
    assert server.endswith("Stop with Ctrl-C.\n")
    found = re.search(r"http://127\.0\.0\.1:\d+", server)
    assert found
    question = urllib.parse.urlencode({"query": "ASK { ?x a kg:Attack }"})
    request = urllib.request.Request(
        f"{found[0]}/sparql?{question}", headers={"Accept": "application/sparql-results+json"}
    )
    with urllib.request.urlopen(request, timeout=20) as response:
        assert json.load(response)["boolean"] is True


def test_a_taken_port_is_told_before_anything_else(kg: Run, sample_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        answer = kg("serve", "--data", sample_folder, "--port", str(taken.getsockname()[1]))
    assert answer.code == 2
    assert answer.err.startswith("kg: Cannot listen on 127.0.0.1:")
    assert answer.out == ""


def test_ctrl_c_ends_a_build_with_one_word(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [KG, "build", "-", "--data", tmp_path / "graph"], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stderr is not None
    deadline = time.monotonic() + 30  # it has begun when the graph's folder is there, and then waits for its input
    while not (tmp_path / "graph").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert err == "kg: stopped\n"


def test_a_pipe_that_has_seen_enough_ends_it_quietly(sample_folder: Path) -> None:
    command = f"{KG} query 'SELECT ?s ?p ?o {{ ?s ?p ?o }}' --data {sample_folder} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout == "?s\t?p\t?o\n"
    assert done.stderr == ""
