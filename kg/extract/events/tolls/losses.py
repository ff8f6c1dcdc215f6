"""The dead who are told of without a word for dying: bodies counted, men lost, names on a list."""

from __future__ import annotations

from typing import NamedTuple

from kg.extract.text.numbers import count_of
from kg.extract.text.syntax import after, children, lemma, subjects
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon

_OTHERS = ("more", "another", "other", "further", "additional")
_GRAVES = ("grave", "cemetery")  # who is dug up there died at another time
_CLAUSES = ("relcl", "acl", "amod")


class Lives(NamedTuple):
    """What counts lives that were taken or lost, and whose they were."""

    counted: list[Token]
    victims: list[Token]


class Losses:
    """Finds who is counted so."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._bodies = lexicon.words("events", "bodies")
        self._finders = lexicon.words("events", "body_verbs")
        self._losers = lexicon.words("events", "life_losers")
        self._takers = lexicon.words("events", "life_takers")
        self._lives = lexicon.words("events", "lives")
        self._lossy = lexicon.words("events", "loss_nouns")
        self._diggers = lexicon.words("events", "digging")
        self._wars = lexicon.words("events", "wars")
        self._memorials = lexicon.words("events", "memorials")
        self._bloodless = lexicon.words("events", "bloodless")
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

    def lives(self, life: Token) -> Lives | None:
        """ "Claimed the lives of two", "took 30 lives", "cost 12 SOLDIERS their lives", "with the loss of 16 lives"."""
        if lemma(life) not in self._lives or life.pos_ != "NOUN":
            return None
        verb = life.head
        whose = after(life, ("of",))
        if lemma(verb) in self._losers:
            lost = verb.dep_ != "acl" and life in (*subjects(verb),)
            people = [life] if lost else subjects(verb)
            return Lives(people, [] if lost else people)
        if lemma(verb) in self._takers:
            cost = list(children(verb, "dative"))
            return Lives([life, *whose, *cost], [*whose, *children(life, "poss"), *cost])
        if life.dep_ == "pobj" and verb.lower_ == "of" and lemma(verb.head) in self._lossy:
            return Lives([life], [])
        return None

    def _found(self, body: Token) -> Token | None:
        """ "Counted eighteen BODIES", "the bodies of 29 CHILDREN were brought in"; "two more" only add to a toll."""
        verb = body.head if body.dep_ in ("dobj", "nsubjpass", "nsubj") else None
        if verb is None or lemma(verb) not in self._finders:
            return None
        if lemma(verb) in self._diggers and any(lemma(t) in _GRAVES for t in verb.subtree):
            return None
        counted = next((t for t in (body, *after(body, ("of",))) if count_of(t) is not None), None)
        return None if counted is None or _is_addition(counted) else counted

    def _listed(self, name: Token) -> Token | None:
        """ "A list with 119 NAMES of people who died", "a stone there bears 121 NAMES"."""
        if count_of(name) is None:
            return None
        if name.dep_ == "dobj" and any(self._is_memorial(t) for t in subjects(name.head)):
            return name
        people = after(name, ("of",))
        dead = any(self._is_killed(t) or any(map(self._is_killed, children(t, *_CLAUSES))) for t in people)
        return name if dead else None

    def _is_memorial(self, noun: Token) -> bool:
        """ "A memorial stone there", none of a war."""
        return lemma(noun) in self._memorials and not any(lemma(t) in self._wars for t in noun.subtree)

    def _is_killed(self, word: Token) -> bool:
        trigger = self._lexicon.verbs.get(lemma(word))
        killed = trigger is not None and trigger.harm == "killed"
        return killed or word.lower_ in self._lexicon.words("events", "killed_words")

    def _lost(self, verb: Token) -> Token | None:
        """ "The army lost 49 MEN", "lost SEVEN of their own": whoever fights, and no cup or seat."""
        if not subjects(verb) or any(lemma(t) in self._bloodless for t in after(verb, ("to", "in", "from"))):
            return None
        for lost in children(verb, "dobj"):
            own = lost.pos_ == "NUM" and any(
                t.lower_ == "own" or lemma(t) in self._forces for t in after(lost, ("of",))
            )
            if count_of(lost) is not None and (own or lemma(lost) in self._forces):
                return lost
        return None


def _is_addition(noun: Token) -> bool:
    """ "Two MORE bodies", "another body"; "more than 20 bodies" are all of them."""
    words = (t for left in noun.lefts for t in (left, *left.children))
    return any(t.lower_ in _OTHERS and t.nbor(1).lower_ != "than" for t in words)
