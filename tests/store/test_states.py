"""States of past days: kept when a later day's first publication takes their place, and forgotten by age."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from factories import BASE
from pyoxigraph import NamedNode, Quad

from kg.errors import NotFound
from kg.store import Graph
from kg.store.states import forget_states, kept_days

TODAY = dt.datetime.now(dt.UTC).date()


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def known(name: str) -> Quad:
    return Quad(NamedNode(f"{BASE}entity/{name}"), NamedNode("http://example.org/p"), NamedNode("http://example.org/o"))


def publish(folder: Path, *names: str, day: dt.date) -> None:
    """Publish a state on a day that is past."""
    with Graph.open(folder, base=BASE) as graph:
        graph.apply(believed=map(known, names))
        graph.publish()
    noon = dt.datetime.combine(day, dt.time(12), dt.UTC).timestamp()
    os.utime(folder / "CURRENT", (noon, noon))


def asked(folder: Path, day: dt.date | None = None) -> tuple[int, set[str]]:
    """The number of the state that answers for a day, and what was known then."""
    with Graph.snapshot(folder, base=BASE, day=day) as graph:
        return graph.generation, {quad.subject.value.rpartition("/")[2] for quad in graph.quads()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    publish(tmp_path / "graph", "a", day=ago(9))
    publish(tmp_path / "graph", "a", "b", day=ago(9))
    publish(tmp_path / "graph", "b", "c", day=ago(5))
    publish(tmp_path / "graph", "c", "d", day=ago(2))
    return tmp_path / "graph"


def test_a_day_is_answered_with_what_was_published_last_when_it_ended(folder: Path) -> None:
    assert kept_days(folder) == [ago(9), ago(5)]
    for day, state in {9: (2, {"a", "b"}), 6: (2, {"a", "b"}), 5: (3, {"b", "c"}), 3: (3, {"b", "c"})}.items():
        assert asked(folder, ago(day)) == state
    assert asked(folder, ago(2)) == asked(folder, TODAY) == asked(folder) == (4, {"c", "d"})


def test_a_day_that_is_not_kept_or_has_not_come_is_refused_with_what_is_there(folder: Path) -> None:
    with pytest.raises(NotFound, match=rf"not kept: the oldest state is that of {ago(9)}.*SITREP_STATES_DAYS"):
        asked(folder, ago(10))
    with pytest.raises(NotFound, match="has not come"):
        asked(folder, ago(-1))


@pytest.mark.parametrize(("days", "left"), [(30, [9, 5]), (5, [5]), (4, [5]), (2, []), (0, [])])
def test_a_state_is_forgotten_when_it_answers_for_no_day_that_is_to_be_kept(
    days: int, left: list[int], folder: Path
) -> None:
    forget_states(folder, days)
    assert kept_days(folder) == [ago(day) for day in left]
    assert asked(folder) == (4, {"c", "d"})


def test_where_no_state_is_kept_none_is_forgotten(tmp_path: Path) -> None:
    forget_states(tmp_path / "none", 0)
    publish(tmp_path / "graph", "a", day=TODAY)
    forget_states(tmp_path / "graph", 0)
    assert asked(tmp_path / "graph") == (1, {"a"})
    forget_states(tmp_path / "graph", 30)
    assert kept_days(tmp_path / "graph") == []


def test_what_a_crash_left_of_a_state_stops_nothing_and_is_cleared_away(folder: Path) -> None:
    left = folder / "states" / f".{ago(2)}.999999999"
    left.mkdir()
    (folder / "states" / f"{ago(2)}").mkdir()
    (folder / "states" / f"{ago(2)}" / "GENERATION").touch()
    publish(folder, "e", day=TODAY)
    forget_states(folder, 30)
    assert not left.exists()
    assert asked(folder, ago(2)) == (4, {"c", "d"})


def test_a_kept_state_takes_no_room_for_what_has_not_changed(folder: Path) -> None:
    files = list((folder / "states").rglob("*.sst"))
    assert files
    assert any(file.stat().st_nlink > 1 for file in files)


def test_a_reader_goes_on_with_a_state_that_is_forgotten_meanwhile(folder: Path) -> None:
    with Graph.snapshot(folder, base=BASE, day=ago(9)) as graph:
        forget_states(folder, 0)
        assert {quad.subject.value.rpartition("/")[2] for quad in graph.quads()} == {"a", "b"}
    forget_states(folder, 0)
    assert kept_days(folder) == []
