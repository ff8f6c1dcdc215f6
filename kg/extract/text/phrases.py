"""Finding known names in running text, however they are spelled, hyphenated or capitalised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from spacy.tokens import Doc

from kg.knowledge.names import fold

Value = TypeVar("Value")
_JOINERS = frozenset(("-", "–", "'", "’", "ʿ", "'s", "’s"))


@dataclass(slots=True)
class _Node(Generic[Value]):
    children: dict[str, _Node[Value]] = field(default_factory=dict)
    value: Value | None = None
    acronym: bool = False
    small: bool = False


class Phrases(Generic[Value]):
    """A trie over folded words: "Al-Nujaba Movement", "al Nujaba movement" and "Al-Nujabā movement" are one phrase.

    A phrase of one word is found only with a capital, an acronym only in capitals ("IS", not "is"); of several words,
    at least one must begin with a capital, unless the phrase was entered in small letters.
    """

    def __init__(self) -> None:
        self._root: _Node[Value] = _Node()

    def add(self, phrase: str, value: Value) -> None:
        """Enter a phrase; the first value entered for it stays."""
        node = self._root
        for word in _split(phrase):
            node = node.children.setdefault(word, _Node())
        if node is self._root:
            return
        node.small = node.small or phrase.islower()
        if node.value is None:
            node.value, node.acronym = value, phrase.isupper()

    def holds(self, phrase: str) -> bool:
        """Whether exactly this phrase was entered."""
        node: _Node[Value] | None = self._root
        for word in _split(phrase):
            node = node.children.get(word) if node is not None else None
        return node is not None and node.value is not None

    def find(self, doc: Doc, *, cased: bool = True) -> Iterator[tuple[int, int, Value]]:
        """Longest matches from left to right, without overlap, as (first token, end token, value).

        Args:
            doc: the text.
            cased: whether its capitals can be relied on; without them, several words are found in small letters too.
        """
        folded = [fold(token.text).replace(" ", "") for token in doc]
        at = 0
        while at < len(doc):
            match = self._longest(doc, folded, at, cased)
            if match is None:
                at += 1
            else:
                yield match
                at = match[1]

    def _longest(self, doc: Doc, folded: list[str], start: int, cased: bool) -> tuple[int, int, Value] | None:
        node, found, at = self._root, None, start
        while at < len(doc):
            if at > start and doc[at].text in _JOINERS:
                at += 1
                continue
            following = node.children.get(folded[at])
            if following is None:
                break
            node = following
            at += 1
            if node.value is not None and (self._cased(doc, start, at, node) or (not cased and at - start > 1)):
                found = (start, at, node.value)
        return found

    @staticmethod
    def _cased(doc: Doc, start: int, end: int, node: _Node[Value]) -> bool:
        texts = [token.text for token in doc[start:end]]
        if len(texts) == 1:
            return bool(texts[0].isupper() if node.acronym else texts[0][:1].isupper())
        return node.small or any(text[:1].isupper() for text in texts)


def _split(phrase: str) -> Iterable[str]:
    return fold(phrase.replace("-", " ")).split()  # "'s" goes, as in text
