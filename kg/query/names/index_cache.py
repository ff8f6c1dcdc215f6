"""A graph's name index: read from beside its snapshot, or made at the first use."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Final
from weakref import WeakKeyDictionary

from kg.query.names.build import build, fold, follow, layered
from kg.query.names.index import NameIndex
from kg.query.names.tables import read, write
from kg.store import Graph
from kg.store.folder_locks import drafted
from kg.store.links import link

_FOLDER: Final = "names-5"  # the number is the format's: what another version wrote is not read
_BASE: Final = "base.sqlite"
_LAYER: Final = "layer.sqlite"
MOST_FOLLOWED: Final = 10_000  # things in a layer, which is copied with each publication: a few megabytes
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
    return snapshot.folder is not None and (snapshot.folder / _FOLDER).exists()


def write_names(graph: Graph, folder: Path) -> None:
    """Write the index of a graph into a snapshot's folder, so that its readers need not make it.

    That beside the state that was published before is brought to where the graph is now, if it is there and not too
    much changed since.

    Raises:
        OSError: it cannot be written.
    """
    try:
        with drafted(folder / _FOLDER) as draft:
            if not _followed(graph, draft):
                _remove(draft / _BASE, draft / _LAYER)
                with closing(write(draft / _BASE, draft / _LAYER)) as made:
                    build(graph, made)
    except sqlite3.Error as failed:
        raise OSError(f"{folder / _FOLDER}: {failed}") from failed


def _followed(graph: Graph, draft: Path) -> bool:
    """Whether the index was brought from the state before to that of a graph."""
    before = graph.published / _FOLDER if graph.published else None
    if graph.touched.everything or before is None or not before.exists():
        return False
    base, layer = draft / _BASE, draft / _LAYER
    try:
        link(str(before / _BASE), str(base))
        shutil.copyfile(before / _LAYER, layer)
        with closing(write(None, layer, onto=base)) as made:
            if not follow(graph, graph.touched, made):
                return False
            if layered(made) <= MOST_FOLLOWED:
                return True
        _remove(base)
        shutil.copyfile(before / _BASE, base)
        with closing(write(base, layer)) as made:
            fold(made)
        _remove(layer)
        write(base, layer).close()
    except (sqlite3.DatabaseError, FileNotFoundError):  # it is broken
        return False
    return True


def _remove(*files: Path) -> None:
    for file in files:
        file.unlink(missing_ok=True)


def _beside(graph: Graph) -> sqlite3.Connection | None:
    folder = graph.folder / _FOLDER if graph.folder else None
    try:
        return read(folder / _BASE, folder / _LAYER) if folder and folder.exists() else None
    except sqlite3.Error:
        return None


def _memory(graph: Graph) -> sqlite3.Connection:
    made = write(None, None)
    build(graph, made)
    return made
