"""Reports that say little of an incident find it by the story that they tell."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from factories import GAZETTEER, make_claim, make_facts
from resolve.accounts import ACTORS, are_one, resolved, shape

from kg.explain.decision import decide
from kg.knowledge import Gazetteer, Place
from kg.model import Article, Entity, Event, Facts, Mention, Ref, Span
from kg.resolve import resolve
from kg.resolve.stories.near import are_near, meeting_terms
from kg.resolve.stories.terms import terms

FERRY = (
    "A bomb tore through the ferry Santa Lucia at the pier of Puerto Verde, the coast guard said. Captain Ignacio"
    " Baltazar steered the burning Santa Lucia onto the Morro sandbank, where fishermen from Almendra pulled "
    "passengers out of the water. The Verde Liberation Column had threatened the Compania Naviera, which owns the"
    " vessel, for months."
)
FERRY_AGAIN = (
    "Rescuers counted the dead of the Santa Lucia, the ferry on which a bomb went off near Puerto Verde. Divers "
    "searched around the Morro sandbank. Ignacio Baltazar, the captain, told how he beached the vessel. Compania "
    "Naviera stopped its service to Almendra; the Verde Liberation Column was silent."
)
MARKET = (
    "A bomb hidden in a fruit cart went off in the Tashkul bazaar of Kharabad, the governor said. Doctor Rahima "
    "Yusufi of the Ghazi hospital asked for blood. Traders from Dehsabz carried the wounded on doors, and the "
    "Khost road was closed."
)


def report(id_: str, text: str, day: int | None = 3, *, killed: int = 9, events: int = 1) -> Facts:
    """An article of one or more bombings of which it says neither when nor where."""
    at = text.rindex("bomb")
    told = [Event(f"v{n}", "Bombing", "bomb") for n in range(1, events + 1)]
    claims = [make_claim(event.id, "killedCount", killed) for event in told]
    date = dt.date(2011, 5, day) if day else None
    facts = make_facts(Article(id_, text, None, date), (), told, claims)
    mentions = tuple(Mention(Span(at, at + 4), "bomb", event.id, "trigger") for event in told)
    return dataclasses.replace(facts, mentions=mentions)


def with_facts(facts: Facts, more: dict[str, str]) -> Facts:
    """An article that tells more of its first incident: whatever has a value; who is named is an armed group."""
    claims = [make_claim("v1", role, "g" if role == "attacker" else value) for role, value in more.items() if value]
    group = Entity("g", "ArmedGroup", more["attacker"], (more["attacker"],))
    return dataclasses.replace(facts, claims=(*facts.claims, *claims), entities=(*facts.entities, group))


@pytest.mark.parametrize("more", [{}, {"day": 5}, {"day": 17}, {"day": None, "killed": 9}], ids=str)
def test_vague_reports_of_one_story_are_one(more: dict[str, Any]) -> None:
    assert are_one(resolved(report("a", FERRY), report("b", FERRY_AGAIN, **more)), [("a", "v1"), ("b", "v1")])


@pytest.mark.parametrize(
    "other",
    [report("b", MARKET), report("b", FERRY_AGAIN, 28, killed=70)],
    ids=["another story", "another time and toll"],
)
def test_vague_reports_of_two_stories_are_two(other: Facts) -> None:
    assert not are_one(resolved(report("a", FERRY), other), [("a", "v1"), ("b", "v1")])


@pytest.mark.parametrize(("day", "one"), [("2011-05-02", True), (None, False)], ids=["stated", "open"])
def test_an_article_about_something_else_recalls_an_incident_by_its_day(day: str | None, one: bool) -> None:
    """That two articles are not alike says nothing where one mentions in passing what the other begins with."""
    recalled = report("b", f"{MARKET} {MARKET.replace('A bomb', 'Another')} A ferry bombing killed nine.", 20)
    told = [report("a", FERRY), recalled]
    told = [with_facts(one, {"date": day or "", "attacker": "Verde Liberation Column"}) for one in told]
    assert are_one(resolved(*told), [("a", "v1"), ("b", "v1")]) == one


def test_two_events_of_one_article_do_not_meet_through_another_article() -> None:
    resolution = resolved(report("a", FERRY, events=2), report("b", FERRY_AGAIN))
    assert not are_one(resolution, [("a", "v1"), ("a", "v2")])


def test_the_order_of_the_articles_makes_no_difference() -> None:
    told = [report("a", FERRY), report("b", FERRY_AGAIN), report("c", MARKET)]
    assert shape(resolved(*told)) == shape(resolved(*told[::-1]))


def test_articles_meet_by_names_and_not_by_common_words() -> None:
    ferry, again, market = (terms(report("a", text).article) for text in (FERRY, FERRY_AGAIN, MARKET))
    assert {"lucia", "baltazar", "morro"} <= set(meeting_terms(ferry)) & set(meeting_terms(again))
    assert not {"bomb", "the", "captain"} & set(meeting_terms(ferry))
    assert are_near(ferry, again)
    assert not are_near(ferry, market)


def placed(facts: Facts, place: str, **more: str) -> Facts:
    """An article that says where its first incident was, and more of it."""
    where = Entity("p", "Place", place, (place,))
    facts = dataclasses.replace(facts, entities=(*facts.entities, where))
    claims = [make_claim("v1", role, value) for role, value in {"place": "p", **more}.items()]
    return dataclasses.replace(facts, claims=(*facts.claims, *claims))


def reasons(one: Facts, other: Facts) -> dict[str, float]:
    """What speaks for and against two articles' first incidents being one, with its weight."""
    found = decide([one, other], ACTORS, GAZETTEER).compare(Ref("a", "v1"), Ref("b", "v1")).reasons
    return {reason.what: reason.weight for reason in found}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The bomb fell on Almendra by night.", True),
        (f"{MARKET.replace('bomb', 'blast')} The bomb fell by night. Almendra mourns.", False),
    ],
    ids=["near", "far"],
)
def test_the_place_of_one_report_may_be_named_in_one_of_which_none_was_read(text: str, named: bool) -> None:
    told = placed(report("a", "The pier was hit by a bomb."), "Almendra")
    assert ("the place of one is named near the other" in reasons(told, report("b", text))) == named


def test_what_hits_the_ground_of_one_side_does_not_hit_that_of_the_other() -> None:
    """Reports of a day of fire in both directions tell of both."""
    struck = "A bomb fell on an {} street of Almendra, said a doctor who counted the dead."
    doubt = "against: on ground that another side holds"
    ours, same, theirs = (struck.format(words) for words in ("opposition-held", "insurgent-held", "army-controlled"))
    assert doubt not in reasons(report("a", ours), report("b", same))
    assert doubt in reasons(report("a", ours), report("b", theirs))


def test_what_is_set_off_from_afar_is_on_nobody_s_ground() -> None:
    one, other = ("A radio-controlled bomb went off.", "A remote-controlled bomb went off.")
    assert "against: on ground that another side holds" not in reasons(report("a", one), report("b", other))


def test_neither_states_nor_months_are_names_in_common() -> None:
    """A country that two incidents share counts by itself."""
    told = "On the first Monday of May the Kharabadi army defused a {} bomb for Baltazar."
    state = Entity("s", "State", "Kharabad", ("Kharabad",), "kharabad", None, "KB")
    both = [report(id_, told.format(size)) for id_, size in (("a", "large"), ("b", "small"))]
    at = told.index("Kharabadi")
    called = Mention(Span(at, at + 9), "Kharabadi", "s", "name")
    both = [dataclasses.replace(f, entities=(state,), mentions=(*f.mentions, called)) for f in both]
    assert reasons(*both)["same names near by"] == 0.25


def test_the_place_of_both_is_no_name_in_common_besides() -> None:
    both = [placed(report(id_, "A bomb fell on Almendra, Baltazar said."), "Almendra") for id_ in "ab"]
    assert reasons(*both)["same names near by"] == 0.25


def test_what_one_calls_a_bombing_and_another_a_raid_is_less_surely_one() -> None:
    told, again = report("a", FERRY), report("b", FERRY_AGAIN)
    raid = dataclasses.replace(again, events=tuple(dataclasses.replace(e, cls="Raid") for e in again.events))
    assert "against: told as something else" in reasons(told, raid)
    assert "against: told as something else" not in reasons(told, again)


@pytest.mark.parametrize(
    ("places", "what"),
    [
        (("Kharabad", "Old Quarter"), "one place in or beside the other"),
        (("Kharabad", "Army Camp"), "one place in or beside the other"),
        (("Upper Province", "Dehsabz"), "one place in or beside the other"),
        (("Dehsabz", "Tashkul"), "two places near each other"),
        (("Army Camp", "Navy Camp"), "two places near each other"),
    ],
    ids=str,
)
def test_two_towns_near_each_other_are_no_city_and_its_quarter(places: tuple[str, str], what: str) -> None:
    spots = [
        Place("1", "Kharabad", "AF", 34.0, 69.0, 900_000, admin1="1"), Place("2", "Old Quarter", "AF", 34.05, 69.0, 1),
        Place("3", "Dehsabz", "AF", 34.3, 69.0, 20_000, admin1="1"), Place("4", "Tashkul", "AF", 34.4, 69.0, town=True),
        Place("5", "Army Camp", "AF", 34.1, 69.1, cls="Facility"),
        Place("6", "Navy Camp", "AF", 34.2, 69.1, cls="Facility"),
        Place("7", "Upper Province", "AF", 34.4, 69.4, admin1="1", area=True),
    ]  # fmt: skip
    id_of = {place.name: place.id for place in spots}
    told = [placed(report(id_, FERRY), place) for id_, place in zip("ab", places, strict=True)]
    told = [
        dataclasses.replace(f, entities=tuple(dataclasses.replace(e, place=id_of[e.label]) for e in f.entities))
        for f in told
    ]
    known = decide(told, ACTORS, Gazetteer([(place, ()) for place in spots])).compare(Ref("a", "v1"), Ref("b", "v1"))
    assert what in {reason.what for reason in known.reasons}


def test_who_gives_many_numbers_meets_one_by_chance() -> None:
    told, again = report("a", FERRY, killed=9), report("b", MARKET, killed=9)
    more = [make_claim("v1", "killedCount", killed) for killed in (14, 30)]
    several = dataclasses.replace(again, claims=(*again.claims, *more))
    assert reasons(told, several)["same toll"] == pytest.approx(reasons(told, again)["same toll"] / 3, abs=0.01)


def test_few_dead_are_nearly_as_many_in_much_of_what_happens() -> None:
    told = [
        reasons(report("a", FERRY, killed=killed), report("b", MARKET, killed=other))
        for killed, other in ((2, 3), (20, 28))
    ]
    assert ["nearly the same toll" in found for found in told] == [False, True]


def test_a_large_number_that_is_not_round_is_hardly_that_of_two_incidents() -> None:
    weights = [
        reasons(report("a", FERRY, killed=killed), report("b", MARKET, killed=killed))["same toll"]
        for killed in (1, 3, 150, 147)
    ]
    assert weights == sorted(set(weights))


@pytest.mark.parametrize(("killed", "one"), [(147, True), (150, False)])
def test_one_large_number_outweighs_a_place_that_was_misread(killed: int, one: bool) -> None:
    """Where the sentence names the other's place, too."""
    told = placed(report("a", FERRY, killed=killed), "Almendra")
    again = placed(
        report("b", f"{FERRY_AGAIN} People in Almendra mourn the dead of the bomb.", killed=killed), "Villanueva"
    )
    villages = [dataclasses.replace(f.entities[0], country=None, place=id_) for f, id_ in ((told, "x"), (again, "y"))]
    told, again = (dataclasses.replace(f, entities=(where,)) for f, where in zip((told, again), villages, strict=True))
    known = Place("x", "Almendra", "CO", 1.0, -77.0, 900), Place("y", "Villanueva", "CO", 5.0, -73.0, 900)
    places = Gazetteer([(place, ()) for place in known])
    resolution = resolve([told, again], ACTORS, places)
    assert are_one(resolution, [("a", "v1"), ("b", "v1")]) == one


def test_dates_agree_in_no_more_than_the_less_exact_says() -> None:
    told = with_facts(report("a", FERRY), {"date": "2011-05-02", "attacker": "Verde Column"})
    for day, what in (("2011-05-02", "same day"), ("2011-05", "same month"), ("2011", "same year")):
        assert what in reasons(told, with_facts(report("b", FERRY_AGAIN), {"date": day, "attacker": "Verde Column"}))
