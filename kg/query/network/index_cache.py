"""A graph's network index: read from beside its snapshot, updated from an earlier state, or made at the first use.

    network-4/         the index and its evidence, in columns
    network-4.before/  where that is not there yet: the evidence of an earlier state, and what changed since

Publishing writes the second where little changed, which takes as long as the change is large. The first reader who
wants the network makes the first of it, by passes over all columns; whoever comes later finds it.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final
from weakref import WeakKeyDictionary

from kg.query.network.build_index import arrange
from kg.query.network.collect_evidence import gather
from kg.query.network.columns import files, load, save
from kg.query.network.evidence import NetworkEvidence
from kg.query.network.follow import follow, worth_following
from kg.query.network.index import Index
from kg.store import ChangeSet, Graph
from kg.store.folder_locks import alone, drafted
from kg.store.links import link

_FOLDER: Final = "network-4"  # the number is the format's: what another version wrote is not read
_BEFORE: Final = f"{_FOLDER}.before"
_CHANGES: Final = "changes.json"
MOST_FOLLOWED: Final = 10_000  # changes that are left to readers: asking the graph about them takes a second at most
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
    """The folder of what is derived from a snapshot's network, if it has one; `index_of` may have to come first."""
    return graph.folder / _FOLDER if graph.folder and (graph.folder / _FOLDER).is_dir() else None


def has_index(snapshot: Graph) -> bool:
    """Whether a snapshot has its index beside it, or what it follows from without asking the whole graph."""
    return snapshot.folder is not None and any((snapshot.folder / name).is_dir() for name in (_FOLDER, _BEFORE))


def write_index(graph: Graph, folder: Path) -> None:
    """Write the index of a graph into a snapshot's folder, so that its readers need not make it.

    If little changed since the state that was published before, that is noted in place of it.

    Raises:
        OSError: it cannot be written.
    """
    found = _before(graph.published, graph)
    if found is None:
        _write(gather(graph), folder)
        return
    place, evidence, changes = found
    changes.include(graph.touched)
    if not worth_following(evidence, changes):
        _write(gather(graph), folder)
    elif len(changes) > MOST_FOLLOWED:
        _write(follow(evidence, graph, changes), folder)
    else:
        with drafted(folder / _BEFORE) as draft:
            for name in files(NetworkEvidence):
                link(str(place / name), str(draft / name))
            changes.save(draft / _CHANGES)


def _before(state: Path | None, graph: Graph) -> tuple[Path, NetworkEvidence, ChangeSet] | None:
    """The folder of the evidence that a state starts from, that evidence, and the changes since."""
    if state is None:
        return None
    try:
        if (state / _FOLDER).is_dir():
            return state / _FOLDER, load(NetworkEvidence, state / _FOLDER), ChangeSet(graph.iris, everything=False)
        before = state / _BEFORE
        return before, load(NetworkEvidence, before), ChangeSet.load(before / _CHANGES, graph.iris)
    except (OSError, ValueError):
        return None


def _beside(graph: Graph) -> Index | None:
    if graph.folder is None:
        return None
    try:
        if not (graph.folder / _FOLDER).is_dir() and (graph.folder / _BEFORE).is_dir():
            with alone(graph.folder / _BEFORE):
                if not (graph.folder / _FOLDER).is_dir():
                    return _completed(graph, graph.folder)
        return load(Index, graph.folder / _FOLDER)
    except (OSError, ValueError):
        return None


def _completed(graph: Graph, folder: Path) -> Index:
    """The index of a snapshot, from what stands beside that; left there for others, if this may write there."""
    found = _before(folder, graph)
    evidence = follow(found[1], graph, found[2]) if found else gather(graph)
    try:
        _write(evidence, folder)
    except OSError:
        return arrange(evidence)
    return load(Index, folder / _FOLDER)


def _write(evidence: NetworkEvidence, folder: Path) -> None:
    with drafted(folder / _FOLDER) as draft:
        save(evidence, draft)
        save(arrange(evidence), draft)  # some columns are in both
