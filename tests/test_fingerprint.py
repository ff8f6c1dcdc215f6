"""Fingerprints: what was read or resolved by other code is read or resolved again."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.fingerprint import data_fingerprint

ROOT = Path(kg.__file__).resolve().parent.parent
VERSIONS = """
from kg.extract import Extractor
from kg.settings import Settings
from kg.resolve.context import ResolutionContext, lists
settings = Settings()
print(Extractor(settings).version, ResolutionContext(*lists(settings)).version)
"""


def versions(root: Path) -> list[str]:
    """What the extractor and what resolution of a copy of the project say they are."""
    ran = subprocess.run(
        [sys.executable, "-c", VERSIONS],
        cwd=root,
        env={"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout.split()


@pytest.mark.parametrize(
    ("edited", "changes"),
    [("kg/extract/events/triggers.py", (True, False)), ("kg/resolve/events/scoring.py", (False, True))],
)
def test_an_edit_in_a_sub_package_changes_what_depends_on_it(
    tmp_path: Path, edited: str, changes: tuple[bool, bool]
) -> None:
    for folder in ("kg", "data"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    before = versions(tmp_path)
    with (tmp_path / edited).open("a", encoding="utf-8") as file:
        file.write("# another version\n")
    after = versions(tmp_path)
    assert tuple(old != new for old, new in zip(before, after, strict=True)) == changes


def test_a_file_under_another_name_is_another_state(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("x")
    first = data_fingerprint([tmp_path])
    (tmp_path / "a.yaml").rename(tmp_path / "b.yaml")
    assert data_fingerprint([tmp_path]) != first
