"""A register filled with what was decided elsewhere, part by part, so that what is filled stays filled.

Each part is one transaction with the note that it is there. Until the last part is there, the register names the build
that fills it, and starts anew if opened for anything else: half of one is never taken for a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.resolve.register import queries
from kg.resolve.register.database import Register
from kg.resolve.register.schema import Table


@dataclass(frozen=True, slots=True)
class RegisterPart:
    """Rows of one table of a register.

    Attributes:
        name: its own among the parts of a build.
        table: which one.
        columns: names of those that the rows give.
        rows: gives them, each with these columns.
    """

    name: str
    table: Table
    columns: tuple[str, ...]
    rows: Callable[[], Iterable[tuple[Any, ...]]]


def bulk_load(
    path: Path, version: str, build: str, parts: Iterable[RegisterPart], told: Mapping[str, str]
) -> Iterator[RegisterPart]:
    """Make a register hold what a build decided; yields each part that is in it.

    Nothing happens if it holds just that already, and nothing was changed in it since.

    Args:
        path: the register's file.
        version: of the lists and the code that decided.
        build: the name of the build: others decided otherwise.
        parts: all there are.
        told: what a register keeps by name, and no table tells.

    Raises:
        StoreError: it cannot be written.
    """
    with Register(path, version, filling=build) as register:
        if register.get("filled") == build:
            return
        if register.get("filling") != build:
            register.clear()
            register.set("filling", build)
        for part in parts:
            if register.get(f"part {part.name}") is None:
                register.run_all(part.table.put(*part.columns), part.rows())
                register.set(f"part {part.name}", "filled")
                register.commit()
            yield part
        register.index()
        register.run(queries.DROP_NOTES_OF_FILLING)
        for name, value in {**told, "components": _components(register)}.items():
            register.set(name, value)
        register.set("filled", build)
        register.commit()


def _components(register: Register) -> str:
    """The number from which components of accounts are counted on."""
    row = register.row(queries.HIGHEST_COMPONENT_OF_EVENTS)
    return str((row and row[0]) or 0)
