"""Betweenness centrality of nodes."""

from __future__ import annotations

from typing import Final

import numpy as np

from kg.query.network.columns import Floats, Ints

MOST: Final = 20_000  # edges up to which it is worked out: some seconds
_SAMPLES: Final = 200  # nodes that shortest paths are counted from; of smaller networks, all


def betweenness(nodes: int, source: Ints, target: Ints) -> Floats:
    """The share of shortest paths that each node lies on, 0 to 1, whatever the edges' direction.

    Exact up to 200 nodes, estimated from 200 of them above (Brandes, "On variants of shortest-path betweenness",
    Social Networks 30, 2008); the same network always gets the same. NaN in networks of more than `MOST` edges, where
    it would take minutes.

    Args:
        nodes: how many there are.
        source: the node that each edge begins at, from 0; parallel edges count as one.
        target: the node that each edge ends at.
    """
    if len(source) > MOST:
        return np.full(nodes, np.nan)
    import networkx as nx  # noqa: PLC0415  slow to import, and only exports need it

    network: nx.Graph[int] = nx.empty_graph(nodes)
    network.add_edges_from(zip(source.tolist(), target.tolist(), strict=True))
    found = nx.betweenness_centrality(network, k=min(nodes, _SAMPLES) or None, seed=1)
    return np.round(np.array([found[n] for n in range(nodes)], dtype=float), 6)
