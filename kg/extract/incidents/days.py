"""When an incident was, if its own clauses do not say: by its sentence, section, paragraph or the report as a whole."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.drafts import Argument, Frame, Incident, day_of_telling, named_in, published, section_at
from kg.extract.incidents.asides import Asides, is_across, is_behind, looks_back
from kg.extract.incidents.passages import Passages
from kg.extract.text.dates import month_of
from kg.extract.text.syntax import children, clause, is_past_perfect
from kg.extract.times.values import TemporalExpression, times_in
from kg.extract.tokens import Doc, Token

NEAR, FAR = 0.6, 0.5  # how sure: by the same sentence, section or paragraph, and by the report as a whole
TELLING = 0.4  # by the day on which it was told, which is as often the next one
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DAY = len("2024-01-04")
_LATELY = 7  # days before publication that a report's only free day may lie
_FINITE = ("VBD", "VBZ", "VBP")
_EARLY = 2  # days of a month on which news is of the month before as well


class Days:
    """Finds the days of a document's incidents."""

    def __init__(self, doc: Doc, asides: Asides, passages: Passages) -> None:
        self._doc, self._asides, self._passages = doc, asides, passages
        self._dating = {a.span for f in doc._.frames for a in f.fillers("date")}
        self._year = _year(doc)

    def of(self, incident: Incident, alone: list[Frame], *, main: bool) -> Argument | None:
        """The day of an incident that has none.

        Args:
            incident: it.
            alone: its frames whose sentences tell of no other incident.
            main: whether the report begins with it.
        """
        return next(self._days(incident, alone, main=main), None) or (self._month_of_lead(incident) if main else None)

    def month_of_news(self, incident: Incident) -> Argument | None:
        """The month of publication, for what a report tells as new without any day."""
        told = published(self._doc)
        news = (f for f in incident.frames if told is not None and self._is_news(f, f"{told:%Y-%m}"))
        return self._month(next((f.trigger for f in news), None))

    def with_year(self, incident: Incident) -> Incident:
        """The incident; its days ("June 7") have the year that the report speaks of, where it speaks of only one."""
        if self._year is None:
            return incident
        return Incident(tuple(replace(f, arguments=[self._in_year(a) for a in f.arguments]) for f in incident.frames))

    def _in_year(self, argument: Argument) -> Argument:
        if argument.role != "date" or not str(argument.value).startswith("--"):
            return argument
        if (section := section_at(argument.at)) is not None and section.date == argument.value:
            return argument  # an item of a chronology, which may be of any years
        return replace(argument, value=f"{self._year}{str(argument.value)[1:]}", confidence=NEAR)

    def _days(self, incident: Incident, alone: list[Frame], *, main: bool) -> Iterator[Argument]:
        """The day of its section's heading, else the only one that its sentence names, its paragraph, the report.

        Last comes the day of telling.
        """
        for frame in incident.frames:
            section = section_at(frame.trigger)
            if section is not None and section.date is not None:
                at = self._doc[section.start]
                yield Argument("date", section.date, at, at.sent, confidence=NEAR, inferred=True)
        yield from self._of_while_ago(incident)
        found, told = list[Argument](), list[Argument]()
        for frame in alone:
            times = times_in(frame.trigger.sent)
            if len({t.value for t in times}) != 1:
                continue
            at = times[0].span.root
            if looks_back(at, frame.trigger) or self._asides.is_of_aftermath(at, frame.trigger):
                continue
            if self._asides.is_of_writing(at) or is_behind(at, frame.trigger):
                continue
            telling = self._asides.is_of_telling(at, frame.trigger)
            day = Argument(
                "date", times[0].value, at, times[0].span, confidence=TELLING if telling else NEAR, inferred=True
            )
            (told if telling else found).append(day)
        yield from (day for day in found if len(str(day.value)) == _DAY)
        yield from self._of_update(incident)
        yield from self._of_paragraph(incident, main=main)
        yield from self._of_report() if main else ()
        coarse = [
            day
            for day in found
            if not any(is_across(day.at, f.trigger) for f in alone if f.trigger.sent == day.at.sent)
        ]
        yield from sorted((*coarse, *told), key=lambda day: day.at.i)

    def _of_while_ago(self, incident: Incident) -> Iterator[Argument]:
        """The month of the week, or weeks ago, that its clause names: "killed six LAST WEEK"."""
        published_on = published(self._doc)
        for frame in incident.frames if published_on is not None else ():
            home = clause(frame.trigger)
            times = (e for e in named_in(frame.trigger.sent) if e.label_ == "DATE" and clause(e.root) == home)
            for span in times:
                if published_on is not None and (month := month_of(span.text, published_on)) is not None:
                    yield Argument("date", month, span.root, span, confidence=NEAR, inferred=True)

    def _of_update(self, incident: Incident) -> Iterator[Argument]:
        """An update of a live report tells of its own day, unless it looks back."""
        for frame in incident.frames:
            section, day = section_at(frame.trigger), day_of_telling(frame.trigger)
            stamped = section is not None and not section.told and section.heading is not None and section.place is None
            stamped = stamped and not any(e.label_ == "DATE" for e in named_in(frame.trigger.sent))
            if stamped and day is not None and not is_past_perfect(clause(frame.trigger)):
                at = frame.trigger
                yield Argument("date", day.isoformat(), at, at.doc[at.i : at.i + 1], confidence=FAR, inferred=True)

    def _of_paragraph(self, incident: Incident, *, main: bool) -> Iterator[Argument]:
        """The one day that its paragraph, or for the main one the lead, names before it for no other incident."""
        for frame in incident.frames:
            if is_past_perfect(clause(frame.trigger)):
                continue
            own, lead = frame.trigger.sent, self._passages.lead
            leads = main and own.start < lead
            around = [self._doc[0 if leads else self._passages.paragraph(own.start) : own.start]]
            around += [self._doc[own.end : lead]] if leads and own.end < lead else []
            times = [t for part in around for t in times_in(part) if self._is_free(t)]
            if len({t.value for t in times}) == 1 and len(times[0].value) == _DAY:
                at = times[0].span.root
                yield Argument("date", times[0].value, at, times[0].span, confidence=NEAR, inferred=True)

    def _of_report(self) -> Iterator[Argument]:
        """The one day of the last week that a report names anywhere, for no other incident and for nobody's words."""
        told = published(self._doc)
        if told is None or any(len(t.value) == _DAY and t.value < f"{told.year - 1}" for t in self._doc._.times):
            return
        lately = [t for t in self._doc._.times if len(t.value) == _DAY and not t.value.startswith("-")]
        lately = [t for t in lately if 0 <= (told - dt.date.fromisoformat(t.value)).days <= _LATELY]
        free = [t for t in lately if self._is_free(t) and not self._asides.is_of_writing(t.span.root)]
        if len({t.value for t in free}) == 1:
            yield Argument("date", free[0].value, free[0].span.root, free[0].span, confidence=FAR, inferred=True)

    def _is_free(self, time: TemporalExpression) -> bool:
        """Whether it dates neither an incident nor who tells of one."""
        return not time.unsure and time.span not in self._dating and self._asides.is_free(time.span.root)

    def _month_of_lead(self, incident: Incident) -> Argument | None:
        """That of publication for what a report begins with, unless it looks back."""
        first = min(incident.frames, key=lambda f: f.trigger.i).trigger
        leads = first.i < self._passages.lead and not is_past_perfect(clause(first))
        return self._month(first if leads else None)

    def _month(self, at: Token | None) -> Argument | None:
        """The month of publication as the day of what a trigger tells; None where news may be of the month before."""
        told = published(self._doc)
        if at is None or told is None or told.day <= _EARLY or self._year not in (None, str(told.year)):
            return None
        return Argument("date", f"{told:%Y-%m}", at, self._doc[at.i : at.i + 1], confidence=FAR, inferred=True)

    def _is_news(self, frame: Frame, month: str) -> bool:
        """Whether a main clause tells of it as of something new, and no other time stands around it."""
        home = clause(frame.trigger)
        if not frame.concrete or frame.definite or home.dep_ not in ("ROOT", "conj", "ccomp") or is_past_perfect(home):
            return False
        finite = any(t.tag_ in _FINITE for t in (home, *children(home, "aux", "auxpass")))
        sentence = frame.trigger.sent
        around = self._doc[self._passages.paragraph(sentence.start) : sentence.end]
        if not finite or any(e.label_ == "DATE" for e in named_in(sentence)):
            return False
        return all(t.value.startswith(month) for t in times_in(around))


def _year(doc: Doc) -> str | None:
    """The year that a text speaks of, where it is only one."""
    years = {year for span in doc.ents if span.label_ == "DATE" for year in _YEAR.findall(span.text)}
    return min(years) if len(years) == 1 else None
