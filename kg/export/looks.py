"""Colours and sizes of nodes in every picture, those of the explorer included."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.vocab import SUPERCLASS, superclasses


@dataclass(frozen=True, slots=True)
class NodeKind:
    """The classes of nodes that share a colour.

    Attributes:
        name: what the legend says.
        colour: as #rrggbb.
        classes: which; one counts for those below it that no other kind names.
    """

    name: str
    colour: str
    classes: tuple[str, ...]


KINDS: Final = (
    NodeKind("incident", "#d55e00", ("Event",)),
    NodeKind("armed group", "#e69f00", ("ArmedGroup",)),
    NodeKind("state, state body", "#0072b2", ("State", "StateBody")),
    NodeKind("military force", "#44aa99", ("MilitaryForce", "Coalition")),
    NodeKind("other organisation", "#cc79a7", ("Organization",)),
    NodeKind("person", "#56b4e9", ("Person",)),
    NodeKind("people", "#8a8f98", ("Group",)),
    NodeKind("place", "#999933", ("Place",)),
)
"""From Okabe and Ito's and Tol's palettes, which those tell apart too who see fewer colours; as in palette.ts."""

OTHER: Final = NodeKind("other", "#8a8f98", ())

_KINDS: Final = {cls: kind for kind in KINDS for cls in kind.classes}


@cache
def kind(cls: str) -> NodeKind:
    """The kind that a class belongs to."""
    above = superclasses(cls) if cls in SUPERCLASS else ()
    return next((_KINDS[one] for one in above if one in _KINDS), OTHER)


def colour(cls: str) -> str:
    """The colour of a class, as #rrggbb."""
    return kind(cls).colour


@cache
def size(degree: int) -> float:
    """How large a node is drawn, as Gephi measures it: its area goes with the logarithm of its degree."""
    return round(4 + 6 * math.pow(math.log2(1 + degree), 0.75), 2)
