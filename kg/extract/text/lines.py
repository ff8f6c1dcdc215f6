"""Lines that were broken to fit a page or a screen, joined again to paragraphs.

A line break inside a paragraph is told from one between paragraphs, headlines or items of a list by what stands on both
sides of it, and by whether the text as a whole is wrapped: its lines all end short of one width, and mostly where the
next word would have passed it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from kg.extract.text.aligned import Aligned, Edit

_LINE: Final = re.compile(r"[^\n]*[^\s][^\n]*")
_TERMINAL: Final = re.compile(r"[.!?…:;][\"'”’»)\]]*$|[\"”»]$")
_FIRST_WORD: Final = re.compile(r"\S+")
_WORD: Final = re.compile(r"[^\W_]+")
_DIVIDED: Final = re.compile(r"(\w+)[-\u2010\u00ac]$")
_GOES_ON: Final = re.compile(  # a line cannot end here, nor can a sentence
    r"(?:[,–—(\[“-]|\b(?:a|an|the|of|in|on|at|to|by|for|from|with|and|or|but|nor|that|who|which|whose|as|near|into|"
    r"than|is|are|was|were|be|been|has|have|had|will|would|its|their|his|her|this|these|those|some|about|between|"
    r"against|during|after|before|under|over|including|when|where|while|not|no|at least|more|de|del|al|el|bin|abu|"
    r"Mr|Mrs|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Gov|Sen|Rep|St)\.?)$",
    re.IGNORECASE,
)
_STARTS_ITEM: Final = re.compile(r"(?:[*•▪◦‣·■●>|]|[-–—]{1,3} ?[A-Z\"“]|\(?\d{1,2}[.)]\s|[A-Z][A-Z ]{2,30}:)")
_WIDEST: Final = 132  # characters of a wrapped line; one-line paragraphs are longer
_NARROWEST: Final = 24
_FILLED: Final = 0.8  # how full a line is whose paragraph goes on
_FORCED: Final = 0.6  # share of the breaks that come where the next word would not have fitted
_UNENDED: Final = 0.5  # share of the breaks inside a sentence


class Line(NamedTuple):
    """A line that is not blank: where it begins and ends, and how far its words stand in."""

    start: int
    end: int
    indent: int


class _Break(NamedTuple):
    """Two lines with nothing but a line break between them."""

    above: Line
    below: Line


def joined(text: Aligned, is_word: Callable[[str], bool]) -> Aligned:
    """The text with its paragraphs in one line each.

    Args:
        text: with a line feed alone as a line end.
        is_word: whether a word is known, to tell a word that was divided from a compound ("Iran-", "backed").
    """
    if "\n" not in text.text:
        return text
    lines = list(lines_of(text.text))
    breaks = [_Break(a, b) for a, b in pairwise(lines) if text.text.count("\n", a.end, b.start) == 1]
    width = _width(text.text, breaks)
    return text.edited(
        edit for at in breaks if _belong_together(text.text, at, width) for edit in [_without(text.text, at, is_word)]
    )


def lines_of(text: str) -> Iterator[Line]:
    """Every line that is not blank, without the blanks around it."""
    for match in _LINE.finditer(text):
        words = match[0].strip()
        start = match.start() + match[0].index(words[0])
        yield Line(start, start + len(words), start - match.start())


def _width(text: str, breaks: list[_Break]) -> int | None:
    """The width that the text is wrapped at; None where it is not."""
    if not breaks:
        return None
    lengths = sorted(b.above.end - b.above.start + b.above.indent for b in breaks)
    width = lengths[int(0.95 * (len(lengths) - 1))]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    inside = [b for b in breaks if not _TERMINAL.search(text[b.above.start : b.above.end])]
    forced = sum(_is_full(text, b, width) for b in breaks)
    small = sum(text[b.below.start].islower() for b in inside)
    shouted = text.isupper() or not any(c.islower() for c in text[: breaks[-1].above.end])
    goes_on = len(inside) if shouted else small
    wrapped = forced >= _FORCED * len(breaks) and len(inside) >= _UNENDED * len(breaks)
    return width if wrapped and 3 * goes_on >= len(inside) else None


def _is_full(text: str, at: _Break, width: int) -> bool:
    """Whether the next line's first word would not have fitted."""
    word = _FIRST_WORD.match(text, at.below.start)
    length = at.above.end - at.above.start + at.above.indent
    return length + 1 + (len(word[0]) if word else 0) > _FILLED * width


def _belong_together(text: str, at: _Break, width: int | None) -> bool:
    above, below = text[at.above.start : at.above.end], text[at.below.start : at.below.end]
    if _STARTS_ITEM.match(below):
        return False
    if width is not None and at.below.indent > at.above.indent + 1 and _TERMINAL.search(above):
        return False  # a paragraph whose first line stands in
    if not _TERMINAL.search(above) and (below[0].islower() or _GOES_ON.search(above)):
        return True
    return width is not None and _is_full(text, at, width) and not (len(above) < _NARROWEST)


def _without(text: str, at: _Break, is_word: Callable[[str], bool]) -> Edit:
    """The break as a blank, or as nothing where it divides a word or a compound."""
    divided = _DIVIDED.search(text[at.above.start : at.above.end])
    rest = _WORD.match(text, at.below.start)
    if divided is None or rest is None:
        return Edit(at.above.end, at.below.start, " ")
    first, second = divided[1], rest[0]
    named = second[0].isupper() and not first.isupper()  # "Al-", "Shabaab"
    both = is_word(first) and is_word(second) and not is_word(first + second)
    if named or both or not first.isalpha():
        return Edit(at.above.end, at.below.start)
    return Edit(at.above.end - 1, at.below.start)
