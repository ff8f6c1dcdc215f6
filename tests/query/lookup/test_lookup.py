"""Single entities, incidents and articles of the two-outlets graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad

from kg.errors import NotFound
from kg.query import lookup
from kg.query.lookup.values import Order
from kg.rdf import iris, literals
from kg.rdf.iris import kg
from kg.store import Graph

BASE = "https://w3id.org/sitrep/id/"


def test_an_entity_with_all_that_hangs_on_it(two_outlets: Graph) -> None:
    nujaba = lookup.thing(two_outlets, two_outlets.iris.entity("harakat-al-nujaba"))
    assert (nujaba.label, nujaba.cls, nujaba.names) == ("Harakat al-Nujaba", "ArmedGroup", ("Nujaba Movement",))
    assert [(tie.property, tie.other.label) for tie in nujaba.relations] == [
        ("backedBy", "Iran"),
        ("partOf", "Popular Mobilization Forces"),
    ]
    assert [(tie.property, tie.other.label, tie.weight) for tie in nujaba.related_from] == [
        ("attacked", "US military", 2),
        ("leads", "Mushtaq Taleb al-Saidi", 1),
    ]
    assert [(tie.property, tie.articles) for tie in nujaba.incidents] == [
        ("target", ("gulf-101", "harbour-201", "north-001"))
    ]
    assert [report.id for report in nujaba.reported_in] == ["north-001", "gulf-101", "harbour-201"]


def test_an_incident_with_its_accounts(two_outlets: Graph) -> None:
    strike = lookup.thing(two_outlets, two_outlets.iris.event("2024-01-04-baghdad-drone-strike"))
    assert strike.cls == "DroneStrike"
    assert strike.values["killedMin"] + strike.values["killedMax"] == ("2", "3")
    [listed] = [one for one in lookup.incidents(two_outlets, lookup.IncidentFilter())[0] if one.iri == strike.iri]
    assert (listed.corroboration, listed.outlets, listed.articles) == (2, 3, 3)
    counts = [(c.article, c.value, c.bound) for c in strike.claims if c.predicate == "killedCount"]
    assert counts == [("gulf-101", "3", "AtLeast"), ("harbour-201", "2", "Exactly"), ("north-001", "2", "Exactly")]


@pytest.fixture
def doubted(put_two_outlets: Callable[[Graph], None]) -> Iterator[Graph]:
    """That graph, where one article's reading of who shelled Erbil is not believed."""
    with Graph.memory(base=BASE) as graph:
        put_two_outlets(graph)
        article, claim = graph.iris.article("gulf-101"), graph.iris.claim("g1-erbil")
        quads = [*graph.quads(graph=article), Quad(claim, kg("believed"), literals.boolean(False), article)]
        graph.apply([("gulf-101", quads)])
        graph.publish()
        yield graph


def test_what_is_not_believed_is_no_account_and_is_listed_on_request_alone(doubted: Graph) -> None:
    erbil = lookup.incident(doubted, "2024-01-erbil-rocket-attack")
    assert "g1-erbil" not in {claim.iri.rpartition("/")[2] for claim in erbil.claims}
    wanted = lookup.ClaimFilter(subject="2024-01-erbil-rocket-attack", predicate="attacker")
    believed, _ = lookup.citations(doubted, wanted)
    every, _ = lookup.citations(doubted, replace(wanted, withheld=True))
    assert {(claim.article, claim.believed) for claim in believed} == {("north-002", True)}
    assert {(claim.article, claim.believed) for claim in every} == {("north-002", True), ("gulf-101", False)}


def test_an_article_whose_offsets_point_at_its_words(two_outlets: Graph) -> None:
    for report in lookup.articles(two_outlets)[0]:
        page = lookup.article(two_outlets, report.id)
        assert page.claims
        assert all(page.text[claim.start : claim.end] == claim.quote for claim in page.claims)
        assert all(page.text[m.start : m.end] == m.surface for m in page.mentions)


def test_the_claims_about_a_hub_are_walked_to_in_the_same_order(
    two_outlets: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = lookup.ClaimFilter(about="Harakat al-Nujaba")
    few, _ = lookup.citations(two_outlets, about)
    citations = import_module("kg.query.lookup.citations")  # the package has a function of that name
    monkeypatch.setattr(citations, "MOST_SORTED", 1)
    first, last = lookup.citations(two_outlets, about, limit=3)
    rest, end = lookup.citations(two_outlets, about, after=last)
    assert (first + rest, end) == (few, None)


@settings(deadline=None, max_examples=30)  # the machine may be busy
@given(
    dates=st.lists(
        st.sets(st.sampled_from(["2023", "2024-01", "2024-01-04", "2024-01-05", "2024-02", "--01-04"])), max_size=9
    ),
    limit=st.integers(1, 4),
    order=st.sampled_from(["oldest", "newest"]),
)
def test_incidents_are_listed_page_by_page_from_either_end(dates: list[set[str]], limit: int, order: Order) -> None:
    with Graph.memory(base="https://example.org/") as graph:
        events = [graph.iris.event(f"e{n}") for n in range(len(dates))]
        typed = [Quad(event, iris.TYPE, kg("Event")) for event in events]
        graph.apply(
            believed=[
                *typed,
                *(
                    Quad(event, kg("date"), literals.date(day))
                    for event, days in zip(events, dates, strict=True)
                    for day in days
                ),
            ]
        )
        wanted = lookup.IncidentFilter(order=order)
        whole, end = lookup.incidents(graph, wanted, limit=100)
        assert (len(whole), end) == (len(dates), None)
        walked, after = lookup.incidents(graph, wanted, limit=limit)
        while after:
            page, after = lookup.incidents(graph, wanted, after=after, limit=limit)
            walked += page
    assert walked == whole
    shown = [one.date for one in whole]
    known = [day for day in shown if day and not day.startswith("-")]
    assert known == sorted(known, reverse=order == "newest"), "in the order of the dates that are shown"
    rest = [day for day in shown if not day or day.startswith("-")]
    assert shown == known + sorted(filter(None, rest)) + [None] * rest.count(None), "what has no year comes last"


def test_articles_are_listed_page_by_page_in_the_order_of_publication(two_outlets: Graph) -> None:
    first, last = lookup.articles(two_outlets, limit=3)
    assert [report.id for report in first] == ["north-001", "gulf-101", "harbour-201"]
    rest, end = lookup.articles(two_outlets, after=last, limit=3)
    assert ([report.id for report in rest], end) == (["north-002"], None), "the undated last"
    assert lookup.article(two_outlets, "harbour-201").report.copy_of == "north-001"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"publisher": "Northern Wire"}, ["north-001", "north-002"]),
        ({"since": "2024-01-05"}, ["gulf-101", "harbour-201"]),
        ({"until": "2024-01-04"}, ["north-001"]),
        ({"about": ("Kataib Hezbollah",)}, ["gulf-101", "north-002"]),
        ({"about": ("Kataib Hezbollah", "Erbil")}, ["gulf-101"]),
        ({"cls": "DroneStrike", "copies": False}, ["north-001", "gulf-101"]),
        ({"text": "militia leeder"}, ["north-001"]),
    ],
)
def test_articles_by_outlet_day_subject_and_headline(
    wanted: dict[str, Any], found: list[str], two_outlets: Graph
) -> None:
    assert [report.id for report in lookup.articles(two_outlets, lookup.ArticleFilter(**wanted))[0]] == found


def test_what_is_not_there_is_said(two_outlets: Graph) -> None:
    with pytest.raises(NotFound, match="no entity or incident 'no body'"):
        lookup.thing(two_outlets, two_outlets.iris.entity("no body"))
    with pytest.raises(NotFound, match="no article 'no/where'"):
        lookup.article(two_outlets, "no/where")
