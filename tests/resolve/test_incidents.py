"""Which accounts of different articles are of one incident."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from factories import make_claim
from resolve.accounts import are_one, resolved, tells

from kg.model import Entity, Facts

BOTH = [("a", "v1"), ("b", "v1")]


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"victim": "Mushtaq Talib al-Saïdi"},  # spelled otherwise
        {"victim": None},
        {"killed": 5},  # outlets count differently
        {"attacker": "Islamic State"},  # and blame others
        {"cls": "Attack"},  # and are less exact
        {"cls": "AirStrike"},
        {"date": "--01-04"},  # an undated article
        {"date": "--01-05"},  # a night later
        {"date": "2023-11-20", "inferred": "date"},  # the day of something else that its sentence names
        {"date": "2024-01", "victim": "Mushtaq Talib al-Saidi"},
        {"place": None, "victim": "Mushtaq Talib al-Saidi"},
        {"date": None, "victim": "Mushtaq Talib al-Saidi"},
    ],
    ids=str,
)
def test_two_accounts_of_one_incident_are_one(other: dict[str, Any]) -> None:
    account: dict[str, Any] = {"victim": "Mushtaq Taleb al-Saidi", "killed": 2, "attacker": "United Front"}
    resolution = resolved(tells("a", **account), tells("b", **{**account, **other}))
    assert are_one(resolution, BOTH)


@pytest.mark.parametrize(
    "other",
    [
        {"date": "2024-01-11"},
        {"date": "--02-07"},
        {"place": "Ouagadougou", "country": "BF"},
        {"victim": "Karim Nasser"},
        {"date": "2024-01-09", "inferred": "date"},  # the day of a report: another attack of a series
        {"cls": "Abduction"},
        {"recurring": True},
        {"place": None, "killed": None},  # a day alone is no evidence: much happens on a day
        {"date": None, "killed": None},  # nor is a city
        {"date": "2024-01-05", "attacker": "Dawn Brigade", "target": "Night Guard"},  # by others and on others
    ],
    ids=str,
)
def test_two_incidents_are_two(other: dict[str, Any]) -> None:
    account: dict[str, Any] = {"killed": 2}
    if "target" in other:
        account |= {"attacker": "United Front", "target": "Iron Legion"}
    if "victim" in other:
        account["victim"] = "Mushtaq Taleb al-Saidi"
    resolution = resolved(tells("a", **account), tells("b", **{**account, **other}))
    assert not are_one(resolution, BOTH)


@pytest.mark.parametrize("other", [{"date": "2024-01-11"}, {"place": "Ouagadougou", "country": "BF"}], ids=str)
def test_what_an_article_only_supports_forbids_nothing(other: dict[str, Any]) -> None:
    known: dict[str, Any] = {"victim": "Mushtaq Taleb al-Saidi", "killed": 2}
    resolution = resolved(tells("a", **known), tells("b", **known, **other, inferred="date place"))
    assert are_one(resolution, BOTH)


def test_a_building_on_no_map_is_in_the_town_that_its_article_gives() -> None:
    known: dict[str, Any] = {"attacker": "United Front", "killed": 20}
    told, elsewhere = tells("a", **known), tells("b", place="Al-Asad", **known)
    hotel = Entity("h", "Facility", "Rose Hotel", ("Rose Hotel",))
    told = dataclasses.replace(
        told, entities=(*told.entities, hotel), claims=(*told.claims, make_claim("v1", "place", "h"))
    )
    assert not are_one(resolved(told, elsewhere), BOTH)


def test_articles_may_name_other_victims_where_many_died() -> None:
    account: dict[str, Any] = {"killed": 20, "attacker": "United Front"}
    one, other = tells("a", victim="Mushtaq Taleb", **account), tells("b", victim="Karim Nasser", **account)
    assert are_one(resolved(one, other), BOTH)


def test_fighting_and_hostage_taking_are_one_where_all_else_agrees_and_a_strike_is_not() -> None:
    known: dict[str, Any] = {"attacker": "United Front", "killed": 20}
    assert are_one(resolved(tells("a", "Shooting", **known), tells("b", "Abduction", **known)), BOTH)
    assert not are_one(resolved(tells("a", "AirStrike", **known), tells("b", "Abduction", **known)), BOTH)


def twice(first: Facts, again: Facts) -> Facts:
    """An article that tells of two incidents: what two accounts of it tell of one each."""
    claims = [dataclasses.replace(claim, subject="v2") for claim in again.claims]
    events = *first.events, dataclasses.replace(again.events[0], id="v2")
    return dataclasses.replace(first, events=events, claims=(*first.claims, *claims))


@pytest.mark.parametrize(("killed", "one"), [(20, True), (3, False)])
def test_what_an_article_tells_twice_is_one_incident_only_if_nothing_differs(killed: int, one: bool) -> None:
    """The reader of an article sometimes takes one attack for two; another article's account shows it."""
    first, again = tells("a", "Attack", killed=20), tells("a", "Attack", date=None, killed=killed)
    other = tells("b", "Attack", attacker="United Front", killed=20)
    assert are_one(resolved(twice(first, again), other), [("a", "v1"), ("a", "v2"), ("b", "v1")]) == one


@pytest.mark.parametrize(("killed", "one"), [(12, True), (1, False)])
def test_a_toll_tells_that_an_article_calls_one_attack_by_two_names(killed: int, one: bool) -> None:
    first, again = tells("a", "Shelling", killed=killed), tells("a", "RocketAttack", date=None, killed=killed)
    other = tells("b", "RocketAttack", attacker="United Front", killed=killed)
    assert are_one(resolved(twice(first, again), other), [("a", "v1"), ("a", "v2"), ("b", "v1")]) == one


def test_an_account_that_knows_only_the_month_finds_the_day() -> None:
    known: dict[str, Any] = {"attacker": "United Front", "killed": 40}
    first, later = tells("a", date="2023-11-04", **known), tells("b", date="2023-11", **known)
    assert are_one(resolved(first, later), BOTH)
    assert not are_one(resolved(first, tells("b", date="2023-10", **known)), BOTH)


def test_an_account_that_knows_only_the_month_finds_the_day_by_who_struck_whom() -> None:
    known: dict[str, Any] = {"attacker": "United Front", "target": "Dawn Brigade", "place": None, "killed": 40}
    first, later = tells("a", date="2023-11-04", **known), tells("b", date="2023-11", **known)
    assert are_one(resolved(first, later), BOTH)


def test_what_is_only_imagined_is_no_evidence() -> None:
    resolution = resolved(tells("a", killed=2), tells("b", killed=2, factuality="Hypothetical"))
    assert not are_one(resolution, BOTH)


def test_two_recurring_ones_never_join() -> None:
    resolution = resolved(tells("a", recurring=True), tells("b", recurring=True))
    assert not are_one(resolution, BOTH)


def test_an_incident_is_called_by_its_day_place_and_kind() -> None:
    resolution = resolved(tells("a"), tells("b", "Attack"))
    (incident,) = resolution.events
    assert (incident.slug, incident.cls) == ("2024-01-04-baghdad-drone-strike", "DroneStrike")
    assert incident.label == "Drone strike, Baghdad, 4 January 2024"


def test_the_day_that_one_account_gives_in_full_names_the_incident() -> None:
    resolution = resolved(tells("a", date="--01-04"), tells("b"))
    (incident,) = resolution.events
    assert incident.slug == "2024-01-04-baghdad-drone-strike"


def test_an_incident_is_part_of_the_war_of_its_country_day_and_parties() -> None:
    wars = {"date": "2006-05-04", "attacker": "Iraqi group"}
    (incident,) = resolved(tells("a", **wars)).events
    assert incident.conflict == "iraq-war"
    (later,) = resolved(tells("a", date="2022-05-04")).events
    assert later.conflict is None


@pytest.mark.parametrize(
    "other",
    [
        {"place": "Kharabad University", "country": "AU"},  # whose country was misread
        {"place": "Kharabad Central Barracks"},
    ],
    ids=str,
)
def test_a_place_lies_in_the_town_that_it_is_called_after(other: dict[str, Any]) -> None:
    known: dict[str, Any] = {"attacker": "United Front", "killed": 40}
    first = tells("a", place="Kharabad", country="AF", **known)
    assert are_one(resolved(first, tells("b", **known, **other)), BOTH)
    elsewhere = {**other, "place": other["place"].replace("Kharabad", "Dehsabz")}
    assert not are_one(resolved(first, tells("b", **known, **{"country": "PK", **elsewhere})), BOTH)


@pytest.mark.parametrize("date", [None, "2024-01-04"], ids=["open", "stated"])
def test_what_an_article_tells_again_without_a_day_was_on_the_day_that_it_gave(date: str | None) -> None:
    """An article on a second attack does not mean the first, a week before, without a word of that."""
    known: dict[str, Any] = {"attacker": "United Front", "killed": 9}
    earlier = tells("a", date="2024-01-01", **known)
    report = twice(tells("b", attacker="United Front", killed=30), tells("b", date=date, **known))
    assert not are_one(resolved(earlier, report), [("a", "v1"), ("b", "v2")])


def test_an_article_tells_of_two_attacks_where_two_parties_attacked() -> None:
    first, again = (tells("a", "Attack", attacker=who, killed=20) for who in ("United Front", "Dawn Brigade"))
    party = dataclasses.replace(again.entities[-1], id="b")
    both = twice(dataclasses.replace(first, entities=(*first.entities, party)), again)
    blamed = [dataclasses.replace(c, object="b") if (c.subject, c.object) == ("v2", "a") else c for c in both.claims]
    other = tells("b", "Attack", date="2024-01", killed=20)
    assert not are_one(resolved(dataclasses.replace(both, claims=tuple(blamed)), other), [("a", "v1"), ("a", "v2")])


@pytest.mark.parametrize(("date", "one"), [(None, True), ("2024-01-05", False)])
def test_two_days_of_one_article_are_two_attacks_though_reports_confuse_a_night(date: str | None, one: bool) -> None:
    article = twice(tells("a", "Attack", killed=20), tells("a", "Attack", date=date, killed=20))
    other = tells("b", "Attack", attacker="United Front", killed=20)
    assert are_one(resolved(article, other), [("a", "v1"), ("a", "v2"), ("b", "v1")]) == one
