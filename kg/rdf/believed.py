"""The default graph: canonical entities, incidents and the direct triples, merged over all articles.

Every quad belongs to one entity or incident, its subject, and follows from the facts of the articles where that has
members: so `entity_quads`, `event_quads` and `project.article_quads` can make each of them anew on its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from pyoxigraph import NamedNode, Quad

from kg.knowledge import ActorList, Gazetteer, Place
from kg.knowledge.gazetteer import overlap
from kg.model import Canonical, DisputableClaim, Entity, Event
from kg.rdf import iris, literals
from kg.rdf.corroboration import corroboration
from kg.rdf.disputes import disputed
from kg.rdf.iris import Iris, kg
from kg.rdf.locations import best_spot
from kg.rdf.tolls import toll_range
from kg.vocab import COUNTS, GEONAMES, WIKIDATA, is_a, superclasses


def entity_quads(
    entity: Canonical,
    members: Iterable[Entity],
    base: Iris,
    *,
    actors: ActorList,
    gazetteer: Gazetteer,
    state: Callable[[str], NamedNode | None],
    located: Callable[[str], NamedNode | None],
) -> Iterator[Quad]:
    """An entity without its relations: classes, names, position, links to Wikidata and GeoNames.

    Args:
        entity: the canonical one.
        members: the articles' entities that it stands for.
        base: the instances' IRIs.
        actors: gives Wikidata ids.
        gazetteer: gives coordinates.
        state: a state that is in the graph, by ISO 3166 alpha-2 code.
        located: a place that is in the graph, by the gazetteer's id.
    """
    node = base.entity(entity.slug)
    members = list(members)
    for cls in superclasses(entity.cls):
        yield Quad(node, iris.TYPE, kg(cls))
    yield Quad(node, iris.LABEL, literals.text(entity.label))
    for name in set(entity.names) - {entity.label}:
        yield Quad(node, iris.ALT_LABEL, literals.text(name))
    yield Quad(node, kg("named"), literals.boolean(any(member.named for member in members)))
    actor = actors.get(entity.actor) if entity.actor else None
    if actor and actor.wikidata:
        yield Quad(node, iris.SAME_AS, NamedNode(WIKIDATA + actor.wikidata))
    place = gazetteer.get(entity.place) if entity.place else None
    if place:
        if place.id.isdecimal():  # otherwise it is of our supplement, and GeoNames does not know it
            yield Quad(node, iris.SAME_AS, NamedNode(f"{GEONAMES}{place.id}/"))
        yield from _position(node, place)
    if is_a(entity.cls, "Place"):
        around = _province(place, members, gazetteer)
        within = (located(around.id) if around else None) or state(_country(place or around, members) or "")
        if within:
            yield Quad(node, kg("within"), within)


def _position(node: NamedNode, place: Place) -> Iterator[Quad]:
    """Where a place is, in degrees and as the point that GeoSPARQL's functions take."""
    yield Quad(node, iris.LAT, literals.decimal(place.lat, places=5))
    yield Quad(node, iris.LONG, literals.decimal(place.lon, places=5))
    yield Quad(node, iris.WKT, literals.point(place.lat, place.lon))


def _province(place: Place | None, members: list[Entity], gazetteer: Gazetteer) -> Place | None:
    """The province that a place is in: the gazetteer's, else that of what the articles say it lies in."""
    if place is not None:
        return gazetteer.province(place)
    said = {member.within for member in members if member.within}
    around = gazetteer.get(said.pop()) if len(said) == 1 else None
    return around if around is None or around.area else gazetteer.province(around)


def _country(place: Place | None, members: list[Entity]) -> str | None:
    """The country that a place is in: the gazetteer's, else the one that the articles name, if it is one."""
    if place:
        return place.country or None
    named = {member.country for member in members if member.country}
    return named.pop() if len(named) == 1 else None


def event_quads(
    event: Canonical,
    members: Iterable[Event],
    accounts: Sequence[DisputableClaim],
    base: Iris,
    gazetteer: Gazetteer,
) -> Iterator[Quad]:
    """An incident without its roles: classes, label, ranges of counts, disputes.

    Of an incident that every article's reading withholds, nothing.

    Args:
        event: the canonical one.
        members: the articles' events that it stands for.
        accounts: what articles claim that others may contradict.
        base: the instances' IRIs.
        gazetteer: gives coordinates, and tells which places can hold one incident.
    """
    members = list(members)
    if all(member.withheld for member in members):
        return
    node = base.event(event.slug)
    for cls in superclasses(event.cls):
        yield Quad(node, iris.TYPE, kg(cls))
    yield Quad(node, iris.LABEL, literals.text(event.label))
    if any(member.recurring for member in members):
        yield Quad(node, kg("recurring"), literals.boolean(True))
        accounts = [one for one in accounts if one.property not in COUNTS]  # they are the conflict's
    if event.conflict is not None:
        yield Quad(node, kg("partOfConflict"), base.conflict(event.conflict))
    for predicate in COUNTS:
        if (ends := toll_range(accounts, predicate)) is not None:
            for end, number in zip(("Min", "Max"), ends, strict=True):
                yield Quad(node, kg(predicate.removesuffix("Count") + end), literals.integer(number))
    clash = is_a(event.cls, "ArmedClash")
    for predicate in disputed(accounts, _beside(accounts, gazetteer), clash=clash):
        yield Quad(node, kg("disputed"), kg(predicate))
    if outlets := corroboration(accounts):
        yield Quad(node, kg("corroboration"), literals.integer(outlets))
    if (spot := best_spot(accounts, gazetteer)) is not None:
        yield from _position(node, spot.place)
        if spot.radius:
            yield Quad(node, kg("radius"), literals.decimal(spot.radius, places=0))


def _beside(accounts: Iterable[DisputableClaim], gazetteer: Gazetteer) -> Callable[[str, str], bool]:
    """Whether two places, by slug, can hold one incident: one in or beside the other, or one that is not known."""
    places = {one.value: gazetteer.get(one.place) for one in accounts if one.property == "place" and one.place}

    def beside(a: str, b: str) -> bool:
        x, y = places.get(a), places.get(b)
        return a == b or x is None or y is None or overlap(x, y)

    return beside
