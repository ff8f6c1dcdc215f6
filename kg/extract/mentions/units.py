"""Military units by number or noun: "the 4th Brigade of the 1st Division" is two, "GOC 3 Division" a title and one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.tokens import Doc, Span, Token
from kg.knowledge.lexicon import Lexicon

_ORDINAL = r"\d{1,4}(st|nd|rd|th)|[IVX]{1,5}|(First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth)"
_NUMBER = re.compile(rf"\d{{1,4}}|{_ORDINAL}")
_ORDERED = re.compile(_ORDINAL)
_AREAS = ("region", "zone", "district")  # "Military Region 5"
_LONGEST = 5  # words from the number to the unit's noun: "21st Special Armoured Brigade"
_HEADLINE = 0.85  # of the words, with a capital: lists of posts have many


class Units:
    """Finds units' names, which the model knows few of."""

    def __init__(self, lexicon: Lexicon) -> None:
        echelons = lexicon.words("relations", "echelons")
        self._large = lexicon.words("relations", "large_formations")
        self._echelons = echelons - {"section", "troop"} - self._large
        self._letters = lexicon.words("relations", "unit_letters")
        self._seats = lexicon.words("relations", "unit_seats")
        self._unnumbered = lexicon.words("relations", "unnumbered_units")
        self._titles = lexicon.sets["honorifics"] | lexicon.words("relations", "ranks")
        self._titles |= {word for title in lexicon.words("relations", "positions", "leads") for word in title.split()}

    def of(self, doc: Doc, taken: set[int]) -> Iterator[Span]:
        """Units outside what is taken already, left to right.

        Args:
            doc: the article.
            taken: tokens of names that are known.
        """
        for noun in doc:
            if noun.i in taken or not noun.text[:1].isupper():
                continue
            span = self._numbered(noun, taken) or self._lettered(noun) or self._named(noun, taken)
            if span is not None and not any(t.i in taken for t in span):
                yield span

    def is_kind(self, name: Span) -> bool:
        """Whether a name is a bare word for a kind of unit: "Corps"."""
        return len(name) == 1 and name.text.lower() in self._echelons | self._unnumbered

    def _numbered(self, noun: Token, taken: set[int]) -> Span | None:
        """ "21st Armoured Brigade", "Infantry Battalion (IB) 99", "Second Field Army", "82 Division Garrison"."""
        word = noun.lower_.rstrip(".")
        following = self._number_after(noun)
        command = word == "command" and following is not None  # "Operations Command 7"
        if not (word in self._echelons or word in _AREAS or word in self._large or command):
            return None
        if noun.lower_ in _AREAS and (noun.i == 0 or noun.nbor(-1).lower_ != "military"):
            return None
        start = _number_before(noun, _ORDERED if word in self._large else _NUMBER)
        if start is not None:
            end = noun.i + 1
            while end < noun.sent.end and noun.doc[end].text.istitle() and noun.doc[end].lower_ in self._seats:
                end += 1
            return noun.doc[start:end]
        if following is None or (word in self._large and not command):
            return None
        begin: int = noun.i
        while (
            begin > noun.sent.start
            and _names(noun.doc[begin - 1])
            and begin - 1 not in taken
            and noun.i - begin < _LONGEST
        ):
            begin -= 1
        return noun.doc[begin : following + 1] if begin < noun.i else None

    def _number_after(self, noun: Token) -> int | None:
        """Where a unit's number follows its noun, or the letters for it in brackets."""
        doc, at = noun.doc, noun.i + 1
        if at + 2 < len(doc) and doc[at].text == "(" and doc[at + 1].text.isupper() and doc[at + 2].text == ")":
            at += 3
        return at if at < len(doc) and doc[at].is_digit and doc[at].pos_ != "PUNCT" else None

    def _lettered(self, noun: Token) -> Span | None:
        """ "LIB 389"."""
        numbered = noun.i + 1 < noun.sent.end and noun.nbor(1).is_digit
        return noun.doc[noun.i : noun.i + 2] if numbered and noun.text in self._letters else None

    def _named(self, noun: Token, taken: set[int]) -> Span | None:
        """ "Tactical Air Command", "the Voltigeros Battalion"."""
        if noun.lower_ not in self._unnumbered or _is_headline(noun.sent):
            return None
        start: int = noun.i
        while start > noun.sent.start and noun.i - start < _LONGEST and self._may_name(noun.doc[start - 1], taken):
            start -= 1
        while start < noun.i and noun.doc[start].is_sent_start and noun.doc[start].pos_ != "PROPN":
            start += 1
        numbered = noun.i + 1 < noun.sent.end and noun.nbor(1).text.isupper() and _ORDERED.fullmatch(noun.nbor(1).text)
        return noun.doc[start : noun.i + (2 if numbered else 1)] if start < noun.i else None

    def _may_name(self, word: Token, taken: set[int]) -> bool:
        return _names(word) and word.i not in taken and word.lower_.rstrip(".") not in self._titles


def is_numbered(name: Span) -> bool:
    """Whether a name of several words has a unit's number in it."""
    return len(name) > 1 and any(_NUMBER.fullmatch(t.text) for t in name)


def _number_before(noun: Token, number: re.Pattern[str]) -> int | None:
    """Where a unit's name begins: at the number before its noun, over capitalised words."""
    for at in range(noun.i - 1, max(noun.sent.start, noun.i - _LONGEST) - 1, -1):
        token = noun.doc[at]
        if number.fullmatch(token.text):
            return at
        if not _names(token):
            return None
    return None


def _names(token: Token) -> bool:
    return bool(token.text[:1].isupper() and token.is_alpha)


def _is_headline(sentence: Span) -> bool:
    words = [t for t in sentence if t.is_alpha and len(t) > 3]
    return bool(sum(t.text[:1].isupper() for t in words) > _HEADLINE * len(words))
