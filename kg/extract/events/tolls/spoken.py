"""Numbers that stand alone for people counted before: "the army says 40 were killed; residents speak of 200"."""

from __future__ import annotations

from kg.extract.text.syntax import after, children, is_passive, lemma, subjects
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon

_BELOW = ("pobj", "prep", "dobj", "dative", "conj", "nummod", "amod", "advcl", "quantmod")
_THOSE = frozenset("it them this that".split())
_ENDS = frozenset('. , ; : ) ! ? - – — " ” and but or while whereas'.split())


class Spoken:
    """Finds verbs that give such a number."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._by_preposition: dict[str, list[str]] = lexicon.events["number_verbs"]
        self._telling = lexicon.words("events", "number_tellers")
        self._holding = lexicon.words("events", "number_holders")
        self._accounts = lexicon.words("attribution", "documents") | lexicon.words("attribution", "impersonal")
        self._counted = lexicon.words("events", "tallies")
        self._laying = lexicon.words("events", "burying")  # "spoke of 160 buried in three graves"
        self._reporting = lexicon.telling

    def verb(self, number: Token) -> Token | None:
        """The verb that gives a bare number as a toll; None for a number that counts something that is named."""
        if number.pos_ != "NUM" or not self._is_bare(number):
            return None
        if number.dep_ == "dobj":
            return number.head if self._tells(number.head) else None
        if number.dep_ != "pobj":
            return None
        verb, preposition = number.head.head, number.head.lower_
        if preposition not in self._by_preposition.get(lemma(verb), ()):
            return None
        put = list(children(verb, "dobj"))
        return verb if all(t.lower_ in _THOSE for t in put) else None

    def giver(self, number: Token) -> list[Token]:
        """Who gives a number, where the verb does not report what it says: "the GOVERNMENT gave 132 dead"."""
        at = number
        while at.dep_ in _BELOW and at.pos_ != "VERB":
            at = at.head
        gives = lemma(at) in self._by_preposition and lemma(at) not in self._reporting
        return subjects(at) if at.pos_ == "VERB" and gives and not is_passive(at) else []

    def _tells(self, verb: Token) -> bool:
        if lemma(verb) in self._holding:  # "earlier reports had nine"
            return any(lemma(t) in self._accounts | self._counted for t in subjects(verb))
        return lemma(verb) in self._telling and not is_passive(verb)

    def _is_bare(self, number: Token) -> bool:
        """Whether nothing follows that says whom it counts, as a noun, "of the trucks" or "dead" would."""
        beside = number.nbor(1) if number.i + 1 < number.sent.end else None
        if any(t.lower_ not in _THOSE for t in after(number, ("of",))):
            return False
        buried = beside is not None and beside.tag_ == "VBN" and lemma(beside) in self._laying
        return beside is None or buried or beside.lower_ in _ENDS
