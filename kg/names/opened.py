"""A graph's index of names: read from beside its snapshot, or made when it is first wanted."""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path
from typing import Final
from weakref import WeakKeyDictionary

from kg.names.build import build
from kg.names.index import NameIndex
from kg.store import Graph

_FILE: Final = "names-1.sqlite"  # the number is the format's: what another version wrote is not read
_opened: Final[WeakKeyDictionary[Graph, NameIndex]] = WeakKeyDictionary()
_opening: Final = threading.Lock()


def names_of(graph: Graph) -> NameIndex:
    """The index of a graph's names.

    It is kept for as long as the graph is open, if that is a snapshot: what changes is indexed anew each time.
    """
    if not graph.generation:
        return NameIndex(_memory(graph), graph.iris)
    with _opening:
        if graph not in _opened:
            _opened[graph] = NameIndex(_beside(graph) or _memory(graph), graph.iris)
        return _opened[graph]


def write_names(graph: Graph, folder: Path) -> None:
    """Write the index of a graph into a snapshot's folder, so that its readers need not make it.

    Raises:
        OSError: it cannot be written.
    """
    draft = folder / f"{_FILE}.{os.getpid()}"
    try:
        draft.unlink(missing_ok=True)
        made = sqlite3.connect(draft)
        try:
            made.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            build(graph, made)
        finally:
            made.close()
        draft.replace(folder / _FILE)
    except sqlite3.Error as failed:
        raise OSError(f"{folder / _FILE}: {failed}") from failed
    finally:
        draft.unlink(missing_ok=True)


def _beside(graph: Graph) -> sqlite3.Connection | None:
    file = graph.folder / _FILE if graph.folder else None
    if file is None or not file.exists():
        return None
    # Nobody writes to it any more, so nobody needs to lock it.
    return sqlite3.connect(f"{file.absolute().as_uri()}?immutable=1", uri=True, check_same_thread=False)


def _memory(graph: Graph) -> sqlite3.Connection:
    made = sqlite3.connect(":memory:", check_same_thread=False)
    build(graph, made)
    return made
