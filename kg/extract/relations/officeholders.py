"""Who holds a position: the names that stand beside its noun."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.drafts import EntityDraft
from kg.extract.participants import Fillers
from kg.extract.text.syntax import children, conjuncts, lemma, names_after_phrase, subjects
from kg.knowledge.lexicon import Words


def holders(noun: Token, fillers: Fillers, posts: Words) -> list[EntityDraft]:
    """The named persons of a position; those beside it, else one after its body, else who the noun itself refers to.

    Args:
        noun: "leader", "spokesman", ...
        fillers: of the noun's document.
        posts: nouns for a position as such ("held the post of commander").
    """
    for tokens in (_beside(noun, posts), _after_body(noun), [noun]):
        found = list(dict.fromkeys(e for t in tokens if (e := _person(t, fillers)) is not None))
        if found:
            return found
    return []


def _person(token: Token, fillers: Fillers) -> EntityDraft | None:
    entity = fillers.entity(token, make=False)
    return entity if entity is not None and entity.cls == "Person" and entity.names else None


def _beside(noun: Token, posts: Words) -> Iterator[Token]:
    """ "X, leader of Y", "leader X", "X is leader", "X was named as leader", "X held the post of leader"."""
    yield from (t for a in children(noun, "appos") for t in conjuncts(a))
    yield from (t for a in names_after_phrase(noun) for t in conjuncts(a))
    if noun.i + 2 < noun.sent.end and noun.nbor(1).text == ",":
        yield noun.nbor(2)
    head = noun.head
    if noun.dep_ in ("appos", "compound", "nmod", "amod") and head.pos_ in ("PROPN", "NOUN"):
        yield head
    if noun.dep_ == "attr":
        yield from subjects(head)
    if head.dep_ == "prep" and head.lower_ == "as":
        yield from subjects(head.head)
    if noun.i + 1 < len(noun.doc) and noun.nbor(1).pos_ == "PROPN":
        yield noun.nbor(1)
    if noun.dep_ == "pobj" and head.lower_ == "of":
        if lemma(head.head) in posts:
            yield from subjects(head.head.head)
        if head.head.dep_ == "nummod" or lemma(head.head) == "number":
            yield from children(head.head, "appos")


def _after_body(noun: Token) -> Iterator[Token]:
    """ "The number two of the Hamas militia, X": the name stands in apposition to the body."""
    for part in [noun, *children(noun, "nummod")]:
        for prep in children(part, "prep"):
            for body in children(prep, "pobj"):
                yield from children(body, "appos")
