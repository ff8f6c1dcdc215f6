"""Publishing a graph together with what its readers would otherwise have to make, each for itself."""

from __future__ import annotations

from functools import partial
from typing import Final

from kg.names import write_names
from kg.network import write_index
from kg.store import Graph

_BESIDE: Final = (write_names, write_index)


def publish(graph: Graph) -> None:
    """Let readers see what was written; nothing happens if that is what they see already.

    Raises:
        StoreError: the snapshot could not be written.
    """
    graph.publish([partial(write, graph) for write in _BESIDE])
