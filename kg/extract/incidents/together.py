"""What an attack shares with the one told of before it: "a second bomb went off minutes later", "in another attack"."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, insort
from dataclasses import replace

from kg.extract.drafts import Argument, EntityDraft, Frame, Incident, named_in, published
from kg.extract.incidents.days import FAR
from kg.extract.incidents.passages import Passages
from kg.extract.text.syntax import SUBJECTS, children, clause, is_past_perfect, is_present_perfect
from kg.extract.tokens import Doc, Token
from kg.knowledge.lexicon import Lexicon, Words
from kg.vocab import is_a

_DAY = len("2024-01-04")
_JUST = 2  # days before publication on which what a report tells may have been


class Together:
    """Finds the days and towns of attacks that a report tells of one behind the other.

    Call it in text order, with the incidents told of before: of these, only what came since is looked at.
    """

    def __init__(self, doc: Doc, lexicon: Lexicon, passages: Passages) -> None:
        self._doc, self._passages = doc, passages
        self._only = _only_day(doc)
        self._triggers: list[tuple[int, int]] = []  # of what was told before, and its number, negated
        self._noted = 0
        self._next = lexicon.words("events", "together", "next")
        self._besides = lexicon.words("events", "together", "besides")
        phrases = sorted(lexicon.words("events", "together", "times"), key=len, reverse=True)
        self._times = re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b")

    def day(self, incident: Incident, told: list[Incident]) -> Argument | None:
        """The day of the attack before, where an attack is told as following it, or as another of that day.

        Else that of the report's first attack, where the report speaks of no other day.
        """
        for frame in incident.frames:
            before = self._before(frame, told)
            if before is None or not self._goes_on(frame):
                continue
            days = [a for a in before.fillers("date") if len(str(a.value)) == _DAY]
            if len({str(a.value) for a in days}) == 1:
                return replace(days[0], confidence=min(FAR, days[0].confidence), inferred=True)
        days = [a for a in told[0].fillers("date") if str(a.value) == self._only] if told else []
        if days and all(map(_is_of_the_day, incident.frames)):
            return replace(days[0], confidence=min(FAR, days[0].confidence), inferred=True)
        return None

    def town(self, incident: Incident, told: list[Incident]) -> Argument | None:
        """The town of the report's first attack, if it was filed there, for others of that day."""
        filed = self._doc._.dateline
        if filed is None or filed.place is None or not told:
            return None
        days = {str(a.value) for a in incident.fillers("date") if len(str(a.value)) == _DAY}
        if not days or days.isdisjoint(str(a.value) for a in told[0].fillers("date")):
            return None
        for argument in told[0].fillers("place"):
            place = argument.value
            named = isinstance(place, EntityDraft) and place.names and is_a(place.cls, "Place")
            if isinstance(place, EntityDraft) and named and any(filed.holds(m.span) for m in place.mentions):
                return replace(argument, confidence=FAR, inferred=True)
        return None

    def _before(self, frame: Frame, told: list[Incident]) -> Incident | None:
        """The incident that was told of last, in this paragraph or the one before."""
        start = self._passages.paragraph(max(self._passages.paragraph(frame.trigger.i) - 1, 0))
        for incident in told[self._noted :]:
            for trigger in {f.trigger.i for f in incident.frames}:
                insort(self._triggers, (trigger, -self._noted))
            self._noted += 1
        at = bisect_left(self._triggers, (frame.trigger.i, -len(told))) - 1
        trigger, number = self._triggers[at] if at >= 0 else (-1, 0)
        return told[-number] if trigger >= start else None

    def _goes_on(self, frame: Frame) -> bool:
        """Whether a trigger is put as what followed or came besides, in the simple past and with no time of its own."""
        verb, sentence = clause(frame.trigger), frame.trigger.sent
        if is_past_perfect(verb) or is_present_perfect(verb) or any(e.label_ == "DATE" for e in named_in(sentence)):
            return False
        if self._times.search(sentence.text.lower()):
            return True
        first = next((t for t in sentence if not t.is_punct and not t.is_space), sentence[0])
        opening = sentence.doc[first.i : first.i + 3]
        if any(t.lower_ in self._besides for t in opening[: 1 if first.lower_ != "in" else 3]):
            return True
        return any(_is_next(t, self._next) for t in (frame.trigger, *children(verb, *SUBJECTS)))


def _only_day(doc: Doc) -> str | None:
    """The only day that a report speaks of, beside that of its publication, if it is of the days just before."""
    told = published(doc)
    named: set[str] = {t.value for t in doc._.times if len(t.value) == _DAY}
    days = named - {told.isoformat()} if told is not None and len(named) > 1 else named
    day = days.pop() if len(days) == 1 else None
    if told is None or day is None or not 0 <= (told - dt.date.fromisoformat(day)).days <= _JUST:
        return None
    return day


def _is_of_the_day(frame: Frame) -> bool:
    """Whether a trigger is told in the simple past, as new, and in a sentence that names no time."""
    verb = clause(frame.trigger)
    past = verb.tag_ == "VBD" or any(t.tag_ == "VBD" for t in children(verb, "auxpass"))
    bare = past and not any(children(verb, "aux")) and not (frame.definite or frame.answered or frame.recurring)
    return bare and not any(e.label_ == "DATE" for e in named_in(frame.trigger.sent))


def _is_next(noun: Token, words: Words) -> bool:
    """ "A SECOND bomb", "another blast"."""
    return any(t.lower_ in words for t in children(noun, "amod", "det"))


def without_regions(incident: Incident, continents: Words) -> Incident:
    """The incident without places that span states, where it has one that does not ("the worst in West Africa")."""
    places = [a for a in incident.fillers("place") if isinstance(a.value, EntityDraft)]
    wide = [a for a in places if isinstance(a.value, EntityDraft) and _is_wide(a.value, continents)]
    if not wide or len(wide) == len(places):
        return incident
    frames = (replace(f, arguments=[a for a in f.arguments if a not in wide]) for f in incident.frames)
    return Incident(tuple(frames))


def _is_wide(place: EntityDraft, continents: Words) -> bool:
    words = {word for name in place.names for word in name.lower().split()}
    return place.cls == "Place" and place.place is not None and not place.country and bool(words & continents)
