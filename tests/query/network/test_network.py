"""The two-outlets graph as a network: what is around its nodes, and the whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import NotFound, ParameterError
from kg.query.network import Filter, NeighbourhoodQuery, Subnetwork, edges, index_of, neighbourhood, whole
from kg.query.network.ties import PREDICATES
from kg.store import Graph

BASE = "https://w3id.org/sitrep/id/"
NUJABA = BASE + "entity/harakat-al-nujaba"
STRIKE = BASE + "event/2024-01-04-baghdad-drone-strike"

ATTACK = ("us-military", "attacked", "harakat-al-nujaba")
LEADER = ("mushtaq-taleb-al-saidi", "leads", "harakat-al-nujaba")
PARENT = ("harakat-al-nujaba", "partOf", "popular-mobilization-forces")
BACKER = ("harakat-al-nujaba", "backedBy", "iran")
TARGET = ("2024-01-04-baghdad-drone-strike", "target", "harakat-al-nujaba")


def around(graph: Graph, iri: str = NUJABA, only: Filter | None = None, **wanted: object) -> Subnetwork:
    return neighbourhood(index_of(graph), iri, NeighbourhoodQuery(only=only or Filter(), **wanted))  # type: ignore[arg-type]


def ties(part: Subnetwork) -> list[tuple[str, str, str]]:
    return [(edge.source.rpartition("/")[2], edge.kind, edge.target.rpartition("/")[2]) for edge in part.edges()]


def pages(graph: Graph, **wanted: object) -> Iterator[Subnetwork]:
    after: str | None = None
    while True:
        page = around(graph, after=after, **wanted)
        yield page
        if page.next is None:
            return
        after = page.next


def test_a_neighbourhood_has_what_is_one_step_away_the_best_attested_first(two_outlets: Graph) -> None:
    part = around(two_outlets)
    assert ties(part) == [ATTACK, TARGET, PARENT, BACKER, LEADER]
    assert (part.centre, part.total_edges, part.truncated) == (NUJABA, 5, False)


def test_nodes_say_what_they_are(two_outlets: Graph) -> None:
    nodes = {node.iri: node for node in around(two_outlets, depth=2).nodes()}
    assert next(iter(nodes)) == NUJABA, "the centre comes first"
    assert (nodes[NUJABA].label, nodes[NUJABA].cls, nodes[NUJABA].degree) == ("Harakat al-Nujaba", "ArmedGroup", 5)
    baghdad = nodes[BASE + "entity/baghdad"]
    assert (baghdad.cls, baghdad.lat, baghdad.long) == ("Place", 33.34058, 44.40088)
    assert nodes[STRIKE].date == "2024-01-04"


def test_edges_say_who_tells_of_them_and_how_surely(two_outlets: Graph) -> None:
    told = {(edge.source, edge.kind): edge for edge in whole(index_of(two_outlets)).edges()}
    attack = told[BASE + "entity/us-military", "attacked"]
    assert (attack.weight, attack.articles) == (1, ("north-002",))
    strike = told[STRIKE, "attacker"]
    assert (strike.weight, strike.articles) == (2, ("gulf-101", "harbour-201", "north-001")), "a copy is no witness"
    assert strike.confidence == 0.9, "of the surest claim"
    rockets = told[BASE + "entity/kataib-hezbollah", "attacked"]
    assert rockets.confidence == 0.6, "no surer than the incident's attacker and target"
    assert told[BASE + "entity/us-military", "partOf"].confidence is None, "no article says so"


@pytest.mark.parametrize(
    ("only", "found"),
    [
        (Filter(predicates=["leads", "partOf"]), [PARENT, LEADER]),
        (Filter(classes=["Person"]), [LEADER]),
        (Filter(classes=["Organization"]), [ATTACK, PARENT]),
        (Filter(min_confidence=0.9), [PARENT, LEADER]),
        (Filter(outlets=["Gulf Courier"]), [ATTACK, TARGET, BACKER]),
        (Filter(outlets=["No Such Outlet"]), []),
        (Filter(since="2024-01-04", until="2024-01-04"), [ATTACK, TARGET, PARENT, BACKER, LEADER]),
        (Filter(since="2024-02"), [PARENT, BACKER, LEADER]),
        (Filter(until="2023"), [PARENT, BACKER, LEADER]),
        (Filter(named=True), [ATTACK, TARGET, PARENT, BACKER, LEADER]),
    ],
    ids=str,
)
def test_what_counts_is_filtered(only: Filter, found: list[tuple[str, str, str]], two_outlets: Graph) -> None:
    part = around(two_outlets, only=only)
    assert ties(part) == found
    assert part.total_edges == len(found)
    assert NUJABA in {node.iri for node in part.nodes()}, "the centre is there even when it stands alone"


@pytest.mark.parametrize(
    ("direction", "found"),
    [("out", [PARENT, ("popular-mobilization-forces", "partOf", "iraq")]), ("in", [])],
)
def test_direction_and_depth(direction: str, found: list[tuple[str, str, str]], two_outlets: Graph) -> None:
    assert ties(around(two_outlets, depth=3, direction=direction, only=Filter(["partOf"]))) == found


@settings(deadline=None)  # the machine may be busy
@given(
    depth=st.integers(1, 3),
    limit=st.integers(1, 8),
    direction=st.sampled_from(["in", "out", "both"]),
    predicates=st.sets(st.sampled_from(PREDICATES)),
)
def test_pages_are_the_whole_in_pieces(
    two_outlets: Graph, depth: int, limit: int, direction: str, predicates: set[str]
) -> None:
    wanted = {"depth": depth, "direction": direction, "only": Filter(tuple(predicates))}
    whole_ = around(two_outlets, limit=1000, **wanted)
    cut = list(pages(two_outlets, limit=limit, **wanted))
    assert [tie for page in cut for tie in ties(page)] == ties(whole_)
    assert len(set(ties(whole_))) == whole_.total_edges
    assert {page.total_edges for page in cut} == {whole_.total_edges}
    for page in cut:
        ends = {end for edge in page.edges() for end in (edge.source, edge.target)}
        assert {node.iri for node in page.nodes()} == ends | {NUJABA}


def test_a_page_follows_its_cursor_even_if_the_edge_there_is_gone(two_outlets: Graph) -> None:
    first = around(two_outlets, limit=2)
    assert ties(first) == [ATTACK, TARGET]
    rest = around(two_outlets, after=first.next, only=Filter(["partOf", "backedBy", "leads"]))
    assert ties(rest) == [PARENT, BACKER, LEADER]


def test_what_has_no_name_is_left_out_where_that_is_asked_for_but_not_incidents(two_outlets: Graph) -> None:
    official = BASE + "entity/a-security-official-gulf-101"
    everything, named = (whole(index_of(two_outlets), only) for only in (Filter(), Filter(named=True)))
    assert {node.iri for node in everything.nodes() if not node.named} == {official}
    assert {node.iri for node in named.nodes()} == {node.iri for node in everything.nodes()} - {official}
    assert STRIKE in {node.iri for node in named.nodes()}
    assert next(around(two_outlets, official, Filter(named=True)).nodes()).iri == official, "the centre always counts"


def test_parallel_edges_are_kept_apart_by_kind(two_outlets: Graph) -> None:
    found = ties(around(two_outlets, BASE + "entity/erbil"))
    assert ("2024-01-erbil-rocket-attack", "target", "erbil") in found
    assert ("2024-01-erbil-rocket-attack", "place", "erbil") in found


def test_the_whole_network_is_every_entity_and_incident(two_outlets: Graph) -> None:
    part = whole(index_of(two_outlets))
    [count] = two_outlets.query("SELECT (COUNT(DISTINCT ?thing) AS ?n) { ?thing rdfs:label ?name }")
    assert len({node.iri for node in part.nodes()}) == int(count["n"].value) == 17
    assert {(e.id, e.weight, e.articles) for e in part.edges()} == {
        (e.id, e.weight, e.articles) for e in edges(two_outlets)
    }, "what SPARQL finds"


def test_of_a_filtered_whole_only_what_is_tied_is_left(two_outlets: Graph) -> None:
    part = whole(index_of(two_outlets), Filter(predicates=["leads"]))
    assert sorted(node.label for node in part.nodes()) == ["Harakat al-Nujaba", "Mushtaq Taleb al-Saidi"]
    places = whole(index_of(two_outlets), Filter(classes=["Place"]))
    assert sorted(node.label for node in places.nodes()) == ["Baghdad", "Erbil", "Mosul"]


@pytest.mark.parametrize("thing", ["the samples", "two outlets"])
def test_the_index_agrees_with_sparql(thing: str, two_outlets: Graph, sample_graph: Graph) -> None:
    graph = sample_graph if thing == "the samples" else two_outlets
    assert {(e.id, e.weight, e.articles) for e in whole(index_of(graph)).edges()} == {
        (e.id, e.weight, e.articles) for e in edges(graph)
    }


def test_what_is_not_there_is_said(two_outlets: Graph) -> None:
    with pytest.raises(NotFound, match="nobody"):
        around(two_outlets, BASE + "entity/nobody")
    with pytest.raises(ParameterError, match="'likes' is no kind of tie; those are: memberOf, leads"):
        Filter(predicates=["likes"])
    with pytest.raises(ParameterError, match="'Claim' is no class of nodes; those are: Person"):
        Filter(classes=["Claim"])
    with pytest.raises(ParameterError, match="since: 'yesterday' is no date"):
        Filter(since="yesterday")


@settings(deadline=None)  # the machine may be busy
@given(st.text())
def test_a_cursor_that_no_page_gave_is_refused(two_outlets: Graph, text: str) -> None:
    if text:
        with pytest.raises(ParameterError, match="cursor"):
            around(two_outlets, after=text)
