"""Counts that have a place of their own behind another's: "killed five in Gao and THREE IN KIDAL", "in Jowhar, SEVEN".

The verb stands only once, so the parser hangs the later counts anywhere: they are found by the words between them.
Each is an incident of its own, and no part of a sum with the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.extract.drafts import EntityDraft, MentionDraft, mention_at, name_over
from kg.extract.participants import Fillers
from kg.extract.text.numbers import count_of, lead_of, numeral_of
from kg.extract.tokens import Doc, Span, Token
from kg.knowledge.gazetteer import Gazetteer, overlap
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

AT = frozenset(("in", "at", "near", "outside"))
_PEOPLE = 3  # words from a numeral to the preposition behind those whom it counts
_LEAD = 4  # words from a preposition to the name of its place
_CLAUSE = 16  # words from a number to the end of its clause
_DAYS = 31
GLUE = frozenset(
    ", ; – — and but while another a further at least more than about some around"
    " nearly almost over up to as many".split()
)


class Part(NamedTuple):
    """A count and its place, from the first to behind the last of their tokens, and the commas before them."""

    noun: Token
    place: EntityDraft
    at: Token
    start: int
    end: int
    lead: Span

    @property
    def numeral(self) -> int:
        """Where its number stands."""
        return int(numeral_of(self.noun).i)

    @property
    def fronted(self) -> bool:
        """Whether its place stands before it."""
        return bool(self.at.i < self.noun.i)

    def holds(self, token: Token) -> bool:
        """Whether a token stands in it."""
        return bool(self.start <= token.i < self.end)


@dataclass(slots=True)
class Chain:
    """A count and those that share its verb."""

    first: Part
    rest: list[Part] = field(default_factory=list)


class Gaps:
    """Finds such counts in one document."""

    def __init__(self, doc: Doc, lexicon: Lexicon, fillers: Fillers, places: Gazetteer) -> None:
        self._fillers, self._places = fillers, places
        self._doc, self._at = doc, mention_at(doc)
        self._harmed = lexicon.words("events", "killed_words") | lexicon.words("events", "wounded_words")
        self._unclaimed: set[int] = set()
        self.chains = list(self._read(doc))
        self.numerals = frozenset(part.numeral for chain in self.chains for part in chain.rest) | self._unclaimed

    def _read(self, doc: Doc) -> Iterator[Chain]:
        """Chains of counts, each with its place, with nothing but commas and "and" between them."""
        chain: Chain | None = None
        for token in doc:
            part = self._part(token)
            if part is None:
                continue
            if chain is None or not self._goes_on(chain, part):
                yield from () if chain is None else (chain,)
                first = self._opening(part)
                if first is None and part.fronted and self._is_second(part):
                    self._unclaimed.add(part.numeral)  # it is of another place than what was counted before
                chain = None if first is None else Chain(first, [part])
            else:
                chain.rest.append(part)
        yield from () if chain is None else (chain,)

    @staticmethod
    def _is_second(part: Part) -> bool:
        return any(map(_counts, part.noun.doc[part.noun.sent.start : part.start]))

    def _goes_on(self, chain: Chain, part: Part) -> bool:
        """Whether a count stands right behind the last of a chain, and is of another place than any of them."""
        return part.lead.start == chain.rest[-1].end and self._is_of_others(part, chain.first, *chain.rest)

    def _opening(self, part: Part) -> Part | None:
        """The count in full that stands before one without a verb, with its place before or behind it."""
        doc, end, start = part.noun.doc, part.lead.start, part.noun.sent.start
        last = self._at.get(end - 1) if start < end < part.start else None
        if last is not None and _is_place(last.entity) and _preposition(last.span, start) is not None:
            place, numbers = last, doc[max(start, end - _CLAUSE) : last.span.start]
        elif part.fronted and (first := self._fronted(doc, start)) is not None:
            place, numbers = first, doc[max(first.span.end, end - _PEOPLE) : end]
        else:
            return None
        noun = next((t for t in reversed(numbers) if _counts(t)), None)
        if noun is None or place.entity is None:
            return None
        opening = Part(noun, place.entity, place.head, lead_of(numeral_of(noun)).i, end, part.lead)
        return opening if self._is_of_others(part, opening) else None

    def _fronted(self, doc: Doc, start: int) -> MentionDraft | None:
        """ "IN BELEDWEYNE a car bomb killed ten": the place that a sentence begins with."""
        mentions = (self._at.get(at) for at in range(start + 1, min(start + 1 + _LEAD, len(doc))))
        first = next((m for m in mentions if m is not None and _is_place(m.entity)), None)
        return first if first is not None and _preposition(first.span, start) == start else None

    def _is_of_others(self, part: Part, *others: Part) -> bool:
        return all(self._are_apart(part.place, other.place) for other in others)

    def _are_apart(self, some: EntityDraft, other: EntityDraft) -> bool:
        """Whether two places are not the same, and neither lies in the other."""
        if some is other or (some.place is not None and some.place == other.place):
            return False
        if (some.cls == "State") != (other.cls == "State"):
            return bool(some.country and other.country) and some.country != other.country
        a, b = self._places.get(some.place or ""), self._places.get(other.place or "")
        if a is None or b is None:
            return True
        return not (a.area or b.area or not (a.country and b.country)) or not overlap(a, b)

    def far_apart(self, some: list[EntityDraft], others: list[EntityDraft]) -> bool:
        """Whether the gazetteer knows all of these places, and no two of them can hold one incident."""
        a, b = ([self._places.get(e.place or "") for e in each] for each in (some, others))
        pairs = [(x, y) for x in a for y in b]
        return bool(pairs) and not any(x is None or y is None or overlap(x, y) for x, y in pairs)

    def _part(self, token: Token) -> Part | None:
        """The count that a numeral gives without a verb, with the place behind it or before it."""
        if not _is_count(token):
            return None
        doc, noun, end = token.doc, token, token.sent.end
        number = lead_of(token).i
        lead = doc[_behind_glue(doc, number, token.sent.start) : number]
        for word in doc[token.i + 1 : min(end, token.i + 2 + _PEOPLE)]:
            if word.lower_ in AT:
                found = self._named(word.i + 1, end)
                if found is None or _has_verb(doc, found[2], end):
                    return None
                return Part(noun, *found[:2], number, found[2], lead)
            if word.pos_ not in ("NOUN", "ADJ", "NUM", "PROPN") and word.lower_ not in self._harmed | {"others"}:
                break
            noun = word if word.pos_ == "NOUN" and numeral_of(word) == token else noun
        return self._before(lead, noun)

    def _before(self, lead: Span, noun: Token) -> Part | None:
        """ "IN JOWHAR, seven", "in eastern Syria AT LEAST 23": nothing but these stands in the clause."""
        doc, sentence, mention = noun.doc, noun.sent, self._at.get(lead.start - 1)
        if mention is None or mention.entity is None or not _is_place(mention.entity) or mention.span.end != lead.start:
            return None
        before = _preposition(mention.span, sentence.start)
        if before is None or before == sentence.start or _has_verb(doc, noun.i + 1, sentence.end):
            return None
        outer = doc[_behind_glue(doc, before, sentence.start) : before]
        return Part(noun, mention.entity, mention.head, before, noun.i + 1, outer) if len(outer) else None

    def _named(self, start: int, end: int) -> tuple[EntityDraft, Token, int] | None:
        """The first place that is named shortly behind a preposition, where, and where its name ends."""
        for at in range(start, min(end, start + _LEAD)):
            mention, word = self._at.get(at), self._doc[at]
            if word.pos_ == "ADP" and word.lower_ != "of":
                return None  # "30 in hospital IN BAMAKO"
            if mention is not None and mention.entity is not None and mention.entity.names:
                return (mention.entity, mention.head, mention.span.end) if _is_place(mention.entity) else None
        return None


def _is_place(entity: EntityDraft | None) -> bool:
    return entity is not None and bool(entity.names) and (is_a(entity.cls, "Place") or entity.cls == "State")


def _is_count(token: Token) -> bool:
    """Whether a token is a number, of people as far as it tells; a bare "13" is taken for a day at times."""
    if token.pos_ != "NUM" or token.ent_type_ in ("TIME", "PERCENT", "MONEY", "QUANTITY"):
        return False
    span = name_over(token.doc[token.i : token.i + 1])
    if token.ent_type_ == "DATE" and (span is None or len(span) > 1):
        return False
    count = count_of(token, counted=True)
    return count is not None and (token.ent_type_ != "DATE" or count.value <= _DAYS)


def _counts(noun: Token) -> bool:
    """Whether a noun or a bare number counts somebody."""
    if noun.pos_ != "NUM":
        return noun.pos_ == "NOUN" and not noun.ent_type_ and count_of(noun) is not None
    return _is_count(noun) and numeral_of(noun.head) != noun


def _preposition(place: Span, start: int) -> int | None:
    """Where the preposition stands that a place follows shortly."""
    before = range(place.start - 1, max(start, place.start - 1 - _LEAD) - 1, -1)
    return next((at for at in before if place.doc[at].lower_ in AT), None)


def _behind_glue(doc: Doc, at: int, start: int) -> int:
    """Where the commas and such begin that end at a token."""
    while at > start and doc[at - 1].lower_ in GLUE:
        at -= 1
    return at


def _has_verb(doc: Doc, at: int, end: int) -> bool:
    """ "And eight in Jalalabad WERE INJURED": a verb of their own says what became of them."""
    return at < end and doc[at].pos_ in ("VERB", "AUX")
