"""A stretch of a document: some of its tokens, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, overload

from kg.extract.tokens.token import Token

if TYPE_CHECKING:
    from kg.extract.tokens.doc import Doc


class Span:
    """A stretch of a document; two with the same bounds and label are equal."""

    __slots__ = ("_root", "doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label
        self._root: Token | None = None

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> Span: ...

    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, slice):
            start, end, _ = at.indices(self.end - self.start)
            return Span(self.doc, self.start + start, self.start + max(start, end))
        return self.doc.tokens[range(self.start, self.end)[at]]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and self._key == other._key and self.doc is other.doc

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[int, int, str]:
        return self.start, self.end, self.label_

    def __repr__(self) -> str:
        return self.text

    @property
    def start_char(self) -> int:
        """Where it begins in the document's text."""
        return self.doc.tokens[self.start].idx if self.start < len(self.doc.tokens) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """Where it ends in the document's text."""
        if self.start == self.end:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """Its words, without the blank after them."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def text_with_ws(self) -> str:
        """Its words, and the blank after them."""
        return self.text + self.doc.tokens[self.end - 1].whitespace_ if self.start < self.end else ""

    @property
    def sent(self) -> Span:
        """The sentence that it begins in."""
        return self.doc.tokens[self.start].sent

    @property
    def sents(self) -> list[Span]:
        """The sentences that it touches."""
        return self.doc.sentences(self.start, self.end)

    @property
    def root(self) -> Token:
        """The token that all others hang on; of several, that nearest to the root of its sentence, rather a word."""
        if self._root is None:
            self._root = self._top()
        return self._root

    def _top(self) -> Token:
        words = self.doc.tokens[self.start : max(self.start + 1, self.end)]
        if len(words) == 1:
            return words[0]
        top = next((t for t in words if t.head is t), None)
        if top is not None:
            return top
        outside = [t for t in words if not self.start <= t.head.i < self.end] or words
        best = [t for t in outside if t.children or not (t.is_space or t.is_punct)]
        return min(best, key=lambda t: sum(1 for _ in t.ancestors), default=outside[0])
