"""Shared parts of the commands: common options, progress on a terminal, messages."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.errors import SettingsError

if TYPE_CHECKING:
    from kg.settings import Settings

Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="Folder of the graph. [default: $SITREP_DATA, or ./graph]"),
]
Store = Annotated[
    str | None,
    typer.Option(
        "--store", metavar="URL", help="A SPARQL 1.1 server that holds the graph too. [default: $SITREP_STORE]"
    ),
]
Step = Callable[[str, int, int | None], None]
"""Called with the name of a step, how much of it is done, and of how much; None where nobody knows."""


def settings(**given: Any) -> Settings:
    """The settings from the environment, with what the command line gives in their place; None is not given.

    Raises:
        SettingsError: one of them makes no sense.
    """
    from pydantic import ValidationError  # noqa: PLC0415 - slow to import, and `kg --help` has no need of it

    from kg.settings import Settings  # noqa: PLC0415

    try:
        chosen = Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        problem = error.errors()[0]
        name = "_".join(str(part) for part in problem["loc"])
        raise SettingsError(f"The setting SITREP_{name.upper()} makes no sense: {problem['msg']}") from error
    if chosen.private:
        os.umask(0o077)
    return chosen


def examples(*lines: str) -> str:
    """How to use a command, to stand below its help."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)  # click leaves what follows \b unwrapped


def say(line: str = "") -> None:
    """A line of the answer, on standard output."""
    print(line)  # noqa: T201 - this is where the program speaks


def complain(*lines: str) -> None:
    """Say what went wrong, on standard error; the first line bears the program's name."""
    for at, line in enumerate(lines):
        print(f"{'    ' if at else 'kg: '}{line}", file=sys.stderr)  # noqa: T201 - likewise


def patience(chosen: Settings) -> dict[str, Any]:
    """How `Graph.open` waits for another process that writes to the graph, such as a server."""
    return {"wait": chosen.lock_wait, "told": lambda whom: complain(f"{whom}…")}


def number(count: int, one: str, many: str | None = None) -> str:
    """'1 article', '2,400 articles'."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def size(of: float) -> str:
    """'1.2 MB', of a number of bytes."""
    amount = float(of)
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"


@contextmanager
def progress(first: str = "extract") -> Iterator[Step]:
    """A bar for each step while standard error is a terminal; silence in a pipe."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = TextColumn("{task.description:8}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {first: bars.add_task(first, total=None)}

        def step(name: str, done: int, total: int | None) -> None:
            if name not in tasks:
                tasks[name] = bars.add_task(name, total=total)
            bars.update(tasks[name], completed=done, total=total)

        yield step
