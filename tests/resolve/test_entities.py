"""Which entities of different articles are one."""

from __future__ import annotations

import pytest
from resolve.accounts import are_one, person, resolved, speaks_of

from kg.model import Entity


def group(id_: str, name: str, actor: str | None = None, cls: str = "ArmedGroup") -> Entity:
    return Entity(id_, cls, name, (name,), actor)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mushtaq Taleb al-Saidi", "Mushtaq Talib Al-Saïdi"),
        ("Saleh al-Arouri", "Saleh Aruri"),
        ("Mohamed Hamdan Dagalo", "Mohammed Dagalo"),
        ("José Córdova", "Jose Cordova"),
        ("Khalid M Rasouli", "Khalid Mahmoud Rasouli"),
        ("Abdul Jundallah", "Abdul Jundollah"),
    ],
)
def test_a_person_is_one_however_outlets_spell_the_name(one: str, other: str) -> None:
    resolution = resolved(speaks_of("a", person("e1", one)), speaks_of("b", person("e1", other)))
    assert are_one(resolution, [("a", "e1"), ("b", "e1")])
    (someone,) = resolution.entities
    assert set(someone.names) == {one, other}
    assert someone.label in {one, other}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Mushtaq al-Saidi",), ("Mushtaq al-Saadi",)),
        (("Hassan Nasrallah",), ("Hussein Nasrallah",)),
        (("Nasrallah",), ("Nasrallah",)),  # the same family's name, but whose?
        (("Nasrallah",), ("Hassan Nasrallah",)),
        (("Karim Nasser", "Nasser"), ("Omar Nasser", "Nasser")),
        (("Abu Taqwa",), ("Mushtaq Taqwa",)),
    ],
)
def test_two_people_are_two(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    resolution = resolved(speaks_of("a", person("e1", *one)), speaks_of("b", person("e1", *other)))
    assert not are_one(resolution, [("a", "e1"), ("b", "e1")])


def test_a_bare_family_name_is_a_known_person_s_unless_the_article_gives_another_first_name() -> None:
    known = Entity("e1", "Person", "Omar Darwish", ("Omar Darwish",), "omar-darwish")
    for named, one in ((("Darwish",), True), (("Tariq Darwish", "Darwish"), False)):
        resolution = resolved(speaks_of("a", known), speaks_of("b", person("e1", *named)))
        assert are_one(resolution, [("a", "e1"), ("b", "e1")]) == one


def test_a_name_and_a_byname_meet_through_an_article_that_gives_both() -> None:
    resolution = resolved(
        speaks_of("a", person("e1", "Mushtaq al-Saidi")),
        speaks_of("b", person("e1", "Abu Taqwa")),
        speaks_of("c", person("e1", "Mushtaq al-Saidi", "Abu Taqwa")),
    )
    assert are_one(resolution, [("a", "e1"), ("b", "e1"), ("c", "e1")])


@pytest.mark.parametrize(("one", "other"), [("hezbollah", "kataib-hezbollah"), (None, None), ("hezbollah", None)])
def test_hezbollah_is_not_kataib_hezbollah(one: str | None, other: str | None) -> None:
    resolution = resolved(
        speaks_of("a", group("e1", "Hezbollah", one)), speaks_of("b", group("e1", "Kataib Hezbollah", other))
    )
    assert not are_one(resolution, [("a", "e1"), ("b", "e1")])


def test_the_actor_list_joins_names_that_nothing_else_would() -> None:
    resolution = resolved(
        speaks_of("a", group("e1", "Hizbullah", "hezbollah")), speaks_of("b", group("e1", "Party of God", "hezbollah"))
    )
    (hezbollah,) = resolution.entities
    assert (hezbollah.slug, hezbollah.label, hezbollah.actor) == ("hezbollah", "Hezbollah", "hezbollah")
    assert set(hezbollah.names) == {"Hezbollah", "Hizbullah", "Party of God"}


def test_two_that_the_actor_list_tells_apart_never_meet_through_a_third() -> None:
    both = Entity("e1", "ArmedGroup", "Kataib Hezbollah", ("Kataib Hezbollah", "Hezbollah"), "kataib-hezbollah")
    resolution = resolved(speaks_of("a", group("e1", "Hezbollah", "hezbollah")), speaks_of("b", both))
    assert not are_one(resolution, [("a", "e1"), ("b", "e1")])


def test_organisations_that_no_list_knows_join_by_their_full_name() -> None:
    resolution = resolved(
        speaks_of("a", group("e1", "Northern Resistance Brigade")),
        speaks_of("b", group("e1", "Northern Resistance Brigade")),
        speaks_of("c", group("e1", "Southern Resistance Brigade")),
    )
    assert are_one(resolution, [("a", "e1"), ("b", "e1")])
    assert not are_one(resolution, [("a", "e1"), ("c", "e1")])


def test_a_person_is_no_place_of_the_same_name() -> None:
    resolution = resolved(
        speaks_of("a", person("e1", "Al Asad")), speaks_of("b", Entity("e1", "Place", "Al Asad", ("Al Asad",)))
    )
    assert not are_one(resolution, [("a", "e1"), ("b", "e1")])


@pytest.mark.parametrize("cls", ["Person", "Group"])
def test_unnamed_participants_stay_their_articles_own(cls: str) -> None:
    unnamed = Entity("e1", cls, "a security official")
    resolution = resolved(speaks_of("a", unnamed), speaks_of("b", unnamed))
    assert not are_one(resolution, [("a", "e1"), ("b", "e1")])
    assert {c.label for c in resolution.entities} == {"a security official"}


def test_one_name_in_two_places_of_the_gazetteer_is_two_places() -> None:
    here = Entity("e1", "Place", "Tripoli", ("Tripoli",), place="1", country="LY")
    there = Entity("e1", "Place", "Tripoli", ("Tripoli",), place="2", country="LB")
    resolution = resolved(speaks_of("a", here), speaks_of("b", there))
    assert not are_one(resolution, [("a", "e1"), ("b", "e1")])
    assert len({c.slug for c in resolution.entities}) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (group("e1", "Iraqi Reform Brigades"), group("e1", "Iraq Reform Brigades")),
        (
            Entity("e1", "Person", "Santa Rosalia", ("Santa Rosalia",)),
            Entity("e1", "Place", "Santa Rosalia", ("Santa Rosalia",)),
        ),
        (group("e1", "El Verano", cls="Organization"), Entity("e1", "Place", "El Verano", ("El Verano",))),
    ],
    ids=lambda one: f"{one.cls} {one.label}",
)
def test_one_name_of_several_words_is_one(one: Entity, other: Entity) -> None:
    assert are_one(resolved(speaks_of("a", one), speaks_of("b", other)), [("a", "e1"), ("b", "e1")])


def test_one_word_may_be_the_name_of_a_place_and_of_a_group() -> None:
    place = Entity("e1", "Place", "Sadr", ("Sadr",))
    assert not are_one(resolved(speaks_of("a", group("e1", "Sadr")), speaks_of("b", place)), [("a", "e1"), ("b", "e1")])
