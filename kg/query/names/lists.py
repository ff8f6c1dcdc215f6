"""Everything of a kind, in the order of its lists: entities by name, incidents and articles by day."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal

from kg.query.names.index import NameIndex
from kg.query.names.values import Kind, Named, at_or_below

ListKey = tuple[str, str]
"""Where a thing stands in the list of its kind: its place and its IRI."""

_COUNT: Final = "SELECT {}, COUNT(*) FROM things WHERE kind = ?{} GROUP BY 1"
_LIST: Final = "SELECT iri, kind, label, class, place FROM things WHERE kind = ?{} ORDER BY {} LIMIT ?"


# The parts of an order: what is in it, how it is sorted, and what follows a place in it; each is walked by an index.
# Days of no known year, and what has no date, begin with "~" and stand last in either order, in their own one.
_FORWARDS: Final = (("1", "place, iri", "(place, iri) > (?, ?)"),)
_NEWEST: Final = (
    ("place < '~'", "place DESC, iri", "place <= ? AND (place < ? OR iri > ?)"),
    ("place >= '~'", "place, iri", "(place, iri) > (?, ?)"),
)


@dataclass(frozen=True, slots=True)
class ListFilter:
    """A filter of things of a kind; None restricts nothing.

    Attributes:
        cls: those of this class or below it.
        among: those with these IRIs.
        outlet: articles of that outlet.
        since, until: articles of these days and those between, as "2024-01-31".
        newest: whether the latest days come first.
    """

    cls: str | None = None
    among: Iterable[str] | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    newest: bool = False


def things(
    names: NameIndex, kind: Kind, wanted: ListFilter, *, after: ListKey | None = None, limit: int = 100
) -> tuple[list[Named], ListKey | None]:
    """Some things of a kind.

    Returns:
        At most `limit` of those that follow `after`, and where the last of them stands if there are more.
    """
    parts = _NEWEST if wanted.newest else _FORWARDS
    if after is not None and after[0] >= "~":
        parts = parts[-1:]
    rows: list[Any] = []
    for number, (part, order, later) in enumerate(parts):
        conditions = [(part, ()), *_conditions(wanted)]
        if after is not None and number == 0:
            conditions.append((later, (*[after[0]] * (later.count("?") - 1), after[1])))
        question = _LIST.format("".join(f" AND {condition}" for condition, _ in conditions), order)
        values = (value for _, values in conditions for value in values)
        rows += names.rows(question, kind, *values, limit + 1 - len(rows))
        if len(rows) > limit:
            break
    last = rows[limit - 1] if len(rows) > limit else None
    return [Named(*about) for *about, _ in rows[:limit]], (last[4], last[0]) if last else None


def tally(names: NameIndex, kind: Kind, wanted: ListFilter, by: Literal["outlet", "iri"]) -> dict[str, int]:
    """How many things of a kind pass a filter, by their outlet or their IRI."""
    conditions = _conditions(wanted)
    question = _COUNT.format(by, "".join(f" AND {condition}" for condition, _ in conditions))
    rows = names.rows(question, kind, *(value for _, values in conditions for value in values))
    return {value: count for value, count in rows if value is not None}


def _conditions(wanted: ListFilter) -> list[tuple[str, tuple[Any, ...]]]:
    conditions: list[tuple[str, tuple[Any, ...]]] = []
    if wanted.cls is not None:
        conditions.append(("class IN (SELECT value FROM json_each(?))", (json.dumps(at_or_below(wanted.cls)),)))
    if wanted.among is not None:
        conditions.append(("iri IN (SELECT value FROM json_each(?))", (json.dumps(sorted(wanted.among)),)))
    for condition, value in (
        ("outlet = ?", wanted.outlet),
        ("day >= ?", wanted.since),
        ("day <= ?", wanted.until),
    ):
        if value is not None:
            conditions.append((condition, (value,)))
    return conditions
