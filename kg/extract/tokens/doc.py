"""A document: all its tokens, sentences and names, taken over from spaCy's."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any, overload

from spacy import tokens as spacy

from kg.extract.tokens.span import Span
from kg.extract.tokens.token import Token


class Doc:
    """A document.

    Attributes:
        parsed: spaCy's own.
        tokens: all of them; indexing and looping over the document give the same.
        ents: the names that the model found, and those set since.
        _: what the components write, on spaCy's document.
    """

    def __init__(self, parsed: spacy.Doc) -> None:
        self.parsed = parsed
        self.text: str = parsed.text
        self._sentences: list[Span] = []
        self._starts: list[int] = []
        self._: Any = parsed._
        self.read()

    def read(self) -> None:
        """Take over what spaCy knows of the document by now."""
        self.tokens = [Token(self, token) for token in self.parsed]
        self.ents = tuple(map(self.own, self.parsed.ents))
        self.is_parsed = bool(self.parsed.has_annotation("DEP"))
        if self.is_parsed:
            self._grow()
            self._part()

    def _grow(self) -> None:
        """The tree of each sentence."""
        for token, its in zip(self.tokens, self.parsed, strict=True):
            token.head = self.tokens[its.head.i]
            token.left_edge, token.right_edge = self.tokens[its.left_edge.i], self.tokens[its.right_edge.i]
            if token.head is not token:
                (token.head.lefts if token.i < token.head.i else token.head.rights).append(token)
        downwards = [token for token in self.tokens if token.head is token]
        for token in downwards:
            token.children = [*token.lefts, *token.rights]
            downwards += token.children
        for token in reversed(downwards):
            token.size = 1 + sum(child.size for child in token.children)

    def _part(self) -> None:
        """Sentences."""
        self._sentences = [self.own(sentence) for sentence in (self.parsed.sents if self.tokens else ())]
        self._starts = [sentence.start for sentence in self._sentences]
        for sentence in self._sentences:
            for token in sentence:
                token.sent = sentence

    def own(self, span: spacy.Span) -> Span:
        """The same stretch as one of spaCy's."""
        return Span(self, span.start, span.end, span.label_)

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> Span: ...

    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.tokens))
            return Span(self, start, max(start, end))
        return self.tokens[at]

    @property
    def sents(self) -> Iterator[Span]:
        """Its sentences."""
        return iter(self._sentences)

    def sentences(self, start: int, end: int) -> list[Span]:
        """Those that some of its tokens stand in, from one number on and before another."""
        return self._sentences[max(0, bisect_right(self._starts, start) - 1) : bisect_left(self._starts, end)]

    @property
    def noun_chunks(self) -> Iterator[Span]:
        """Its noun phrases without what follows their nouns."""
        return map(self.own, self.parsed.noun_chunks)

    def char_span(self, start: int, end: int, label: str = "", alignment_mode: str = "strict") -> Span | None:
        """The tokens between two places of its text; None where these are no tokens' bounds."""
        span = self.parsed.char_span(start, end, label, alignment_mode=alignment_mode)
        return None if span is None else self.own(span)

    def set_ents(self, spans: list[Span], default: str) -> None:
        """Let it hold these names too, as in spaCy."""
        parsed = self.parsed
        parsed.set_ents([spacy.Span(parsed, s.start, s.end, s.label_) for s in spans], default=default)
        self.ents = tuple(map(self.own, parsed.ents))
        for token in (t for span in spans for t in span):
            token.ent_type_ = parsed[token.i].ent_type_
