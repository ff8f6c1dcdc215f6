"""The coordinates of an incident: those of its best place, if the place is well known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from kg.knowledge import Gazetteer, Place
from kg.model import DisputableClaim
from kg.rdf.voices import BELIEVED

_NEAR: Final = 25.0  # km within which something told as near a place, or north of it, mostly is


class MapSpot(NamedTuple):
    """A place, and how far from it the incident may be, in km; 0 for what is in it."""

    place: Place
    radius: float


def best_spot(accounts: Iterable[DisputableClaim], gazetteer: Gazetteer) -> MapSpot | None:
    """The building or town told most often, of equals the one that is no more than a building; None without one.

    A province, a sea or a state is an area: its midst is nowhere in particular, so that no dot stands for it.
    """
    told = [one for one in accounts if one.property == "place" and one.factuality in BELIEVED and one.place]
    counts = Counter(one.place for one in told)
    found = [place for id_ in counts if (place := gazetteer.get(id_)) is not None and is_spot(place)]
    if not found:
        return None
    best = min(found, key=lambda place: (-counts[place.id], place.cls != "Facility", place.id))
    return MapSpot(best, _NEAR if all(one.near for one in told if one.place == best.id) else 0.0)


def is_spot(place: Place) -> bool:
    """Whether a place is a building or a town, and not a region or a sea, of which the gazetteer knows no people."""
    return place.point and bool(place.country)
