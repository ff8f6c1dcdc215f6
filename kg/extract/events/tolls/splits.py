"""Incidents of their own for counts that have a place of their own (see `gaps`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import reduce

from kg.extract.drafts import Argument, EntityDraft, Frame, sharper
from kg.extract.events.tolls.gaps import AT, GLUE, Gaps, Part
from kg.extract.participants import Fillers
from kg.extract.text.dates import names_a_day
from kg.extract.text.numbers import count_of, lead_of, numeral_of
from kg.extract.text.syntax import children, clause
from kg.vocab import COUNTS


class Splits:
    """Gives each of them a frame."""

    def __init__(self, gaps: Gaps, fillers: Fillers) -> None:
        self._gaps, self._fillers = gaps, fillers

    def split(self, frames: Mapping[int, Frame], links: list[tuple[Frame, Frame]]) -> Iterator[Frame]:
        """Frames for the counts of other places than the one told of by a trigger, which keeps its own alone."""
        for chain in self._gaps.chains:
            found = next(_telling(frames.values(), chain.first.numeral), None)
            if found is None:
                continue
            base, count = found
            if len(chain.rest) > 1 and count.value == sum(map(_value, chain.rest)):
                continue  # "thirteen in the province, five in X and eight in Y"
            around = [base, *(f for pair in links if base in pair for f in pair if f is not base)]
            days = [a for f in around for a in f.fillers("date")] or _days_beside(base, frames.values())
            if base.recurring and not any(names_a_day(str(a.value)) for a in days):
                continue  # a sum over a longer time
            here = base.trigger.sent.start == chain.first.noun.sent.start
            parts = chain.rest
            if base.recurring or not (here or _is_only_at(base, chain.first.place)):
                base.arguments.remove(count)
                parts = [chain.first, *parts]
            else:
                base.split = chain.first.numeral
                if not _is_told_at([f for f in around if not f.recurring], chain.first.place):
                    base.arguments.append(self._where(chain.first))
            for frame in around:
                frame.arguments = [a for a in frame.arguments if not any(p.holds(a.at) for p in parts)]
            doers = [a for f in around if here for a in f.fillers("attacker", "weapon")]
            for part in parts:
                told = self._frame(part, base, around, count)
                told.arguments += [*_once(days), *_once(doers)]
                told.day, told.split = base.day, chain.first.numeral
                yield told

    def keep_apart(self, frames: Iterable[Frame]) -> None:
        """Mark counts of one sentence that are of two places, each with its verb.

        "Sixteen died; IN SYRIA nine were killed", "six were killed in Kharkiv and 22 WERE KILLED in Dnipro".
        """
        last: Frame | None = None
        for frame in frames:
            roles = {a.role for role in COUNTS for a in frame.fillers(role)}
            if not roles or frame.recurring:
                continue
            if last is not None and last.trigger.sent.start == frame.trigger.sent.start:
                again = any(a.role in roles for a in last.arguments) and _opens_with_place(frame)
                unmarked = last.split is None and frame.split is None
                if unmarked and (again or self._gaps.far_apart(_places(last), _places(frame))):
                    last.split = frame.split = last.trigger.i
                    _share_day(last, frame)
            last = frame

    def _frame(self, part: Part, base: Frame, around: list[Frame], count: Argument) -> Frame:
        """What is told of one place: the same kind of deed, and the same harm."""
        doc, number = part.noun.doc, count_of(part.noun, counted=True)
        here = base.trigger.sent.start == part.noun.sent.start
        numeral, home = doc[part.numeral], clause(part.noun)
        trigger = base.trigger if here else home if home.pos_ == "VERB" else numeral
        cls = reduce(sharper, (f.cls for f in around))
        frame = Frame(trigger, doc[trigger.i : trigger.i + 1], cls, base.harm)
        if number is not None:
            span = doc[lead_of(numeral).i : part.noun.i + 1]
            frame.arguments.append(replace(count, value=number.value, at=part.noun, span=span, bound=number.bound))
        frame.arguments.append(self._where(part))
        people = self._fillers.entity(part.noun, make=False)
        if people is not None and people.cls in ("Person", "Group"):
            frame.arguments.append(Argument("victim", people, part.noun, self._fillers.span(part.noun)))
        return frame

    def _where(self, part: Part) -> Argument:
        return Argument("place", part.place, part.at, self._fillers.span(part.at))


def _telling(frames: Iterable[Frame], numeral: int) -> Iterator[tuple[Frame, Argument]]:
    """The frame that a number was given to, and as what."""
    return ((f, a) for f in frames for a in f.fillers(*COUNTS) if numeral_of(a.at).i == numeral)


def _is_only_at(frame: Frame, place: EntityDraft) -> bool:
    return {id(a.value) for a in frame.fillers("place")} == {id(place)}


def _is_told_at(frames: list[Frame], place: EntityDraft) -> bool:
    return any(a.value is place for f in frames for a in f.fillers("place"))


def _share_day(*frames: Frame) -> None:
    """ "Six were killed in X and 22 were killed in Y ON MONDAY": one day for both, where one of them has none."""
    days = [a for f in frames for a in f.fillers("date")]
    for frame in (f for f in frames if days and not f.fillers("date")):
        frame.arguments.append(replace(days[0], inferred=True))


def _places(frame: Frame) -> list[EntityDraft]:
    return [a.value for a in frame.fillers("place") if isinstance(a.value, EntityDraft)]


def _opens_with_place(frame: Frame) -> bool:
    """Whether the clause of a trigger stands behind another, and begins with its place."""
    verb, doc = frame.trigger, frame.trigger.doc
    places = {a.at.i for a in frame.fillers("place")}
    return any(
        p.i < verb.i and p.i > verb.sent.start and doc[p.i - 1].lower_ in GLUE and places & {t.i for t in p.subtree}
        for p in children(verb, "prep")
        if p.lower_ in AT
    )


def _once(arguments: list[Argument]) -> list[Argument]:
    """One argument a filler."""
    return list({(a.role, a.value): a for a in reversed(arguments)}.values())[::-1]


def _days_beside(base: Frame, frames: Iterable[Frame]) -> list[Argument]:
    """The one day that the sentence of a frame tells of."""
    sentence = base.trigger.sent
    days = [a for f in frames for a in f.fillers("date") if sentence.start <= f.trigger.i < sentence.end]
    return days if len({a.value for a in days}) == 1 else []


def _value(part: Part) -> int:
    count = count_of(part.noun, counted=True)
    return count.value if count is not None else 0
