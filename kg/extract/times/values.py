"""Temporal expressions as the steps after this one find them on a document."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from kg.extract.tokens import Span


@dataclass(frozen=True, slots=True, eq=False)
class TemporalExpression:
    """Words that name a day, month or year, and its lexical form ("2024-01-04", "2024-01", "--02-07").

    Attributes:
        anaphoric: whether it is reckoned from another time of the text ("two days later").
        unsure: whether it may be of a time long ago instead ("by Monday", behind a day of ten years before).
    """

    span: Span
    value: str
    anaphoric: bool = False
    unsure: bool = False


def times_in(part: Span) -> list[TemporalExpression]:
    """The temporal expressions that begin within a part of a document."""
    every: list[TemporalExpression] = part.doc._.times
    first = bisect_left(every, part.start, key=lambda t: t.span.start)
    return every[first : bisect_left(every, part.end, key=lambda t: t.span.start)]
