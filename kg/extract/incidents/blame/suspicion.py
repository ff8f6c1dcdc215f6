"""Whom signs and guesses point to: "suspicion fell on X", "it bore the hallmarks of X", "men believed to be from X"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.text.syntax import after, agents, children, is_passive, lemma, objects, subjects, trigger_lemmas
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon

_ABOUT = ("for", "in", "over", "after")


class Suspicion(NamedTuple):
    """Somebody whom something points to.

    Attributes:
        culprit: the head of the words for him.
        deed: the noun or verb that stands for what he may have done, None where only the context tells.
        sources: who says so.
        pointed: whether only somebody's finger is told of ("he pointed to X"): of armed groups, that means them.
    """

    culprit: Token
    deed: Token | None
    sources: list[Token]
    pointed: bool = False


class Suspicions:
    """Finds those that hang on a verb."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        pointing = lexicon.attribution["indications"]
        self._nouns = {verb: lexicon.words("attribution", "indications", verb, "nouns") for verb in pointing}
        self._toward = {verb: lexicon.words("attribution", "indications", verb, "toward") for verb in pointing}
        self._failings = lexicon.words("attribution", "failings")
        self._naming = lexicon.words("attribution", "naming_culprits")
        self._showing = lexicon.words("attribution", "pointing")
        self._guessing = frozenset(lexicon.attribution["reporting"]["Hedged"])

    def of(self, verb: Token) -> Iterator[Suspicion]:
        """Whom a verb points to; nobody, for most verbs."""
        if lemma(verb) in self._nouns:
            yield from self._indicated(verb)
        if lemma(verb) in self._naming and not after(verb, ("as",)):  # "officials name X"
            named = [t for t in children(verb, "dobj", "oprd") if t.pos_ == "PROPN"]
            yield from (Suspicion(t, None, subjects(verb), pointed=True) for t in named[:1])
        if verb.tag_ in ("VBN", "VBD") and lemma(verb) in self._guessing:
            yield from self._guessed(verb)
            yield from self._guessed_by(verb)
        if lemma(verb) == "be" and verb.dep_ == "ccomp" and lemma(verb.head) in self._guessing:
            yield from self._supposed(verb)

    def _indicated(self, verb: Token) -> Iterator[Suspicion]:
        nouns, toward = self._nouns[lemma(verb)], self._toward[lemma(verb)]
        signs = [t for t in (*subjects(verb), *objects(verb)) if lemma(t) in nouns]
        if not signs and not objects(verb) and not after(verb, ("as",)) and lemma(verb) in self._showing:
            yield from (Suspicion(t, None, subjects(verb), pointed=True) for t in after(verb, toward))
        if not signs or any(lemma(t) in self._failings for t in verb.subtree if t != verb):
            return  # "the blame lies with X for failing to stop it"
        by_sign = lemma(signs[0]) in {lemma(t) for t in subjects(verb)}
        deeds = [t for t in subjects(verb) if self._is_deed(t)]
        culprits = after(verb, toward) or [t for sign in signs for t in after(sign, toward)]
        about = [t for each in (verb, *culprits, *signs) for t in after(each, _ABOUT) if self._is_deed(t)]
        sources = [] if by_sign or deeds else subjects(verb)
        for culprit in culprits:
            yield Suspicion(culprit, next(iter((*deeds, *about)), None), sources)

    def _guessed(self, verb: Token) -> Iterator[Suspicion]:
        """ "Gunmen believed to be members of X killed ...", "killed by men on foot, thought to be from X"."""
        known = next((b for b in children(verb, "xcomp") if lemma(b) in ("be", "belong")), None)
        if known is None or any(children(verb, "auxpass", "aux", "dobj")):
            return
        misread = [*children(verb, "nsubj")]  # the participle taken for the verb of those who are believed to be it
        above = children(verb, "ccomp") if misread else verb.ancestors
        deed = next((t for t in above if t.pos_ == "VERB" and self._is_attack(t)), None)
        if deed is None:
            return
        doers = misread or (agents(deed) if is_passive(deed) else subjects(deed))
        if misread or any(doer.i < verb.i and verb.head in (doer, deed) for doer in doers):
            kin = [t for who in children(known, "attr") for t in self._body(who)]
            origins = [t for t in after(known, ("from", "to")) if t.ent_type_ not in ("GPE", "LOC")]  # no state did it
            for culprit in (*misread, *kin, *origins):
                yield Suspicion(culprit, deed, [])

    def _guessed_by(self, verb: Token) -> Iterator[Suspicion]:
        """ "The blast, suspected of being triggered by X", "a mine believed to have been laid by X": who is meant."""
        below = [*children(verb, "xcomp"), *(t for p in children(verb, "prep") for t in children(p, "pcomp"))]
        done = next((t for t in below if t.tag_ == "VBN" and agents(t)), None)
        if done is None or any(children(verb, "neg", "dobj")):
            return
        deed = next((t for t in subjects(verb) if self._is_deed(t) or lemma(t) in self._lexicon.weapons), None)
        if deed is not None and not self._is_attack(done):
            yield from (Suspicion(t, deed, []) for t in agents(done))

    @staticmethod
    def _supposed(be: Token) -> Iterator[Suspicion]:
        """ "We believe that it was an X cell": of armed groups, that one did it."""
        things = [*children(be, "nsubj")]
        if [t.lower_ for t in things] in (["it"], ["this"], ["that"]) and not any(children(be, "neg")):
            yield from (Suspicion(t, None, subjects(be.head), pointed=True) for t in children(be, "attr"))

    @staticmethod
    def _body(member: Token) -> list[Token]:
        """ "Members of X", "X members"."""
        return [*after(member, ("of", "from")), *children(member, "compound")]

    def _is_attack(self, verb: Token) -> bool:
        return any(w in self._lexicon.verbs for w in trigger_lemmas(verb))

    def _is_deed(self, token: Token) -> bool:
        return lemma(token) in self._lexicon.nouns
