"""Names with a military rank before them: the model overlooks many of them, and takes some ranks for bodies."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.text.syntax import lemma
from kg.extract.tokens import Doc, Span, Token
from kg.knowledge.lexicon import Lexicon

_LONGEST = 4  # words of a name
_FREE = ("", "DATE")  # "Maj. Gen. Sunday X": days are first names too


class Ranked:
    """Knows ranks."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._ranks = lexicon.words("relations", "military_ranks")
        self._commands = [tuple(post.split()) for post in lexicon.words("relations", "commanding_posts")]
        self._words = lexicon.nominals.keys() | {w for post in self._commands for w in post}
        self._words |= lexicon.words("relations", "echelons") | lexicon.words("relations", "portfolios")

    def of(self, doc: Doc, taken: set[int]) -> Iterator[Span]:
        """Persons' names behind a rank that nothing else knows."""
        for rank in doc[:-2]:
            if not self._is_rank(rank):
                continue
            start = rank.i + 1 + (rank.nbor(1).text == ".")
            end = start
            while end < min(rank.sent.end, start + _LONGEST) and self._may_name(doc[end], taken):
                end += 1
            if end - start > 1 and doc[start].ent_type_ in _FREE and not doc[end - 1].text.isupper():
                yield doc[start:end]

    def without(self, body: Span) -> Span:
        """A body's name without the post of whoever commands it, and without the rank of whoever is named next."""
        start, end = body.start, body.end
        words = [t.lower_ for t in body]
        for post in self._commands:
            if tuple(words[: len(post)]) == post and len(post) < len(words) and words[len(post)] not in ("of", "for"):
                start = body.start + len(post)
        while end - start > 1 and self._is_rank(body.doc[end - 1]):
            end -= 1
        return Span(body.doc, start, end, body.label_) if end - start < len(body) else body

    def is_rank(self, name: Span) -> bool:
        """Whether a name is nothing but ranks: "DCP", "Brig"."""
        return all(self._is_rank(t) or t.text == "." for t in name)

    def _is_rank(self, word: Token) -> bool:
        return bool(word.text[:1].isupper()) and word.lower_.rstrip(".") in self._ranks

    def _may_name(self, word: Token, taken: set[int]) -> bool:
        if word.i in taken or word.pos_ != "PROPN" or not word.text[:1].isupper() or self._is_rank(word):
            return False
        named = word.ent_type_ in (*_FREE, "PERSON") and word.text.replace(".", "").replace("-", "").isalpha()
        return named and lemma(word) not in self._words and word.lower_ not in self._words
