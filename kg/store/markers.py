"""The small files that name a graph's format, base and published state; mended if damaged.

A crash of the machine, or a full disk, can leave either empty. What it should say follows from what else is there.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from kg.errors import StoreError
from kg.store.advice import DAMAGED, advice

FORMAT: Final = 1  # raised when graphs of an older format can no longer be read
_CURRENT: Final = "CURRENT"
_ABOUT: Final = "graph.json"
_AGAIN: Final = "build the graph again, or add to it"


def latest_generation(folder: Path) -> int | None:
    """The number of the snapshot last published in a graph's folder; None if there is none.

    Raises:
        StoreError: it cannot be read.
    """
    try:
        return int((folder / _CURRENT).read_text())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as wrong:
        raise StoreError(f"{folder / _CURRENT} cannot be read ({wrong}); {advice(wrong, _AGAIN)}") from wrong


def published_on(folder: Path) -> dt.date | None:
    """The day, by UTC, on which the current state was published: when its number was noted; None if there is none."""
    try:
        noted = (folder / _CURRENT).stat().st_mtime
    except OSError:
        return None
    return dt.datetime.fromtimestamp(noted, dt.UTC).date()


def note_generation(folder: Path, generation: int) -> None:
    """Let readers open that snapshot from now on."""
    write_atomically(folder / _CURRENT, f"{generation}\n")


def mend_generation(folder: Path) -> bool:
    """Where it is damaged, let readers open the newest snapshot meanwhile; whether it was."""
    try:
        latest_generation(folder)
    except StoreError:
        numbers = [int(path.name) for path in folder.glob("snapshots/*") if path.name.isdecimal()]
        if numbers:
            note_generation(folder, max(numbers))
        else:
            (folder / _CURRENT).unlink()
        return True
    return False


def is_damaged(folder: Path) -> bool:
    """Whether the folder's description is there and cannot be read."""
    return (folder / _ABOUT).exists() and _about(folder) is None


def name_base(folder: Path, base: str) -> None:
    """Say that the folder is that of a graph of a base."""
    write_atomically(folder / _ABOUT, json.dumps({"format": FORMAT, "base": base}) + "\n")


def mend_base(folder: Path, base: str, store: Store) -> None:
    """Say again of what base a graph is, if what it holds is of that.

    Raises:
        StoreError: it is not.
    """
    if not any(str(name).startswith(f"<{base}") for name in store.named_graphs()):
        raise StoreError(f"{folder / _ABOUT} cannot be read, and the graph is not of the base {base}; {DAMAGED}")
    name_base(folder, base)


def check_base(folder: Path, wanted: str) -> None:
    """See that a folder's graph can be read.

    Raises:
        StoreError: it is of another format or base, or says nothing of these.
    """
    about = _about(folder)
    if about is None:
        raise StoreError(f"{folder / _ABOUT} cannot be read; {_AGAIN}")
    format_, base = about
    if format_ != FORMAT:
        raise StoreError(f"The graph in {folder} is of format {format_}, not {FORMAT}; build it into a new folder")
    if base != wanted:
        raise StoreError(
            f"The graph in {folder} has the base {base}, not {wanted}; set SITREP_BASE to it, "
            "or build into a new folder"
        )


def write_atomically(path: Path, text: str) -> None:
    """Write a file so that it is never seen half written."""
    draft = path.with_name(path.name + ".draft")
    with draft.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)


def _about(folder: Path) -> tuple[object, object] | None:
    try:
        about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
        return about["format"], about["base"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
