"""The wounded who are told of without a word for wounding: by what they suffered, or by where they were taken."""

from __future__ import annotations

from kg.extract.events.tolls.sums import is_part
from kg.extract.text.syntax import after, children, is_passive, lemma, objects, subjects
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon

_INTO = ("to", "into", "at", "in")
_WITH = ("for", "with")


class Injuries:
    """Finds who is counted so."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._wounds = lexicon.words("events", "wounds")
        self._sufferers = lexicon.words("events", "harm_sufferers")
        self._treatments = lexicon.words("events", "treatments")
        self._transports = lexicon.words("events", "transports")
        self._bedridden = lexicon.words("events", "bedridden")
        self._sickbeds = lexicon.words("events", "sickbeds")
        self._dead = lexicon.words("events", "killed_words") | lexicon.words("events", "bodies")
        self._bloodless = lexicon.words("events", "bloodless")

    def suffered(self, harm: Token) -> list[Token]:
        """ "More than 280 PEOPLE suffered injuries": whoever suffers what a noun says."""
        return subjects(harm.head) if harm.dep_ == "dobj" and lemma(harm.head) in self._sufferers else []

    def is_wound(self, noun: Token) -> bool:
        """Whether a noun is one for wounds."""
        return noun.pos_ == "NOUN" and lemma(noun) in self._wounds

    def treated(self, verb: Token) -> list[Token]:
        """ "29 were admitted to hospital", "20 PEOPLE are being treated for burns", "45 were taken to a clinic"."""
        word = lemma(verb)
        if word in self._bedridden and any(lemma(t) in self._sickbeds for t in after(verb, ("in",))):
            return [p for p in subjects(verb) if not is_part(p)]  # "six people are in hospital"
        if verb.pos_ != "VERB" or word not in self._treatments | self._transports:
            return []
        habit = verb.tag_ in ("VB", "VBZ", "VBP") or (verb.tag_ == "VBG" and not any(children(verb, "aux", "auxpass")))
        if habit or any(lemma(t) in self._bloodless for t in verb.subtree) or not self._is_care(verb):
            return []
        people = subjects(verb) if is_passive(verb) else objects(verb)
        return [p for p in people if not is_part(p) and lemma(p) not in self._dead and not self._are_remains(p)]

    def _is_care(self, verb: Token) -> bool:
        """Whether it says that those treated are hurt, or that a hospital has them."""
        hospital = [*after(verb, _INTO), *(() if is_passive(verb) else subjects(verb))]
        if any(lemma(t) in self._sickbeds for t in hospital):
            return True
        return lemma(verb) in self._treatments and (
            not any(children(verb, "prep")) or any(lemma(t) in self._wounds for t in after(verb, _WITH))
        )

    def _are_remains(self, noun: Token) -> bool:
        """ "The bodies of 29 CHILDREN were taken to hospital"."""
        return any(lemma(t) in self._dead or t.lower_ in self._dead for t in noun.children)
