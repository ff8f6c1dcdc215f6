"""Finding known names in running text, however they are spelled, hyphenated or capitalised."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Generic, TypeVar

from kg.extract.tokens import Doc
from kg.knowledge.names import fold

Value = TypeVar("Value")
_JOINERS = frozenset(("-", "–", "'", "’", "ʿ", "'s", "’s"))


class Phrases(Generic[Value]):
    """Phrases of folded words: "Al-Nujaba Movement", "al Nujaba movement" and "Al-Nujabā movement" are one.

    A phrase of one word is found only with a capital, an acronym only in capitals ("IS", not "is") unless it was
    entered with small letters as well ("Unicef"); of several words, at least one must begin with a capital, unless the
    phrase was entered in small letters; "he is in Libya" holds no "IS in Libya". Brackets stand where they were
    entered: "Communist Party of X (Maoist)".
    """

    def __init__(self) -> None:
        self._values: dict[str, Value] = {}
        self._begun: set[str] = set()  # the first words of longer ones
        self._acronyms: set[str] = set()
        self._small: set[str] = set()
        self._headed: set[str] = set()  # several words, of which the first is an acronym
        self._opened: set[str] = set()  # the words before a bracket

    def add(self, phrase: str, value: Value) -> None:
        """Enter a phrase; the first value entered for it stays."""
        words = _split(phrase)
        if not words:
            return
        folded = " ".join(words)
        if "(" in phrase:
            self._opened.add(" ".join(_split(phrase.partition("(")[0])))
        if phrase.islower():
            self._small.add(folded)
        if not phrase.isupper():
            self._acronyms.discard(folded)  # "UNICEF" and "Unicef"
        first = phrase.partition(" ")[0]
        if len(words) > 1 and len(first) > 1 and first.isupper() and folded not in self._values:
            self._headed.add(folded)
        elif not first.isupper():
            self._headed.discard(folded)
        if folded not in self._values:
            self._values[folded] = value
            self._begun.update(accumulate(words[:-1], "{} {}".format))
            if phrase.isupper():
                self._acronyms.add(folded)

    def holds(self, phrase: str) -> bool:
        """Whether exactly this phrase was entered."""
        return " ".join(_split(phrase)) in self._values

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
        said, found, at, opened = folded[start], None, start, False
        while True:
            at += 1
            if said in self._values and (self._cased(doc, start, at, said) or (not cased and at - start > 1)):
                closed = opened and at < len(doc) and doc[at].text == ")"
                found = (start, at + closed, self._values[said])
            if said not in self._begun:
                return found
            while at < len(doc) and (doc[at].text in _JOINERS or (doc[at].text == "(" and said in self._opened)):
                opened = opened or doc[at].text == "("
                at += 1
            if at == len(doc):
                return found
            said = f"{said} {folded[at]}"

    def _cased(self, doc: Doc, start: int, end: int, said: str) -> bool:
        texts = [token.text for token in doc[start:end]]
        if len(texts) == 1:
            return bool(texts[0].isupper() if said in self._acronyms else texts[0][:1].isupper())
        if said in self._headed and texts[0].islower():
            return False
        return said in self._small or any(text[:1].isupper() for text in texts)


def _split(phrase: str) -> list[str]:
    return fold(phrase.replace("-", " ")).split()  # "'s" goes, as in text
