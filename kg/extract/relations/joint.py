"""Allies by what they do together: "X and Y jointly fight Z", "X raided it in coordination with Y"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kg.extract.relations.strife import Tie
from kg.extract.text.syntax import after, agents, children, conjuncts, is_passive, lemma, subjects, verb_lemma
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon

_VERBS = ("VERB", "AUX")


class Joint:
    """Finds who does deeds of war side by side; who says or wants the same as another is no ally of his."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._deeds = lexicon.words("relations", "alignedWith", "joint", "deeds")
        self._manner = lexicon.words("relations", "alignedWith", "joint", "manner")
        self._concert = lexicon.words("relations", "alignedWith", "joint", "concert")
        self._resolve = lexicon.words("relations", "alignedWith", "joint", "resolve")
        self._enmity = lexicon.words("relations", "opposes", "verbs")

    def at(self, token: Token) -> Iterator[Tie]:
        """Ties that hang on one token."""
        if token.lower_ in self._manner and token.dep_ == "advmod":
            yield from self._in_manner(token)
        elif token.lower_ in self._concert and token.head.lower_ == "in":
            above = token.head.head
            deed = above.head if above.dep_ == "dobj" else above  # "conducted the raid in coordination with Y"
            doers = _doers(deed) if self._is_deed(deed) else []
            yield from ((doer, "alignedWith", other) for doer in doers for other in after(token, ("with",)))
        elif token.lower_ in self._resolve and self._is_against(token):
            beside = [token.head] if token.pos_ == "ADJ" else [token, *children(token, "auxpass")]  # as it was parsed
            yield from _pairs(_listed(token, next(filter(None, map(subjects, beside)), [])))

    def _in_manner(self, adverb: Token) -> Iterator[Tie]:
        """ "X attacked it together with Y", "X, together with Y, attacked it", "X and Y jointly attacked it"."""
        if adverb.head.lower_ == "with" and adverb.head.dep_ == "prep":  # hung on the subject
            doer = adverb.head.head
            deed = doer if doer.pos_ in _VERBS else doer.head
            doers = _doers(deed)[:1] if doer == deed else [doer]
            others = [t for o in children(adverb.head, "pobj") for t in conjuncts(o)]
        else:
            deed, doers = adverb.head, _doers(adverb.head)
            others = after(adverb, ("with",)) or after(deed, ("with",))
        if not self._is_deed(deed):
            return
        yield from ((doer, "alignedWith", other) for doer in doers for other in others)
        if not others:
            yield from _pairs(doers)

    def _is_deed(self, verb: Token) -> bool:
        return verb.pos_ in _VERBS and (lemma(verb) in self._deeds or verb_lemma(verb) in self._deeds)

    def _is_against(self, resolved: Token) -> bool:
        """ "Committed TO DEFEATING them", "determined TO FIGHT them"."""
        aims = [*children(resolved, "xcomp"), *(v for p in children(resolved, "prep") for v in children(p, "pcomp"))]
        fights = [aim for aim in aims if verb_lemma(aim) in self._enmity]
        return bool(fights) and not any(t.lower_ == "other" for aim in fights for t in aim.subtree)  # "each other"


def _doers(verb: Token) -> list[Token]:
    """Who did it, in active and passive."""
    return agents(verb) if is_passive(verb) else subjects(verb)


def _listed(verb: Token, doers: list[Token]) -> list[Token]:
    """ "X, the Y and the Z are ...": all three, where the parser takes the second for another name of the first."""
    plural = any(t.tag_ == "VBP" for t in (verb, verb.head, *children(verb, "aux", "auxpass")))
    if len(doers) != 1 or not plural:
        return doers
    return [*doers, *(t for a in children(doers[0], "appos") if any(children(a, "conj")) for t in conjuncts(a))]


def _pairs(doers: list[Token]) -> Iterator[Tie]:
    """Each with each of those who did it."""
    yield from ((one, "alignedWith", other) for one, other in combinations(doers, 2))
