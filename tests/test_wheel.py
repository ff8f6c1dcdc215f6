"""What users install is the wheel, not the checkout: it must carry everything, and work from anywhere."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.long
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT)
    return next(out.glob("*.whl"))


def run(*command: str | Path, cwd: Path | None = None) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_carries_ontology_queries_and_data(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("ontology", "queries", "data"):
        for file in (ROOT / folder).rglob("*.*"):
            assert f"kg/resources/{file.relative_to(ROOT)}" in held
    assert not [name for name in held if name.startswith(("tests/", "benchmarks/"))]


def test_the_wheel_carries_the_explorer_built_and_in_its_sources(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("api/web/")}
    tracked = run("git", "ls-files", "api/web", cwd=ROOT).split()
    assert held == set(tracked)
    assert {"api/web/dist/index.html", "api/web/dist/LICENSES.txt", "api/web/package-lock.json"} <= held


def test_installed_alone_it_builds_and_answers_from_another_directory(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "env")
    python = tmp_path / "env" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--no-compile", wheel)
    here = tmp_path / "elsewhere"
    here.mkdir()
    kg = python.with_name("kg")
    samples = sorted((ROOT / "data" / "articles").glob("levant-wire-*.txt"))
    assert len(samples) == 2
    assert run(kg, "build", *samples, "--data", "graph", cwd=here).startswith("2 read, ")
    rows = run(kg, "query", "incidents", "--data", "graph", cwd=here).splitlines()
    assert len(rows) > 1
    assert run(kg, "validate", "--data", "graph", cwd=here).startswith("Conforms")
