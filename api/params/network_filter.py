"""Parameters of a filter of the network."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel, Field

from kg.query.network import NODE_CLASSES, PREDICATES, Filter

_PARTIAL_DATE: Final[dict[str, Any]] = {"pattern": r"^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"}


class Filters(BaseModel):
    """The filter of nodes and edges; a FastAPI dependency."""

    predicate: list[str] = Field(
        [], description="only ties of these kinds; repeat it", json_schema_extra={"items": {"enum": list(PREDICATES)}}
    )
    cls: list[str] = Field(
        [],
        alias="class",
        description="only nodes of these classes and of those below them; repeat it",
        json_schema_extra={"items": {"enum": list(NODE_CLASSES)}},
    )
    since: str | None = Field(
        None,
        json_schema_extra=_PARTIAL_DATE,
        description="only incidents from then on, and what belongs to them; standing relations have no date and stay",
        examples=["2024-01-04", "2024-01", "2024"],
    )
    until: str | None = Field(
        None, json_schema_extra=_PARTIAL_DATE, description="likewise, to the end of that day, month or year"
    )
    min_confidence: float | None = Field(None, ge=0, le=1, description="only ties with a claim as sure as that")
    outlet: list[str] = Field([], description="only ties that one of these outlets tells of; repeat it")
    named: bool = Field(False, description="only what goes by a name, and incidents: no “three fighters”")

    def wanted(self) -> Filter:
        """The network's filter.

        Raises:
            ParameterError: a predicate ties nothing together, no node is of that class, or a date is none.
        """
        return Filter(
            tuple(self.predicate), tuple(self.cls), self.since, self.until, self.min_confidence, tuple(self.outlet),
            self.named,
        )  # fmt: skip
