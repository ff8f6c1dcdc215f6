"""What changed in an answer: rows new, gone, and those that differ in their numbers alone."""

from __future__ import annotations

from kg.query.canned import read_questions
from kg.query.canned.differences import RowSet, differences, rows_of
from kg.resources import resource
from kg.store import Graph

COLUMNS, NUMERIC = ("who", "dead"), (False, True)


def rows(*told: tuple[str, str]) -> RowSet:
    return RowSet(COLUMNS, told, NUMERIC)


def test_a_row_is_new_gone_or_changed_in_its_numbers() -> None:
    found = differences(
        rows(("Hamas", "3"), ("Iran", "1"), ("Iraq", "2")), rows(("Hamas", "4"), ("Iraq", "2"), ("US", "1"))
    )
    assert [one.words for one in found] == ["Hamas, 4: dead 4, before 3", "US, 1: new", "Iran, 1: no longer there"]


def test_rows_of_one_name_are_told_one_by_one() -> None:
    found = differences(rows(("Iran", "1")), rows(("Iran", "2"), ("Iran", "3")))
    assert [one.kind for one in found] == ["row-new", "row-new", "row-gone"]


def test_the_rows_of_a_canned_query_know_their_numbers(two_outlets: Graph) -> None:
    questions, broken = read_questions(resource("queries"))
    assert not broken
    told = rows_of(two_outlets, questions["outlets"], {})
    assert "outlet" in told.columns
    assert told.numeric[told.columns.index("outlet")] is False
    assert any(told.numeric)
    assert not differences(told, told)
