"""For whom somebody acts or speaks: the body that a person's spokesman or leader is said to be of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.drafts import EntityDraft
from kg.extract.participants import Fillers
from kg.extract.text.syntax import after, children, lemma, possessors
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon

_LED = ("ArmedGroup", "Organization")
_SPOKEN_FOR = ("ArmedGroup", "Organization", "MilitaryForce", "Coalition")
_COMMANDED = ("ArmedGroup", "MilitaryForce")
_BEFORE = ("compound", "amod", "nmod")
_CLAUSES = ("relcl", "acl")


class Principal(NamedTuple):
    """Whom somebody stands for, where the text says so, and whether he leads it or only speaks for it."""

    body: EntityDraft
    at: Token
    leads: bool


class Principals:
    """Finds whom the people of one document stand for."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        self._fillers = fillers
        self._deputies = lexicon.words("attribution", "deputies") | lexicon.words(
            "relations", "positions", "spokespersonFor"
        )
        self._leaders = lexicon.words("relations", "positions", "leads")
        self._leading = lexicon.words("relations", "leading")
        self._speaking = lexicon.words("attribution", "speaking_for")
        self._former = lexicon.words("relations", "former")

    def of(self, person: EntityDraft) -> Principal | None:
        """The first body that a person is said to speak for or to lead; None for anybody else."""
        if person.cls != "Person":
            return None
        found = (p for m in person.mentions for word in self._words(m.head) for p in self._bodies(word))
        return next(found, None) or next((p for m in person.mentions for p in self._leads(m.head)), None)

    def _leads(self, person: Token) -> Iterator[Principal]:
        """ "X led the militia", "X, who commanded a brigade of Y"."""
        clauses = [*children(person, "relcl"), *([person.head] if person.dep_ == "nsubj" else [])]
        for verb in (c for c in clauses if lemma(c) in self._leading and not any(children(c, "neg"))):
            for led in children(verb, "dobj"):
                for token in (led, *after(led, ("of",))):
                    body = self._fillers.entity(token, make=False)
                    if body is not None and body.cls in _COMMANDED and (body.names or body.actor):
                        yield Principal(body, token, leads=True)

    def _words(self, head: Token) -> Iterator[Token]:
        """The words that may say what somebody is: "the spokesman of X", "X leader Y", "Y, a spokesman for X"."""
        yield head
        yield from children(head, *_BEFORE, "appos")
        if head.dep_ == "appos":
            yield head.head
        for clause in children(head, *_CLAUSES):  # "a man who says he speaks for X", "claiming to be its spokesman"
            yield from (t for t in clause.subtree if lemma(t) in self._deputies | self._speaking)

    def _bodies(self, word: Token) -> Iterator[Principal]:
        leads = lemma(word) in self._leaders
        if any(t.lower_ in self._former for t in word.lefts):
            return
        if word.pos_ == "VERB" and lemma(word) in self._speaking:
            beside = after(word, ("for",))
        elif leads or lemma(word) in self._deputies:
            beside = [*after(word, ("for", "of")), *possessors(word), *children(word, *_BEFORE)]
        else:
            return
        for token in beside:
            body = self._fillers.entity(token, make=False)
            known = body is not None and (body.names or body.actor)
            if body is not None and known and body.cls in (_LED if leads else _SPOKEN_FOR):
                yield Principal(body, token, leads)
