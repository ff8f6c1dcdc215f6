"""Voices: who says a claim of an incident, and which claims two independent ones make."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from kg.model import DisputableClaim

BELIEVED: Final = ("Asserted", "Hedged")
_ARTICLES: Final = {"the", "a", "an", ""}


def voice(told: DisputableClaim) -> str:
    """The voice of a claim: the quoted source, else the outlet, else the article."""
    return told.source or told.outlet or told.article


def by_voice(claims: Iterable[DisputableClaim]) -> list[list[DisputableClaim]]:
    """Claims together with the others of their voice."""
    found = defaultdict[str, list[DisputableClaim]](list)
    for one in claims:
        found[voice(one)].append(one)
    return list(found.values())


def are_independent(a: DisputableClaim, b: DisputableClaim) -> bool:
    """Whether two claims are of two voices that can disagree.

    "SANA" and "a SANA reporter" are one. An article's own words and a number or name that it quotes from somebody are
    as a rule about two things, where they differ.
    """
    if a.article == b.article and not (a.source and b.source):
        return False
    return not are_the_same(voice(a), voice(b))


def are_the_same(a: str, b: str) -> bool:
    """Whether two are called alike: "an al-Qaeda-linked group" and al-Qaeda."""
    x, y = _words(a), _words(b)
    return x <= y or y <= x


def _words(text: str) -> set[str]:
    found = set(re.split(r"[\W_]+", text.casefold()))
    return found - _ARTICLES or found
