"""Capitals given back as the language model knows them, where an outlet writes them otherwise.

Old wire services sent everything in capitals, some archives keep everything in small letters, and Headlines Are Often
Written Like This. Each hides names from the model. How a word is usually written tell the rest of the article, where
that has usual capitals, and the model's own vocabulary, which is ordered by how common a form is. Lengths never change,
so offsets stay those of the article.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Literal

from spacy.language import Language

Manner = Literal["usual", "capitals", "small", "titles"]

_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_])*")
_SENTENCE = re.compile(r"(?:^|[.!?\n:]\s+|\]\s+)[\"“‘'(\[]*$")
_BEFORE = 5  # characters that tell where a sentence begins
_SHORTEST = 80  # letters below which a text is too short to judge
_COMMON = 100_000  # words, by how common they are, that divide a compound rather than being the halves of a word
_SHOUTING, _WHISPERING = 0.7, 0.005  # shares of capitals
_TITLES, _FEWEST, _LONG = 0.75, 20, 4  # share of long words with a capital, among how many, of how many letters
# Words that have a capital in titles, and none in lists of names and posts.
_SMALL = frozenset("said been were have will would that which this from with they their when after".split())
_IN_TITLE = 3  # long words of a headline that tell how it is written


def manner(text: str, *, headline: bool = False) -> Manner:
    """How a text uses capitals; a headline is judged by fewer words."""
    letters = sum(c.isalpha() for c in text)
    share = sum(c.isupper() for c in text) / letters if letters else 0.0
    if letters >= (_LONG * _IN_TITLE if headline else _SHORTEST):
        if share > _SHOUTING:
            return "capitals"
        if share < _WHISPERING and not headline:
            return "small"
    inside = [m[0] for m in _WORD.finditer(text) if len(m[0]) >= _LONG and not _begins(text, m.start())]
    capital = sum(word[0].isupper() for word in inside)
    if len(inside) < (_IN_TITLE if headline else _FEWEST) or capital <= _TITLES * len(inside):
        return "usual"
    plain = [word[0].islower() for word in inside if word.lower() in _SMALL]
    return "usual" if not headline and plain and all(plain) else "titles"


def spellings(text: str) -> dict[str, str]:
    """How an article with usual capitals writes the words that stand inside its sentences."""
    found: dict[str, str] = {}
    for match in _WORD.finditer(text):
        word = match[0]
        if word[0].islower() or not _begins(text, match.start()):
            known = found.get(word.lower())
            found[word.lower()] = word if known is None or word[0].islower() else known
    return found


def _begins(text: str, at: int) -> bool:
    return (
        _SENTENCE.search(text[max(0, at - _BEFORE) : at]) is not None
        if at >= _BEFORE
        else (_SENTENCE.search("\n " + text[:at]) is not None)
    )


class Caser:
    """Writes words as a vocabulary mostly has them."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self._strings = nlp.vocab.strings

    @cached_property
    def _ranks(self) -> dict[int, int]:
        """How common forms are. Most texts are written as usual and need none of it, and it takes a quarter second."""
        return {key: rank for rank, key in enumerate(self._vocab.vectors.key2row)}

    def __call__(self, text: str, known: Mapping[str, str] | None = None, *, acronyms: bool = False) -> str:
        """The text with usual capitals, character for character as long as before.

        Args:
            text: in any capitals.
            known: how words are written elsewhere in the article, by their small letters.
            acronyms: whether words in capitals only are acronyms, since the others are not.
        """
        known = known or {}

        def cased(match: re.Match[str]) -> str:
            word = match[0]
            if acronyms and len(word) > 1 and word.isupper():
                return word
            form = known.get(word.lower()) or self._usual(word.lower())
            if len(form) != len(word):  # letters such as "İ" that have no one-letter counterpart
                return word
            return form[:1].upper() + form[1:] if _begins(text, match.start()) else form

        return _WORD.sub(cased, text)

    def knows(self, word: str) -> bool:
        """Whether a word, however it is written, is a common one."""
        forms = (word, word.lower(), word.capitalize(), word.upper())
        return min(map(self._rank, forms)) < _COMMON

    @lru_cache(maxsize=100_000)  # noqa: B019 - one caser a process, as long as it lives
    def _usual(self, word: str) -> str:
        if "." in word or word == "us":  # "U.S."; and in the news, "US" is hardly ever the pronoun
            return word.upper()
        small, capital, acronym = (self._rank(form) for form in (word, word.capitalize(), word.upper()))
        if acronym < min(small, capital):
            return word.upper()
        return word if small <= capital and small < len(self._ranks) else word.capitalize()

    def _rank(self, form: str) -> int:
        return self._ranks.get(self._strings[form], len(self._ranks))
