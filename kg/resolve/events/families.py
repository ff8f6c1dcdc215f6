"""Families of attack: what is told as one of them is hardly told as another."""

from __future__ import annotations

from functools import cache
from typing import Final

from kg.vocab import is_a

_APART: Final = (
    ("Abduction",), ("ArmedClash", "Shooting"), ("AirStrike", "RocketAttack", "Shelling"), ("SuicideBombing",)
)  # fmt: skip
_FIGHTING: Final = 1


@cache
def family(cls: str) -> int | None:
    """Which of the families that exclude each other a class belongs to; None for those that go with all."""
    return next((n for n, group in enumerate(_APART) if any(is_a(cls, c) for c in group)), None)


def exclude(a: str, b: str) -> bool:
    """Whether two classes are never of one incident; fighting goes with all: with a siege, a raid behind a bomb."""
    families = {family(a), family(b)}
    return len(families) > 1 and not families & {None, _FIGHTING}
