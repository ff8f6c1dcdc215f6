"""Wars, insurgencies and campaigns, from the YAML files of `data/conflicts`, and which one an incident is part of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import ResourceError
from kg.knowledge.records import Record, distinct, known, qid, read_records, required, texts
from kg.resources import resource

_KEYS = ("id", "name", "aliases", "countries", "began", "ended", "parties", "regional", "wikidata")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A war, insurgency or campaign.

    Attributes:
        id: a slug, unique in the list.
        countries: ISO 3166 alpha-2 codes of the states where it was fought, the main one first.
        began, ended: a year, month or day ("2014-04"); `ended` is empty while it goes on.
        parties: ids of the actor list.
        regional: whether it is one in a part of the country, which the country alone does not tell.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    countries: tuple[str, ...]
    began: str
    ended: str
    parties: frozenset[str]
    regional: bool = False
    wikidata: str | None = None

    def covers(self, day: str) -> bool:
        """Whether a day, month or year lies in its period, as exactly as both are known."""
        least = min(len(day), len(self.began))
        if day[:least] < self.began[:least]:
            return False
        least = min(len(day), len(self.ended))
        return not self.ended or day[:least] <= self.ended[:least]


class ConflictList:
    """Conflicts by id."""

    def __init__(self, conflicts: Iterable[Conflict]) -> None:
        self._conflicts = {conflict.id: conflict for conflict in conflicts}

    @classmethod
    def load(cls, folder: Path) -> ConflictList:
        """Read every `*.yaml` of a folder.

        Raises:
            ResourceError: a record is broken, or two have one id; names the file and the record.
        """
        found: dict[str, Conflict] = {}
        for file in sorted(folder.glob("*.yaml")):
            for n, record in enumerate(read_records(file), start=1):
                conflict = _conflict(record, f"{file}, record {record.get('id') or n!r}")
                if conflict.id in found:
                    raise ResourceError(f"{file}: two conflicts have the id {conflict.id!r}")
                found[conflict.id] = conflict
        return cls(found.values())

    def __iter__(self) -> Iterator[Conflict]:
        return iter(self._conflicts.values())

    def get(self, id_: str) -> Conflict | None:
        """The conflict with that id."""
        return self._conflicts.get(id_)

    def of(self, countries: Collection[str], day: str, parties: Collection[str]) -> Conflict | None:
        """The conflict that an incident is part of; None where that is not plain.

        It has to have been fought there and then. One that known parties fight counts before all others; where they
        fight in none, the incident is part of none, and where none is known, of the only one of that country.

        Args:
            countries: ISO 3166 alpha-2 codes of where it was.
            day: when, as exactly as is known ("2024-01-04", "2024-01", "2024").
            parties: ids of the actor list.
        """
        there = [c for c in self if not set(c.countries).isdisjoint(countries) and c.covers(day)]
        if not parties:
            there = [c for c in there if c.countries[0] in countries and not c.regional]
            return there[0] if len(there) == 1 else None
        shared = {c.id: len(c.parties.intersection(parties)) for c in there}
        most = max(shared.values(), default=0)
        best = [c for c in there if most and shared[c.id] == most]
        return best[0] if len(best) == 1 else None


@cache
def conflicts() -> ConflictList:
    """Those that ship, read once in a process.

    Raises:
        ResourceError: the list is broken.
    """
    return ConflictList.load(resource("data", "conflicts"))


def _conflict(record: Record, where: str) -> Conflict:
    required(record, ("id", "name", "began"), where)
    known(record, _KEYS, where)
    return Conflict(
        id=record["id"],
        name=record["name"],
        aliases=distinct(texts(record, "aliases", where), but=record["name"]),
        countries=texts(record, "countries", where),
        began=str(record["began"]),
        ended=str(record.get("ended") or ""),
        parties=frozenset(texts(record, "parties", where)),
        regional=record.get("regional") == "true",
        wikidata=qid(record, where),
    )
