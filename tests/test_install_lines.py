"""Every line that tells somebody to install something names an extra of ours, or a package that we depend on."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
REQUIREMENTS = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"], *chain(*EXTRAS.values())]
LINE = re.compile(r"pip install ([^`\"\n)]*)")
OURS = re.compile(r"(?:-c constraints\.txt )?(?:-e|--editable)(?: '?\.(?:\[([\w,]+)\])?'?)?")


def name_of(requirement: str) -> str:
    return re.split(r"[\[<>=~;! ]", requirement, maxsplit=1)[0].lower()


def told() -> Iterator[tuple[str, str]]:
    files = [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    for folder, pattern in (("docs", "*.md"), ("kg", "*.py"), ("api", "*.py"), ("benchmarks", "*.py")):
        files += sorted((ROOT / folder).rglob(pattern))
    for file in files:
        for match in LINE.finditer(file.read_text("utf-8")):
            yield str(file.relative_to(ROOT)), match[1].strip().rstrip("\"').,").strip()


@pytest.mark.parametrize(("file", "line"), list(told()))
def test_what_is_to_be_installed_is_ours_or_what_we_depend_on(file: str, line: str) -> None:
    assert not re.search(r"\bsitrep\b(?!-kg)", line), "that name on the registry is somebody else's"
    if ours := OURS.match(line):
        assert set((ours[1] or "").split(",")) - {""} <= EXTRAS.keys()
    elif not line.startswith(("--", "{")):
        package = name_of(line.strip("'\""))
        assert not package or package in map(name_of, REQUIREMENTS) or package == "fsspec", f"{file}: {package}"


def test_the_constraints_pin_all_that_we_name() -> None:
    pinned = defaultdict[str, list[str]](list)
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        if "==" in line:
            name, _, version = line.partition(" ;")[0].partition("==")
            pinned[canonicalize_name(name)].append(version.strip())
    for requirement in map(Requirement, REQUIREMENTS):
        versions = pinned[canonicalize_name(requirement.name)]
        assert versions, f"{requirement.name} is not in constraints.txt: run make lock"
        assert all(requirement.specifier.contains(version) for version in versions), f"{requirement}: run make lock"
