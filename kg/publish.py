"""Publishing a graph together with what its readers would otherwise have to make, each for itself."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import Final

from kg.names import write_names
from kg.network import write_index
from kg.store import Graph
from kg.store.backups import is_store_file, link

_BESIDE: Final = (write_names, write_index)


def publish(graph: Graph, like: Path | None = None) -> None:
    """Let readers see what was written; nothing happens if that is what they see already.

    Args:
        graph: open for writing.
        like: the folder of a published state with the same articles and the same default graph, if there is one: what
            is beside that is good for this one, too, and need not be made anew.

    Raises:
        StoreError: the snapshot could not be written.
    """
    if like is not None and like.exists():
        graph.publish([partial(_link_beside, like)])
    else:
        graph.publish([partial(write, graph) for write in _BESIDE])


def _link_beside(like: Path, snapshot: Path) -> None:
    for path in like.iterdir():
        if is_store_file(path.name):
            continue
        if path.is_dir():
            shutil.copytree(path, snapshot / path.name, copy_function=link)
        else:
            link(str(path), str(snapshot / path.name))
