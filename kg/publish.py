"""Publishing a graph together with what its readers would otherwise have to make, each for itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from kg.names import write_names
from kg.network import write_index
from kg.store import Graph
from kg.store.backups import is_store_file, link

_BESIDE: Final = (write_names, write_index)


def publish(graph: Graph) -> None:
    """Let readers see what was written; nothing happens if that is what they see already.

    What is beside the state that was published before follows the changes since then, or stays if there are none.

    Args:
        graph: open for writing.

    Raises:
        StoreError: the snapshot could not be written.
    """
    writes: list[Callable[[Path], None]] = [partial(write, graph) for write in _BESIDE]
    if graph.published is not None and not graph.touched:
        writes = [partial(_link_beside, graph.published)]
    graph.publish(writes)


def _link_beside(like: Path, snapshot: Path) -> None:
    for path in like.iterdir():
        if is_store_file(path.name):
            continue
        if path.is_dir():
            shutil.copytree(path, snapshot / path.name, copy_function=link)
        else:
            link(str(path), str(snapshot / path.name))
