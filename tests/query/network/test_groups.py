"""The whole network by communities: which are open, what stands for the others, and where all of it is."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx
import numpy as np
import pytest
from pyoxigraph import Literal, Quad

from kg.query.lookup import Communities, communities
from kg.query.network import Filter, groups
from kg.rdf import iris
from kg.rdf.iris import kg
from kg.store import Graph

BASE = "https://w3id.org/sitrep/id/"
CLIQUES, SIZE = 40, 10


def graph_of(network: nx.Graph[int]) -> Graph:
    graph = Graph.memory(base=BASE)
    quads = []
    for node in network:
        one = graph.iris.entity(f"n{node}")
        quads += [Quad(one, iris.TYPE, kg("ArmedGroup")), Quad(one, iris.LABEL, Literal(f"Group {node}"))]
    quads += [Quad(graph.iris.entity(f"n{a}"), kg("opposes"), graph.iris.entity(f"n{b}")) for a, b in network.edges()]
    graph.apply(believed=quads, put=())
    return graph


@pytest.fixture(scope="module")
def ring() -> Iterator[Graph]:
    """Cliques, each tied to the next by one edge: 400 nodes, too many to be open at once."""
    with graph_of(nx.ring_of_cliques(CLIQUES, SIZE)) as graph:
        yield graph


def keys(found: Communities) -> set[str]:
    return {node["key"].rpartition("/")[2] for node in found.network["nodes"]}


def test_many_are_closed_and_tied_by_one_tie_for_each_two(ring: Graph) -> None:
    found = communities(ring, Filter())
    assert (found.all_communities, found.nodes, found.left_out) == (CLIQUES, CLIQUES * SIZE, 0)
    assert not any(one.open for one in found.communities)
    assert len(found.network["nodes"]) == len(found.network["edges"]) == CLIQUES
    assert {tie["attributes"]["weight"] for tie in found.network["edges"]} == {1}
    assert found.network["edges"][0]["attributes"]["kinds"] == {"opposes": 1}


def test_discs_lie_side_by_side(ring: Graph) -> None:
    discs = communities(ring, Filter()).communities
    place, radius = np.array([(one.x, one.y) for one in discs]), np.array([one.radius for one in discs])
    apart = np.linalg.norm(place[:, None] - place[None, :], axis=2) + np.eye(len(place)) * 1e9
    assert (apart > 0.95 * (radius[:, None] + radius[None, :])).all()


def test_one_is_opened_by_any_of_its_members_and_all_stays_where_it_was(ring: Graph) -> None:
    before = {one.key: (one.x, one.y) for one in communities(ring, Filter()).communities}
    found = communities(ring, Filter(), opened=["n3.1"])
    assert {one.key: (one.x, one.y) for one in found.communities} == before
    [one] = [one for one in found.communities if one.open]
    assert {f"n{n}" for n in range(SIZE)} <= keys(found), "its members stand in its place"
    for node in found.network["nodes"]:
        if node["key"].startswith(BASE):
            at = node["attributes"]
            assert np.hypot(at["x"] - one.x, at["y"] - one.y) < one.radius
            assert at["community"] == one.number


def test_all_are_opened_but_those_that_were_closed(ring: Graph) -> None:
    found = communities(ring, Filter(), everything=True, most=5000, closed=["n3.1"])
    assert [one.open for one in found.communities].count(False) == 1
    assert len(found.network["nodes"]) == (CLIQUES - 1) * SIZE + 1
    none = communities(ring, Filter(), everything=False)
    assert not any(one.open for one in none.communities)


def test_only_so_many_stand_side_by_side(ring: Graph) -> None:
    found = communities(ring, Filter(), most=5)
    assert (len(found.communities), found.left_out) == (5, (CLIQUES - 5) * SIZE)


def test_few_are_open_at_once(two_outlets: Graph) -> None:
    found = communities(two_outlets, Filter())
    assert all(one.open for one in found.communities)
    assert sum(one.members for one in found.communities) == found.nodes
    assert f"{BASE}entity/harakat-al-nujaba" in {node["key"] for node in found.network["nodes"]}
    assert not [node for node in found.network["nodes"] if "/event/" in node["key"]]


def test_a_large_one_opens_into_its_own_communities(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "SHOWN", 20)
    blobs, blocks = np.arange(90) // 30, np.arange(90) // 10
    chance = np.where(blocks[:, None] == blocks, 0.9, np.where(blobs[:, None] == blobs, 0.35, 0.01))
    tied = np.triu(np.random.default_rng(1).random((90, 90)) < chance, 1)
    with graph_of(nx.from_numpy_array(tied)) as graph:
        closed = communities(graph, Filter())
        assert [one.members for one in closed.communities] == [30, 30, 30]
        hub = closed.communities[0].key
        found = communities(graph, Filter(), opened=[hub])
        inner = [one for one in found.communities if one.inside == hub]
        assert [(one.members, one.key.rpartition(".")[2], one.open) for one in inner] == [(10, "2", False)] * 3
        assert len(found.network["nodes"]) == 2 + 3


def test_of_a_hub_with_more_than_a_picture_can_name_some_are_left_out() -> None:
    with graph_of(nx.star_graph(350)) as graph:
        [star] = communities(graph, Filter(), opened=["n0.1"]).communities
        assert (star.key, star.open, star.members, star.left_out) == ("n0.1", True, 351, 51)


def test_an_empty_graph_has_none() -> None:
    with Graph.memory(base=BASE) as graph:
        found = communities(graph, Filter())
    assert (found.communities, found.nodes, found.network["nodes"]) == ((), 0, [])
