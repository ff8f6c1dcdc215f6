"""Days that a text counts from one attack to another: "two days after the bombing", "a day before gunmen killed nine".

Where one of the two has a day, the other gets it. What is counted from is the trigger that follows the words; if that
is told only as known ("the blast", "the attack on X"), it has the day of the one told of with the same place, or last.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from kg.extract.drafts import Argument, EntityDraft, Frame
from kg.extract.text.dates import is_exact
from kg.extract.text.syntax import clause
from kg.extract.times.offsets import Offset
from kg.extract.times.values import times_in
from kg.extract.tokens import Doc, Token
from kg.vocab import is_a

_COUNTED = 0.7  # how sure such a day is
_BOUNDS = (",", ";", ":", "(", ")", "–", "—")


def count_days(doc: Doc, frames: Sequence[Frame]) -> None:
    """Give frames the days that others are counted from, or that are counted from theirs."""
    offsets: list[Offset] = doc._.offsets
    for offset in offsets:
        sentence = offset.span.root.sent
        here = [f for f in frames if sentence.start <= f.trigger.i < sentence.end and not f.recurring]
        behind = [] if offset.alone else [f for f in here if f.trigger.i in _reach(offset)]
        beside = [f for f in here if f not in behind and _is_of(offset, f.trigger)]
        named = _named_day(offset)
        for frame in [f for f in here if f not in behind and _hangs_on(f.trigger, offset)]:
            _date(frame, named, offset)  # "a day after Monday's disaster in X, where a lorry destroyed"
        if behind or named:
            day = named or _day(behind[0]) or _told(behind[0], frames)
        elif offset.alone or _places(doc, _reach(offset)):
            day = _last(offset, frames, _places(doc, _reach(offset)), alone=offset.alone)
        else:
            continue
        if day is not None:
            for frame in beside:
                _date(frame, _added(day, offset, 1), offset)
        elif behind and not behind[0].definite:
            known = next((d for f in beside if (d := _day(f)) is not None), None) or _named_before(offset)
            known = known or next((d for f in beside if f.definite and (d := _told(f, frames))), None)
            if known is not None:
                _date(behind[0], _added(known, offset, -1), offset)


def _reach(offset: Offset) -> range:
    """The tokens of what is counted from, up to where the clause or the sentence ends."""
    doc, start = offset.span.doc, offset.span.end
    rest = doc[start : offset.span.root.sent.end]
    bounds = (t.i for t in rest if t.text in _BOUNDS and doc[t.i - 1].ent_type_ != "DATE")  # "after May 15, 2013, ..."
    end = next(bounds, rest.end)
    return range(start, start) if offset.alone else range(start, end)


def _named_day(offset: Offset) -> str | None:
    """The one day that the words for what is counted from name themselves ("after MONDAY's disaster")."""
    reach = _reach(offset)
    days = {t.value for t in times_in(offset.span.doc[reach.start : reach.stop])}
    return days.pop() if len(days) == 1 and all(map(is_exact, days)) else None


def _hangs_on(trigger: Token, offset: Offset) -> bool:
    """Whether a trigger stands in a clause that tells of what is counted from: "the disaster in X, WHERE it hit"."""
    reach = _reach(offset)
    verb = clause(trigger)
    return verb.dep_ == "relcl" and any(t.i in reach for t in verb.ancestors)


def _is_of(offset: Offset, trigger: Token) -> bool:
    """Whether a trigger stands in the clause that the words modify."""
    home = clause(offset.span[0])
    words = {t.i for t in offset.span}
    outer = home if home.i not in words and home.i not in _reach(offset) else home.head
    return trigger == outer or clause(trigger) == outer or trigger in outer.conjuncts


def _added(day: str, offset: Offset, sign: int) -> str | None:
    when = dt.date.fromisoformat(day)
    try:
        when = when.replace(year=when.year + sign * offset.years)
    except ValueError:
        return None
    return (when + dt.timedelta(days=sign * offset.days)).isoformat()


def _day(frame: Frame) -> str | None:
    """The one day that a frame has."""
    days = {str(a.value) for a in frame.fillers("date")}
    return days.pop() if len(days) == 1 and all(map(is_exact, days)) else None


def _date(frame: Frame, day: str | None, offset: Offset) -> None:
    """Give a frame its day in place of one that the words of its anchor gave it."""
    if day is None or (_day(frame) is not None and not _lies_in(frame, offset)):
        return
    kept = [a for a in frame.arguments if a.role != "date"]
    frame.arguments = [*kept, Argument("date", day, offset.span.root, offset.span, confidence=_COUNTED)]
    frame.day = day


def _lies_in(frame: Frame, offset: Offset) -> bool:
    reach = _reach(offset)
    return all(a.at.i in reach for a in frame.fillers("date"))


def _told(frame: Frame, frames: Sequence[Frame]) -> str | None:
    """The day of what a frame takes up: of one with its place, else, if it names none, of the last one before it."""
    places = {id(a.value) for a in frame.fillers("place", "target") if _is_named(a.value)}
    dated = [(f, d) for f in frames if f is not frame and (d := _day(f)) is not None]
    if places:
        same = {d for f, d in dated if places & {id(a.value) for a in f.fillers("place", "target")}}
        return same.pop() if len(same) == 1 else None
    if not frame.definite:
        return None
    last, day = next(((f, d) for f, d in reversed(dated) if f.trigger.i < frame.trigger.i), (frame, None))
    return None if last.trigger.tag_ == "NNS" and frame.trigger.tag_ == "NN" else day  # not one of "over 100 attacks"


def _last(offset: Offset, frames: Sequence[Frame], places: set[int], *, alone: bool) -> str | None:
    """The day of the last one told before, or of the one in a place that the words name."""
    dated = [(f, d) for f in frames if (d := _day(f)) is not None]
    if alone:
        return next((d for f, d in reversed(dated) if f.trigger.i < offset.span.start), None)
    same = {d for f, d in dated if places & {id(a.value) for a in f.fillers("place", "target")}}
    return same.pop() if len(same) == 1 else None


def _places(doc: Doc, reach: range) -> set[int]:
    """The named places of a stretch."""
    return set(_named(doc, reach)) if reach else set()


def _named(doc: Doc, reach: range) -> Iterator[int]:
    for mention in doc._.mentions:
        if mention.head.i in reach and mention.entity is not None and _is_named(mention.entity):
            yield id(mention.entity)


def _is_named(value: object) -> bool:
    return isinstance(value, EntityDraft) and bool(value.names) and is_a(value.cls, "Place")


def _named_before(offset: Offset) -> str | None:
    """ "On March 18, FOUR DAYS BEFORE attacks on X": the day that the words go on from."""
    before = offset.span.doc[offset.span.root.sent.start : offset.span.start]
    times = times_in(before)
    if not times or not is_exact(times[-1].value):
        return None
    between = offset.span.doc[times[-1].span.end : offset.span.start]
    return times[-1].value if all(t.text in (",", "just", "only") for t in between) else None
