"""Whom the name of an incident accuses, where articles accuse different sides."""

from __future__ import annotations

import datetime as dt

import pytest
from factories import GAZETTEER, make_claim, make_facts
from resolve.accounts import resolved

from kg.model import Article, Entity, Event, Facts


def tells(article: str, *accused: tuple[str, str | None]) -> Facts:
    """One article's account of one bombing, with whom it accuses on whose word."""
    known = next(iter(GAZETTEER.named("Baghdad")))
    entities = [Entity("p", "Place", "Baghdad", ("Baghdad",), None, known.id, known.country)]
    claims = [
        make_claim("v1", "date", "2024-01-04"),
        make_claim("v1", "place", "p"),
        make_claim("v1", "killedCount", 23),
    ]
    for name, source in accused:
        entities.append(Entity(name, "ArmedGroup", name, (name,)))
        claims.append(make_claim("v1", "attacker", name, source=source))
    report = Article(article, f"What {article} tells of it.", date=dt.date(2024, 1, 5))
    return make_facts(report, entities, [Event("v1", "Bombing", "blast")], claims)


@pytest.mark.parametrize(
    ("accounts", "name"),
    [
        ((tells("a", ("Red Army", None)), tells("b"), tells("c", ("Red Army", None))), "Red Army bombing"),
        ((tells("a", ("Red Army", None)), tells("b", ("White Army", None)), tells("c", ("Red Army", None))), "Bombing"),
        ((tells("a", ("Red Army", "Red Army")), tells("b", ("White Army", None))), "Red Army bombing"),  # it claims it
    ],
)
def test_no_name_accuses_whom_another_article_clears_by_its_own_voice(accounts: tuple[Facts, ...], name: str) -> None:
    [incident] = resolved(*accounts).events
    assert incident.label == f"{name} that killed 23 people, Baghdad, 4 January 2024"
