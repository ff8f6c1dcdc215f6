"""Wire copy in capitals, or without any: given back the case that the language model was trained on.

Old wire services sent everything in capitals, and some archives keep everything in small letters. Either hides names
from the model. The model's own vocabulary, which is ordered by how common a form is, tells how each word is usually
written. Lengths never change, so offsets stay those of the article.
"""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.language import Language

_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_])*")
_SENTENCE = re.compile(r"(?:^|[.!?\n]\s+|\]\s+)[\"“(\[]*$")
_SHORTEST = 80  # letters below which a text is too short to judge
_COMMON = 100_000  # words, by how common they are, that divide a compound rather than being the halves of a word
_SHOUTING, _WHISPERING = 0.7, 0.005  # shares of capitals


def is_unusual(text: str) -> bool:
    """Whether a text is all capitals, or has hardly any."""
    letters = sum(c.isalpha() for c in text)
    share = sum(c.isupper() for c in text) / letters if letters else 0.0
    return letters >= _SHORTEST and not _WHISPERING <= share <= _SHOUTING


class Caser:
    """Writes words as a vocabulary mostly has them."""

    def __init__(self, nlp: Language) -> None:
        self._strings = nlp.vocab.strings
        self._ranks: dict[int, int] = {key: rank for rank, key in enumerate(nlp.vocab.vectors.key2row)}

    def __call__(self, text: str) -> str:
        """The text with usual capitals, character for character as long as before."""
        return _WORD.sub(lambda match: self._cased(match[0], bool(_SENTENCE.search(text[: match.start()][-4:]))), text)

    def knows(self, word: str) -> bool:
        """Whether a word, however it is written, is a common one."""
        forms = (word, word.lower(), word.capitalize(), word.upper())
        return min(map(self._rank, forms)) < _COMMON

    def _cased(self, word: str, first: bool) -> str:
        form = self._usual(word.lower())
        if len(form) != len(word):  # letters such as "İ" that have no one-letter counterpart
            return word
        return form[:1].upper() + form[1:] if first else form

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
