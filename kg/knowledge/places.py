"""Places on the map, how far apart they are, and the form in which their names are compared."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, fields
from operator import attrgetter

# Letters that Unicode does not decompose, marks that writers leave out at will, and dashes that they write as spaces.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a"}
    | dict.fromkeys("'’‘ʼʻʾʿ`´′.", "")
    | dict.fromkeys("-‐‑‒–—_/,", " ")
)
_MARKS = re.compile("[\u0300-\u036f]+")
_EARTH = 6371.0  # mean radius, km
_BESIDE = 40.0  # km between the centres of a city and its outskirts


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map.

    Attributes:
        id: its GeoNames id as text, or a slug ("red-sea") where that is not known.
        country: ISO 3166 alpha-2 code of the state that it lies in; empty for seas and regions that span several.
        lat, lon: WGS 84, in degrees; of a region, a point within it.
        population: inhabitants, 0 where not known.
        cls: "Place" or "Facility".
        admin1: GeoNames' code of the province that it lies in (or is), empty where not known.
        area: whether it is a province: others lie in it.
        town: whether it is one town, village or quarter, though nobody counted its inhabitants.
    """

    id: str
    name: str
    country: str
    lat: float
    lon: float
    population: int = 0
    cls: str = "Place"
    admin1: str = ""
    area: bool = False
    town: bool = False

    @property
    def point(self) -> bool:
        """Whether it is one spot on the map, and no region, river or sea."""
        return not self.area and (self.cls == "Facility" or self.town or self.population > 0)

    def __reduce__(self) -> tuple[type[Place], tuple[object, ...]]:
        """As it is pickled: many are loaded so four times as fast as in the way of dataclasses."""
        return Place, row(self)


row = attrgetter(*(field.name for field in fields(Place)))
"""A place's fields, in their order."""


def overlap(a: Place, b: Place) -> bool:
    """Whether one event can be in both: a suburb and its city, a province and a town in it."""
    if a.country and b.country and a.country != b.country:
        return False
    if (a.area or b.area) and a.admin1 and b.admin1 and a.country == b.country:
        return a.admin1 == b.admin1
    return not (a.point and b.point) or kilometres(a, b) <= _BESIDE


def kilometres(a: Place, b: Place) -> float:
    """How far apart two places are."""
    return haversine(a.lat, a.lon, b.lat, b.lon)


def haversine(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The great-circle distance between two points in degrees, in kilometres, by the haversine formula."""
    here, there = math.radians(lat), math.radians(other_lat)
    across, along = (there - here) / 2, math.radians(other_lon - lon) / 2
    half = math.sin(across) ** 2 + math.cos(here) * math.cos(there) * math.sin(along) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(half)))


def fold(name: str) -> str:
    """The form under which a name is looked up: no case, diacritics or apostrophes, hyphens as spaces."""
    if not name.isascii():
        name = _MARKS.sub("", unicodedata.normalize("NFKD", name))
    return " ".join(name.casefold().translate(_LETTERS).split())
