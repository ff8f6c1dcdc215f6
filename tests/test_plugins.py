"""Plug-ins: the example of docs/plugins.md, installed beside Sitrep, reads, takes part in reading, and exports."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

EXAMPLE = (Path(__file__).resolve().parent.parent / "docs" / "plugins.md").read_text("utf-8")
NOTE = "2024-01-05 Field Desk\nA tabloid said that the Nujaba Movement attacked a base in Erbil on Thursday.\n"


def block(language: str) -> str:
    return re.findall(rf"```{language}\n(.*?)```", EXAMPLE, re.DOTALL)[0]


def install(folder: Path, code: str) -> None:
    """What pip would leave behind of the example."""
    project = tomllib.loads(block("toml"))["project"]
    (folder / "field_notes.py").write_text(code, "utf-8")
    about = folder / f"field_notes-{project['version']}.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
    points = project["entry-points"].items()
    text = "\n".join(f"[{point}]\n" + "".join(f"{name} = {at}\n" for name, at in own.items()) for point, own in points)
    (about / "entry_points.txt").write_text(text, "utf-8")


def run(folder: Path, *commands: str) -> subprocess.CompletedProcess[str]:
    """Commands, all in one process, with what is installed in the folder."""
    code = "\n".join(
        ["import sys", "from kg.cli.main import app"]
        + [f"app({command.split()!r}, standalone_mode=False)" for command in commands]
    )
    path = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", ""), str(Path(__file__).parents[1])])
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env={**os.environ, "PYTHONPATH": path},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_example_reads_takes_part_in_reading_and_exports(tmp_path: Path) -> None:
    install(tmp_path, block("python"))
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "desk.note").write_text(NOTE, "utf-8")
    done = run(
        tmp_path, "plugins", "build notes --data graph", "status --data graph", "export ties.dot --data graph",
        "query claims-by-source --data graph -f csv",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "    note  field-notes 0.3\n" in done.stdout
    assert "1 read" in done.stdout
    assert "+field_notes_tabloids-0.3:" in done.stdout  # the version of the reading
    assert '-> "https://w3id.org/sitrep/id/' in (tmp_path / "ties.dot").read_text()
    by_a_tabloid = [line for line in done.stdout.splitlines() if ",A tabloid," in line]
    assert by_a_tabloid
    assert all("Hedged" in line for line in by_a_tabloid)


def test_a_broken_plug_in_is_named_and_costs_its_own_files_alone(tmp_path: Path) -> None:
    install(tmp_path, "import no_such_module")
    (tmp_path / "field_notes-0.3.dist-info" / "entry_points.txt").write_text(
        "[sitrep.sources]\nnote = field_notes:records\n"
    )
    (tmp_path / "a.note").write_text(NOTE, "utf-8")
    (tmp_path / "b.txt").write_text("The army shelled Kirkuk.", "utf-8")
    done = run(tmp_path, "build a.note b.txt --data graph --check", "plugins")
    assert "1 article can be taken in" in done.stdout
    assert "note  field-notes 0.3  BROKEN: The plug-in note of field-notes 0.3 cannot be loaded" in done.stdout
    assert "a.note: The plug-in note of field-notes 0.3 cannot be loaded" in done.stderr
