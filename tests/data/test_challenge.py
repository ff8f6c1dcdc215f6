"""The challenge set: each article has its gold, and each gold id is an entity."""

from __future__ import annotations

from kg.evaluate.gold import Gold
from kg.resources import resource

CHALLENGE = resource("data", "challenge")


def test_each_article_has_gold_and_each_gold_an_article() -> None:
    articles = {file.stem for file in (CHALLENGE / "articles").iterdir()}
    gold = Gold.load(CHALLENGE / "gold")
    assert set(gold.articles) == articles
    assert len(articles) >= 15


def test_the_gold_speaks_of_entities_that_it_names() -> None:
    gold = Gold.load(CHALLENGE / "gold")
    for article in gold.articles.values():
        ends = {end for head, _, tail in article.relations for end in (head, tail)}
        roles = ("attacker", "target", "victim", "place")
        fillers = {who for event in article.events for role in roles for who in event.wanted(role)}
        assert ends | fillers <= set(gold.entities)
