"""Publication: a new snapshot with the indexes that its readers need."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from kg.query.changes import note_changes
from kg.query.names import has_names, write_names
from kg.query.network import has_index, write_index
from kg.store import Graph
from kg.store.backups import is_store_file
from kg.store.links import link

_BESIDE: Final = {has_names: write_names, has_index: write_index}


def publish(graph: Graph) -> None:
    """Let readers see what was written; nothing happens if that is what they see already.

    What is beside the state that was published before follows the changes since then, or stays if there are none. The
    journal of changes tells what they are.

    Args:
        graph: open for writing.

    Raises:
        StoreError: the snapshot could not be written.
    """
    writes: list[Callable[[Path], None]] = [partial(write, graph) for write in (*_BESIDE.values(), note_changes)]
    if graph.published is not None and not graph.published.is_dir():
        graph.touched.note_everything()  # it was lost, with what was beside it
    if graph.published is not None and not graph.touched:
        writes = [partial(_link_beside, graph.published)]
    graph.publish(writes)


def build_missing_indexes(graph: Graph, told: Callable[[str], None]) -> None:
    """Write the indexes that a published state lacks, as after another version published it.

    Otherwise each reader would make them for itself, each time that it opens the state.

    Args:
        graph: a published state.
        told: hears what is to be done, and if it cannot be.
    """
    lacking = [write for has, write in _BESIDE.items() if graph.folder and not has(graph)]
    if not lacking:
        return
    assert graph.folder
    told("another version of kg published this graph: its indexes are made anew")
    graph.touched.note_everything()  # whatever the newest state has beside it is no index of another one
    try:
        for write in lacking:
            write(graph, graph.folder)
    except OSError as failed:
        told(f"they cannot be kept ({failed}), so that every reader makes its own")


def _link_beside(like: Path, snapshot: Path) -> None:
    for path in like.iterdir():
        if is_store_file(path.name):
            continue
        if path.is_dir():
            shutil.copytree(path, snapshot / path.name, copy_function=link)
        else:
            link(str(path), str(snapshot / path.name))
