"""The two-outlets graph as a network."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.errors import NotFound, ParameterError
from kg.network import edges, neighbourhood, nodes, whole
from kg.store import Graph
from kg.vocab import SUPERCLASS

BASE = "https://w3id.org/sitrep/id/"
NUJABA = BASE + "entity/harakat-al-nujaba"
US_MILITARY = BASE + "entity/us-military"
STRIKE = BASE + "event/2024-01-04-baghdad-drone-strike"


def ties(network: nx.MultiDiGraph[str]) -> set[tuple[str, str, str]]:
    slugs = {iri: iri.rpartition("/")[2] for iri in network}
    return {(slugs[s], kind, slugs[t]) for s, t, kind in network.edges(keys=True)}


def test_a_neighbourhood_has_what_is_one_step_away(two_outlets: Graph) -> None:
    assert ties(neighbourhood(two_outlets, NUJABA)) == {
        ("us-military", "attacked", "harakat-al-nujaba"),
        ("mushtaq-taleb-al-saidi", "leads", "harakat-al-nujaba"),
        ("harakat-al-nujaba", "partOf", "popular-mobilization-forces"),
        ("harakat-al-nujaba", "backedBy", "iran"),
        ("2024-01-04-baghdad-drone-strike", "target", "harakat-al-nujaba"),
    }


def test_nodes_and_edges_say_what_they_are(two_outlets: Graph) -> None:
    network = neighbourhood(two_outlets, NUJABA, depth=2)
    assert network.nodes[NUJABA] == {"label": "Harakat al-Nujaba", "cls": "ArmedGroup"}
    assert network.nodes[BASE + "entity/baghdad"] == {
        "label": "Baghdad", "cls": "Place", "lat": 33.34058, "long": 44.40088,
    }  # fmt: skip
    assert network.nodes[STRIKE]["date"] == "2024-01-04"
    assert network.edges[US_MILITARY, NUJABA, "attacked"] == {
        "kind": "attacked", "weight": 2, "articles": ["gulf-101", "harbour-201", "north-001"],
    }  # fmt: skip
    assert {data["cls"] for _, data in network.nodes(data=True)} <= set(SUPERCLASS)


@pytest.mark.parametrize(
    ("direction", "found"),
    [
        (
            "out",
            {
                ("harakat-al-nujaba", "partOf", "popular-mobilization-forces"),
                ("popular-mobilization-forces", "partOf", "iraq"),
            },
        ),
        ("in", set()),
    ],
)  # fmt: skip
def test_direction_predicates_and_depth(direction: str, found: set[tuple[str, str, str]], two_outlets: Graph) -> None:
    network = neighbourhood(two_outlets, NUJABA, depth=3, direction=direction, predicates=["partOf"])  # type: ignore[arg-type]
    assert ties(network) == found
    assert NUJABA in network, "the centre is there even when it stands alone"


def test_the_limit_keeps_the_best_attested_and_says_so(two_outlets: Graph) -> None:
    network = neighbourhood(two_outlets, NUJABA, depth=3, limit=2)
    assert [data["weight"] for *_, data in network.edges(data=True)] == [2, 2]
    assert network.graph == {"centre": NUJABA, "truncated": True}
    assert neighbourhood(two_outlets, NUJABA, limit=5).graph["truncated"] is False


def test_parallel_edges_are_kept_apart_by_kind(two_outlets: Graph) -> None:
    network = neighbourhood(two_outlets, BASE + "entity/erbil")
    assert sorted(network[BASE + "event/2024-01-erbil-rocket-attack"][BASE + "entity/erbil"]) == ["place", "target"]


def test_the_whole_network_is_every_entity_and_incident(two_outlets: Graph) -> None:
    network = whole(two_outlets)
    assert set(network) == {node.iri for node in nodes(two_outlets)}
    [count] = two_outlets.query("SELECT (COUNT(DISTINCT ?thing) AS ?n) { ?thing rdfs:label ?name }")
    assert len(network) == int(count["n"].value) == 17
    assert network.number_of_edges() == len(list(edges(two_outlets)))
    assert all(data["weight"] >= 1 for *_, data in network.edges(data=True))


def test_what_is_not_there_is_said(two_outlets: Graph) -> None:
    with pytest.raises(NotFound, match="nobody"):
        neighbourhood(two_outlets, BASE + "entity/nobody")
    with pytest.raises(ParameterError, match="'likes' ties nothing together; what does: memberOf, leads"):
        neighbourhood(two_outlets, NUJABA, predicates=["likes"])
