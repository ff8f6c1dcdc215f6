"""A part of the network, from which every format writes the same nodes and edges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.query.network.columns import Floats, Ints
from kg.query.network.filters import Filter
from kg.query.network.index import Index
from kg.query.network.ties import Edge, Node


@dataclass(frozen=True, slots=True, eq=False)
class Subnetwork:
    """Some nodes and edges; each edge's ends are among the nodes.

    Attributes:
        index: where they are.
        node_numbers, edge_numbers: which, in the order in which they are written.
        centre: the IRI of the node that it is about; None for the whole.
        total_edges: how many edges there are, of which these may be a page; None where counting would take too long.
        next: the cursor of the page after this one; None on the last.
        positions: x and y of each node, where they were asked for.
        community: the number of each node's community, where they were asked for; -1 for one that has none.
        betweenness: the share of shortest paths that each node lies on, where asked for; NaN in very large networks.
    """

    index: Index
    node_numbers: Ints
    edge_numbers: Ints
    centre: str | None = None
    total_edges: int | None = None
    next: str | None = None
    positions: Floats | None = None
    community: Ints | None = None
    betweenness: Floats | None = None

    def nodes(self) -> Iterator[Node]:
        """Each node, one at a time."""
        return self.index.nodes_at(self.node_numbers)

    def edges(self) -> Iterator[Edge]:
        """Each edge, one at a time."""
        return self.index.edges_at(self.edge_numbers)

    @property
    def truncated(self) -> bool:
        """Whether there are more edges than these."""
        return self.next is not None

    def about(self) -> dict[str, Any]:
        """The part's particulars for its readers, as JSON."""
        return {
            "centre": self.centre, "truncated": self.truncated, "total_edges": self.total_edges, "next": self.next,
        }  # fmt: skip


def whole(index: Index, wanted: Filter | None = None) -> Subnetwork:
    """The whole network, or all of it that a filter lets through.

    Where the filter asks something of edges, nodes that are left with none are left out.
    """
    wanted = wanted or Filter()
    every = np.arange(len(index.source), dtype=np.int32)
    edges = every[wanted.edges(index, every)]
    if wanted.of_edges:
        nodes = np.unique(np.concatenate((index.source[edges], index.target[edges])))
    else:
        nodes = np.flatnonzero(wanted.nodes(index)).astype(np.int32)
    return Subnetwork(index, nodes, edges, total_edges=len(edges))
