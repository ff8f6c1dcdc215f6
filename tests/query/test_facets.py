"""Facets: each count is the length of the list that its choice leads to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kg.query import lookup
from kg.query.facets import Facets, article_facets, incident_facets, results
from kg.query.lookup import ArticleFilter, IncidentFilter
from kg.store import Graph

FIELDS = {"class": "cls"}


def counted(found: Facets) -> dict[str, dict[str, int]]:
    return {one.name: {value.label: value.count for value in one.values} for one in found.facets}


@pytest.mark.parametrize(
    "wanted", [IncidentFilter(), IncidentFilter(actor="hamas"), IncidentFilter(place="iraq", toll="1-9", cls="Attack")]
)
def test_a_facet_of_incidents_counts_what_its_choice_would_list(wanted: IncidentFilter, sample_graph: Graph) -> None:
    found = incident_facets(sample_graph, wanted)
    assert found.total == len(lookup.incidents(sample_graph, wanted, limit=1000)[0]) > 0
    for one in found.facets:
        for value in one.values:
            choice: dict[str, Any] = {FIELDS.get(one.parameter, one.parameter): value.value}
            listed, _ = lookup.incidents(sample_graph, replace(wanted, **choice), limit=1000)
            assert (one.name, value.value, len(listed)) == (one.name, value.value, value.count)


@pytest.mark.parametrize("wanted", [ArticleFilter(), ArticleFilter(about=("hamas",), cls="Attack", copies=False)])
def test_a_facet_of_articles_counts_what_its_choice_would_list(wanted: ArticleFilter, sample_graph: Graph) -> None:
    found = article_facets(sample_graph, wanted)
    assert found.total == len(lookup.articles(sample_graph, wanted, limit=1000)[0]) > 0
    for one in found.facets:
        for value in one.values:
            choice: Any = value.value == "true" if one.parameter == "copies" else value.value
            if one.parameter == "about":
                choice = (*wanted.about, choice)
            choices = {FIELDS.get(one.parameter, one.parameter): choice}
            listed, _ = lookup.articles(sample_graph, replace(wanted, **choices), limit=1000)
            assert (one.name, value.value, len(listed)) == (one.name, value.value, value.count)


def test_facets_of_a_small_graph(two_outlets: Graph) -> None:
    told = counted(incident_facets(two_outlets, IncidentFilter()))
    assert told["differs"]["killedCount"] == 1
    assert told["toll"] == {"untold": 2, "1-9": 2}
    assert told["place"]["Iraq"] == 4, "what lies within a place is counted with it"
    assert set(told["actor"]).isdisjoint(told["place"])
    assert counted(article_facets(two_outlets, ArticleFilter()))["copies"] == {"originals": 3, "copies of others": 1}


def test_a_choice_stays_among_the_values_and_leaves_its_own_facet_as_it_is(two_outlets: Graph) -> None:
    whole = counted(incident_facets(two_outlets, IncidentFilter()))
    narrowed = incident_facets(two_outlets, IncidentFilter(outlet="Gulf Courier"))
    assert counted(narrowed)["outlet"] == whole["outlet"]
    [outlets] = [one for one in narrowed.facets if one.name == "outlet"]
    assert [value.label for value in outlets.values if value.chosen] == ["Gulf Courier"]


def test_results_of_a_search_are_told_apart_by_country_articles_and_the_last_of_them(sample_graph: Graph) -> None:
    found, _ = results(sample_graph, "baghdad", limit=50)
    by_name = {one.label: one for one in found.items}
    city = by_name["Baghdad"]
    assert (city.kind, city.cls, city.country) == ("entity", "Place", "Iraq")
    assert city.articles > 5
    assert city.last
    assert city.last.startswith("2024-")
    [article] = [one for one in found.items if one.kind == "article"][:1]
    assert article.publisher
    kinds = counted(found.facets)["kind"]
    assert kinds["entity"] == len(results(sample_graph, "baghdad", kind="entity", limit=50)[0].items)
    assert sum(kinds.values()) == found.facets.total == len(found.items)


def test_pages_of_results_follow_each_other(sample_graph: Graph) -> None:
    whole, end = results(sample_graph, "drone strike", limit=100)
    assert end is None
    first, after = results(sample_graph, "drone strike", limit=4)
    second, _ = results(sample_graph, "drone strike", after=after, limit=4)
    assert (*first.items, *second.items) == whole.items[:8]
