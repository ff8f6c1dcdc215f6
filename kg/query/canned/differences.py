"""What changed in the answer of a canned query from one state of a graph to another: rows new, gone and changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import QuerySolutions

from kg.query.canned.question import Question, Values
from kg.store import Graph
from kg.vocab import XSD

RowChange = Literal["row-new", "row-gone", "row-changed"]
Row = tuple[str, ...]
_NUMBERS: Final = {XSD + name for name in ("integer", "decimal", "double", "float")}
_TOLD: Final = 4  # cells that name a row


@dataclass(frozen=True, slots=True)
class RowSet:
    """The rows of an answer as text, in its order; `numeric` marks the columns that hold numbers in one of them."""

    columns: Row
    rows: tuple[Row, ...]
    numeric: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One row that is otherwise than before; `before` and `after` are empty where it was or is not there."""

    kind: RowChange
    columns: Row
    before: Row
    after: Row

    @property
    def words(self) -> str:
        """What changed, on one line."""
        cells = self.after or self.before
        name = ", ".join([cell for cell in cells if cell][:_TOLD])
        if self.kind != "row-changed":
            return f"{name}: {'new' if self.kind == 'row-new' else 'no longer there'}"
        both = zip(self.columns, self.before, self.after, strict=True)
        return f"{name}: {', '.join(f'{column} {now}, before {was}' for column, was, now in both if was != now)}"


def rows_of(graph: Graph, question: Question, values: Values) -> RowSet:
    """The rows of a canned query.

    Raises:
        ParameterError: a value is missing, malformed or unknown.
    """
    answer = graph.query(question.bind(values, graph))
    assert isinstance(answer, QuerySolutions)  # canned queries are SELECTs
    columns = tuple(variable.value for variable in answer.variables)
    numeric, rows = [False] * len(columns), list[Row]()
    for solution in answer:
        terms = [solution[column] for column in columns]
        for at, term in enumerate(terms):
            numeric[at] |= isinstance(term, RdfLiteral) and term.datatype.value in _NUMBERS
        rows.append(tuple("" if term is None else str(getattr(term, "value", term)) for term in terms))
    return RowSet(columns, tuple(dict.fromkeys(rows)), tuple(numeric))


def differences(before: RowSet, after: RowSet) -> list[RowDifference]:
    """What changed from one answer to another. Rows that differ in numbers alone are one that changed."""
    numeric = [was or now for was, now in zip(before.numeric, after.numeric, strict=True)]
    gone, new = (
        _by_name([row for row in some if row not in others], numeric)
        for some, others in ((before.rows, set(after.rows)), (after.rows, set(before.rows)))
    )
    found = []
    for name in dict.fromkeys((*new, *gone)):
        was, now = gone.get(name, []), new.get(name, [])
        if len(was) == len(now) == 1:
            found.append(RowDifference("row-changed", after.columns, was[0], now[0]))
            continue
        found += [RowDifference("row-new", after.columns, (), row) for row in now]
        found += [RowDifference("row-gone", after.columns, row, ()) for row in was]
    return found


def _by_name(rows: Sequence[Row], numeric: Sequence[bool]) -> dict[Row, list[Row]]:
    """Rows by what they are of: the cells that are no numbers."""
    found = defaultdict[Row, list[Row]](list)
    for row in rows:
        found[tuple(cell for cell, number in zip(row, numeric, strict=True) if not number)].append(row)
    return dict(found)
