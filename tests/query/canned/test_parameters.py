"""What a person may type for a parameter, and that nothing typed can change what the query asks."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import ParameterError
from kg.query.canned import Parameter, Question
from kg.sparql.binding import PLACE
from kg.store import Graph

TEXT = """
SELECT ?x WHERE {
  VALUES ?who { UNDEF }
  VALUES ?where { UNDEF }
  VALUES ?day { UNDEF }
  VALUES ?kind { UNDEF }
  VALUES ?words { UNDEF }
  VALUES ?least { UNDEF }
  VALUES ?x { "unchanged" }
}
LIMIT 7 #limit
"""
QUESTION = Question(
    name="all-types",
    title="",
    description="",
    text=TEXT,
    params={
        p.name: p
        for p in (
            Parameter(name="who", type="entity", description=""),
            Parameter(name="where", type="iri", description=""),
            Parameter(name="day", type="date", description=""),
            Parameter(name="kind", type="choice", description="", choices=("Raid", "Shelling")),
            Parameter(name="words", type="text", description=""),
            Parameter(name="least", type="integer", description="", minimum=1, maximum=9),
            Parameter(name="limit", type="integer", description="", default="7", minimum=1, maximum=50),
        )
    },
)


def bound(graph: Graph, **values: str | list[str]) -> dict[str, str]:
    """What stands in each of the query's places after binding."""
    query = QUESTION.bind(values, graph)
    return dict(re.findall(r"VALUES \?(\w+) \{ (.*) \}", query)) | {"limit": re.findall(r"LIMIT (\d+)", query)[0]}


def test_without_values_the_query_stays_as_it_is(two_outlets: Graph) -> None:
    assert QUESTION.bind({}, two_outlets) == TEXT
    assert QUESTION.bind({"words": "  "}, two_outlets) == TEXT, "a blank field of a form is no value"


@pytest.mark.parametrize(
    "called",
    ["Abu Taqwa", "abu taqwa", "MUSHTAQ TALIB AL-SAIDI", "mushtaq-taleb-al-saidi",
     "https://w3id.org/sitrep/id/entity/mushtaq-taleb-al-saidi", "<https://w3id.org/sitrep/id/entity/mushtaq-taleb-al-saidi>"],
)  # fmt: skip
def test_an_entity_by_name_slug_or_iri(called: str, two_outlets: Graph) -> None:
    assert bound(two_outlets, who=called)["who"] == "<https://w3id.org/sitrep/id/entity/mushtaq-taleb-al-saidi>"


def test_an_incident_is_an_entity_here(two_outlets: Graph) -> None:
    assert bound(two_outlets, who="mosul-raid")["who"] == "<https://w3id.org/sitrep/id/event/mosul-raid>"


def test_several_values_match_any_of_them(two_outlets: Graph) -> None:
    assert bound(two_outlets, kind=["Raid", "Shelling", "Raid"])["kind"] == '"Raid" "Shelling"'


def test_terms_have_their_types(two_outlets: Graph) -> None:
    terms = bound(two_outlets, day="2024-02-29", least="3", limit="9", where="urn:x:1")
    assert terms["day"] == '"2024-02-29"^^<http://www.w3.org/2001/XMLSchema#date>'
    assert terms["least"] == '"3"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert terms["limit"] == "9"
    assert terms["where"] == "<urn:x:1>"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("day", "yesterday", "The parameter 'day' is 'yesterday'; it must be a date such as 2024-01-31."),
        ("day", "2024-02-30", "The parameter 'day' is '2024-02-30'; it must be a date such as 2024-01-31."),
        ("kind", "raid", "The parameter 'kind' is 'raid'; it must be one of Raid, Shelling."),
        ("least", "0", "The parameter 'least' is '0'; it must be a whole number from 1 to 9."),
        ("least", "٣", "The parameter 'least' is '٣'; it must be a whole number from 1 to 9."),
        ("limit", "51", "The parameter 'limit' is '51'; it must be a whole number from 1 to 50."),
        ("where", "Baghdad", "The parameter 'where' is 'Baghdad'; it must be an absolute IRI"),
    ],
)  # fmt: skip
def test_a_malformed_value_is_named_with_what_is_wanted(
    name: str, value: str, message: str, two_outlets: Graph
) -> None:
    with pytest.raises(ParameterError) as error:
        QUESTION.bind({name: value}, two_outlets)
    assert str(error.value).startswith(message)


def test_an_unknown_name_is_answered_with_close_ones(two_outlets: Graph) -> None:
    with pytest.raises(ParameterError, match=r"'who' is 'Katib Hisbollah'.*close ones: Kataib Hezbollah"):
        QUESTION.bind({"who": "Katib Hisbollah"}, two_outlets)


def test_an_unknown_parameter_is_answered_with_those_there_are(two_outlets: Graph) -> None:
    with pytest.raises(ParameterError, match="has no parameter 'whom'; it has: who, where"):
        QUESTION.bind({"whom": "x"}, two_outlets)


def test_a_required_parameter_is_asked_for(two_outlets: Graph) -> None:
    who = Parameter(name="who", type="entity", description="", required=True, example="Hamas")
    question = Question("q", "", "", {"who": who}, "SELECT * { VALUES ?who { UNDEF } }")
    with pytest.raises(ParameterError, match=r"needs the parameter 'who': the name.*for example 'Hamas'"):
        question.bind({}, two_outlets)


nasty = st.one_of(
    st.text(),
    st.text(alphabet='"\'\\{}<>?#\n\r\t ;.@^|`x:/'),
    st.sampled_from(
        [
            '" } DROP ALL #', "UNDEF } VALUES ?x { UNDEF", '\\" } ?s ?p ?o', "<x> } SELECT", "urn:x> } #", "urn:{}",
            "VALUES ?words { UNDEF }", "LIMIT 5 #limit", "http://x/\\u003e", "\\u0022 }", "'''", '"""', "0\n1", "1e3",
        ]
    ),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow])  # the first text ever drawn loads the Unicode tables
@given(values=st.dictionaries(st.sampled_from(sorted(QUESTION.params)), nasty))
def test_no_value_changes_what_the_query_asks(values: dict[str, str], two_outlets: Graph) -> None:
    try:
        query = QUESTION.bind(values, two_outlets)
    except ParameterError:
        return
    result = two_outlets.query(query)
    assert [v.value for v in result.variables] == ["x"]
    assert [row["x"].value for row in result] == ["unchanged"], "one row: no block gained a second row or a pattern"


@given(words=nasty.filter(str.strip))
def test_a_text_arrives_as_it_was_typed(words: str, two_outlets: Graph) -> None:
    query = QUESTION.bind({"words": words}, two_outlets).replace("SELECT ?x", "SELECT ?words")
    assert [row["words"].value for row in two_outlets.query(query)] == [words]


def test_a_text_that_looks_like_a_place_is_left_alone(two_outlets: Graph) -> None:
    query = QUESTION.bind({"words": "VALUES ?who { UNDEF }", "who": "Iran"}, two_outlets)
    assert '"VALUES ?who { UNDEF }"' in query
    assert len(PLACE.findall(query)) == 5  # the four that are not given, and the one within the words
