"""Whose reckoning something is, without a verb of saying: "by X's count", "in the words of X", "X's figure is 39"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.attribution.contents import Stretch, according, phrase
from kg.extract.text.syntax import after, children, conjuncts, lemma, possessors
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon

_BY = ("by", "on", "in", "from", "per")
_BESIDE = ("compound", "nmod", "amod")
_LINKING = frozenset("is was are were stands stood puts put gives gave has had shows showed".split())


class Reckonings:
    """Finds counts, accounts and versions with the nouns for whose they are."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._nouns = lexicon.words("attribution", "reckonings")
        self._people = lexicon.nouns_for("Person", "Organization")

    def at(self, token: Token) -> Iterator[tuple[list[Token], Stretch]]:
        """Who reckons, and what; a preposition opens its clause or stands between commas."""
        if token.dep_ in ("prep", "agent") and token.lower_ in _BY and _is_set_off(token):
            for noun in children(token, "pobj"):
                if lemma(noun) in self._nouns and (whose := self._whose(noun)):
                    yield whose, according(token)
        elif token.pos_ == "NOUN" and token.dep_ == "nsubj" and lemma(token) in self._nouns:
            clause, whose = token.head, self._whose(token)
            if whose and clause.lower_ in _LINKING:
                yield whose, phrase(clause)

    def _whose(self, noun: Token) -> list[Token]:
        found = [*possessors(noun), *(t for o in after(noun, ("of", "from", "by")) for t in conjuncts(o))]
        beside = [t for t in children(noun, *_BESIDE) if t.pos_ in ("PROPN", "NOUN")]
        return found or [t for t in beside if t.pos_ == "PROPN" or lemma(t) in self._people]


def _is_set_off(preposition: Token) -> bool:
    """Whether it opens its sentence, or a comma stands before it."""
    return preposition.i == preposition.sent.start or preposition.nbor(-1).text in (",", "—", "–", "(")
