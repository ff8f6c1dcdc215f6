"""A register filled with what was decided elsewhere: the same, and never taken for whole before it is."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from factories import GAZETTEER
from registers import kept, remembered, taken_apart
from resolve.accounts import ACTORS, tells

from kg.resolve.register.bulk_load import RegisterPart, bulk_load
from kg.resolve.register.database import Register
from kg.resolve.resolver import Resolver

VERSION = "lists and code"
TOLD = [tells(f"a{n}", date="2024-01-04", place="Baghdad", victim=f"Karim Nasser{n % 2}") for n in range(5)]


def change(path: Path, *, put: slice) -> None:
    with Register(path, VERSION) as register:
        Resolver(register, ACTORS, GAZETTEER).change(TOLD[put], (), {f.article.id: f for f in TOLD}.get)
        register.commit()


@pytest.fixture
def decided(tmp_path: Path) -> Path:
    change(tmp_path / "decided", put=slice(4))
    return tmp_path / "decided"


@pytest.fixture
def parts(decided: Path) -> list[RegisterPart]:
    return taken_apart(decided, 3)


def is_new(path: Path) -> bool:
    with Register(path, VERSION) as register:
        return register.new


def test_it_goes_on_where_it_was_and_then_decides_as_if_it_had_decided_all(
    decided: Path, parts: list[RegisterPart], tmp_path: Path
) -> None:
    path = tmp_path / "filled"
    with Register(path, VERSION) as other:  # of something else, to be put out of the way
        other.commit()
    list(islice(bulk_load(path, VERSION, "build", parts, kept(decided)), 4))
    asked: list[str] = []
    noting = [replace(part, rows=lambda part=part: asked.append(part.name) or part.rows()) for part in parts]
    assert [part.name for part in bulk_load(path, VERSION, "build", noting, kept(decided))] == [p.name for p in parts]
    assert asked == [part.name for part in parts[4:]]
    assert remembered(path) == remembered(decided)
    assert not is_new(path)
    for register in (path, decided):
        change(register, put=slice(4, 5))
    assert remembered(path) == remembered(decided)


def test_half_of_one_is_whole_for_nobody_and_is_no_half_of_another(
    decided: Path, parts: list[RegisterPart], tmp_path: Path
) -> None:
    path = tmp_path / "filled"
    list(islice(bulk_load(path, VERSION, "another build", parts[5:], {}), 2))
    list(bulk_load(path, VERSION, "build", parts, kept(decided)))
    assert remembered(path) == remembered(decided)
    list(islice(bulk_load(tmp_path / "half", VERSION, "build", parts, {}), len(parts)))
    assert is_new(tmp_path / "half")


def test_what_is_whole_is_filled_again_only_after_a_change(
    decided: Path, parts: list[RegisterPart], tmp_path: Path
) -> None:
    path = tmp_path / "filled"
    list(bulk_load(path, VERSION, "build", parts, kept(decided)))
    assert not list(bulk_load(path, VERSION, "build", parts, kept(decided)))
    change(path, put=slice(4, 5))
    assert remembered(path) != remembered(decided)
    assert len(list(bulk_load(path, VERSION, "build", parts, kept(decided)))) == len(parts)
    assert remembered(path) == remembered(decided)
