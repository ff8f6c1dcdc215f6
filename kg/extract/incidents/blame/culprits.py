"""Whom verdicts and descriptions make the culprit: "convicted of the bombing", "the group behind the bombing"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from kg.extract.incidents.deeds import last_told
from kg.extract.text.syntax import after, agents, children, conjuncts, is_passive, lemma, objects, subjects
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon
from kg.model import Factuality

_OF = ("of", "behind", "in", "for")
_FARTHEST = 4  # nouns between a verdict and its deed ("to life in prison for his part in the bombing")


class Culprit(NamedTuple):
    """Somebody whom a verdict or a description makes the culprit.

    Attributes:
        at: the head of the words for him.
        word: the verb or noun that says so.
        deed: the noun for what he did, None where only the context tells.
        sources: who says so.
        factuality: how surely, by the word.
    """

    at: Token
    word: Token
    deed: Token | None
    sources: list[Token]
    factuality: Factuality = "Asserted"


class Culprits:
    """Finds those that hang on a word."""

    def __init__(self, lexicon: Lexicon, is_deed: Callable[[Token], bool], noun_of: Callable[[Token], str]) -> None:
        self._means_deed, self._noun_of = is_deed, noun_of
        self._verdicts = lexicon.words("attribution", "verdicts", "verbs")
        self._guilty = lexicon.words("attribution", "verdicts", "adjectives")
        self._about = lexicon.words("attribution", "verdicts", "about")
        self._authorship = lexicon.words("attribution", "involvement", "authorship")
        self._authors = lexicon.words("attribution", "involvement", "authors")
        self._parts = lexicon.words("attribution", "involvement", "nouns")
        self._perpetrators = lexicon.words("attribution", "involvement", "perpetrators")
        self._suspects = lexicon.words("attribution", "involvement", "suspects")
        self._proceedings = lexicon.words("attribution", "proceedings", "nouns")
        self._standing = lexicon.words("attribution", "proceedings", "verbs")
        self._nominals = lexicon.nominals
        self._hedges = lexicon.words("attribution", "hedges")
        self._identifiers = lexicon.words("events", "identifiers")
        self._naming = lexicon.words("attribution", "involvement", "naming")

    def of(self, word: Token) -> Iterator[Culprit]:
        """Whom a word makes the culprit; nobody, for most words."""
        if word.pos_ in ("VERB", "AUX"):
            yield from self._unmasked(word)
            if lemma(word) in self._standing:
                yield from self._tried(word)
        if word.pos_ == "VERB" and lemma(word) in self._verdicts:
            yield from self._judged(word, word)
        elif word.lower_ in self._guilty and not _is_not(word):
            verb = next((t for t in word.ancestors if t.pos_ in ("VERB", "AUX")), None)
            yield from self._judged(verb, word) if verb is not None else ()
        elif word.pos_ in ("NOUN", "PROPN"):
            yield from self._described(word)
            yield from self._called(word)
            yield from self._suspected(word)
            if lemma(word) in self._authorship:
                yield from self._noted(word)

    def _is_deed(self, word: Token) -> bool:
        """Whether a word stands for an attack: a charge that somebody faces is no explosive."""
        return lemma(word) not in self._proceedings and self._means_deed(word)

    def _unmasked(self, verb: Token) -> Iterator[Culprit]:
        """ "The attacker was a member of X", "the bomber was identified as Y"."""
        named = lemma(verb) in self._identifiers and is_passive(verb)
        if lemma(verb) in self._identifiers and not named:  # "named the bomber as X"
            if any(lemma(t) in self._perpetrators for t in objects(verb)):
                sources = subjects(verb)
                names = [*after(verb, ("as",)), *children(verb, "oprd")]
                yield from (Culprit(name, verb, None, sources) for name in names)
            return
        if not any(self._noun_of(t) in self._perpetrators for t in subjects(verb)):
            return
        if lemma(verb) == "belong":
            yield from (Culprit(group, verb, None, []) for group in after(verb, ("to",)))
        elif named or lemma(verb) == "be":
            for who in after(verb, ("as",)) if named else children(verb, "attr"):
                groups = [t for t in after(who, ("of", "from")) if lemma(who) == "member"]
                yield from (Culprit(culprit, verb, None, []) for culprit in groups or [who])

    def _judged(self, verb: Token, verdict: Token) -> Iterator[Culprit]:
        """ "X was found guilty of the murder", "a court sentenced X to life for his part in the bombing"."""
        deed = next(self._deeds(verb, verdict), None)
        passive = is_passive(verb) or not objects(verb)
        people = [*children(verdict, "nsubj")]  # "found X guilty"
        if not people or verdict == verb:
            people = subjects(verb) if passive else objects(verb)
        for person in people if deed is not None else ():
            found = person.head == verdict and verdict != verb
            if found or not passive or person.i < verb.i:
                yield Culprit(person, verb, deed, subjects(verb) if found or not passive else agents(verb))

    def _tried(self, verb: Token) -> Iterator[Culprit]:
        """ "X is on trial for the murder", "X faces charges over the bombing"."""
        for case in (t for t in (*objects(verb), *after(verb, ("on",))) if lemma(t) in self._proceedings):
            charges = [t for word in (case, verb) for t in after(word, self._about)]
            charges += [t for charge in charges for t in after(charge, self._about)]
            deed = next((t for t in charges if self._is_deed(t)), None)
            for person in subjects(verb) if deed is not None else ():
                yield Culprit(person, verb, deed, [], "Hedged")

    def _deeds(self, verb: Token, verdict: Token) -> Iterator[Token]:
        """What a verdict is about, wherever the parser hung it among the years and prisons."""
        at = [verdict, *([verb] if verdict != verb else [])]
        for _ in range(_FARTHEST):
            yield from (t for each in at for t in self._doing(each) if self._is_deed(t))
            for noun in [t for each in at for t in after(each, self._about)]:
                if self._is_deed(noun):
                    yield noun
                elif lemma(noun) in self._parts:
                    yield from (t for t in after(noun, ("in",)) if self._is_deed(t))
            at = [t for each in at for p in children(each, "prep", "dobj", "dative") for t in _below(p) if _is_term(t)]

    def _doing(self, word: Token) -> Iterator[Token]:
        """ "Of killing X"."""
        for preposition in children(word, "prep"):
            if preposition.lower_ in self._about:
                yield from (t for t in children(preposition, "pcomp") if not _is_not(t))

    @staticmethod
    def _noted(work: Token) -> Iterator[Culprit]:
        """ "Police: the work of X", as notes have it."""
        start = work.left_edge.i
        deed = last_told(work)
        if deed is not None and start > work.sent.start and work.doc[start - 1].text == ":":
            sources = [work.head] if work.dep_ == "appos" else []
            yield from (Culprit(t, work, deed, sources) for t in after(work, ("of",)))

    def _described(self, noun: Token) -> Iterator[Culprit]:
        """ "X, the mastermind of the attack", "named X as its architect", "the group behind the bombings"."""
        author = lemma(noun) in self._authors
        deed = next((t for t in after(noun, _OF if author else ("behind",)) if self._is_deed(t)), None)
        if deed is None:
            return
        if author and noun.dep_ == "attr":
            yield from (Culprit(t, noun.head, deed, []) for t in subjects(noun.head))
        elif author and noun.dep_ == "pobj" and noun.head.lower_ == "as" and lemma(noun.head.head) in self._naming:
            verb = noun.head.head
            people = subjects(verb) if is_passive(verb) else objects(verb)
            sources = agents(verb) if is_passive(verb) else subjects(verb)
            yield from (Culprit(t, verb, deed, sources) for t in people)
        else:
            yield Culprit(noun, noun, deed, [])

    def _suspected(self, part: Token) -> Iterator[Culprit]:
        """ "The possible involvement of X in the bombing", "X's suspected role in the raid"."""
        if lemma(part) not in self._parts or not any(t.lower_ in self._hedges for t in part.lefts):
            return
        deed = next((t for t in after(part, ("in",)) if self._is_deed(t)), None)
        for culprit in (*after(part, ("of", "by")), *children(part, "poss")) if deed is not None else ():
            yield Culprit(culprit, part, deed, [], "Hedged")

    def _called(self, noun: Token) -> Iterator[Culprit]:
        """ "The alleged bomber, X", "suspected gunman Y", "X, a suspect in the bombing": whose deed is told of."""
        suspect = lemma(noun) in self._suspects
        if not suspect and lemma(noun) not in self._perpetrators:
            return
        deed = next((t for t in after(noun, _OF) if self._is_deed(t)), None)
        if deed is None and (suspect or any(children(noun, "poss", "prep"))):
            return  # of somebody else's death
        if any(self._is_person(t) for t in noun.ancestors if t.i < noun.i and t.sent == noun.sent):
            return  # "the widow of the bomber, X"
        names = [t for a in children(noun, "appos") for c in conjuncts(a) for t in (c, *children(c, "appos"))]
        if noun.dep_ in ("compound", "appos", "nmod"):
            names.append(noun.head)
        doubted = suspect or any(t.lower_ in self._hedges for t in noun.lefts)
        for name in (t for t in names if t.pos_ == "PROPN" and t.ent_type_ == "PERSON"):
            yield Culprit(name, noun, deed, [], "Hedged" if doubted else "Asserted")

    def _is_person(self, word: Token) -> bool:
        return word.pos_ == "NOUN" and self._nominals.get(lemma(word)) == "Person"


def _is_not(word: Token) -> bool:
    """ "Not guilty"."""
    return any(t.dep_ == "neg" for t in word.children) or (word.i > 0 and word.nbor(-1).dep_ == "neg")


def _below(word: Token) -> Iterator[Token]:
    """A noun, or what follows a preposition."""
    yield from children(word, "pobj") if word.dep_ == "prep" else (word,)


def _is_term(noun: Token) -> bool:
    """Whether a noun tells what somebody was sentenced to, and no deed or body: "to life", "20 years", "in prison"."""
    return noun.pos_ in ("NOUN", "NUM") and noun.ent_type_ not in ("ORG", "PERSON", "GPE")


def first(tokens: list[Token]) -> Token | None:
    """The first of some tokens, if there is one."""
    return tokens[0] if tokens else None
