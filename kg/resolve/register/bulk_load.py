"""A register filled with what was decided elsewhere, part by part, so that what is filled stays filled.

Each part is one transaction with the note that it is there. Until the last one is, the register says whose decisions it
is being filled with, and whoever opens it for anything else starts anew: half of one is never taken for a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.resolve.register.database import Register


@dataclass(frozen=True, slots=True)
class RegisterPart:
    """Rows of one table of a register.

    Attributes:
        name: its own among the parts of a build.
        table: which one.
        rows: gives them, each with all of the table's columns in their order.
    """

    name: str
    table: str
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
                places = ", ".join("?" for _ in register.rows(f"PRAGMA table_info({part.table})"))
                register.run_all(f"INSERT INTO {part.table} VALUES ({places})", part.rows())  # noqa: S608  a name of ours
                register.set(f"part {part.name}", "filled")
                register.commit()
            yield part
        register.index()
        register.run("DELETE FROM meta WHERE name = 'filling' OR name LIKE 'part %'")
        for name, value in {**told, "components": _components(register)}.items():
            register.set(name, value)
        register.set("filled", build)
        register.commit()


def _components(register: Register) -> str:
    """The number from which components of accounts are counted on."""
    row = register.row("SELECT max(component) FROM events")
    return str((row and row[0]) or 0)
