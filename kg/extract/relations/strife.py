"""Nouns of help and of war with their parties: "X's support for Y", "with backing from Y", "X's war against Y"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.text.syntax import after, agents, children, is_passive, lemma, possessors, subjects, verb_lemma
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon

Tie = tuple[Token, str, Token]
"""The token whose bearer is tied, the property, the token of the other side."""


class Strife:
    """Finds who helps and who fights whom by a noun."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._help = lexicon.words("relations", "backedBy", "help")
        self._alongside = self._help | lexicon.words("relations", "backedBy", "alongside")
        self._goods = lexicon.words("relations", "backedBy", "goods") | self._help
        self._giving = lexicon.words("relations", "backedBy", "giving")
        self._supplying = lexicon.words("relations", "backedBy", "supplying")
        self._receiving = lexicon.words("relations", "backedBy", "receiving")
        self._against = lexicon.words("relations", "opposes", "against")
        self._wars = lexicon.words("relations", "opposes", "wars")
        self._waging = lexicon.words("relations", "opposes", "waging")
        self._engaged = lexicon.words("relations", "opposes", "engaged")
        self._between = lexicon.words("relations", "opposes", "between")

    def at(self, noun: Token) -> Iterator[Tie]:
        """Ties that hang on one noun."""
        word = lemma(noun)
        if word in self._alongside:
            yield from self._helped(noun)
        if word in self._help:
            yield from self._given(noun)
            if noun.head.lower_ == "in" and noun.dep_ == "pobj":  # "X fights in support of Y"
                yield from ((noun.head.head, "~backedBy", helped) for helped in after(noun, ("of",)))
        if word == "side" and noun.dep_ == "pobj" and noun.head.lower_ == "on":
            yield from ((noun.head.head, "alignedWith", other) for other in (*after(noun, ("of",)), *possessors(noun)))
        if word in self._goods and noun.dep_ == "dobj" and lemma(noun.head) in self._receiving:
            givers = after(noun.head, ("from",)) or after(noun, ("from",)) or _owners(noun)  # "enjoys Xland's support"
            yield from ((noun.head, "backedBy", giver) for giver in givers)
        supplied = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "with" else noun
        if word in self._goods and supplied.pos_ == "VERB" and lemma(supplied) in self._supplying:
            yield from ((supplied, "~backedBy", taker) for taker in children(supplied, "dobj"))
        if word in self._against:
            yield from self._fought(noun)

    def between(self, word: Token) -> Iterator[Tie]:
        """ "Clashes between X and Y", "fighting between X and Y", which the parser may take for a verb."""
        if lemma(word) in self._between or word.lower_ in self._between:
            sides = after(word, ("between",))
            yield from ((sides[0], "opposes", other) for other in sides[1:2])

    @staticmethod
    def _helped(noun: Token) -> Iterator[Tie]:
        """ "X rules with military backing from Y", "X, with the support of Y, ..."."""
        preposition = noun.head
        while preposition.dep_ in ("conj", "pobj") and preposition.pos_ != "ADP":
            preposition = preposition.head
        if preposition.lower_ != "with" or preposition.dep_ != "prep":
            return
        about = preposition.head
        if about.dep_ == "dobj":
            about = about.head  # "runs its affairs with backing from Y"
        helpers = [*after(noun, ("of", "from")), *possessors(noun)] or after(about, ("from",))
        doers = agents(about) if about.pos_ == "VERB" and is_passive(about) else []  # "was carried out by X with ..."
        yield from ((doer, "backedBy", other) for doer in doers or [about] for other in helpers)

    def _given(self, noun: Token) -> Iterator[Tie]:
        """ "X's support for Y", "X provides support to Y"."""
        verb = noun.head if noun.dep_ == "dobj" and lemma(noun.head) in self._giving else None
        takers = after(noun, ("for", "to")) or (after(verb, ("to",)) if verb is not None else [])
        givers = [*_owners(noun), *(_giving(verb) if verb is not None else [])]
        yield from ((taker, "backedBy", giver) for taker in takers for giver in givers)

    def _fought(self, noun: Token) -> Iterator[Tie]:
        """ "X's war against Y", "the X-led campaign against Y", "X waged a war on Y", "X is at war with Y"."""
        with_ = ("against", "with") if lemma(noun) in self._wars else ("against",)
        verb = noun.head
        waged = noun.dep_ == "dobj" and (lemma(verb) in self._waging or verb_lemma(verb) in self._waging)
        enemies = after(noun, with_) or (after(verb, ("against",)) if waged else [])
        if not enemies:
            return
        fighters = [*_owners(noun), *after(noun, ("by",)), *(subjects(verb) if waged else ())]
        if noun.dep_ == "pobj" and verb.lower_ in ("in", "at") and lemma(verb.head) in self._engaged:
            fighters += subjects(verb.head)
        else:
            fighters += self._taking_part(noun)
        yield from ((fighter, "opposes", enemy) for enemy in enemies for fighter in fighters)

    def campaigning(self, verb: Token) -> list[Token]:
        """Who fights in "X's campaign TO DEFEAT them", "X struck as part of the campaign to DEFEAT them"."""
        first = verb.head if verb.dep_ == "conj" else verb
        noun = first.head
        if first.dep_ != "acl" or first.tag_ != "VB" or lemma(noun) not in self._against:
            return []
        waged = noun.dep_ == "dobj" and lemma(noun.head) in self._waging  # "X is leading the campaign to defeat Y"
        return [*_owners(noun), *self._taking_part(noun), *(subjects(noun.head) if waged else ())]

    @staticmethod
    def _taking_part(noun: Token) -> list[Token]:
        """Whose deed it is that is told of "as part of the campaign against X"."""
        part = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
        if part is None or lemma(part) != "part" or part.dep_ != "pobj" or part.head.lower_ != "as":
            return []
        deed = part.head.head
        if deed.pos_ != "VERB":
            return []
        return agents(deed) if is_passive(deed) else subjects(deed)


def _giving(verb: Token) -> list[Token]:
    """Who gives; of "X is armed by Y, which pays and GIVES Z shelter", Y, where the parser sees X do the second."""
    other = verb.head
    if verb.dep_ == "conj" and is_passive(other) and not is_passive(verb):
        inner = [t.head for t in verb.doc[other.i : verb.i] if t.dep_ == "relcl" and t.tag_ == verb.tag_]
        return inner[-1:] or subjects(verb)
    return subjects(verb)


def _owners(noun: Token) -> list[Token]:
    """Possessors, modifiers, and who leads: "X's war", "the X war", "the X-led war"."""
    led = [t for m in children(noun, "amod") if m.lower_ == "led" for t in children(m, "npadvmod", "compound", "nmod")]
    names = [t for t in children(noun, "amod", "compound", "nmod") if t.dep_ != "amod" or t.text[:1].isupper()]
    return [*possessors(noun), *names, *led]  # not "a long-running insurgency"
