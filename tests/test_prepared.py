"""What takes long to make of lists is made once for each version of them."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.knowledge.prepared import prepared


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "sitrep"


def test_it_is_made_once_and_anew_for_another_version(cache: Path) -> None:
    made: list[str] = []

    def make() -> list[str]:
        made.append("once")
        return ["Gao", "Kidal"]

    assert prepared("places", "1", make) == prepared("places", "1", make) == ["Gao", "Kidal"]
    assert made == ["once"]
    for version in "23456":
        prepared("places", version, make)
    assert made == ["once"] * 6
    kept = list(cache.glob("*.pickle"))
    assert len(kept) == 4  # old versions go
    assert not any(file.stat().st_mode & 0o077 for file in kept)


def test_what_is_in_use_outlasts_any_number_of_others() -> None:
    prepared("places", "ours", lambda: "made")
    for version in "1234567":
        prepared("places", version, lambda: "another")
        assert prepared("places", "ours", lambda: "made anew") == "made"


def test_of_several_who_begin_at_once_one_makes_it_for_all() -> None:
    made: list[int] = []

    def make(who: int) -> int:
        made.append(who)
        time.sleep(0.2)
        return who

    with ThreadPoolExecutor(4) as begun:
        given = set(begun.map(lambda who: prepared("places", "1", lambda: make(who)), range(4)))
    assert given == set(made)
    assert len(made) == 1


@pytest.mark.parametrize("damage", [b"", b"no pickle", b"\x80\x05K"])
def test_a_damaged_file_is_made_anew(cache: Path, damage: bytes) -> None:
    prepared("places", "1", lambda: "made")
    (kept,) = cache.glob("*.pickle")
    kept.write_bytes(damage)
    assert prepared("places", "1", lambda: "made anew") == "made anew"
    assert prepared("places", "1", lambda: "never") == "made anew"


def test_where_no_cache_can_be_kept_it_is_made_each_time(cache: Path) -> None:
    cache.parent.mkdir()
    cache.write_text("in the way")
    assert [prepared("places", "1", lambda n=n: n) for n in (1, 2)] == [1, 2]
