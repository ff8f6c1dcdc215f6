"""Betweenness centrality of nodes."""

from __future__ import annotations

from random import Random
from typing import Final

import numpy as np

from kg.query.network.columns import Floats, Ints

MOST: Final = 20_000  # edges up to which it is worked out: a second or two
_SAMPLES: Final = 200  # nodes that shortest paths are counted from; of smaller networks, all
_AT_ONCE: Final = 50  # of these, whose paths are followed together: few enough for the memory, many for numpy


def betweenness(nodes: int, source: Ints, target: Ints) -> Floats:
    """The share of shortest paths that each node lies on, 0 to 1, whatever the edges' direction.

    Exact up to 200 nodes, estimated from 200 of them above (Brandes, "On variants of shortest-path betweenness",
    Social Networks 30, 2008); the same network always gets the same: what networkx finds with `k=200, seed=1`, in an
    eighth of its time. NaN in networks of more than `MOST` edges.

    Args:
        nodes: how many there are.
        source: the node that each edge begins at, from 0; parallel edges count as one.
        target: the node that each edge ends at.
    """
    if len(source) > MOST:
        return np.full(nodes, np.nan)
    others = nodes - 1  # of a path through a node, the first may be any of these, and the last all but that
    if others < 2:
        return np.zeros(nodes)
    begins = Random(1).sample(range(nodes), _SAMPLES) if nodes > _SAMPLES else range(nodes)  # noqa: S311  no secret
    neighbours = _Neighbours(nodes, source, target)
    share = np.zeros(nodes)
    for start in range(0, len(begins), _AT_ONCE):
        share += neighbours.passed(np.array(begins[start : start + _AT_ONCE], dtype=np.int64))
    firsts = np.full(nodes, len(begins) if nodes > _SAMPLES else others)
    if nodes > _SAMPLES:
        firsts[list(begins)] -= 1  # a path through a node does not begin there
    found: Floats = np.round(share / (firsts * (others - 1)), 6)
    return found


class _Neighbours:
    """Whom each node of a network is tied to."""

    def __init__(self, nodes: int, source: Ints, target: Ints) -> None:
        low, high = source.astype(np.int64), target.astype(np.int64)
        pairs = np.unique(np.concatenate((low * nodes + high, high * nodes + low)))
        self._nodes = nodes
        self._tied = pairs % nodes
        self._first = np.searchsorted(pairs, np.arange(nodes + 1) * nodes)  # of each node's, and behind its last

    def passed(self, begins: Ints) -> Floats:
        """How much each node depends on: the shares of shortest paths from some nodes that it lies on, summed up.

        The paths from all of them are followed at once, step by step: node v, as seen from the nth, is number
        n * nodes + v.
        """
        start = np.arange(len(begins)) * self._nodes + begins
        paths = np.zeros(len(begins) * self._nodes)  # shortest ones that lead there
        paths[start] = 1.0
        seen = paths > 0
        steps: list[tuple[Ints, Ints]] = []
        here = start
        while len(here):
            one, other = self._from(here)
            ahead = ~seen[other]
            one, other = one[ahead], other[ahead]
            np.add.at(paths, other, paths[one])
            here = np.unique(other)
            seen[here] = True
            steps.append((one, other))
        depends = np.zeros_like(paths)
        for one, other in reversed(steps):
            np.add.at(depends, one, paths[one] / paths[other] * (1 + depends[other]))
        depends[start] = 0.0
        found: Floats = depends.reshape(len(begins), self._nodes).sum(axis=0)
        return found

    def _from(self, here: Ints) -> tuple[Ints, Ints]:
        """Each tie of some nodes: its node, and the other one."""
        node = here % self._nodes
        many = self._first[node + 1] - self._first[node]
        within = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        other = self._tied[np.repeat(self._first[node], many) + within]
        return np.repeat(here, many), np.repeat(here - node, many) + other
