"""The dead who are told of without a word for dying: bodies counted, men lost, names on a list."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.text.numbers import count_of
from kg.extract.text.syntax import after, children, lemma, subjects
from kg.knowledge.lexicon import Lexicon

_OTHERS = ("more", "another", "other", "further", "additional")
_NEAR = ("grave", "cemetery")  # who is dug up there died at another time
_CLAUSES = ("relcl", "acl", "amod")


class Losses:
    """Finds who is counted so."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._bodies = lexicon.words("events", "bodies")
        self._finders = lexicon.words("events", "body_verbs")
        self._losers = lexicon.words("events", "life_losers")
        self._lists = lexicon.words("events", "name_words")
        self._forces = lexicon.words("events", "ranks") | lexicon.words("events", "lost_people")

    def of(self, token: Token) -> Token | None:
        """The noun or numeral whose count is one of dead people; None for most words."""
        if token.pos_ == "NOUN" and lemma(token) in self._bodies:
            return self._found(token)
        if token.pos_ == "NOUN" and lemma(token) in self._lists:
            return self._listed(token)
        if token.pos_ == "VERB" and lemma(token) in self._losers:
            return self._lost(token)
        return None

    def _found(self, body: Token) -> Token | None:
        """ "Counted eighteen BODIES", "the bodies of 29 CHILDREN were brought in"; "two more" only add to a toll."""
        verb = body.head if body.dep_ in ("dobj", "nsubjpass", "nsubj") else None
        if verb is None or lemma(verb) not in self._finders or any(lemma(t) in _NEAR for t in verb.subtree):
            return None
        counted = next((t for t in (body, *after(body, ("of",))) if count_of(t) is not None), None)
        return None if counted is None or _is_addition(counted) else counted

    def _listed(self, name: Token) -> Token | None:
        """ "A list with 119 NAMES of people who died"."""
        if count_of(name) is None:
            return None
        people = after(name, ("of",))
        dead = any(self._is_killed(t) or any(map(self._is_killed, children(t, *_CLAUSES))) for t in people)
        return name if dead else None

    def _is_killed(self, word: Token) -> bool:
        trigger = self._lexicon.verbs.get(lemma(word))
        killed = trigger is not None and trigger.harm == "killed"
        return killed or word.lower_ in self._lexicon.words("events", "killed_words")

    def _lost(self, verb: Token) -> Token | None:
        """ "The army lost 49 MEN", "lost SEVEN of their own": whoever fights, and no cup or seat."""
        if not subjects(verb):
            return None
        for lost in children(verb, "dobj"):
            own = lost.pos_ == "NUM" and any(
                t.lower_ == "own" or lemma(t) in self._forces for t in after(lost, ("of",))
            )
            if count_of(lost) is not None and (own or lemma(lost) in self._forces):
                return lost
        return None


def _is_addition(noun: Token) -> bool:
    """ "Two MORE bodies", "another body"."""
    return any(t.lower_ in _OTHERS for left in noun.lefts for t in (left, *left.children))
