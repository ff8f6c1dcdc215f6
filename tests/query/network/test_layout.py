"""Layout and communities, on a network whose shape is known: a ring of cliques."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from kg.query.network.columns import Floats, Ints
from kg.query.network.communities import communities
from kg.query.network.layout import layout

CLIQUES, SIZE = 32, 10


def ring(cliques: int = CLIQUES) -> tuple[int, Ints, Ints, Floats]:
    """Cliques, each tied to the next by one edge."""
    source, target = np.array(nx.ring_of_cliques(cliques, SIZE).edges()).T
    return cliques * SIZE, source, target, np.ones(len(source))


@pytest.mark.parametrize("cliques", [10, CLIQUES], ids=["one by one", "on the grid"])
def test_what_is_tied_lies_together(cliques: int) -> None:
    nodes, source, target, weight = ring(cliques)
    place = layout(nodes, source, target, weight, steps=150)
    centres = place.reshape(cliques, SIZE, 2).mean(axis=1)
    within = np.linalg.norm(place.reshape(cliques, SIZE, 2) - centres[:, None], axis=2).mean()
    between = np.linalg.norm(centres - np.roll(centres, 1, axis=0), axis=1).mean()
    far = np.linalg.norm(centres - np.roll(centres, cliques // 2, axis=0), axis=1).mean()
    assert within < between < far


def test_the_same_network_is_always_drawn_the_same() -> None:
    network = ring()
    assert np.array_equal(layout(*network, steps=20), layout(*network, steps=20))


def test_no_two_nodes_are_at_one_place() -> None:
    nodes, source, target, weight = ring()
    place = layout(nodes + 5, source, target, weight, steps=100)  # five of them are tied to nothing
    assert np.isfinite(place).all()
    assert len(np.unique(place.round(3), axis=0)) == nodes + 5


@pytest.mark.parametrize("nodes", [0, 1, 2])
def test_next_to_nothing_is_drawn_too(nodes: int) -> None:
    nothing = np.empty(0, dtype=np.int64)
    assert layout(nodes, nothing, nothing, np.empty(0)).shape == (nodes, 2)
    assert len(communities(nodes, nothing, nothing, np.empty(0))) == nodes


def test_a_loop_and_parallel_edges_pull_no_node_away() -> None:
    ends = np.array([0, 0, 0, 1]), np.array([0, 1, 1, 2])
    assert np.isfinite(layout(3, *ends, np.ones(4))).all()


def test_communities_are_the_cliques() -> None:
    nodes, source, target, weight = ring()
    found = communities(nodes, source, target, weight)
    assert len(np.unique(found)) <= CLIQUES
    assert all(len(set(clique)) == 1 for clique in found.reshape(CLIQUES, SIZE))
    assert np.array_equal(found, communities(nodes, source, target, weight))


def test_communities_are_numbered_from_the_largest_and_nobody_is_left_out() -> None:
    source, target = np.array([0, 1, 2, 4]), np.array([1, 2, 0, 5])
    found = communities(7, source, target, np.ones(4))
    sizes = np.bincount(found)
    assert sorted(sizes.tolist(), reverse=True) == sizes.tolist()
    assert set(found[[0, 1, 2]]) == {0}
    assert set(found[[4, 5]]) == {1}


def test_they_are_as_good_as_networkx_finds() -> None:
    network = nx.relaxed_caveman_graph(30, 10, 0.2, seed=3)
    source, target = np.array(network.edges()).T
    found = communities(len(network), source, target, np.ones(len(source)))
    groups = [set(np.flatnonzero(found == group).tolist()) for group in np.unique(found)]
    theirs = nx.community.louvain_communities(network, seed=3)
    assert nx.community.modularity(network, groups) > 0.98 * nx.community.modularity(network, theirs)
