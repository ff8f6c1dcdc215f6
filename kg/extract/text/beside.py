"""Names that stand after the comma behind a noun: another name of it, or the subject of what comes next."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.text.syntax import SUBJECTS, children
from kg.extract.tokens import Token

_LONGEST = 8  # tokens from a noun to the end of its "of"-phrase


def names_after_phrase(noun: Token) -> list[Token]:
    """What follows the comma after a noun's "of"-phrase: "the mayor of Achi, X", "two men of the brigade, X and Y"."""
    doc = noun.doc
    phrases = [p for p in children(noun, "prep") if p.lower_ in ("of", "for") and p.right_edge.i - noun.i < _LONGEST]
    ends = [max((p.right_edge.i for p in phrases), default=len(doc))]
    ends += [t.i for t in _phrase_nouns(noun)]
    ends = [end for end in ends if end + 2 < len(doc) and doc[end + 1].text == ","]
    located = {"GPE", "LOC"}  # "a militia in Baghdad, Iraq"
    return [name_head(doc[e + 2]) for e in ends if not {doc[e].ent_type_, doc[e + 2].ent_type_} <= located]


def opens_clause(noun: Token, name: Token) -> bool:
    """ "According to the ARMY, X fired": whether what follows the comma is the subject of the noun's clause."""
    name = name_head(name)
    verb = name.head
    return noun.dep_ == "pobj" and name.dep_ in SUBJECTS and noun.i < name.i < verb.i and verb.is_ancestor(noun)


def _phrase_nouns(noun: Token) -> Iterator[Token]:
    """The nouns of a chain of phrases: "the mayor of the CITY of MANTA"."""
    for preposition in children(noun, "prep"):
        for inner in children(preposition, "pobj"):
            yield inner
            yield from _phrase_nouns(inner)


def name_head(token: Token) -> Token:
    """The last word of the name that a token begins; what is coordinated with the name hangs on it."""
    while token.dep_ in ("compound", "det") and token.head.i > token.i:
        token = token.head
    return token
