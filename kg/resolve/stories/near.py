"""Which articles may tell of one story: those that share names and came out within days of each other."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Final

from kg.resolve.duplicates.minhash import meetings
from kg.resolve.stories.terms import StoryTerms, rarity

DAYS: Final = 21  # between two articles of one story
NEAR: Final = 0.2  # cosine of two articles of one story
_MET_BY: Final = 16  # of an article's names, those by which it meets others
_SHARED: Final = 3  # of these, those that two articles have in common that are worth comparing
_TELLING: Final = 3.5  # how rare a word has to be to be met by: one text in thirty holds it


def meeting_terms(terms: StoryTerms) -> list[str]:
    """The names by which an article meets those of its story."""
    return [word for word in terms.ranked() if word in terms.names and rarity(word) >= _TELLING][:_MET_BY]


def met(block: Collection[tuple[str, str, bool]]) -> Iterator[tuple[str, str]]:
    """The pairs of a name's articles, given with their days and whether they are vague, that may be of one story.

    Accounts that both say when, and where or who, meet by that.
    """
    vague = {id_ for id_, _, is_vague in block if is_vague}
    pairs = meetings([(id_, day) for id_, day, _ in block], DAYS)
    return ((a, b) for a, b in pairs if a in vague or b in vague)


def enough(times: int) -> bool:
    """Whether so many words in common make two articles worth comparing."""
    return times >= _SHARED


def are_near(a: StoryTerms, b: StoryTerms) -> bool:
    """Whether two articles may tell of one story."""
    return a.cosine(b) >= NEAR


def pair_key(a: str, b: str) -> str:
    """The key that the events of two articles of one story share."""
    return f"s|{json.dumps(sorted((a, b)))}"
