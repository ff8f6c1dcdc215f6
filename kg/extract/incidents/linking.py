"""Event linking: which of a document's incidents are incidents that the world knows.

A link says when and where it was, as inferred. A place alone makes none, since much happens at one place: it takes a
day that the text gives, words that speak of the incident as known, or a report of these days.
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from kg.extract.drafts import Argument, EntityDraft, Frame, Incident, MentionDraft, mention_at, published
from kg.extract.incidents.passages import first_told, tellers
from kg.extract.text.syntax import lemma
from kg.extract.times.values import times_in
from kg.extract.tokens import Doc, Span, Token
from kg.knowledge.known_incidents import KnownIncident, KnownIncidents, Meaning
from kg.knowledge.names import fold
from kg.vocab import is_a

SURE = 0.9
_NEWS = 2  # days within which a report that gives no day means the incident of its place
_STALE = 7  # days after which what a report tells of a day is what the world remembers of it
_LISTED = 24  # names of a sentence that a trigger may go with
_FULL = len("2004-09-01")
_EXACT = {_FULL: "day", len("2004-09"): "month", len("2004"): "year"}
_BESIDE = frozenset(("compound", "nmod", "poss", "amod"))


@dataclass(frozen=True, slots=True)
class EventLink:
    """An incident that is known, and the words of the document that led there."""

    known: KnownIncident
    span: Span

    @property
    def day(self) -> Argument:
        """When it was."""
        return Argument("date", self.known.day, self.span.root, self.span, confidence=SURE, inferred=True)


@dataclass(frozen=True, slots=True)
class _Hit:
    """Words that stand for known incidents or for places of theirs, and the document's mention there."""

    span: Span
    mention: MentionDraft | None
    meanings: tuple[Meaning, ...]


@dataclass(slots=True)
class _Evidence:
    """What speaks for an incident being a known one: the words, how they stand for it, whether it is told as known."""

    known: KnownIncident
    span: Span
    how: str
    recalled: bool = False
    called: bool = False


class EventLinker:
    """Links the incidents of one document."""

    def __init__(self, doc: Doc, known: KnownIncidents) -> None:
        self._doc, self._known = doc, known
        self._told = published(doc)
        self._in_sentence: defaultdict[int, list[_Hit]] = defaultdict(list)
        self._of_place: dict[int, _Hit] = {}
        for hit in self._read():
            self._in_sentence[hit.span.root.sent.start].append(hit)
            if hit.mention is not None and hit.mention.entity is not None:
                self._of_place.setdefault(id(hit.mention.entity), hit)
        self._spots = dict(self._best_spots())

    def links(self, incidents: Iterable[Incident]) -> list[EventLink | None]:
        """The known incident that each is, if any; what sums up many is none."""
        every = list(incidents)
        single = [i for i in every if not i.recurring]
        alone = {start for start, times in tellers(single).items() if times == 1}
        main = min(single, key=first_told, default=None)
        return [None if i.recurring else self._link(i, alone, main=i is main) for i in every]

    def _link(self, incident: Incident, alone: Collection[int], *, main: bool) -> EventLink | None:
        """The known incident that an incident is.

        Args:
            incident: it.
            alone: where the sentences begin that tell of no other incident.
            main: whether the report begins with it.
        """
        stated = [str(a.value) for a in incident.fillers("date")]
        days = stated or [*self._beside(incident, alone)]
        found = [
            each
            for each in self._evidence(incident, alone).values()
            if self._is_meant(each, _agreed(days, each.known.day), stated=bool(stated), main=main)
        ]
        best = min((_RANK[each.how] for each in found), default=None)
        first = [each for each in found if _RANK[each.how] == best]
        return EventLink(first[0].known, first[0].span) if len(first) == 1 else None

    def place(self, link: EventLink) -> Argument | None:
        """Where a known incident was, if the document names it: the building or village before the city."""
        mention = self._spots.get(link.known.id, (0, None))[1]
        if mention is None or mention.entity is None:
            return None
        return Argument("place", mention.entity, mention.head, mention.span, confidence=SURE, inferred=True)

    def _best_spots(self) -> Iterator[tuple[str, tuple[int, MentionDraft]]]:
        """By the id of a known incident, how and where the document names its place: the last is the best."""
        spots = [
            (known.id, (_RANK[how], hit.mention))
            for hit in self._of_place.values()
            for known, how in hit.meanings
            if how != "name"
            and hit.mention is not None
            and hit.mention.entity is not None
            and is_a(hit.mention.entity.cls, "Place")
        ]
        yield from sorted(spots, key=lambda each: (-each[1][0], -each[1][1].head.i))

    def _read(self) -> Iterator[_Hit]:
        """Whatever the document names of known incidents, but for persons of the same name, and places elsewhere."""
        words = [(word, token.i) for token in self._doc for word in fold(token.text).split()]
        mentions = mention_at(self._doc)
        for found in self._known.said_in([word for word, _ in words]):
            span = self._doc[words[found.start][1] : words[found.end - 1][1] + 1]
            mention = mentions.get(span.root.i)
            entity = mention.entity if mention is not None else None
            meant = tuple(each for each in found.meanings if each[1] == "name" or _may_be(span.root, entity, each[0]))
            if meant:
                yield _Hit(span, mention, meant)

    def _evidence(self, incident: Incident, alone: Collection[int]) -> dict[str, _Evidence]:
        """By id, what may be meant: by its name, by the incident's place, or by what stands by a trigger."""
        spots = [a.value for a in incident.fillers("place", "target") if isinstance(a.value, EntityDraft)]
        placed = any(isinstance(a.value, EntityDraft) and a.value.names for a in incident.fillers("place"))
        found: dict[str, _Evidence] = {}
        for hit in (self._of_place[id(spot)] for spot in spots if id(spot) in self._of_place):
            for known, how in hit.meanings:
                if how != "name":
                    found.setdefault(known.id, _Evidence(known, hit.span, how))
        for frame in incident.frames:
            start = frame.trigger.sent.start
            for hit in self._near(frame.trigger):
                tied, recalled = _is_tied(hit.span, frame.trigger), _is_recalled(frame, hit.span.root)
                called = self._called(frame, hit)
                for known, how in hit.meanings:
                    beside = start in alone and how == "place" and not placed
                    if not (tied or beside or known.id in found):
                        continue
                    each = found.setdefault(known.id, _Evidence(known, hit.span, how))
                    if _RANK[how] < _RANK[each.how] and (tied or how != "name"):
                        each.span, each.how = hit.span, how
                    each.recalled |= recalled
                    each.called |= known.id in called or (how == "name" and tied)
        return found

    def _near(self, trigger: Token) -> Sequence[_Hit]:
        """What a trigger's sentence names of known incidents; of a long list, what stands nearest."""
        hits = self._in_sentence.get(trigger.sent.start, ())
        if len(hits) <= _LISTED:
            return hits
        at = bisect_left(hits, trigger.i, key=lambda hit: hit.span.start)
        return hits[max(0, at - _LISTED // 2) : at + _LISTED // 2]

    def _called(self, frame: Frame, hit: _Hit) -> frozenset[str]:
        """The incidents whose name a trigger and a place make up: "the massacre in Srebrenica"."""
        if not frame.trigger.is_ancestor(hit.span.root):
            return frozenset()
        return self._known.called(f"{hit.span.text} {lemma(frame.trigger)}")

    def _is_meant(self, found: _Evidence, agreed: str | None, *, stated: bool, main: bool) -> bool:
        """Whether an incident is a known one: by name, or by place and what tells it from all else there.

        Args:
            found: what speaks for it.
            agreed: how exactly its day is told.
            stated: whether any day is stated of it.
            main: whether the report begins with it.
        """
        since = self._since(found.known.day)
        if since < -1 or (stated and agreed is None):
            return False
        if found.called:
            return True
        if found.how == "place":
            return found.recalled or agreed is not None or (main and since <= _NEWS)
        stale = since > _STALE or (main and agreed == "day")
        return (agreed in ("day", "month") and stale) or (found.recalled and agreed is not None)

    def _beside(self, incident: Incident, alone: Collection[int]) -> Iterator[str]:
        """What the sentences say of time that tell of no other incident."""
        sentences = {f.trigger.sent.start: f.trigger.sent for f in incident.frames if f.trigger.sent.start in alone}
        return (time.value for sentence in sentences.values() for time in times_in(sentence))

    def _since(self, day: str) -> float:
        """Days from an incident, or the first of its month, to the report; infinitely many where that has no date."""
        if self._told is None:
            return math.inf
        return (self._told - dt.date.fromisoformat(day if len(day) == _FULL else f"{day}-01")).days


_RANK = {"name": 0, "place": 1, "around": 2}


def _agreed(said: Iterable[str], known: str) -> str | None:
    """How exactly any day, month or year that a text gives is that of a known incident.

    Returns:
        "day"; "night" where it is the day before or after; "month" or "year" where no more is told; else None.
    """
    found = {how for one in said if (how := _agreement(one, known))}
    return min(found, key=("day", "night", "month", "year").index, default=None)


def _agreement(said: str, known: str) -> str | None:
    if len(said) == len(known) == _FULL and said != known:
        with suppress(ValueError):
            apart = dt.date.fromisoformat(said) - dt.date.fromisoformat(known)
            return "night" if abs(apart.days) == 1 else None
    if said.startswith("--"):
        return "year" if len(said) == len("--09-01") and known[4:] == said[1:] else None
    least = min(len(said), len(known))
    return _EXACT[least] if said[:least] == known[:least] else None


def _is_tied(name: Span, trigger: Token) -> bool:
    """Whether a trigger is part of a name, or one depends on the other: "the NAME, in which nine were killed"."""
    inside = name.start <= trigger.i < name.end
    return bool(inside or trigger.is_ancestor(name.root) or name.root.is_ancestor(trigger))


def _may_be(word: Token, entity: EntityDraft | None, known: KnownIncident) -> bool:
    """Whether a word may stand for where a known incident was: a name, and none of a person or of another country."""
    if entity is None:
        return bool(word.pos_ == "PROPN")
    person = is_a(entity.cls, "Person") or is_a(entity.cls, "ArmedGroup")
    return not person and entity.country in (None, "", known.country)


def _is_recalled(frame: Frame, place: Token) -> bool:
    """Whether a trigger speaks of something known by its place: "the PLACE massacre", "the bombing in PLACE"."""
    trigger = frame.trigger
    if trigger.pos_ != "NOUN" or not trigger.is_ancestor(place):
        return False
    return frame.definite or (place.head == trigger and place.dep_ in _BESIDE)
