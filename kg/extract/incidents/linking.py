"""Event linking: which of a document's incidents are incidents that the world knows.

A link says when and where it was, as inferred. A place alone makes none, since much happens at one place: it takes a
day that the text gives, words that speak of the incident as known, or a report of these days.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from kg.extract.drafts import Argument, EntityDraft, Frame, Incident, mention_at, published
from kg.extract.text.syntax import lemma
from kg.extract.times.values import times_in
from kg.knowledge.known_incidents import KnownIncident, KnownIncidents
from kg.knowledge.names import fold
from kg.vocab import is_a

SURE = 0.9
_NEWS = 2  # days within which a report that gives no day means the incident of its place
_STALE = 7  # days after which what a report tells of a day is what the world remembers of it
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
    span: Span
    known: KnownIncident
    how: str


class EventLinker:
    """Links the incidents of one document."""

    def __init__(self, doc: Doc, known: KnownIncidents) -> None:
        self._doc = doc
        self._told = published(doc)
        self._hits: defaultdict[int, list[_Hit]] = defaultdict(list)
        for hit in self._read(known):
            self._hits[hit.span.root.sent.start].append(hit)

    def links(self, incidents: Iterable[Incident]) -> list[EventLink | None]:
        """The known incident that each is, if any; what sums up many is none."""
        every = list(incidents)
        single = [i for i in every if not i.recurring]
        told = Counter(start for i in single for start in {f.trigger.sent.start for f in i.frames})
        alone = {start for start, times in told.items() if times == 1}
        main = min(single, key=lambda i: min(f.trigger.i for f in i.frames), default=None)
        return [None if i.recurring else self._link(i, alone, main=i is main) for i in every]

    def _link(self, incident: Incident, alone: Collection[int], *, main: bool) -> EventLink | None:
        """The known incident that an incident is.

        Args:
            incident: it.
            alone: where the sentences begin that tell of no other incident.
            main: whether the report begins with it.
        """
        found = [hit for hit in self._near(incident, alone) if self._is_meant(hit, incident, alone, main=main)]
        best = min((_RANK[hit.how] for hit in found), default=None)
        unique = {hit.known.id: hit for hit in found if _RANK[hit.how] == best}
        return next((EventLink(hit.known, hit.span) for hit in unique.values()), None) if len(unique) == 1 else None

    def place(self, link: EventLink) -> Argument | None:
        """Where a known incident was, if the document names it: the building or village before the city."""
        mentions = mention_at(self._doc)
        there = [h for hits in self._hits.values() for h in hits if h.known == link.known and h.how != "name"]
        for hit in sorted(there, key=lambda h: (h.how != "place", h.span.start)):
            mention = mentions.get(hit.span.root.i)
            if mention is not None and mention.entity is not None and is_a(mention.entity.cls, "Place"):
                return Argument("place", mention.entity, mention.head, mention.span, confidence=SURE, inferred=True)
        return None

    def _read(self, known: KnownIncidents) -> Iterator[_Hit]:
        """Whatever the document names of known incidents, but for persons of the same name, and places elsewhere."""
        words = [(word, token.i) for token in self._doc for word in fold(token.text).split()]
        mentions = mention_at(self._doc)
        for said in known.said_in([word for word, _ in words]):
            span = self._doc[words[said.start][1] : words[said.end - 1][1] + 1]
            mention = mentions.get(span.root.i)
            entity = mention.entity if mention is not None else None
            if said.how != "name" and (entity is None and span.root.pos_ != "PROPN"):
                continue
            if entity is not None and said.how != "name":
                person = is_a(entity.cls, "Person") or is_a(entity.cls, "ArmedGroup")
                if person or (entity.country and entity.country != said.incident.country):
                    continue
            yield _Hit(span, said.incident, said.how)

    def _near(self, incident: Incident, alone: Collection[int]) -> Iterator[_Hit]:
        """What stands in an incident's sentences and is of it: its name, its place, or what stands by a trigger."""
        spots = [a.value for a in incident.fillers("place", "target") if isinstance(a.value, EntityDraft)]
        places = {token.i for spot in spots for mention in spot.mentions for token in mention.span}
        placed = any(isinstance(a.value, EntityDraft) and a.value.names for a in incident.fillers("place"))
        for frame in incident.frames:
            start = frame.trigger.sent.start
            for hit in self._hits.get(start, ()):
                tied = _is_tied(hit.span, frame.trigger)
                if tied or hit.span.root.i in places or (start in alone and hit.how == "place" and not placed):
                    yield hit
        for hits in self._hits.values():
            yield from (hit for hit in hits if hit.how != "name" and hit.span.root.i in places)

    def _is_meant(self, hit: _Hit, incident: Incident, alone: Collection[int], *, main: bool) -> bool:
        """Whether an incident is that of a hit: by name, or by place and what tells it from all else there."""
        since = self._since(hit.known.day)
        stated = [str(a.value) for a in incident.fillers("date")]
        agreed = _agreed(stated or self._beside(incident, alone), hit.known.day)
        if since < -1 or (stated and agreed is None):
            return False
        if hit.how == "name" or any(_is_called(frame, hit) for frame in incident.frames):
            return True
        recalled = any(_is_recalled(frame, hit.span.root) for frame in incident.frames)
        if hit.how == "place":
            return recalled or agreed is not None or (main and since <= _NEWS)
        stale = since > _STALE or (main and agreed == "day")
        return (agreed in ("day", "month") and stale) or (recalled and agreed is not None)

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


def _is_called(frame: Frame, hit: _Hit) -> bool:
    """Whether a trigger and a place make up a name: "the massacre in Srebrenica", of the Srebrenica massacre."""
    name = fold(f"{hit.span.text} {lemma(frame.trigger)}")
    return frame.trigger.is_ancestor(hit.span.root) and any(name == fold(each) for each in hit.known.names)


def _is_recalled(frame: Frame, place: Token) -> bool:
    """Whether a trigger speaks of something known by its place: "the PLACE massacre", "the bombing in PLACE"."""
    trigger = frame.trigger
    if trigger.pos_ != "NOUN" or not trigger.is_ancestor(place):
        return False
    return frame.definite or (place.head == trigger and place.dep_ in _BESIDE)
