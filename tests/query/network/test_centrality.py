"""Betweenness, on networks where it can be told by looking."""

from __future__ import annotations

import numpy as np

from kg.query.network.centrality import MOST, betweenness
from kg.query.network.columns import Ints


def ints(*values: int) -> Ints:
    return np.array(values, dtype=np.int32)


def test_who_stands_between_all_others_lies_on_all_their_shortest_paths() -> None:
    hub = betweenness(5, ints(0, 0, 3, 4), ints(1, 2, 0, 0))
    assert hub.tolist() == [1, 0, 0, 0, 0]


def test_parallel_edges_and_nodes_without_any_change_nothing() -> None:
    path = betweenness(4, ints(0, 1, 1), ints(1, 2, 2))
    assert path[1] == path.max() > 0
    assert path[3] == 0


def test_a_sample_of_a_large_network_is_always_the_same() -> None:
    ends = np.arange(1_000, dtype=np.int32)
    first, again = (betweenness(1_001, ends, ends + 1) for _ in range(2))
    assert np.array_equal(first, again)
    assert 400 < first.argmax() < 600  # a chain's middle


def test_a_network_too_large_for_it_gets_none() -> None:
    assert np.isnan(betweenness(2, np.zeros(MOST + 1, dtype=np.int32), np.ones(MOST + 1, dtype=np.int32))).all()


def test_a_network_of_nobody_is_no_trouble() -> None:
    assert betweenness(0, ints(), ints()).tolist() == []
