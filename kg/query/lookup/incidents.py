"""Incidents by a filter, in order of time: for lists, timelines and maps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.query.lookup.incident_filter import IncidentFilter, matching
from kg.query.lookup.terms import slug
from kg.query.lookup.values import Range, Ref, Spot, Summary
from kg.query.names import ListedThing, ListFilter, NameIndex, names_of, things
from kg.store import Graph
from kg.vocab import KG

Key = tuple[str, str]
"""Where an incident stands in the list: its day as the list sorts it, and its IRI."""

_ROLES: Final = ("place", "attacker", "target")


def incidents(
    graph: Graph, wanted: IncidentFilter, *, after: Key | None = None, limit: int = 100
) -> tuple[list[Summary], Key | None]:
    """Some incidents, in the order of their days, from the oldest on or from the newest.

    Returns:
        At most `limit` of those that follow `after`, and where the last of them stands if there are more.

    Raises:
        ParameterError: nothing goes by the name of the place or actor, or several things do.
    """
    among = None if wanted == IncidentFilter(cls=wanted.cls, order=wanted.order) else matching(graph, wanted)
    chosen = ListFilter(cls=wanted.cls, among=among, newest=wanted.order == "newest")
    names = names_of(graph)
    listed, last = things(names, "incident", chosen, after=after, limit=limit)
    return _summaries(graph, names, [one.iri for one in listed]), last


def summaries(graph: Graph, iris: Sequence[str]) -> list[Summary]:
    """The incidents with those IRIs, in the same order."""
    return _summaries(graph, names_of(graph), iris) if iris else []


def _summaries(graph: Graph, names: NameIndex, iris: Sequence[str]) -> list[Summary]:
    known = names.about(iris)
    players = names.about({iri for one in known.values() for role in _ROLES for iri in one.about.get(role, ())})
    told_in = names.told(iris)

    def refs(one: ListedThing, role: str) -> tuple[Ref, ...]:
        return tuple(Ref(iri, players[iri].label if iri in players else iri) for iri in one.about.get(role, ()))

    def spot(ref: Ref) -> Spot:
        about = players[ref.iri].about if ref.iri in players else {}
        return Spot(ref.iri, ref.label, *(first_number(about.get(axis, ())) for axis in ("lat", "long")))

    return [
        Summary(
            iri=iri,
            slug=slug(graph, iri),
            label=one.label,
            cls=one.cls,
            date=one.day,
            places=tuple(map(spot, refs(one, "place"))),
            attackers=refs(one, "attacker"),
            targets=refs(one, "target"),
            killed=_range(one, "killed"),
            wounded=_range(one, "wounded"),
            outlets=told_in.get(iri, (0, 0))[1],
            articles=told_in.get(iri, (0, 0))[0],
            corroboration=int(one.about.get("corroboration", ["0"])[0]),
            disputed=tuple(name.removeprefix(KG) for name in one.about.get("disputed", ())),
            lat=first_number(one.about.get("lat", ())),
            long=first_number(one.about.get("long", ())),
            radius=first_number(one.about.get("radius", ())),
        )
        for iri in iris
        for one in (known.get(iri) or ListedThing(iri, "incident", iri, "Thing", None, None, {}),)
    ]


def first_number(values: Sequence[str]) -> float | None:
    """The first of some values, as a number; None where there is none."""
    return float(values[0]) if values else None


def _range(one: ListedThing, what: str) -> Range | None:
    low, high = one.about.get(f"{what}Min"), one.about.get(f"{what}Max")
    return Range(int(low[0]), int(high[0])) if low and high else None
