"""Tolls that sum up many incidents: a war's, or nobody's; never an incident's."""

from __future__ import annotations

import datetime as dt

import pytest
from factories import make_claim, make_facts, named
from rdf.projected import ask, graph_of

from kg.model import Article, Event, Span
from kg.query.canned import load_questions
from kg.resources import resource


@pytest.mark.parametrize(
    ("text", "country", "war"),
    [
        ("Some 30,000 people have died since the Syrian civil war began.", None, "entity/conflict-syrian-civil-war"),
        ("Some 30,000 people have died since then.", "SY", "entity/conflict-syrian-civil-war"),
        ("Some 30,000 people have died since then.", None, None),
        ("The Syrian civil war and the Iraq War have cost 30,000 lives.", None, None),
    ],
)
def test_a_toll_that_sums_up_many_is_of_a_war_or_of_nothing(text: str, country: str | None, war: str | None) -> None:
    start = text.index("30,000")
    toll = make_claim("v1", "killedCount", 30_000, bound="About", quote="30,000", span=Span(start, start + 6))
    where = [named("e1", "State", "Syria", country=country)] if country else []
    told = make_facts(
        Article("007", text, date=dt.date(2015, 5, 4)),
        where,
        [Event("v1", "Attack", "died", recurring=True)],
        [toll, *(make_claim("v1", "place", "e1") for _ in where)],
    )
    graph = graph_of(told)
    assert ask(graph, "SELECT ?n { ?any kg:killedCount|kg:killedMin ?n }") == set()
    about = ask(
        graph,
        "SELECT ?s ?b { GRAPH ?g { ?c rdf:predicate kg:killedCount ; rdf:subject ?s OPTIONAL { ?c kg:believed ?b } } }",
    )
    [(subject, believed)] = about
    assert (subject, believed) == (war, "") if war else (subject.startswith("event/"), believed) == (True, "false")
    rows = ask(graph, load_questions(resource("queries"))["tolls-of-conflicts"].text)
    assert len(rows) == (1 if war else 0)
