"""What users install is the wheel, not the checkout: it must carry everything, and work from anywhere."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from dependencies import needed

pytestmark = pytest.mark.long
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT)
    return next(out.glob("*.whl"))


IMPORTS_ALL = """
import importlib, pkgutil
for top in ("kg", "api"):
    for module in pkgutil.walk_packages(importlib.import_module(top).__path__, top + "."):
        if not module.name.startswith(("kg.pipeline.spark", "api.mcp.")):  # these two are nothing but an extra
            importlib.import_module(module.name)
"""


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
    """With what it says that it needs, and nothing else: linked from here, so that nothing is downloaded."""
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "env")
    python = tmp_path / "env" / "bin" / "python"
    [packages] = (tmp_path / "env" / "lib").glob("*/site-packages")
    for one in needed("sitrep-kg").values():
        for top in {file.parts[0] for file in one.files or ()} - {"..", "__pycache__"}:
            if not (packages / top).exists():
                (packages / top).symlink_to(one.locate_file(top))
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-compile", "--no-deps", wheel)
    assert not list(packages.glob("pytest*"))
    assert run(python, "-c", IMPORTS_ALL, cwd=tmp_path).split() == []
    here = tmp_path / "elsewhere"
    here.mkdir()
    kg = python.with_name("kg")
    samples = sorted((ROOT / "data" / "articles").glob("levant-wire-*.txt"))
    assert len(samples) == 2
    assert run(kg, "build", *samples, "--data", "graph", cwd=here).startswith("2 read, ")
    rows = run(kg, "query", "incidents", "--data", "graph", cwd=here).splitlines()
    assert len(rows) > 1
