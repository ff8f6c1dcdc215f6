"""The matching of our incidents with another data set's events: by day, place, parties and toll."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal
from rapidfuzz import fuzz

from kg.knowledge.names import fold
from kg.knowledge.places import haversine
from kg.query.compare.codebooks import CodedEvent
from kg.query.names import names_of
from kg.query.network import Filter, index_of
from kg.query.network.dates import Period, day, period
from kg.query.tables import Row, incidents_in, incidents_that
from kg.sparql.binding import select
from kg.store import Graph

_SURE: Final = 0.6  # a pair that scores less is none
_LIKE: Final = 85.0  # of rapidfuzz: names that are one party's
_DAY, _PLACE, _PARTIES, _TOLL = 0.25, 0.3, 0.3, 0.15  # what each is worth
_ROLES: Final = ("attackers", "targets", "victims")
_ABOVE: Final = """
SELECT DISTINCT ?name ?above WHERE {
  VALUES ?name { UNDEF }
  ?party rdfs:label ?name ; kg:partOf+ ?whole .
  ?whole rdfs:label ?above
}
"""
_UNKNOWN: Final = 0.5  # of what it is worth, where one of both does not say


@dataclass(frozen=True, slots=True)
class EventPair:
    """An event that both have, or one of them.

    Attributes:
        ours, theirs: each of them; None where only the other has it.
        score: how surely they are one, 0 to 1.
        km: between their places, where both are known.
        toll: `same` (the ranges touch), `differs`, or empty where one does not say.
        attacker: which of their actors our attacker is, `first` or `second`, else `neither`; empty without one.
    """

    ours: Row | None
    theirs: CodedEvent | None
    score: float | None = None
    km: float | None = None
    toll: str = ""
    attacker: str = ""


def compare(graph: Graph, events: Sequence[CodedEvent], *, days: int = 1, km: float = 30) -> list[EventPair]:
    """Pairs first, the surest at the top, then what only they have, then what only we have of that time.

    Args:
        graph: ours.
        events: theirs.
        days: how many days apart both may be, beyond what they say of their precision.
        km: how many kilometres apart, likewise.
    """
    if not events:
        return []
    since, until = min(one.first for one in events) - days, max(one.last for one in events) + days
    part = incidents_that(index_of(graph), Filter(classes=["Attack"], since=day(max(1, since)), until=day(until)))
    dated = [
        (row, when) for row in incidents_in(graph, part)
        if not row["recurring"] and (when := period(str(row["date"] or ""))) is not None
    ]  # fmt: skip
    dated.sort(key=lambda one: (one[1].first, str(one[0]["id"])))
    parties = _Parties(graph, [row for row, _ in dated])
    found = []
    starts = [when.first for _, when in dated]
    for event in sorted(events, key=lambda one: one.id):
        # What begins up to a year before may still go on: a date of ours may be a year.
        for at in range(bisect_left(starts, event.first - 366 - days), len(dated)):
            row, when = dated[at]
            if when.first > event.last + days:
                break
            if (pair := _pair(row, when, event, parties, days, km)) is not None:
                found.append(pair)
    return _alone(_one_to_one(found), [row for row, _ in dated], events)


def _one_to_one(found: Sequence[EventPair]) -> list[EventPair]:
    """Each incident and each event in one pair at most, the surest pairs first."""
    kept: list[EventPair] = []
    ours: set[object] = set()
    theirs: set[str] = set()
    for pair in sorted(found, key=lambda one: (-(one.score or 0), one.theirs.id if one.theirs else "")):
        assert pair.ours
        assert pair.theirs
        if pair.ours["id"] not in ours and pair.theirs.id not in theirs:
            ours.add(pair.ours["id"])
            theirs.add(pair.theirs.id)
            kept.append(pair)
    return kept


def _alone(pairs: list[EventPair], rows: Sequence[Row], events: Sequence[CodedEvent]) -> list[EventPair]:
    ours = {pair.ours["id"] for pair in pairs if pair.ours}
    theirs = {pair.theirs.id for pair in pairs if pair.theirs}
    return [
        *pairs,
        *(EventPair(None, event) for event in events if event.id not in theirs),
        *(EventPair(row, None) for row in rows if row["id"] not in ours),
    ]


def _pair(row: Row, when: Period, event: CodedEvent, parties: _Parties, days: int, km: float) -> EventPair | None:
    """The two as one, if day and place allow it and enough speaks for it."""
    apart = max(0, when.first - event.last, event.first - when.last)
    if apart > days:
        return None
    distance, place = _place(row, event, km)
    if place is None:
        return None
    toll = _toll(row, event)
    exact = when.last - when.first < 7
    attacker, alike = parties.compare(row, event)
    score = (
        _DAY * ((1 - apart / (days + 1)) if exact else _UNKNOWN)
        + _PLACE * place
        + _PARTIES * alike
        + _TOLL * {"same": 1.0, "differs": 0.0}.get(toll, _UNKNOWN)
    )
    if score < _SURE:
        return None
    return EventPair(row, event, round(score, 3), None if distance is None else round(distance, 1), toll, attacker)


def _place(row: Row, event: CodedEvent, km: float) -> tuple[float | None, float | None]:
    """The kilometres between, and how well the places fit, 0 to 1; None where they cannot be one."""
    lat, long = row["latitude"], row["longitude"]
    if lat is not None and long is not None and event.lat is not None and event.long is not None:
        between = haversine(float(lat), float(long), event.lat, event.long)
        most = km + event.reach + float(row["radius_km"] or 0)
        return between, None if between > most else 1 - between / most / 2
    known = fold(" ".join(str(row[name] or "") for name in ("places", "admin_units", "country")))
    if not known or not event.country:
        return None, _UNKNOWN / 2
    return None, _UNKNOWN if fuzz.token_set_ratio(known, fold(event.country)) >= _LIKE else None


def _toll(row: Row, event: CodedEvent) -> str:
    low, high = row["dead_low"], row["dead_high"]
    if low is None or high is None or event.low is None or event.high is None:
        return ""
    return "same" if int(low) <= event.high and event.low <= int(high) else "differs"


class _Parties:
    """Whether names of theirs are parties of ours, who may go by other names here, or belong to whom they name."""

    def __init__(self, graph: Graph, rows: Sequence[Row]) -> None:
        self._names = names_of(graph)
        parties = {name for row in rows for key in _ROLES for name in str(row[key] or "").split(" | ") if name}
        self._above = defaultdict[str, set[str]](set)
        if parties:
            for told in select(graph, _ABOVE, name=[Literal(name) for name in sorted(parties)]):
                self._above[told["name"].value].add(told["above"].value)
        self.called = lru_cache(10_000)(self._called)

    def compare(self, row: Row, event: CodedEvent) -> tuple[str, float]:
        """Which of their actors our attacker is, and how well the parties fit, 0 to 1."""
        attackers = str(row["attackers"] or "").split(" | ") if row["attackers"] else []
        others = [name for key in ("targets", "victims") for name in str(row[key] or "").split(" | ") if name]
        if not event.actors or not (attackers or others):
            return "", _UNKNOWN
        found = [any(self._like(name, actor) for name in [*attackers, *others]) for actor in event.actors]
        which = [word for word, actor in zip(("first", "second"), event.actors, strict=False)
                 if any(self._like(name, actor) for name in attackers)]  # fmt: skip
        attacker = (which[0] if which else "neither") if attackers else ""
        return attacker, sum(found) / len(found)

    def _like(self, ours: str, theirs: str) -> bool:
        called, folded = self.called(theirs), fold(theirs)
        return any(
            one in called or fuzz.token_set_ratio(fold(one), folded) >= _LIKE for one in (ours, *self._above[ours])
        )

    def _called(self, name: str) -> frozenset[str]:
        """The preferred names here of those who go by a name of theirs."""
        return frozenset(thing.label for thing, _ in self._names.exact(name) if thing.kind == "entity")
