"""A graph's index: read from beside its snapshot, or made when it is first wanted."""

from __future__ import annotations

import shutil
import tempfile
import threading
from pathlib import Path
from typing import Final
from weakref import WeakKeyDictionary

from kg.network.arrange import arrange
from kg.network.columns import load, save
from kg.network.evidence import Evidence
from kg.network.follow import follow
from kg.network.gather import gather
from kg.network.index import Index
from kg.store import Graph

_FOLDER: Final = "network-3"  # the number is the format's: what another version wrote is not read
_opened: Final[WeakKeyDictionary[Graph, Index]] = WeakKeyDictionary()
_opening: Final = threading.Lock()


def index_of(graph: Graph) -> Index:
    """The index of a graph.

    It is kept for as long as the graph is open, if that is a snapshot: what changes is indexed anew each time.
    """
    if not graph.generation:
        return arrange(gather(graph))
    with _opening:
        if graph not in _opened:
            _opened[graph] = _beside(graph) or arrange(gather(graph))
        return _opened[graph]


def place_beside(graph: Graph) -> Path | None:
    """The folder of what is derived from a snapshot's network, if it has one."""
    return graph.folder / _FOLDER if graph.folder and (graph.folder / _FOLDER).is_dir() else None


def has_index(snapshot: Graph) -> bool:
    """Whether a snapshot has its index beside it."""
    return place_beside(snapshot) is not None


def write_index(graph: Graph, folder: Path) -> None:
    """Write the index of a graph into a snapshot's folder, so that its readers need not make it.

    It is made from that beside the state that was published before, if there is one and not too much changed since.

    Raises:
        OSError: it cannot be written.
    """
    evidence = _followed(graph) or gather(graph)
    draft = Path(tempfile.mkdtemp(dir=folder, prefix=".network."))
    try:
        save(evidence, draft)
        save(arrange(evidence), draft)  # some columns are in both
        draft.replace(folder / _FOLDER)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _followed(graph: Graph) -> Evidence | None:
    if graph.touched.everything or graph.published is None:
        return None
    try:
        before = load(Evidence, graph.published / _FOLDER)
    except (OSError, ValueError):
        return None
    return follow(before, graph, graph.touched)


def _beside(graph: Graph) -> Index | None:
    try:
        return load(Index, graph.folder / _FOLDER) if graph.folder else None
    except (OSError, ValueError):
        return None
