"""Evidence for and against two members of different articles being one.

Weights are summed; `ENOUGH` joins. One scale serves entities and incidents, so that people are asked about whatever is
most uncertain.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.model import Ref

ENOUGH: Final = 3.5
UNCERTAIN: Final = 1.25
"""Sums that lie at most this far from `ENOUGH` are worth a person's judgement."""
RULED_OUT: Final = -100.0
CERTAIN: Final = 100.0


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for (a positive weight) or against (a negative one): "same day", 2.0, "2024-01-04"."""

    what: str
    weight: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A pair, and all that speaks for and against its being one; `left` sorts before `right`."""

    left: Ref
    right: Ref
    reasons: tuple[Reason, ...]

    @classmethod
    def of(cls, a: Ref, b: Ref, reasons: Iterable[Reason]) -> Evidence:
        """The same evidence whichever is named first."""
        left, right = sorted((a, b))
        return cls(left, right, tuple(reasons))

    @property
    def total(self) -> float:
        """The sum of the weights."""
        return sum(reason.weight for reason in self.reasons)

    @property
    def score(self) -> float:
        """The sum as 0 (surely two) to 1 (surely one); 0.5 lies just at what joins."""
        return 1 / (1 + math.exp(max(-50.0, min(50.0, ENOUGH - self.total))))

    @property
    def joins(self) -> bool:
        """Whether enough speaks for it."""
        return self.total >= ENOUGH

    @property
    def ruled_out(self) -> bool:
        """Whether a reason forbids it, whatever else speaks for it."""
        return any(reason.weight <= RULED_OUT for reason in self.reasons)

    @property
    def uncertain(self) -> bool:
        """Whether a little more or less would turn it."""
        return abs(self.total - ENOUGH) <= UNCERTAIN
