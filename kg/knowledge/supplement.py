"""The supplement to GeoNames' towns: the CSV files of `data/places`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.errors import ResourceError
from kg.knowledge.places import Place
from kg.knowledge.records import is_country, read_rows

COLUMNS = ("id", "name", "alternates", "country", "lat", "lon", "class")
CLASSES = ("Place", "Town", "Facility")
_ID = re.compile(r"[0-9]+|[a-z][a-z0-9]*(-[a-z0-9]+)*")


def read_supplement(folder: Path, seen: dict[str, str]) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """Each place of a folder with its alternate names.

    Args:
        folder: of CSV files; one that does not exist holds none.
        seen: by id, which place has it and where it stands; the places read are entered.

    Raises:
        ResourceError: a file is broken, or an id was seen before; names the file and the line.
    """
    for cells, where in (row for file in sorted(folder.glob("*.csv")) for row in read_rows(file, COLUMNS)):
        place, alternates = _place(cells, where)
        if place.id in seen:
            raise ResourceError(f"{where}: the id {place.id!r} is already that of {seen[place.id]}")
        seen[place.id] = f"{place.name!r} at {where}"
        yield place, alternates


def _place(cells: list[str], where: str) -> tuple[Place, tuple[str, ...]]:
    id_, name, alternates, country, lat, lon, cls = cells
    if not _ID.fullmatch(id_):
        raise ResourceError(f"{where}: {id_!r} is neither a GeoNames id nor a slug like 'red-sea'")
    if not name:
        raise ResourceError(f"{where}: {id_!r} has no name")
    if cls not in CLASSES:
        raise ResourceError(f"{where}: {id_!r} has the class {cls!r} instead of {' or '.join(CLASSES)}")
    if country and not is_country(country):
        raise ResourceError(f"{where}: {id_!r} has the country {country!r}, which is no ISO 3166 alpha-2 code")
    try:
        latitude, longitude = float(lat), float(lon)
    except ValueError:
        raise ResourceError(f"{where}: {id_!r} has coordinates that are no numbers: {lat!r}, {lon!r}") from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ResourceError(f"{where}: {id_!r} has coordinates that are off the globe: {lat}, {lon}")
    names = tuple(part.strip() for part in alternates.split("|") if part.strip())
    town = cls == "Town"
    return Place(id_, name, country, latitude, longitude, cls="Place" if town else cls, town=town), names
