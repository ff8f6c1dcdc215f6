"""What the default graph says of where things are, and by how many it is told."""

from __future__ import annotations

from factories import BASE, named

from kg.knowledge import ActorList, Gazetteer, Place
from kg.knowledge.provinces import Province
from kg.model import Canonical, DisputableClaim, Event
from kg.rdf import iris
from kg.rdf.believed import entity_quads, event_quads
from kg.rdf.corroboration import corroboration
from kg.rdf.iris import Iris, kg

TOWNS = Gazetteer([(Place("1", "Sarmin", "SY", 35.9, 36.7, 15_000, admin1="12"), ())])
GAZETTEER = Gazetteer(
    [(Place("camp", "Atma camp", "SY", 36.3, 36.7, cls="Facility", admin1="12"), ())],
    behind=TOWNS,
    provinces=[Province("SY", "12", "Idlib", ())],
)
[IDLIB] = GAZETTEER.areas("Idlib province")


def within(place: str | None, *there: str, told: str | None = None) -> str | None:
    """What a place lies in, where of provinces and states these are in the graph."""
    base, one = Iris(BASE), Canonical("x", "Place", "X", ("X",), (), place=place)
    quads = entity_quads(
        *(one, [named("p", "Place", "X", **({"within": told} if told else {}), country="SY")], base),
        actors=ActorList([]),
        gazetteer=GAZETTEER,
        state=lambda country: base.entity(country) if country in there else None,
        located=lambda id_: base.entity(id_) if id_ in there else None,
    )
    return next(
        (q.object.value.removeprefix(base.entity("").value) for q in quads if q.predicate == kg("within")), None
    )


def test_a_chain_goes_from_town_to_province_to_state() -> None:
    assert within("1", IDLIB.id, "SY") == IDLIB.id
    assert within("camp", IDLIB.id, "SY") == IDLIB.id
    assert within(IDLIB.id, IDLIB.id, "SY") == "SY"


def test_a_chain_leaves_out_what_no_article_names() -> None:
    assert within("1", "SY") == "SY"
    assert within("1") is None


def test_a_place_without_an_entry_lies_where_its_article_says() -> None:
    assert within(None, IDLIB.id, "SY", told="1") == IDLIB.id
    assert within(None, IDLIB.id, "SY", told=IDLIB.id) == IDLIB.id
    assert within(None, IDLIB.id, "SY") == "SY"


def told(*places: DisputableClaim) -> dict[str, str]:
    """What the default graph says of an incident that articles place there."""
    event = Canonical("x", "Attack", "Attack", (), ())
    quads = event_quads(event, [Event("v1", "Attack", "attack")], places, Iris(BASE), GAZETTEER)
    return {quad.predicate.value: quad.object.value for quad in quads}


def at(article: str, place: str, *, near: bool = False) -> DisputableClaim:
    return DisputableClaim(article, "place", place, place=place, near=near)


def test_an_incident_has_the_coordinates_of_its_best_place() -> None:
    assert told(at("a", "1"), at("b", "1"), at("b", "camp"))[iris.LAT.value] == "35.9"
    assert told(at("a", "1"), at("b", "camp"))[iris.LAT.value] == "36.3"  # a camp is narrower than a town


def test_a_position_is_also_a_point_that_geosparql_compares() -> None:
    where = told(at("a", "camp"))
    assert where[iris.WKT.value] == f"POINT({where[iris.LONG.value]} {where[iris.LAT.value]})"


def test_no_dot_stands_for_an_area_or_a_place_that_nobody_knows() -> None:
    assert iris.LAT.value not in told(at("a", IDLIB.id))
    assert iris.LAT.value not in told(at("a", "nowhere"))


def test_what_is_near_a_place_has_a_radius() -> None:
    assert told(at("a", "1", near=True))[kg("radius").value] == "25"
    assert kg("radius").value not in told(at("a", "1", near=True), at("b", "1"))


def says(article: str, outlet: str = "", source: str = "", *, copy: bool = False) -> DisputableClaim:
    return DisputableClaim(article, "killedCount", "2", outlet=outlet, source=source, copy=copy)


def test_independent_outlets_corroborate() -> None:
    assert corroboration([says("a"), says("b")]) == 2
    assert corroboration([says("a", "Post"), says("b", "Post")]) == 1
    assert corroboration([says("a"), says("b", copy=True)]) == 1
    assert corroboration([says("a", source="police"), says("b", source="police")]) == 1
    assert corroboration([says("a", source="police"), says("b", source="army")]) == 2
    assert corroboration([says("a", source="police"), says("b", source="police"), says("b")]) == 2
    assert corroboration([]) == 0
