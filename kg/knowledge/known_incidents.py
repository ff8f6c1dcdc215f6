"""Incidents that the world knows by name or place and day, from the CSV files of `data/known_incidents`.

The knowledge base of event linking (Yu et al., Event Linking: Grounding Event Mentions to Wikipedia, EACL 2023). It
holds when and where something was, never who did it or how many died: that is for the articles to tell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from kg.errors import ResourceError
from kg.knowledge.lists import made_of
from kg.knowledge.names import fold
from kg.knowledge.prepared import prepared
from kg.knowledge.records import is_country, read_rows
from kg.resources import resource

COLUMNS: Final = ("name", "alternates", "day", "country", "places", "around")
_DAY: Final = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?")


@dataclass(frozen=True, slots=True)
class KnownIncident:
    """One incident.

    Attributes:
        names: what it goes by ("Westgate attack"), the preferred name first.
        day: the local day on which it began, or its month ("1992-05").
        country: ISO 3166 alpha-2 code.
        places: names of where it was that hardly stand for anything else: a village, a building, a small town.
        around: names of what holds them, where much else happens too: a city, a district, a province.
        id: its name and day, which no other has.
    """

    names: tuple[str, ...]
    day: str
    country: str
    places: tuple[str, ...]
    around: tuple[str, ...]
    id: str


Meaning = tuple[KnownIncident, str]
"""What words stand for: an incident, and whether by its "name", its "place" or what lies "around" it."""


@dataclass(frozen=True, slots=True)
class NameFound:
    """That some words, given by their numbers, stand for known incidents, or for where they were."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]


class KnownIncidents:
    """Known incidents, found by the words that stand for them."""

    def __init__(self, incidents: Iterable[KnownIncident]) -> None:
        meant = defaultdict[tuple[str, ...], list[Meaning]](list)
        for incident in incidents:
            for how, names in (("name", incident.names), ("place", incident.places), ("around", incident.around)):
                for name in dict.fromkeys(map(fold, names)):
                    meant[tuple(name.split())].append((incident, how))
        self._meant = {words: tuple(meanings) for words, meanings in meant.items()}
        self._by_first = defaultdict[str, list[tuple[str, ...]]](list)
        for words in self._meant:
            self._by_first[words[0]].append(words)

    @classmethod
    def load(cls, folder: Path) -> KnownIncidents:
        """Read every `*.csv` of a folder; lines that begin with `#` are comments.

        Raises:
            ResourceError: a line is broken, or two incidents have one name and day; names the file and the line.
        """
        found: dict[str, KnownIncident] = {}
        for cells, where in (row for file in sorted(folder.glob("*.csv")) for row in read_rows(file, COLUMNS)):
            incident = _incident(cells, where)
            if incident.id in found:
                raise ResourceError(f"{where}: {incident.names[0]!r} of {incident.day} stands there twice")
            found[incident.id] = incident
        return cls(found.values())

    def said_in(self, words: Sequence[str]) -> Iterator[NameFound]:
        """Wherever folded words stand for known incidents; time grows with the number of words."""
        for start, word in enumerate(words):
            for wanted in self._by_first.get(word, ()):
                if tuple(words[start : start + len(wanted)]) == wanted:
                    yield NameFound(start, start + len(wanted), self._meant[wanted])

    def called(self, name: str) -> frozenset[str]:
        """The ids of the incidents that go by a name."""
        meanings = self._meant.get(tuple(fold(name).split()), ())
        return frozenset(incident.id for incident, how in meanings if how == "name")


@cache
def known_incidents() -> KnownIncidents:
    """Those that ship, read once in a process.

    Raises:
        ResourceError: the list is broken.
    """
    folder = known_incidents_folder()
    return prepared("known-incidents", made_of(folder), lambda: KnownIncidents.load(folder))


def known_incidents_folder() -> Path:
    """Where they stand."""
    return resource("data", "known_incidents")


def _incident(cells: list[str], where: str) -> KnownIncident:
    name, alternates, day, country, places, around = cells
    if not fold(name):
        raise ResourceError(f"{where}: has no name")
    if not _DAY.fullmatch(day):
        raise ResourceError(f"{where}: {name!r} has the day {day!r} instead of one like 2004-09-01 or 2004-09")
    if not is_country(country):
        raise ResourceError(f"{where}: {name!r} has the country {country!r}, which is no ISO 3166 alpha-2 code")
    id_ = f"{'-'.join(fold(name).split())}-{day}"
    return KnownIncident((name, *_names(alternates)), day, country, _names(places), _names(around), id_)


def _names(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if fold(part))
