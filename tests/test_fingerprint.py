"""Fingerprints: what was read or resolved by other code is read or resolved again."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import ModuleType

import pytest

import kg.extract
import kg.knowledge
import kg.resolve
from kg.extract import Extractor
from kg.fingerprint import code_fingerprint, data_fingerprint


def copied(package: ModuleType, folder: Path) -> ModuleType:
    """The same package in another folder."""
    copy = ModuleType(package.__name__)
    copy.__file__ = str(shutil.copytree(Path(str(package.__file__)).parent, folder) / "__init__.py")
    return copy


@pytest.mark.parametrize("package", [kg.extract, kg.resolve])
def test_an_edit_in_a_sub_package_is_another_code(tmp_path: Path, package: ModuleType) -> None:
    copy = copied(package, tmp_path / "copy")
    assert code_fingerprint(copy) == code_fingerprint(package)
    with next((tmp_path / "copy").glob("events/[a-z]*.py")).open("a", encoding="utf-8") as file:
        file.write("# another version\n")
    assert code_fingerprint(copy) != code_fingerprint(package)


def test_facts_carry_the_code_that_read_them(extractor: Extractor) -> None:
    assert code_fingerprint(kg.extract, kg.knowledge)[:8] in extractor.version


def test_a_file_under_another_name_is_another_state(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("x")
    first = data_fingerprint([tmp_path])
    (tmp_path / "a.yaml").rename(tmp_path / "b.yaml")
    assert data_fingerprint([tmp_path]) != first
