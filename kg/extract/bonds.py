"""How surely what an article tells belongs to the incident that it was put to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bond:
    """How surely some triggers tell of the incident that they were put to.

    Attributes:
        own: how probably they tell of what its other triggers tell of; None where it has no others.
        rival: the same of the other incident of the article that they fit best; 0 where it has none.
    """

    own: float | None = None
    rival: float = 0.0


UNBOUND = Bond()
