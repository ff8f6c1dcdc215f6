"""What stands around an event in its article's text: where it is told, the names near by, what was hit.

None of this is a claim: it is by what reports of one incident resemble each other beyond what is read out of them.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import yaml

from kg.knowledge.names import fold
from kg.model import Article, Span
from kg.resolve.stories.terms import NAMES_TELL, named_words, rarity
from kg.resources import resource

_LEAD: Final = 400  # code points of a text that are its lead
_TRIGGERS: Final = 3  # of an event, those whose sentences are looked at
_LONGEST: Final = 600  # code points to either side of a trigger that its sentence may have
_HELD: Final = re.compile(r"\b(\w+)-(?:held|controlled|occupied)\b")
_CALENDAR: Final = frozenset(map(fold, (*calendar.month_name, *calendar.day_name)))
_ENDS: Final = re.compile(r"[.!?]['\"”’)]*\s+(?=['\"“‘(]*[A-Z0-9])|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around an event.

    Attributes:
        lead: whether it is told at the head of its article.
        names: folded words written as names in its sentences, but states' and those that are in much of the news.
        kinds: of places and gatherings that its sentences name.
        held: by whom the ground is held on which it was, in one word: rebel, government, a name.
    """

    lead: bool = False
    names: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()

    def plain(self) -> list[Any]:
        """It as JSON holds it."""
        return [self.lead, sorted(self.names), sorted(self.kinds), sorted(self.held)]

    @classmethod
    def of(cls, plain: list[Any]) -> Context:
        """What `plain` gave."""
        lead, *words = plain
        return cls(lead, *map(frozenset, words))


NO_CONTEXT: Final = Context()


def context(article: Article, triggers: Iterable[Span], states: Iterable[str] = ()) -> Context:
    """What stands around an event's triggers.

    Args:
        article: that tells of it.
        triggers: where they stand.
        states: what the article calls states: a country that two incidents share counts by itself.
    """
    spans = sorted(triggers)[:_TRIGGERS]
    if not spans:
        return NO_CONTEXT
    around = " \n".join(dict.fromkeys(_sentence(article.text, span) for span in spans))
    told = _CALENDAR.union(*(fold(name).split() for name in states))
    names = frozenset(word for word in named_words(around) - told if rarity(word) >= NAMES_TELL)
    plain = f" {fold(around)} "
    return Context(
        lead=spans[0].start < _LEAD,
        names=names,
        kinds=frozenset(kind for kind, pattern in _kinds() if pattern.search(plain)),
        held=frozenset(filter(None, map(_side, _HELD.findall(around)))),
    )


def _sentence(text: str, span: Span) -> str:
    start, end = max(0, span.start - _LONGEST), span.end + _LONGEST
    before = [found.end() for found in _ENDS.finditer(text, start, span.start)]
    after = _ENDS.search(text, span.end, end)
    return text[before[-1] if before else start : after.start() + 1 if after else end]


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The kinds of what is hit, each with a pattern of its words."""
    told = yaml.safe_load(resource("data", "words", "targets.yaml").read_text(encoding="utf-8"))
    return tuple((kind, _pattern(words)) for kind, words in sorted(told.items()))


def _side(word: str) -> str:
    """The side that holds ground, by a word for it: one of those that are known, or a name; no "remote-controlled"."""
    return _sides().get(fold(word)) or (fold(word) if word.istitle() else "")


@cache
def _sides() -> dict[str, str]:
    """Words for a side that holds ground, each with the one that stands for all of its kind."""
    told = yaml.safe_load(resource("data", "words", "sides.yaml").read_text(encoding="utf-8"))
    return {fold(word): side for side, words in told.items() for word in words}


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(sorted({fold(word) for word in words}))})(?:s|es)? ")
