"""What is said: the stretches of a sentence that a verb, a noun or "according to" gives as somebody's words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from kg.extract.text.syntax import children, lemma, subjects
from kg.knowledge.lexicon import Lexicon

_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_QUOTES = frozenset("\"”“»«'’‘")
_AROUND_TAG = ("prep", "npadvmod", "advmod", "punct")  # "..., he said on Monday.", "..., she said here"
_SPEAKER = ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM")
_LONGEST_NAME = 16  # tokens between the comma and the verb of "..., the head of the X said"
_CONTRAST = ("but", "while", "yet", "although", "though")
_MEDIA = ("in", "on", "via", "through", "during", "at")  # "said in a statement that", "on Twitter that"

Stretch = tuple[int, int]
"""The first token and the one after the last."""


class Tag(NamedTuple):
    """ "..., the head of the X said": who says what stands before."""

    speaker: Token
    said: Stretch


class Contents:
    """Finds what verbs give as somebody's words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._verbs = lexicon.telling | lexicon.words("attribution", "citing")
        self._blame = lexicon.attribution["blame"]
        self._claims = lexicon.words("attribution", "responsibility", "verbs")
        self._credit = lexicon.words("attribution", "responsibility", "nouns")
        self._displaying = lexicon.words("attribution", "displaying")
        self._papers = frozenset(
            w
            for name in ("documents", "impersonal", "accounts", "displays")
            for w in lexicon.words("attribution", name)
        )
        self._addressing = lexicon.words("attribution", "addressing")
        self._judged = lexicon.words("attribution", "accountable") | lexicon.words(
            "attribution", "verdicts", "adjectives"
        )
        self._events = frozenset(lexicon.nouns)

    def of(self, verb: Token) -> Iterator[Stretch]:
        """A clause, a quoted noun phrase, what something is called, and what came of it ("..., he said, killing")."""
        # Whoever claims or denies an attack tells nothing of where it was.
        claimed = lemma(verb) in self._claims and any(self._is_claimed(t) for t in children(verb, "dobj"))
        if not claimed:
            told = ("ccomp", "xcomp", "parataxis", "oprd", *(() if self._addresses(verb) else ("dobj",)))
            said = (t for t in children(verb, *told) if not _is_set_off(t, verb))
            yield from map(_accused if lemma(verb) in self._blame else phrase, said)
        for prep in children(verb, "prep"):
            if prep.lower_ in ("as", "of", "for", "about", "against", "to") and (
                prep.lower_ == "as" or lemma(verb) in self._blame or (prep.lower_ == "to" and lemma(verb) == "allude")
            ):
                yield from map(phrase, children(prep, "pobj", "pcomp"))
            elif prep.lower_ == "without" or prep.lower_ in _MEDIA:
                # The parser hangs the clause on the noun: "claimed without evidence that", "said in a statement that".
                yield from (phrase(clause) for noun in children(prep, "pobj") for clause in that_clauses(noun))
        own = any(children(verb, "ccomp", "xcomp")) or (not self._addresses(verb) and any(children(verb, "dobj")))
        if verb.dep_ == "parataxis" and (not own or _is_thrown_in(verb)):
            yield from self._around(verb)
        elif verb.dep_ == "conj" and not claimed and _is_tagged_on(verb):
            yield verb.head.left_edge.i, verb.left_edge.i
        elif any(c.i < verb.i for c in children(verb, "ccomp")):
            yield from self.result(verb)

    def _addresses(self, verb: Token) -> bool:
        """Whether a verb's object is no more than whom it speaks to, or what it does: "found the bodies"."""
        if lemma(verb) in self._displaying:  # "the footage showed an attack", but "the minister showed no remorse"
            return not any(lemma(t) in self._papers for t in subjects(verb))
        return lemma(verb) in self._addressing and not any(t.lower_ in self._judged for t in verb.subtree)

    def result(self, verb: Token) -> Iterator[Stretch]:
        """ "..., the army said, killing nine": what came of the deed goes on with what is said of it."""
        for clause in children(verb, "advcl"):
            bare = not any(children(clause, "mark", "nsubj", "aux", "auxpass"))
            if clause.tag_ == "VBG" and clause.i > verb.i and bare and lemma(clause) not in self._verbs:
                yield phrase(clause)

    def _around(self, verb: Token) -> Iterator[Stretch]:
        """What stands before or after a clause that is thrown in: "A bomb went off, police said, and ..."."""
        head = verb.head
        if head.left_edge.i < verb.left_edge.i:
            yield head.left_edge.i, verb.left_edge.i
            if verb.i < head.i:  # "an ambush in which, IT SAID, it had killed nine"
                yield verb.right_edge.i + 1, head.right_edge.i + 1
            yield from self.result(verb)
        else:
            yield verb.right_edge.i + 1, head.right_edge.i + 1

    def _is_claimed(self, noun: Token) -> bool:
        return lemma(noun) in self._events or lemma(noun) in self._credit


def phrase(head: Token) -> Stretch:
    """A word with all that hangs on it."""
    return head.left_edge.i, head.right_edge.i + 1


def _accused(head: Token) -> Stretch:
    """Whom or what somebody blames, without what the article itself says of him after a comma: ", which is ..."."""
    asides = (c.left_edge.i for c in children(head, "relcl") if c.left_edge.i > head.i)
    end = next((at for at in asides if head.doc[at - 1].text == ","), None)
    return (head.left_edge.i, end) if end is not None else phrase(head)


def that_clauses(noun: Token) -> Iterator[Token]:
    """Clauses that tell what a noun says: "a statement THAT ten had died"."""
    for clause in children(noun, "acl", "ccomp", "relcl"):
        if any(m.lower_ == "that" for m in children(clause, "mark")):
            yield clause


def according(preposition: Token) -> Stretch:
    """What "according to X" covers: its clause, and those that the clause goes on from ("hit X and killed two")."""
    at, before = preposition.head, preposition.nbor(-1).text if preposition.i else ""
    while at.dep_ != "ROOT":
        head = at.head
        noun = at.pos_ in _NOMINAL and at.dep_ not in ("appos", "conj")
        follows = at.dep_ == "conj" and at.pos_ in ("VERB", "AUX") and head.pos_ in ("VERB", "AUX")
        contrast = any(c.lower_ in _CONTRAST for c in (*children(head, "cc"), *children(at, "mark")))
        result = at.dep_ == "advcl" and at.tag_ == "VBG" and before == "," and not any(children(at, "mark"))
        through = at.dep_ in ("prep", "agent", "pcomp") and head.pos_ in (*_NOMINAL, "VERB", "AUX")
        if not (noun or through or result or (follows and not contrast)):
            break
        at = head
    return phrase(at)


def tag_of(verb: Token) -> Tag | None:
    """Who is named right before a verb that ends a sentence, where the parser lost him in what is said.

    "The raid killed nine people, including four children, the X Observatory said on Monday": the words between the last
    comma and the verb name the speaker, if the verb has nothing of its own to say.
    """
    if verb.tag_ not in _FINITE or verb.i == verb.sent.start:
        return None
    if verb.dep_ == "relcl" and any(t.pos_ == "PRON" for t in children(verb, "nsubj")):
        return None  # "..., a charge he denies"
    heard = ("dobj", "dative") if lemma(verb) == "tell" else ()  # "..., the mayor told reporters"
    if any(c.i > verb.i and c.dep_ not in (*_AROUND_TAG, *heard) for c in verb.children):
        return None
    doc, stop = verb.doc, verb.i
    if doc[stop - 1].text == "," and verb.dep_ == "conj" and not any(children(verb, "nsubj", "nsubjpass")):
        stop -= 1  # "..., the governor of the state, X, told reporters"
    start = stop - 1
    while start > verb.sent.start and stop - start < _LONGEST_NAME and doc[start].text != ",":
        start -= 1
    name = doc[start + 1 : stop]
    if doc[start].text != "," or not len(name):
        return None
    while len(name) > 1 and name[0].text in _QUOTES:
        name = name[1:]
    heads = [t for t in name if t.head.i < name.start or t.head.i >= name.end]
    own = name[0].pos_ in _SPEAKER and name[0].dep_ not in ("mark", "nsubjpass") and name[0].tag_ not in ("WDT", "WP")
    if not own or any(t.tag_ in _FINITE or t.is_punct for t in name) or not heads or start <= verb.sent.start + 1:
        return None
    role = heads[0].head.left_edge.i - 1 if heads[0].dep_ == "appos" else start  # "..., a spokesman, X said"
    end = role if verb.sent.start < role < start and doc[role].text == "," else start
    return Tag(heads[0], (verb.sent.start, end)) if heads[0].pos_ in _NOMINAL else None


def _is_set_off(clause: Token, verb: Token) -> bool:
    """ "X said A; Y said B": A is not Y's."""
    return clause.i < verb.i and any(t.text == ";" for t in verb.doc[clause.i : verb.i])


def _is_thrown_in(verb: Token) -> bool:
    """Whether it stands between commas before the verb of what is said: "Shells, the UN SAID, killed nine"."""
    following: str = verb.nbor(1).text if verb.i < verb.head.i else ""
    return following == ","


def _is_tagged_on(verb: Token) -> bool:
    """Whether it says who said what stands before, without an "and" ("Four were hurt, the governor wrote")."""
    alone = not any(children(verb, "ccomp", "xcomp", "dobj")) and verb.doc[verb.left_edge.i - 1].text == ","
    return alone and any(children(verb, "nsubj")) and not any(children(verb.head, "cc"))
