import json

import pytest
from factories import drone_strike
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Claim, Entity, Event, Facts, Mention
from kg.rdf.facts_json import dumps, loads

TEXT = st.text(max_size=8)
CLAIM = st.builds(Claim, confidence=st.floats(0, 1), object=TEXT | st.integers())
FACTS = st.builds(
    Facts,
    article=st.builds(Article),
    entities=st.lists(st.builds(Entity, names=st.lists(TEXT, max_size=2).map(tuple)), max_size=2).map(tuple),
    events=st.lists(st.builds(Event), max_size=2).map(tuple),
    mentions=st.lists(st.builds(Mention), max_size=2).map(tuple),
    claims=st.lists(CLAIM, max_size=2).map(tuple),
)


@given(FACTS)
def test_facts_come_back_as_they_were(facts: Facts) -> None:
    again = loads(dumps(facts), facts.article.text)
    assert again == facts
    assert dumps(again) == dumps(facts)


def test_a_count_stays_a_number_and_a_date_a_text() -> None:
    again = loads(dumps(drone_strike()), "")
    objects = {claim.predicate: claim.object for claim in again.claims}
    assert (objects["woundedCount"], objects["date"]) == (7, "2024-01-04")


def test_the_text_is_not_written_twice() -> None:
    facts = drone_strike()
    assert facts.article.text not in dumps(facts)
    assert json.loads(dumps(facts))["article"] == {
        "id": "003", "title": "Strike in Baghdad", "date": "2024-01-04", "publisher": "Daily", "url": "https://d.example/3",
    }  # fmt: skip


@pytest.mark.parametrize(
    "wrong", ["{}", "[]", "null", '{"article": {}}', "no JSON", '{"article": {"id": "1"}, "claims": 3}']
)
def test_what_is_of_another_form_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        loads(wrong, "text")
