"""A text made ready for reading, every character of which knows the stretch of the original that it stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple


class Edit(NamedTuple):
    """A stretch of a text, and what to read in its stead."""

    start: int
    end: int
    new: str = ""


class Aligned:
    r"""A text beside its original.

    Edits change the text and keep the alignment, so that a quote can be taken from the original, letter by letter:

    >>> read = Aligned("the sol-\ndiers fell").edited([Edit(7, 9)])
    >>> read.text, read.source(4, 12)
    ('the soldiers fell', (4, 14))
    """

    __slots__ = ("_ends", "_starts", "text")

    def __init__(self, text: str, starts: Sequence[int] | None = None, ends: Sequence[int] | None = None) -> None:
        """Begin with an original; the alignment is for `edited` to give."""
        self.text = text
        self._starts = range(len(text)) if starts is None else starts
        self._ends = range(1, len(text) + 1) if ends is None else ends

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from start to end, which are some, stand in the original."""
        return self._starts[start], self._ends[end - 1]

    def edited(self, edits: Iterable[Edit]) -> Aligned:
        """The text with edits made, which come in order and do not overlap.

        Each character of what is put in stands for the whole stretch that it replaces.
        """
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for start, end, new in edits:
            pieces += (self.text[at:start], new)
            starts += self._starts[at:start]
            ends += self._ends[at:start]
            if new:
                first = self._starts[start] if start < len(self._starts) else self._ends[-1] if self._ends else 0
                last = max(first, self._ends[end - 1]) if end > start else first
                starts += [first] * len(new)
                ends += [last] * len(new)
            at = end
        if not pieces:
            return self
        pieces.append(self.text[at:])
        starts += self._starts[at:]
        ends += self._ends[at:]
        return Aligned("".join(pieces), starts, ends)

    def replaced(self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]) -> Aligned:
        """The text with every match replaced."""
        made = (Edit(*m.span(), new if isinstance(new, str) else new(m)) for m in pattern.finditer(self.text))
        return self.edited(edit for edit in made if self.text[edit.start : edit.end] != edit.new)

    def unwrapped(self, pattern: re.Pattern[str]) -> Aligned:
        """The text with every match replaced by its group "kept"; what stands around that goes."""
        cuts = (
            edit
            for m in pattern.finditer(self.text)
            for edit in (Edit(m.start(), m.start("kept")), Edit(m.end("kept"), m.end()))
        )
        return self.edited(cuts)

    def recased(self, text: str) -> Aligned:
        """The same in other letters, one for one."""
        return Aligned(text, self._starts, self._ends)
