"""The program as a whole: help, settings, and one line for every error."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Run
from factories import BASE, put

from kg.cli import main
from kg.cli.output import settings
from kg.errors import NoGraph
from kg.store import Graph


@pytest.mark.parametrize(
    "command", ["status", "validate", "export x.nq", "query ASK{}", "serve", "eval .", "retract x"]
)
def test_without_a_graph_every_command_says_so_in_one_line(kg: Run, command: str) -> None:
    answer = kg(*command.split(), "--data", "nowhere")
    assert answer.code == 2
    assert answer.err.startswith("kg: There is no graph in nowhere yet")
    assert answer.err.count("\n") == 1


def test_help_is_there_with_examples_for_every_command(kg: Run) -> None:
    helped = kg("--help").out
    assert "Exit codes: 0 done; 1 done, but" in helped
    commands = re.findall(r"^  (\w+)  ", helped.partition("Commands:")[2], re.MULTILINE)
    assert {"build", "add", "retract", "query", "serve", "export", "status", "validate", "eval"} <= set(commands)
    for command in commands:
        out = kg(command, "--help").out
        assert command == "version" or f"\n    kg {command}" in out or f"| kg {command}" in out


@pytest.mark.parametrize("group", [(), ("store",), ("train",)])
def test_each_command_is_said_in_a_line_that_no_list_cuts_off(kg: Run, group: tuple[str, ...]) -> None:
    listed = kg(*group, "--help").out.partition("Commands:")[2].partition("Examples:")[0]
    assert listed.count(".") + listed.count("?") >= 2
    assert "..." not in listed


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


def test_what_is_written_may_be_kept_from_the_machines_other_users(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        for private, others in (("false", 0o055), ("true", 0)):
            folder = settings(data=tmp_path / private / "graph", private=private).data
            with Graph.open(folder, base=BASE) as graph:
                put(graph, "1")
                graph.publish()
            there = [folder, *folder.rglob("*")]
            assert {path.stat().st_mode & 0o077 for path in there if path.is_dir()} == {others}
    finally:
        os.umask(before)


def test_debugging_shows_where_an_error_arose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITREP_DEBUG", "1")
    monkeypatch.setattr(sys, "argv", ["kg", "status", "--data", "nowhere"])
    with pytest.raises(NoGraph):
        main()


def test_names_are_understood_and_written_whatever_the_environment_says_of_letters(tmp_path: Path) -> None:
    for more in ({"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}):
        program = [sys.executable, "-c", "from kg.cli.main import run; run()", "retract", "Türkiye", "--data", "Iğdır"]
        done = subprocess.run(program, cwd=tmp_path, env=os.environ | more, capture_output=True, check=False)
        assert done.returncode == 2
        said = done.stderr.decode().encode("ascii", "backslashreplace")
        assert said.startswith(rb"kg: There is no graph in I\u011fd\u0131r yet")
