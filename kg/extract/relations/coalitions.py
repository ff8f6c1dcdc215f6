"""What has organisations in it: "the alliance, which includes X", "X and Y formed Z", "Z, an alliance of X and Y"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from kg.extract.drafts import EntityDraft
from kg.extract.participants import Fillers
from kg.extract.relations.names import enumerated
from kg.extract.relations.subjects import bearers, set_off
from kg.extract.text.syntax import after, agents, children, is_passive, lemma, objects, subjects, verb_lemma
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

Part = tuple[EntityDraft, str, EntityDraft, Token, Token]
"""Part, property, whole, the token that says so, and a token of the part."""

JOINED = ("ArmedGroup", "Coalition", "Organization", "PoliticalParty")
_JOINING = ("ArmedGroup", "MilitaryForce", "PoliticalParty", "Organization")
_HIGHEST = 4  # steps up the tree from a name to "a coalition of groups called"


class Coalitions:
    """Reads who has joined what, and what consists of whom."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._containing = lexicon.words("relations", "partOf", "containing")
        self._forming = lexicon.words("relations", "partOf", "forming")
        self._coalitions = lexicon.words("relations", "partOf", "coalitions")
        self._alliances = lexicon.words("relations", "partOf", "alliances")
        self._including = lexicon.words("relations", "including")
        self._joining = lexicon.words("relations", "partOf", "joining")

    def at(self, token: Token, fillers: Fillers) -> Iterator[Part]:
        """What one token says."""
        if token.lower_ in self._including and token.head.pos_ in ("NOUN", "PROPN"):
            yield from self._includes(token, fillers)
        elif token.pos_ == "NOUN" and lemma(token) in self._alliances:
            yield from self._allied(token, fillers)
        elif token.pos_ == "VERB" and verb_lemma(token) in self._forming and not is_passive(token):
            yield from self._forms(token, fillers)
        elif token.pos_ == "VERB" and verb_lemma(token) in self._forming and agents(token):
            yield from self._formed_by(token, fillers)
        elif token.pos_ == "VERB" and (lemma(token) in self._containing or verb_lemma(token) in self._containing):
            yield from self._contains(token, fillers)
        elif token.pos_ == "VERB" and lemma(token) in self._joining:
            yield from self._joins(token, fillers)

    @staticmethod
    def _allied(noun: Token, fillers: Fillers) -> Iterator[Part]:
        """ "Z, an alliance of the X and the Y", "Z is a coalition of X and Y"."""
        first = next(iter(after(noun, ("of", "between"))), None)
        if first is None or noun.dep_ not in ("appos", "attr", "oprd"):
            return
        told = ((e, t) for e, t in bearers(noun, fillers) if e.names and is_a(e.cls, "Organization"))
        for whole, _ in islice(told, 1):
            yield from (part for part in _listed(whole, noun, first.left_edge.i, fillers) if part[0] is not whole)

    @staticmethod
    def _contains(verb: Token, fillers: Fillers) -> Iterator[Part]:
        """ "The alliance, which includes A, the B and C"."""
        whole = next((e for t in subjects(verb) if (e := fillers.entity(t, make=False)) is not None), None)
        inner = objects(verb) or after(verb, ("of",))
        if whole is None or not whole.names or not is_a(whole.cls, "Organization") or not inner:
            return
        yield from _listed(whole, verb, min(t.left_edge.i for t in inner), fillers)

    def _forms(self, verb: Token, fillers: Fillers) -> Iterator[Part]:
        """ "X, one of the four groups that make up Y", "X and Z formed Y"."""
        own = subjects(verb)
        number = own[0].head.head if own and own[0].dep_ == "pobj" else None
        if number is not None and number.lower_ == "one":
            parts = [*bearers(number, fillers)]
        else:
            parts = [(e, t) for t in own if len(own) > 1 and (e := fillers.entity(t, make=False)) is not None]
        for token in objects(verb):
            whole = fillers.entity(token, make=False)
            if whole is not None and whole.names and is_a(whole.cls, "Organization"):
                yield from ((part, "partOf", whole, verb, at) for part, at in parts if part.names)

    @staticmethod
    def _formed_by(verb: Token, fillers: Fillers) -> Iterator[Part]:
        """ "Z, formed by X and Y"."""
        parts = [(e, t) for t in agents(verb) if (e := fillers.entity(t, make=False)) is not None and e.names]
        before = set_off(verb)
        wholes = subjects(verb) or ([before] if before is not None else [verb.head])
        for token in wholes if len(parts) > 1 else ():
            whole = fillers.entity(token, make=False)
            if whole is not None and whole.names and is_a(whole.cls, "Organization"):
                yield from ((e, "partOf", whole, verb, t) for e, t in parts if is_a(e.cls, "Organization"))

    def _includes(self, including: Token, fillers: Fillers) -> Iterator[Part]:
        """ "A coalition known as X, including the Y and Z", "the X alliance, including Y"."""
        noun = including.head
        named = fillers.entity(noun, make=False)
        above = (t for t in (noun, *islice(noun.ancestors, _HIGHEST)) if t.i <= noun.i)
        if (named is None or named.cls != "Coalition") and not any(lemma(t) in self._coalitions for t in above):
            return
        inner = (e for t in after(noun, ("of",)) if (e := fillers.entity(t, make=False)) is not None)
        found = (e for e in (*(e for e, _ in bearers(noun, fillers)), *inner) if e.names)
        whole = next((e for e in found if is_a(e.cls, "Organization")), None)
        first = next(children(including, "pobj"), None)
        if whole is None or first is None:
            return
        yield from _listed(whole, including, first.left_edge.i, fillers)

    @staticmethod
    def _joins(verb: Token, fillers: Fillers) -> Iterator[Part]:
        """ "The X Brigade joined the Y Front"."""
        for token in subjects(verb):
            part = fillers.entity(token, make=False)
            if part is None or part.cls not in _JOINING or not part.names:
                continue
            for each in objects(verb):
                whole = fillers.entity(each, make=False)
                if whole is not None and whole.cls in JOINED and whole.names:
                    yield part, "partOf", whole, verb, token


def _listed(whole: EntityDraft, at: Token, start: int, fillers: Fillers) -> Iterator[Part]:
    """The organisations of a list that begins at a token, each as a part."""
    for mention in enumerated(at.doc, start, fillers, frozenset()):
        if mention.entity is not None and is_a(mention.cls, "Organization"):
            yield mention.entity, "partOf", whole, at, mention.head
