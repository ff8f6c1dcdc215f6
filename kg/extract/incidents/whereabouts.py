"""Where an incident was, if its own clauses do not say: by its sentence, section, paragraph or the whole report."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace

from kg.extract.drafts import Argument, EntityDraft, Frame, Incident, MentionDraft, section_at
from kg.extract.incidents.asides import Asides
from kg.extract.incidents.days import FAR, NEAR
from kg.extract.incidents.passages import Passages
from kg.extract.text.syntax import lemma
from kg.extract.tokens import Doc, Span, Token
from kg.knowledge.lexicon import Words
from kg.vocab import is_a

_LOCATIVE = frozenset(("in", "at", "near", "outside", "inside", "into", "around", "across", "of", "on"))
_FILED = 2  # what the dateline's place counts
_MOST = 0.6  # share of a report's places from which on their country is its country


class Whereabouts:
    """Finds the places of a document's incidents."""

    def __init__(self, doc: Doc, asides: Asides, passages: Passages, directions: Words) -> None:
        self._doc, self._asides, self._passages = doc, asides, passages
        said = (m for m in doc._.mentions if m.entity is not None and m.entity.names and is_a(m.entity.cls, "Place"))
        where = (m for m in said if _is_where(m.head) and lemma(m.head.head.head) not in directions)
        self._places = sorted(where, key=lambda m: m.head.i)  # but for "70 km north of X"
        self._placing = {id(a.value) for f in doc._.frames for a in f.fillers("place", "target")}
        self._sums = sorted((f for f in doc._.frames if f.recurring), key=lambda f: f.trigger.i)
        self._country = _country(doc)

    def of(
        self,
        incident: Incident,
        alone: list[Frame],
        *,
        main: bool,
        town: Argument | None,
        within: Collection[str | None] = (),
    ) -> Argument | None:
        """The place of an incident that has none, or only a state.

        Args:
            incident: it.
            alone: its frames whose sentences tell of no other incident.
            main: whether the report begins with it.
            town: where the report's other attacks of its day were.
            within: the states that it is said to have been in.
        """
        spots = self._spots(incident, alone, main, town)
        if any(f.split is not None for f in incident.frames):  # each of these counts has a place of its own
            spots = (s for s in spots if id(s.value) not in self._placing)
        return next((s for s in spots if not within or _lies_in(s.value, within)), None)

    def _spots(self, incident: Incident, alone: list[Frame], main: bool, town: Argument | None) -> Iterator[Argument]:
        """A place that its sentence says something happened in, that of its section, else the report's country."""
        for frame in alone:
            for mention in self._named_in(frame.trigger.sent.start, frame.trigger.sent.end):
                if not self._asides.is_apart(mention.head, frame.trigger):
                    yield _place(mention, NEAR)
        for frame in incident.frames:
            section = section_at(frame.trigger)
            if section is not None and section.place is not None:
                yield from (_place(m, NEAR) for m in self._within(section.place))
        for frame in incident.frames:
            yield from (*self._told_before(frame), *self._of_series(frame))
        if main:
            yield from self._of_lead()
        if main and self._country is None and self._doc._.dateline is not None:
            filed = list(self._within(self._doc._.dateline.place))
            yield from (_place(m, FAR) for m in filed if not self._leads_abroad(filed))
        if town is not None:
            yield town
        if self._country is not None:
            yield _place(self._country, FAR)

    def _told_before(self, frame: Frame) -> Iterator[Argument]:
        """The one place that its paragraph names before it, where that is none of another incident."""
        end = frame.trigger.sent.start
        named = self._named_in(self._passages.paragraph(end), end)
        places = [m for m in named if not self._asides.is_of_treatment(m.head)]
        if len({id(m.entity) for m in places}) == 1 and id(places[0].entity) not in self._placing:
            yield _place(places[0], NEAR)

    def _of_series(self, frame: Frame) -> Iterator[Argument]:
        """ "X has seen many attacks. In May a bomb killed nine": the one place of what its paragraph sums up before."""
        end = frame.trigger.sent.start
        first = bisect_left(self._sums, self._passages.paragraph(end), key=lambda f: f.trigger.i)
        before = self._sums[first : bisect_left(self._sums, end, key=lambda f: f.trigger.i)]
        told = [a for f in before for a in f.fillers("place", "target")]
        places = [a for a in told if isinstance(a.value, EntityDraft) and _is_town(a.value)]
        if len({id(a.value) for a in places}) == 1:
            yield replace(places[0], role="place", confidence=NEAR, inferred=True)

    def _of_lead(self) -> Iterator[Argument]:
        """The one town that sentences of the lead without a trigger say something was in, save where it was told."""
        filed, telling = self._doc._.dateline, {f.trigger.sent.start for f in self._doc._.frames}
        lead = [m for m in self._named_in(0, self._passages.lead) if m.head.sent.start not in telling]
        free = [m for m in lead if self._asides.is_free(m.head) and not self._asides.is_of_writing(m.head)]
        free = [m for m in free if not self._asides.is_of_treatment(m.head)]
        towns = [m for m in free if m.entity is not None and not self._asides.is_of_life(m.head)]
        towns = [m for m in towns if filed is None or not any(filed.holds(n.span) for n in _mentions(m))]
        if len({id(m.entity) for m in towns}) == 1 and id(towns[0].entity) not in self._placing:
            yield _place(towns[0], FAR)

    def _named_in(self, start: int, end: int) -> list[MentionDraft]:
        """The places that a stretch of the document says something was in."""
        first = bisect_left(self._places, start, key=lambda m: m.head.i)
        return self._places[first : bisect_left(self._places, end, key=lambda m: m.head.i)]

    def _leads_abroad(self, filed: list[MentionDraft]) -> bool:
        """Whether what a report begins with speaks of other countries than the one that it was filed in."""
        home = {m.entity.country for m in filed if m.entity is not None}
        end = self._passages.lead
        lead = (m for m in self._doc._.mentions if m.head.i < end and m not in filed and m.entity is not None)
        return any(m.entity.country not in (None, *home) for m in lead if _is_somewhere(m.entity))

    def _within(self, span: Span | None) -> Iterator[MentionDraft]:
        if span is None:
            return
        for mention in self._doc._.mentions:
            entity = mention.entity
            if entity is not None and _is_somewhere(entity) and span.start <= mention.head.i < span.end:
                yield mention


def _place(mention: MentionDraft, confidence: float) -> Argument:
    assert mention.entity is not None
    return Argument("place", mention.entity, mention.head, mention.span, confidence=confidence, inferred=True)


def _lies_in(place: EntityDraft | int | str, states: Collection[str | None]) -> bool:
    """Whether a place is none of the states themselves, and no other state's."""
    return isinstance(place, EntityDraft) and place.cls != "State" and place.country in (None, *states)


def _mentions(mention: MentionDraft) -> list[MentionDraft]:
    return mention.entity.mentions if mention.entity is not None else [mention]


def _is_somewhere(entity: EntityDraft) -> bool:
    return bool(entity.names) and (is_a(entity.cls, "Place") or entity.cls == "State")


def _is_town(entity: EntityDraft) -> bool:
    return bool(entity.names and entity.place) and is_a(entity.cls, "Place") and entity.cls != "State"


def _is_where(token: Token) -> bool:
    """ "In X", "near X", "the outskirts of X": said of where, not of whom."""
    return token.dep_ == "pobj" and token.head.lower_ in _LOCATIVE and token.head.head.pos_ in ("VERB", "NOUN", "AUX")


def _country(doc: Doc) -> MentionDraft | None:
    """The state that most of the places of a report lie in, its dateline's above all, where the text speaks of it."""
    lie: Counter[str] = Counter()
    states: dict[str, MentionDraft] = {}
    filed = doc._.dateline
    for mention in doc._.mentions:
        entity = mention.entity
        if entity is None or not entity.names or not entity.country:
            continue
        state = entity.cls == "State"
        if filed is not None and filed.holds(mention.span):
            lie[entity.country] += _FILED
        elif is_a(entity.cls, "Place") or (state and _is_where(mention.head)):
            lie[entity.country] += 1
        if state:
            states.setdefault(entity.country, mention)
    if not lie:
        return None
    country, most = min(lie.items(), key=lambda each: (-each[1], each[0]))
    return states.get(country) if most >= _MOST * lie.total() else None
