"""Every query that ships, asked of the two-outlets graph."""

from __future__ import annotations

from typing import Any

import pytest

from kg.errors import ParameterError
from kg.query.canned import load_questions
from kg.resources import resource
from kg.store import Graph

QUESTIONS = load_questions(resource("queries"))
BASE = "https://w3id.org/sitrep/id/"
NO_WAR = {"tolls-of-conflicts"}  # of which this graph holds none; the projection's tests ask it


def ask(graph: Graph, name: str, /, *columns: str, **values: str) -> list[tuple[Any, ...]]:
    """The rows of a canned query: the named columns as text, IRIs without their base, unbound ones as None."""
    solutions = graph.query(QUESTIONS[name].bind({key.rstrip("_"): value for key, value in values.items()}, graph))
    return [tuple(row[c] and row[c].value.removeprefix(BASE) for c in columns) for row in solutions]


def outlets(text: str) -> set[str]:
    return set(text.split(" | "))


def test_there_are_enough() -> None:
    assert len(QUESTIONS) >= 12


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_is_valid_as_it_stands_and_says_what_it_is(name: str, two_outlets: Graph) -> None:
    question = QUESTIONS[name]
    assert question.title
    assert len(question.description) > 30
    assert all(parameter.description for parameter in question.params.values())
    assert list(two_outlets.query(question.text)) or name in NO_WAR, "unrestricted, it finds something in this graph"


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_runs_with_the_required_parameters_alone(name: str, two_outlets: Graph) -> None:
    params = QUESTIONS[name].params.values()
    values = {p.name: p.example for p in params if p.required and p.example}
    assert list(two_outlets.query(QUESTIONS[name].bind(values, two_outlets))) or name in NO_WAR


@pytest.mark.parametrize(
    ("name", "parameter"),
    [(name, p) for name, question in QUESTIONS.items() for p, spec in question.params.items() if spec.example],
)
def test_each_example_finds_something(name: str, parameter: str, two_outlets: Graph) -> None:
    params = QUESTIONS[name].params.values()
    values = {p.name: p.example for p in params if p.example and (p.required or p.name == parameter)}
    assert list(two_outlets.query(QUESTIONS[name].bind(values, two_outlets)))


def test_who_attacked_whom_counts_a_copy_as_an_article_but_no_witness(two_outlets: Graph) -> None:
    rows = ask(two_outlets, "who-attacked-whom", "attackerName", "targetName", "independentArticles", "articles")
    assert rows == [
        ("US military", "Harakat al-Nujaba", "2", "3"),
        ("Kataib Hezbollah", "Erbil", "1", "1"),
        ("US military", "Kataib Hezbollah", "1", "1"),
    ]
    [(reported_by,)] = ask(two_outlets, "who-attacked-whom", "reportedBy", target="Nujaba Movement")
    assert outlets(reported_by) == {"Northern Wire", "Gulf Courier", "Harbour Post"}


def test_a_leader_is_listed_once_and_members_of_units_on_request(two_outlets: Graph) -> None:
    columns = ("personName", "relation", "organisationName", "independentArticles")
    assert ask(two_outlets, "members-and-leaders", *columns, group="PMF") == []
    assert ask(two_outlets, "members-and-leaders", *columns, group="PMF", units="with") == [
        ("Mushtaq Taleb al-Saidi", "leads", "Harakat al-Nujaba", "1")
    ]


def test_parents_go_up_to_the_top(two_outlets: Graph) -> None:
    rows = ask(two_outlets, "parents", "parentName", "steps", group="Harakat al-Nujaba")
    assert rows == [("Popular Mobilization Forces", "1"), ("Iraq", "2")]


class TestIncidents:
    def test_have_their_casualty_ranges_and_independent_articles(self, two_outlets: Graph) -> None:
        columns = ("dates", "killedMin", "killedMax", "woundedMin", "woundedMax", "attackers", "independentOutlets")
        rows = ask(two_outlets, "incidents", *columns, kind="DroneStrike")
        assert rows == [("2024-01-04", "2", "3", "6", "6", "US military", "2")]

    def test_are_in_the_state_that_their_place_lies_within(self, two_outlets: Graph) -> None:
        assert len(ask(two_outlets, "incidents", "name", place="Iraq")) == 4
        assert ask(two_outlets, "incidents", "name", place="Irbil") == [("Rocket attack in Erbil, 2024-01",)]

    @pytest.mark.parametrize(
        ("first", "last", "found"),
        [
            ("2024-01-01", "2024-01-31", {"2024-01-04", "2024-01"}),
            ("2024-01-20", "2024-03-01", {"2024-01", "--02-07"}),  # some day of January; a 7 February
            ("2024-02-08", "2024-12-31", set()),
            ("2023-12-01", "2024-01-03", {"2024-01"}),
            ("2022-03-01", "2022-12-31", set()),
            ("2022-03-01", "2023-12-31", {"--02-07"}),  # the February within
            ("2019-03-01", "2022-01-31", {"--02-07"}),
        ],
    )
    def test_of_partial_dates_count_wherever_they_may_lie(
        self, first: str, last: str, found: set[str], two_outlets: Graph
    ) -> None:
        rows = ask(two_outlets, "incidents", "dates", from_=first, to=last)
        assert {dates for (dates,) in rows} == found

    def test_without_date_are_listed_in_a_period_on_request(self, two_outlets: Graph) -> None:
        period = {"from": "2024-02-08", "to": "2024-12-31"}
        assert ask(two_outlets, "incidents", "name", **period, undated="include") == [("Raid in Mosul",)]

    def test_can_start_or_end_anywhere(self, two_outlets: Graph) -> None:
        assert len(ask(two_outlets, "incidents", "name", from_="2024-01-01")) == 3
        assert {d for (d,) in ask(two_outlets, "incidents", "dates", to="2023-12-31")} == {"--02-07"}


def test_incidents_within_a_box_or_a_polygon(two_outlets: Graph) -> None:
    strike = ask(two_outlets, "incidents-near", "name", place="Baghdad")
    assert strike
    assert set(strike) <= set(ask(two_outlets, "incidents-within", "name", area="44,33,45,34"))
    around = "POLYGON((44 33, 45 33, 45 34, 44 34, 44 33))"
    assert set(strike) <= set(ask(two_outlets, "incidents-within", "name", area=around))
    assert ask(two_outlets, "incidents-within", "name", area="2,48,3,49") == []
    for wrong in ("45,33,44,34", "44,33,45", "POLYGON((44 33, 45 33, 45 34, 44 34))", "44,33,45,94"):
        with pytest.raises(ParameterError, match="a box in degrees"):
            ask(two_outlets, "incidents-within", "name", area=wrong)


def test_incidents_near_a_place_are_those_within_so_many_kilometres(two_outlets: Graph) -> None:
    strike = ("Drone strike in Baghdad, 2024-01-04",)
    assert ask(two_outlets, "incidents-near", "name", place="Irbil") == []
    assert ask(two_outlets, "incidents-near", "name", place="Irbil", km="330") == [strike]
    assert ask(two_outlets, "incidents-near", "kilometres", place="Irbil", km="330") == [("319",)]
    assert ask(two_outlets, "incidents-near", "name", place="Irbil", km="330", kind="Raid") == []


def test_accounts_that_disagree_stand_side_by_side(two_outlets: Graph) -> None:
    columns = ("value", "bound", "factuality", "sourceText", "outlet", "copyOf", "quote")
    killed = ask(two_outlets, "accounts-that-disagree", *columns, incident="2024-01-04-baghdad-drone-strike")
    assert killed == [
        ("2", "Exactly", "Asserted", "the American forces", "Northern Wire", None, "Two people died"),
        ("3", "AtLeast", "Asserted", "a security official", "Gulf Courier", None, "At least three people were killed"),
        ("2", "Exactly", "Asserted", None, "Harbour Post", "article/north-001", "Two people died"),
    ]


def test_a_denial_is_a_disagreement_about_the_attacker(two_outlets: Graph) -> None:
    rows = ask(two_outlets, "accounts-that-disagree", "value", "factuality", "outlet", aspect="attacker")
    assert rows == [
        ("Kataib Hezbollah", "Denied", "Northern Wire"),
        ("Kataib Hezbollah", "Hedged", "Gulf Courier"),
    ]


def test_the_wounded_are_not_disputed(two_outlets: Graph) -> None:
    assert ask(two_outlets, "accounts-that-disagree", "value", aspect="woundedCount") == []


def test_denials_name_who_asserts_the_same(two_outlets: Graph) -> None:
    rows = ask(two_outlets, "denials", "subjectName", "value", "deniedBy", "outlet", "assertedIn")
    assert rows == [("Rocket attack in Erbil, 2024-01", "Kataib Hezbollah", "Jamal Hadi", "Northern Wire", "gulf-101")]


def test_incidents_without_agreed_attacker_say_why(two_outlets: Graph) -> None:
    rows = ask(two_outlets, "incidents-without-agreed-attacker", "name", "why", "attackersNamed")
    assert rows == [
        ("Rocket attack in Erbil, 2024-01", "denied", "Kataib Hezbollah"),
        ("Raid in Mosul", "nobody named", None),
    ]


def test_most_disputed_incidents(two_outlets: Graph) -> None:
    rows = ask(two_outlets, "most-disputed-incidents", "name", "killedMin", "killedMax", "denials")
    assert rows == [
        ("Drone strike in Baghdad, 2024-01-04", "2", "3", "0"),
        ("Rocket attack in Erbil, 2024-01", None, None, "1"),
    ]


def test_claims_by_source_by_name_or_by_words(two_outlets: Graph) -> None:
    by_name = ask(two_outlets, "claims-by-source", "predicate", "value", source="American forces")
    assert by_name == [("killedCount", "2")]
    by_words = ask(two_outlets, "claims-by-source", "predicate", "value", words="SECURITY")
    assert by_words == [("attacker", "US military"), ("killedCount", "3"), ("woundedCount", "6")]


def test_claims_by_source_include_sources_that_no_entity_stands_for(two_outlets: Graph) -> None:
    rows = ask(two_outlets, "claims-by-source", "sourceText", "sourceName")
    assert sorted(rows, key=str) == [
        ("Jamal Hadi", "Jamal Hadi"),
        ("Residents", None),
        *[("a security official", "a security official")] * 3,
        ("the American forces", "US military"),
    ]


def test_claims_about_can_be_narrowed_by_factuality(two_outlets: Graph) -> None:
    hedged = ask(
        two_outlets, "claims-about", "subjectName", "factuality", thing="Kataib Hezbollah", factuality="Hedged"
    )
    assert hedged == [("Rocket attack in Erbil, 2024-01", "Hedged")]


def test_killed_and_by_whom(two_outlets: Graph) -> None:
    [(person, killer, witnesses, reported_by)] = ask(
        two_outlets, "killed", "personName", "killerName", "independentArticles", "reportedBy"
    )
    assert (person, killer, witnesses) == ("Mushtaq Taleb al-Saidi", "US military", "2")
    assert outlets(reported_by) == {"Northern Wire", "Gulf Courier", "Harbour Post"}


def test_named_together_leaves_out_copies_places_and_the_unnamed(two_outlets: Graph) -> None:
    rows = ask(two_outlets, "named-together", "firstName", "secondName", "independentArticles")
    assert rows[0] == ("Harakat al-Nujaba", "Mushtaq Taleb al-Saidi", "2")  # three articles, one of them a copy
    named = {name for first, second, _ in rows for name in (first, second)}
    assert named.isdisjoint({"Baghdad", "a security official"})


def test_a_timeline_is_in_order_of_time(two_outlets: Graph) -> None:
    rows = ask(two_outlets, "timeline", "day", "role", "killedMax", actor="American forces")
    assert rows == [("--02-07", "attacker", "1"), ("2024-01-04", "attacker", "3")]


def test_the_monthly_toll_loses_no_incident(two_outlets: Graph) -> None:
    columns = ("month", "incidents", "counted", "corroborated", "killedMin", "killedMax", "woundedMax")
    assert ask(two_outlets, "toll-by-month", *columns) == [
        ("2024-01", "2", "1", "1", "2", "3", "6"),
        ("undated", "1", "0", "0", "0", "0", "0"),
        ("year unknown", "1", "1", "0", "1", "1", "0"),
    ]


def test_alliances_list_the_nearest_relation(two_outlets: Graph) -> None:
    assert ask(two_outlets, "alliances", "fromName", "relation", "toName", actor="Iran") == [
        ("Harakat al-Nujaba", "backedBy", "Iran")
    ]


def test_names_and_who_uses_them(two_outlets: Graph) -> None:
    rows = ask(two_outlets, "names", "name", "use", "articles", thing="Nujaba Movement")
    assert rows == [("Harakat al-Nujaba", "preferred", "3"), ("Nujaba Movement", "other", "1")]


def test_outlets_and_what_they_cover(two_outlets: Graph) -> None:
    rows = ask(two_outlets, "outlets", "outlet", "articles", "copies", "incidents", "denials", "first", "last")
    assert rows == [
        ("Northern Wire", "2", "0", "3", "1", "2024-01-04", "2024-01-04"),
        ("Gulf Courier", "1", "0", "3", "0", "2024-01-05", "2024-01-05"),
        ("Harbour Post", "1", "1", "1", "0", "2024-01-05", "2024-01-05"),
    ]


def test_told_by_one(two_outlets: Graph) -> None:
    rows = ask(two_outlets, "told-by-one", "name", "outlet")
    assert rows == [
        ("Air strike in Baghdad, 02-07", "Northern Wire"),
        ("Raid in Mosul", "Gulf Courier"),
        ("Rocket attack in Erbil, 2024-01", "Gulf Courier"),  # the other outlet's source denies it
    ]
