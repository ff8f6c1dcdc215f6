"""How nodes look in every picture: their colours and sizes."""

from __future__ import annotations

import math
from typing import Final

from kg.vocab import superclasses

COLOURS: Final = {
    "Person": "#e69f00",
    "Group": "#f0e442",
    "State": "#0072b2",
    "Organization": "#56b4e9",
    "Place": "#009e73",
    "Event": "#d55e00",
}
"""Told apart also by those who see fewer colours (after Okabe and Ito); a class has that of the one above it."""

_OTHER: Final = "#808080"


def family(cls: str) -> str | None:
    """The class of `COLOURS` that a class lies below; None if there is none."""
    return next((above for above in superclasses(cls) if above in COLOURS), None) if cls != "Thing" else None


def colour(cls: str) -> str:
    """The colour of a class, as #rrggbb."""
    return COLOURS.get(family(cls) or "", _OTHER)


def size(degree: int) -> float:
    """How large a node is drawn, as Gephi measures it: its area goes with the logarithm of its degree."""
    return round(4 + 6 * math.pow(math.log2(1 + degree), 0.75), 2)
