"""The names that Python users import from `kg` itself."""

from __future__ import annotations

import pytest

import kg
from kg.resolve import resolve


def test_every_public_name_is_there_and_loaded_only_when_used() -> None:
    for name in dir(kg):
        assert getattr(kg, name).__name__ == name


def test_the_steps_work_from_the_package_itself() -> None:
    (facts,) = kg.Extractor(kg.Settings()).extract([kg.Article("a", "Two soldiers were killed near Gao on Tuesday.")])
    assert isinstance(facts, kg.Facts)
    resolution = resolve([facts], kg.ActorList([]), kg.Gazetteer([]))
    assert isinstance(resolution, kg.Resolution)


def test_any_other_name_is_an_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = kg.nothing
