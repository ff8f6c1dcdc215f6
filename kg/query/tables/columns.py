"""Columns of the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["text", "integer", "number", "boolean"]
Cell = str | int | float | bool | None
Row = Mapping[str, Cell]
"""A row by its columns' names; None where nothing is known."""

_BETWEEN: Final = " | "


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what its values are, and what they mean."""

    name: str
    kind: Kind
    about: str


def several(values: Iterable[str]) -> str | None:
    """Several values in one cell."""
    return _BETWEEN.join(values) or None
