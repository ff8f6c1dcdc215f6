"""Accounts of what is no attack join only where class, day, actor and partner agree."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from factories import GAZETTEER, make_claim, make_facts
from resolve.accounts import are_one, resolved

from kg.model import Article, Entity, Event, Facts

BOTH = [("a", "v1"), ("b", "v1")]


def tells(
    article: str, *, cls: str = "Arrest", actor: str | None = "United Front", recipient: str | None = "Pal Osterich",
    date: str | None = "2024-01-04", place: str | None = "Baghdad",
) -> Facts:  # fmt: skip
    """One article's account of one act."""
    entities: list[Entity] = []
    claims = [make_claim("v1", "date", date)] if date else []
    for role, name, kind in (("actor", actor, "ArmedGroup"), ("recipient", recipient, "Person")):
        if name:
            entities.append(Entity(role, kind, name, (name,)))
            claims.append(make_claim("v1", role, role))
    if place:
        known = next(iter(GAZETTEER.named(place)))
        entities.append(Entity("p", "Place", place, (place,), None, known.id, known.country))
        claims.append(make_claim("v1", "place", "p"))
    report = Article(article, f"What {article} tells of it.", date=dt.date(2024, 1, 5))
    return make_facts(report, entities, [Event("v1", cls, "arrest")], claims)


@pytest.mark.parametrize("other", [{}, {"place": None}, {"recipient": None}], ids=str)
def test_two_accounts_of_one_act_are_one(other: dict[str, Any]) -> None:
    assert are_one(resolved(tells("a"), tells("b", **other)), BOTH)


@pytest.mark.parametrize(
    "other",
    [
        {"cls": "Capture"},
        {"cls": "Coercion"},  # a wider class may be another act
        {"cls": "AirStrike"},  # an attack is none
        {"actor": "Northern Brigade"},
        {"actor": None},
        {"date": "2024-01-05"},
        {"date": "2024-01"},  # there were thirty other days
        {"date": None},
        {"recipient": "Karim Nasser", "place": None},
    ],
    ids=str,
)
def test_two_acts_are_two(other: dict[str, Any]) -> None:
    assert not are_one(resolved(tells("a"), tells("b", **other)), BOTH)
