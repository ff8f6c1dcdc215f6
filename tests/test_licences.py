"""Every dependency, of the core and of each extra, has a licence that pyproject.toml allows."""

from __future__ import annotations

import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path

from dependencies import needed

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LICENCES = PROJECT["tool"]["licences"]
LONGEST_NAME = 60  # characters; what is longer is the licence itself


def licence_of(found: Distribution) -> str:
    """A distribution's licence as an SPDX expression, or whatever its metadata say."""
    told = found.metadata
    if own := LICENCES["read"].get(found.name.replace("_", "-")):
        return str(own)
    if expression := told.get("License-Expression"):
        return expression
    classified = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License")]
    written = (told.get("License") or "").strip()
    name = written if 0 < len(written) < LONGEST_NAME else " OR ".join(classified)
    return str(LICENCES["names"].get(name, name))


def is_allowed(expression: str) -> bool:
    """Whether one of the alternatives holds allowed licences only."""
    names = LICENCES["names"]
    return any(
        all(names.get(each, each) in LICENCES["allowed"] for each in alternative.strip("() ").split(" AND "))
        for alternative in expression.split(" OR ")
    )


def test_every_dependency_has_an_allowed_licence() -> None:
    extras = frozenset(distribution("sitrep-kg").metadata.get_all("Provides-Extra", []))
    told = {found.name: licence_of(found) for found in needed("sitrep-kg", extras).values()}
    assert len(told) > 60
    assert {name: licence for name, licence in told.items() if not is_allowed(licence)} == {}


def test_a_licence_counts_that_one_alternative_allows() -> None:
    assert is_allowed("GPL-3.0-only OR MIT")
    assert is_allowed("(Apache-2.0 AND MIT)")
    assert not is_allowed("MIT AND GPL-3.0-only")
    assert not is_allowed("")
