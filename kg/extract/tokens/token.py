"""One token of a document, and where it stands in the tree of its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import total_ordering
from typing import TYPE_CHECKING

from spacy import tokens as spacy

if TYPE_CHECKING:
    from kg.extract.tokens.doc import Doc
    from kg.extract.tokens.span import Span


@total_ordering
class Token:
    """One token.

    Attributes:
        lefts, rights, children: lists in text order; all else is as in spaCy.
        size: of its subtree, in tokens.
    """

    __slots__ = (
        *("doc", "i", "idx", "text", "whitespace_", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_"),
        *("is_sent_start", "sent", "head", "lefts", "rights", "children", "left_edge", "right_edge", "size"),
    )
    doc: Doc
    i: int
    idx: int
    text: str
    whitespace_: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    is_sent_start: bool | None
    sent: Span
    head: Token
    lefts: list[Token]
    rights: list[Token]
    children: list[Token]
    left_edge: Token
    right_edge: Token
    size: int

    def __init__(self, doc: Doc, parsed: spacy.Token) -> None:
        self.doc = doc
        self.i = parsed.i
        self.idx = parsed.idx
        self.text = parsed.text
        self.whitespace_ = parsed.whitespace_
        self.lower_ = parsed.lower_
        self.lemma_ = parsed.lemma_
        self.pos_ = parsed.pos_
        self.tag_ = parsed.tag_
        self.dep_ = parsed.dep_
        self.ent_type_ = parsed.ent_type_
        self.is_sent_start = parsed.is_sent_start
        self.lefts = []
        self.rights = []

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return True

    def __lt__(self, other: Token) -> bool:
        return self.i < other.i

    def __repr__(self) -> str:
        return self.text

    def nbor(self, step: int = 1) -> Token:
        """The token that stands so many further on.

        Raises:
            IndexError: the document does not reach so far.
        """
        if self.i + step < 0:
            raise IndexError(self.i + step)
        return self.doc.tokens[self.i + step]

    @property
    def subtree(self) -> list[Token]:
        """The token and all below it, in the order of a walk through the tree; spaCy gives them one by one."""
        stretch = self.doc.tokens[self.left_edge.i : self.right_edge.i + 1]
        return stretch if len(stretch) == self.size else [*self._walk()]

    def _walk(self) -> Iterator[Token]:
        """Of a tree with crossing branches."""
        waiting = [(self, False)]
        while waiting:
            token, opened = waiting.pop()
            if opened or not token.children:
                yield token
            else:
                waiting += [(t, False) for t in reversed(token.rights)]
                waiting.append((token, True))
                waiting += [(t, False) for t in reversed(token.lefts)]

    @property
    def ancestors(self) -> Iterator[Token]:
        """What it hangs on, and so on up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def is_ancestor(self, other: Token) -> bool:
        """Whether another token hangs on it, be it through others."""
        first, last = self.left_edge.i, self.right_edge.i
        if last - first + 1 == self.size:  # no other branch crosses its own: what stands between hangs on it
            return first <= other.i <= last and other is not self
        while other.head is not other:
            other = other.head
            if other is self:
                return True
        return False

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """All that it is coordinated with, before it and after it."""
        first = self
        while first.head is not first and first.dep_ == "conj":
            first = first.head
        found = [first]
        for token in found:
            found += [t for t in token.rights if t.dep_ == "conj"]
        return tuple(t for t in found if t is not self)

    @property
    def is_sent_end(self) -> bool:
        """Whether it is the last of its sentence."""
        return self.i + 1 == self.sent.end

    @property
    def is_alpha(self) -> bool:
        """Whether it is of letters alone."""
        return self.text.isalpha()

    @property
    def is_digit(self) -> bool:
        """Whether it is of digits alone."""
        return self.text.isdigit()

    @property
    def is_upper(self) -> bool:
        """Whether its letters are capitals."""
        return self.text.isupper()

    @property
    def is_space(self) -> bool:
        """Whether it is of blanks and line ends alone."""
        return self.text.isspace()

    @property
    def is_punct(self) -> bool:
        """Whether it is a punctuation mark."""
        return bool(self.doc.parsed[self.i].is_punct)

    @property
    def like_num(self) -> bool:
        """Whether it is a number, in digits or in words."""
        return bool(self.doc.parsed[self.i].like_num)
