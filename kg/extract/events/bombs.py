"""Bombs that stand for their blasts: "the bomb of 9 March", "the Omagh bomb", "a car bomb left ten dead"."""

from __future__ import annotations

from kg.extract.drafts import Frame, MentionDraft
from kg.extract.participants import Fillers
from kg.extract.text.syntax import after, children, lemma
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

_LADEN = frozenset("load pack lade laden fill rig stuff cram pile".split())
_CHARGES = frozenset("explosive bomb dynamite tnt".split())
_BEFORE = ("compound", "nmod", "poss", "npadvmod", "nummod")


def is_laden(vehicle: Token) -> bool:
    """ "A lorry packed WITH EXPLOSIVES", "an explosives-laden boat": what is a bomb itself."""
    loads = [t for part in children(vehicle, "acl", "relcl") if lemma(part) in _LADEN for t in after(part, ("with",))]
    before = vehicle.doc[vehicle.left_edge.i : vehicle.i]
    return any(lemma(t) in _CHARGES for t in (*loads, *before))


class Bombs:
    """Tells a bomb that is told of as a blast from one that is found, made or carried."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        self._lexicon, self._fillers = lexicon, fillers
        self._bombs = lexicon.words("events", "bombs")
        self._results = lexicon.words("events", "result_verbs")
        self._takers = lexicon.words("events", "life_takers")
        self._lives = lexicon.words("events", "lives")
        self._harms = lexicon.words("events", "killed_words") | lexicon.words("events", "wounded_words")

    def is_blast(self, noun: Token) -> bool:
        """Whether a noun means a bomb by when or where it went off, or by the harm that it did."""
        if lemma(noun) not in self._bombs or noun.dep_ in ("compound", "nmod", "amod"):
            return False
        return self._is_dated(noun) or self._goes_by_place(noun) or self._harmed(noun) or self._is_occasion(noun)

    @staticmethod
    def _is_dated(noun: Token) -> bool:
        """ "The March 2004 bombs", "Friday's bomb", "the bomb of 9 March", "a car bomb in Y last month"."""
        beside = [t for t in noun.children if t.dep_ in _BEFORE]
        return any(t.ent_type_ == "DATE" for t in (*beside, *after(noun, ("of",))))

    def _goes_by_place(self, noun: Token) -> bool:
        """ "The Omagh bomb": of a place that has a name."""
        if not any(t.lower_ == "the" for t in children(noun, "det")):
            return False
        named = (self._fillers.mention(t) for t in children(noun, "compound", "nmod"))
        return any(m is not None and m.entity is not None and is_a(m.entity.cls, "Place") for m in named)

    def _harmed(self, noun: Token) -> bool:
        """ "A car bomb left ten dead", "claimed the lives of ten"."""
        verb = noun.head
        if noun.dep_ != "nsubj":
            return False
        if lemma(verb) in self._takers and any(lemma(t) in self._lives for t in children(verb, "dobj")):
            return True
        return lemma(verb) in self._results and any(t.i > verb.i and lemma(t) in self._harms for t in verb.subtree)

    def _is_occasion(self, noun: Token) -> bool:
        """ "Killed in a bomb at the airport"."""
        if noun.dep_ != "pobj" or noun.head.lower_ != "in" or noun.head.head.pos_ != "VERB":
            return False
        trigger = self._lexicon.verbs.get(lemma(noun.head.head))
        return trigger is not None and trigger.harm is not None


def names_blast(frame: Frame, mention: MentionDraft, word: Token) -> bool:
    """ "The Tanzania blast": a blast goes by where it was; "the Tanzanian strike" by who struck."""
    bare = mention.cls == "State" and word.pos_ == "PROPN" and word.dep_ == "compound" and not word.is_upper
    return bare and is_a(frame.cls, "Bombing")
