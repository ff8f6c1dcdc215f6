"""Single entities, incidents and articles of the two-outlets graph."""

from __future__ import annotations

import pytest

from kg import lookup
from kg.errors import NotFound
from kg.names import NameIndex, plain
from kg.store import Graph


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
    counts = [(c.article, c.value, c.bound) for c in strike.claims if c.predicate == "killedCount"]
    assert counts == [("gulf-101", "3", "AtLeast"), ("harbour-201", "2", "Exactly"), ("north-001", "2", "Exactly")]


def test_an_article_whose_offsets_point_at_its_words(two_outlets: Graph) -> None:
    for report in lookup.articles(two_outlets):
        page = lookup.article(two_outlets, report.id)
        assert page.claims
        assert all(page.text[claim.start : claim.end] == claim.quote for claim in page.claims)
        assert all(page.text[m.start : m.end] == m.surface for m in page.mentions)


def test_articles_go_on_after_an_id(two_outlets: Graph) -> None:
    assert [r.id for r in lookup.articles(two_outlets, limit=2)] == ["gulf-101", "harbour-201"]
    assert [r.id for r in lookup.articles(two_outlets, after="harbour-201")] == ["north-001", "north-002"]
    assert lookup.article(two_outlets, "harbour-201").report.copy_of == "north-001"


def test_what_is_not_there_is_said(two_outlets: Graph) -> None:
    with pytest.raises(NotFound, match="no entity or incident 'no body'"):
        lookup.thing(two_outlets, two_outlets.iris.entity("no body"))
    with pytest.raises(NotFound, match="no article 'no/where'"):
        lookup.article(two_outlets, "no/where")


class TestNames:
    def test_search_forgives_typing_errors_and_ranks_the_nearest_first(self, two_outlets: Graph) -> None:
        names = NameIndex(two_outlets)
        assert names.search("Mushtak Talib al-Saidy")[0].thing.label == "Mushtaq Taleb al-Saidi"
        assert names.search("irbil")[0].thing.label == "Erbil"
        assert names.search("iran")[0].thing.label == "Iran"
        assert names.search("zzzzqqq") == []

    def test_search_can_be_narrowed_by_class_and_limited(self, two_outlets: Graph) -> None:
        names = NameIndex(two_outlets)
        assert {hit.thing.cls for hit in names.search("", cls="Organization")} == {
            "ArmedGroup", "MilitaryForce", "Coalition",
        }  # fmt: skip
        assert len(names.search("a", limit=1)) <= 1
        assert len(names.search("", limit=100)) == len(names)

    def test_exact_forgets_case_diacritics_and_punctuation(self, two_outlets: Graph) -> None:
        assert plain("Mushtaq Talib al-Saïdi") == "mushtaq talib al saidi"
        assert NameIndex(two_outlets).exact("HASHD AL SHAABI") == [
            "https://w3id.org/sitrep/id/entity/popular-mobilization-forces"
        ]
