"""Positions, communities and centrality: of the whole network once for each snapshot, or of a neighbourhood."""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from kg.query.network.centrality import betweenness
from kg.query.network.columns import Ints
from kg.query.network.communities import communities
from kg.query.network.index import Index
from kg.query.network.index_cache import index_of, place_beside
from kg.query.network.layout import layout
from kg.query.network.part import Subnetwork
from kg.store import Graph

_FILE: Final = "drawing.npy"
_WORK: Final = 10_000_000  # edges and nodes times steps: some three seconds
_STEPS: Final = (30, 300)


def placed(part: Subnetwork) -> Subnetwork:
    """A part with positions of its own."""
    order = np.argsort(part.node_numbers)
    return replace(part, positions=_positions(part.index, part.node_numbers, order, part.edge_numbers))


def drawn(graph: Graph, part: Subnetwork) -> Subnetwork:
    """A part of a graph's network with the positions, communities and betweenness that its nodes have in the whole.

    So a node is at the same place in every export of a snapshot, whatever the filter. The first export works them out
    (tens of seconds for a million edges) and leaves them beside the snapshot.
    """
    columns = _whole(graph)[part.node_numbers]
    return replace(part, positions=columns[:, :2], community=columns[:, 2].astype(np.int32), betweenness=columns[:, 3])


def _whole(graph: Graph) -> npt.NDArray[Any]:
    """x, y, community and betweenness of each node."""
    index = index_of(graph)
    folder = place_beside(graph)
    if folder is not None:
        with contextlib.suppress(OSError, ValueError):
            kept: npt.NDArray[Any] = np.load(folder / _FILE, mmap_mode="r")
            if kept.shape == (len(index.iri), 4):
                return kept
    nodes, edges = np.arange(len(index.iri)), np.arange(len(index.source))
    groups = communities(len(nodes), index.source, index.target, index.weight.astype(float))
    central = betweenness(len(nodes), index.source, index.target)
    columns = np.column_stack((_positions(index, nodes, nodes, edges), groups, central))
    if folder is not None:
        with contextlib.suppress(OSError):  # a snapshot that may only be read is drawn again next time
            _keep(columns, folder)
    return columns


def _positions(index: Index, nodes: Ints, order: Ints, edges: Ints) -> npt.NDArray[Any]:
    """Of nodes that `order` sorts, tied by those edges."""
    source, target = (order[np.searchsorted(nodes, ends[edges], sorter=order)] for ends in (index.source, index.target))
    steps = int(np.clip(_WORK // max(1, len(nodes) + len(edges)), *_STEPS))
    return np.round(layout(len(nodes), source, target, index.weight[edges].astype(float), steps), 2)


def _keep(columns: npt.NDArray[Any], folder: Path) -> None:
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".npy", delete=False) as draft:
        np.save(draft, columns)
    Path(draft.name).replace(folder / _FILE)
