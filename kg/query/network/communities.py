"""Communities, by Leiden's method."""

from __future__ import annotations

import numpy as np
from graspologic_native import leiden

from kg.query.network.columns import Floats, Ints


def communities(nodes: int, source: Ints, target: Ints, weight: Floats) -> Ints:
    """The number of each node's community, the largest being 0; the same network always gets the same.

    They are Leiden's, by modularity, whatever the edges' direction (Traag, Waltman, van Eck, "From Louvain to Leiden",
    Scientific Reports 9, 2019). A node without edges is a community of its own.

    Args:
        nodes: how many there are.
        source: the node that each edge begins at, from 0; several edges between two nodes count together.
        target: the node that each edge ends at.
        weight: how strongly each edge ties them.
    """
    low, high = np.minimum(source, target), np.maximum(source, target)
    pairs, which = np.unique(low.astype(np.int64) * max(1, nodes) + high, return_inverse=True)
    strength = np.bincount(which, weight, len(pairs))
    names = [str(n) for n in range(nodes)]
    ends = zip(*(part.tolist() for part in np.divmod(pairs, max(1, nodes))), strict=True)
    edges = [(names[one], names[other], tie) for (one, other), tie in zip(ends, strength.tolist(), strict=True)]
    found = _leiden(edges) if edges else {}
    column = np.array([found.get(name, -1) for name in names], dtype=np.int64)
    alone = column < 0
    column[alone] = column.max(initial=-1) + 1 + np.arange(alone.sum())
    return _by_size(column)


def _leiden(edges: list[tuple[str, str, float]]) -> dict[str, int]:
    found: dict[str, int]
    _, found = leiden(
        edges, starting_communities=None, resolution=1.0, randomness=0.001, iterations=1, use_modularity=True, seed=1,
        trials=1,
    )  # fmt: skip
    return found


def _by_size(column: Ints) -> Ints:
    """The same communities, numbered from the largest; of equal ones, that of the first node comes first."""
    _, first, which, sizes = np.unique(column, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    numbers: Ints = place[which].astype(np.int32)
    return numbers
