"""A graph's index of names: read from beside its snapshot, or made when it is first wanted."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Final
from weakref import WeakKeyDictionary

from kg.names.build import build, follow
from kg.names.index import NameIndex
from kg.store import Graph

_FILE: Final = "names-2.sqlite"  # the number is the format's: what another version wrote is not read
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


def has_names(snapshot: Graph) -> bool:
    """Whether a snapshot has an index of its names beside it."""
    return snapshot.folder is not None and (snapshot.folder / _FILE).exists()


def write_names(graph: Graph, folder: Path) -> None:
    """Write the index of a graph into a snapshot's folder, so that its readers need not make it.

    That beside the state that was published before is brought to where the graph is now, if it is there and not too
    much changed since.

    Raises:
        OSError: it cannot be written.
    """
    draft = folder / f"{_FILE}.{os.getpid()}"
    try:
        if not _followed(graph, draft):
            draft.unlink(missing_ok=True)
            with closing(_writable(draft)) as made:
                build(graph, made)
        draft.replace(folder / _FILE)
    except sqlite3.Error as failed:
        raise OSError(f"{folder / _FILE}: {failed}") from failed
    finally:
        draft.unlink(missing_ok=True)


def _followed(graph: Graph, draft: Path) -> bool:
    before = graph.published / _FILE if graph.published else None
    if graph.touched.everything or before is None or not before.exists():
        return False
    shutil.copyfile(before, draft)
    try:
        with closing(_writable(draft)) as made:
            return follow(graph, graph.touched, made)
    except sqlite3.DatabaseError:  # it is broken
        return False


def _writable(file: Path) -> sqlite3.Connection:
    made = sqlite3.connect(file)
    made.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")  # nobody reads it before it is whole
    return made


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
