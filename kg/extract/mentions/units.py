"""Military units by number: "the 4th Brigade of the 1st Division" is two, "GOC 3 Division" a title and one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg.knowledge.lexicon import Words

_NUMBER = re.compile(
    r"\d{1,4}(st|nd|rd|th)?|[IVX]{1,5}|(First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth)"
)
_AREAS = ("region", "zone", "district")  # "Military Region 5"
_LONGEST = 5  # words from the number to the unit's noun: "21st Special Armoured Brigade"


def units(doc: Doc, taken: set[int], echelons: Words) -> Iterator[Span]:
    """Numbered units outside what is taken already, left to right.

    Args:
        doc: the article.
        taken: tokens of names that are known.
        echelons: nouns for units, in lower case.
    """
    for noun in doc:
        word = noun.lower_.rstrip(".")
        after = noun.nbor(1) if noun.i + 1 < len(doc) else None
        command = word == "command" and after is not None and after.is_digit  # "Operations Command 7"
        if noun.i in taken or not noun.text[:1].isupper() or not (word in echelons or word in _AREAS or command):
            continue
        if noun.lower_ in _AREAS and (noun.i == 0 or noun.nbor(-1).lower_ != "military"):
            continue
        start = _number_before(noun)
        if start is not None and not any(i in taken for i in range(start, noun.i)):
            end = noun.i + 1
            yield doc[start:end]
        elif start is None and noun.i + 1 < len(doc) and noun.nbor(1).is_digit and noun.nbor(1).pos_ != "PUNCT":
            begin = noun.i
            while (
                begin > noun.sent.start
                and _names(doc[begin - 1])
                and begin - 1 not in taken
                and noun.i - begin < _LONGEST
            ):
                begin -= 1
            if begin < noun.i:
                yield doc[begin : noun.i + 2]  # "Light Infantry Division 99"


def is_numbered(name: Span) -> bool:
    """Whether a name of several words has a unit's number in it."""
    return len(name) > 1 and any(_NUMBER.fullmatch(t.text) for t in name)


def _number_before(noun: Token) -> int | None:
    """Where a unit's name begins: at the number before its noun, over capitalised words."""
    for at in range(noun.i - 1, max(noun.sent.start, noun.i - _LONGEST) - 1, -1):
        token = noun.doc[at]
        if _NUMBER.fullmatch(token.text):
            return at
        if not _names(token):
            return None
    return None


def _names(token: Token) -> bool:
    return bool(token.text[:1].isupper() and token.is_alpha)
