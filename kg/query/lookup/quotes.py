"""Quotes: an article's words in their sentence."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Span
from kg.query.lookup.sentences import sentence


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article, in their sentence: `sentence[start:end]` are the words."""

    sentence: str
    start: int
    end: int


def quoted(text: str, span: Span) -> Quote:
    """A stretch of text within its sentence."""
    around = sentence(text, span)
    return Quote(text[around.start : around.end], span.start - around.start, span.end - around.start)
