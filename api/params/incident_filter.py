"""Parameters of a filter of incidents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

from api.params.enums import Day, Differs, EventClass
from kg.errors import ParameterError
from kg.query import lookup
from kg.query.lookup.incident_filter import TollBand
from kg.query.lookup.values import Order

_NUMBER = r"-?\d{1,3}(\.\d{1,15})?"


@dataclass(frozen=True, slots=True)
class IncidentParameters:
    """The filter and order of a list of incidents; a FastAPI dependency."""

    since: Annotated[Day | None, Query(description="the first day; partial dates count wherever they may lie")] = None
    until: Annotated[Day | None, Query(description="the last day")] = None
    place: Annotated[str | None, Query(description="a place, what lies within it included: name, slug or IRI")] = None
    at: Annotated[str | None, Query(description="a place, without what lies within it: name, slug or IRI")] = None
    actor: Annotated[str | None, Query(description="the attacker, target or victim: name, slug or IRI")] = None
    cls: EventClass = "Event"
    conflict: Annotated[str | None, Query(description="only those of this war: name, slug or IRI")] = None
    related: Annotated[
        str | None,
        Query(description="an incident: it and those told in the same articles with a party or place in common"),
    ] = None
    outlet: Annotated[str | None, Query(description="only those that the outlet of this name tells of")] = None
    bbox: Annotated[
        str | None,
        Query(
            pattern=f"^{_NUMBER}(,{_NUMBER}){{3}}$",
            description="west,south,east,north in degrees",
            examples=["42,33,45,37"],
        ),
    ] = None
    disputed: Annotated[bool, Query(description="only those whose accounts disagree")] = False
    differs: Differs = None
    toll: Annotated[
        TollBand | None, Query(description="only those of so many dead, by the lowest report; `untold` where none says")
    ] = None
    q: Annotated[str | None, Query(max_length=500, description="words that stand in the label")] = None
    order: Annotated[Order, Query(description="which come first")] = "oldest"

    def wanted(self) -> lookup.IncidentFilter:
        """The look-up's filter.

        Raises:
            ParameterError: the box is none.
        """
        return lookup.IncidentFilter(
            cls=self.cls,
            since=self.since.isoformat() if self.since else None,
            until=self.until.isoformat() if self.until else None,
            place=self.place,
            at=self.at,
            actor=self.actor,
            conflict=self.conflict,
            related=self.related,
            outlet=self.outlet,
            bbox=_box(self.bbox) if self.bbox else None,
            disputed=self.disputed,
            differs=self.differs,
            toll=self.toll,
            words=self.q,
            order=self.order,
        )


def _box(text: str) -> tuple[float, float, float, float]:
    west, south, east, north = map(float, text.split(","))
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90 or south > north:
        raise ParameterError(
            f"The parameter 'bbox' is {text!r}; it must be west,south,east,north in degrees, the south below the north"
        )
    return west, south, east, north
