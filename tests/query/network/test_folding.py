"""Incidents folded into ties between those who took part, and unfolded again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import NotFound, ParameterError
from kg.query.network import Filter, Folded, NeighbourhoodQuery, behind, folded_of, index_of, neighbourhood, whole
from kg.rdf import iris
from kg.rdf.iris import Iris, kg
from kg.rdf.literals import date
from kg.store import Graph

BASE = "https://w3id.org/sitrep/id/"
ATTACK = f"{BASE}entity/us-military attacked {BASE}entity/harakat-al-nujaba"


def incident(base: Iris, slug: str, cls: str, day: str, **roles: str) -> Iterator[Quad]:
    """An incident in one article that tells of nothing else, as the graph has it."""
    event, article = base.event(slug), base.article(slug)
    yield Quad(article, iris.IDENTIFIER, Literal(slug), article)
    yield Quad(event, iris.TYPE, kg(cls))
    yield Quad(event, iris.LABEL, Literal(slug))
    yield Quad(event, kg("date"), date(day))
    for role, who in roles.items():
        yield Quad(base.entity(who), iris.TYPE, kg("State"))
        yield Quad(base.entity(who), iris.LABEL, Literal(who))
        for name in (None, article):
            yield Quad(event, kg(role), base.entity(who), *([name] if name else []))


def graph_of(quads: Iterable[Quad]) -> Graph:
    graph = Graph.memory(base=BASE)
    believed, put = [], dict[str, list[Quad]]()
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode):
            put.setdefault(graph.iris.article_id(quad.graph_name.value), []).append(quad)
        else:
            believed.append(quad)
    graph.apply(believed=believed, put=put.items())
    return graph


def ties(net: Folded) -> dict[tuple[str, str, str], int]:
    return {
        (edge.source.rpartition("/")[2], edge.kind, edge.target.rpartition("/")[2]): edge.incidents
        for edge in whole(net).edges()
    }


def test_ties_know_how_many_incidents_are_behind_them_and_no_incident_is_left(two_outlets: Graph) -> None:
    net = folded_of(two_outlets)
    found = ties(net)
    assert found["us-military", "attacked", "harakat-al-nujaba"] == 1
    assert found["harakat-al-nujaba", "partOf", "popular-mobilization-forces"] == 0, "a standing relation"
    assert not [tie for tie in found if tie[1] in ("attacker", "target", "victim", "place")]
    around = neighbourhood(net, f"{BASE}entity/harakat-al-nujaba", NeighbourhoodQuery())
    assert not [node for node in around.nodes() if "/event/" in node.iri]
    assert len(list(around.edges())) == 4, "all but the incident's"
    later = whole(net, Filter(since="2024-02"))
    assert "attacked" not in {edge.kind for edge in later.edges()}, "a tie has the dates of its incidents"


def test_dealings_that_are_no_attacks_become_ties_of_the_name_of_their_class() -> None:
    base = Iris(BASE)
    quads = [
        *incident(base, "first", "Accusation", "2024-01-04", actor="a", recipient="b"),
        *incident(base, "second", "Accusation", "2024-03-01", actor="a", recipient="b"),
        *incident(base, "third", "Demand", "2024-03-01", actor="a", recipient="b"),
        *incident(base, "alone", "Protest", "2024-03-01", actor="c"),
    ]
    with graph_of(quads) as graph:
        net = folded_of(graph)
        assert ties(net) == {("a", "Accusation", "b"): 2, ("a", "Demand", "b"): 1}
        [edge] = [edge for edge in whole(net).edges() if edge.kind == "Accusation"]
        assert (edge.weight, edge.articles, len(edge.periods)) == (1, ("first", "second"), 2)
        shown = behind(index_of(graph), net, edge.id, 1)
        assert [node.label for node in shown.nodes()] == ["a", "b", "second"], "the latest"
        assert (shown.total_edges, [edge.kind for edge in shown.edges()]) == (2, ["actor", "recipient"])


def test_a_tie_unfolds_into_its_incidents(two_outlets: Graph) -> None:
    shown = behind(index_of(two_outlets), folded_of(two_outlets), ATTACK, 50)
    assert [node.iri.rpartition("/")[2] for node in shown.nodes()] == [
        "us-military", "harakat-al-nujaba", "2024-01-04-baghdad-drone-strike",
    ]  # fmt: skip
    assert {edge.kind for edge in shown.edges()} == {"attacker", "target"}


@pytest.mark.parametrize(
    ("edge", "error"), [("nothing", ParameterError), (ATTACK.replace("attacked", "leads"), NotFound)]
)
def test_what_is_no_tie_is_said(edge: str, error: type[Exception], two_outlets: Graph) -> None:
    with pytest.raises(error):
        behind(index_of(two_outlets), folded_of(two_outlets), edge, 50)
