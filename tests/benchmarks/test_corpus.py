"""Generated corpora: the same for the same seed, with facts that the text bears out and a truth for every fact."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus import articles, corpus, facts, truth, write_graph
from stories import Told

from kg.settings import Settings
from kg.store import Graph

SIZE = 24


@pytest.fixture(scope="module")
def told() -> list[Told]:
    return list(corpus(SIZE, seed=7))


def test_a_seed_makes_one_corpus_and_another_seed_another(told: list[Told]) -> None:
    assert list(corpus(SIZE, seed=7)) == told
    assert [one.facts for one in told] == list(facts(SIZE, seed=7))
    assert [one.facts.article for one in told] == list(articles(SIZE, seed=7))
    assert list(facts(SIZE, seed=8)) != list(facts(SIZE, seed=7))


def test_it_has_as_many_articles_as_were_asked_for_each_with_an_id_of_its_own(told: list[Told]) -> None:
    assert len({one.facts.article.id for one in told}) == SIZE


def test_every_mention_and_every_quote_stands_where_it_is_said_to(told: list[Told]) -> None:
    for one in told:
        text = one.facts.article.text
        assert all(text[m.span.start : m.span.end] == m.surface for m in one.facts.mentions)
        assert all(text[c.span.start : c.span.end] == c.quote for c in one.facts.claims)


def test_the_truth_knows_everyone_and_everything(told: list[Told]) -> None:
    for one in told:
        assert one.truth.keys() == {thing.id for thing in (*one.facts.entities, *one.facts.events)}
    known = truth(SIZE, seed=7)
    assert {ref.article for ref in known} == {one.facts.article.id for one in told}


def test_outlets_disagree_about_one_incident(told: list[Told]) -> None:
    tolls: dict[str, set[int | str]] = {}
    for one in told:
        for claim in one.facts.claims:
            if claim.predicate == "killedCount":
                tolls.setdefault(one.truth[claim.subject], set()).add(claim.object)
    assert any(len(counts) > 1 for counts in tolls.values())


def test_a_corpus_becomes_a_published_graph_in_which_a_hub_has_the_ties_asked_for(tmp_path: Path) -> None:
    quads = write_graph(tmp_path, corpus(20, hub=300))
    with Graph.snapshot(tmp_path, base=Settings().base) as graph:
        assert len(graph) == quads
        assert len(graph.article_ids()) == 20
        members = list(graph.query("SELECT ?who { ?who kg:memberOf ?hub . ?hub rdfs:label 'United States' }"))
        assert len(members) == 300
