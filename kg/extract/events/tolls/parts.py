"""Totals that the text takes apart: "eleven died in two attacks. SEVEN OF THEM were shot in X, and FOUR died in Y".

Where the parts come to the total and each was in a place of its own, each is an incident, and the total sums them up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extract.drafts import Argument, EntityDraft, Frame
from kg.extract.events.tolls.sums import is_of_those, is_part
from kg.extract.participants import Fillers
from kg.extract.text.numbers import Count, count_of
from kg.extract.text.syntax import after, children, lemma
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon

Link = tuple[Frame, Frame]

_NEXT = 2  # sentences behind a total in which its parts stand
_LEAST = 3  # of a total that is worth it
_SHOT = frozenset(("shoot",))
_REST = frozenset("other others rest remainder remaining".split())


@dataclass(slots=True)
class _Part:
    frame: Frame
    at: Token
    count: Count
    around: list[Frame]


class TotalParts:
    """Finds such totals in the frames of one document."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        self._fillers = fillers
        self._events = frozenset(lexicon.nouns)

    def take_apart(self, frames: Mapping[int, Frame], links: Sequence[Link]) -> list[Link]:
        """Give each part its count, and let the total sum them up; the links that tie no part to another."""
        owners: dict[int, int] = {}  # of frames, the part that each is told with
        beside: defaultdict[int, list[Frame]] = defaultdict(list)
        for a, b in links:
            beside[id(a)].append(b)
            beside[id(b)].append(a)
        deadly = [f for _, f in sorted(frames.items()) if _is_deadly(f) and f.split is None]
        for number, base in enumerate(deadly):
            totals = [a for a in base.fillers("killedCount") if isinstance(a.value, int) and a.value >= _LEAST]
            if len(totals) != 1 or base.split is not None:
                continue
            later = (deadly[at] for at in range(number + 1, len(deadly)))
            parts = self._parts(base, int(str(totals[0].value)), later, beside)
            if parts and (self._are_several(base) or _are_apart(parts)):
                self._split(base, parts)
                for part in reversed(parts):
                    owners |= {id(f): id(part.frame) for f in part.around}
                owners |= {id(part.frame): id(part.frame) for part in parts}
        return [(a, b) for a, b in links if owners.get(id(a), 0) == owners.get(id(b), 0)] if owners else [*links]

    def _parts(self, base: Frame, total: int, later: Iterable[Frame], beside: Mapping[int, list[Frame]]) -> list[_Part]:
        """The parts behind a total that come to it, two at least; none where they do not."""
        found: list[_Part] = []
        left, end = total, _end(base.trigger)
        for frame in later:
            if frame.trigger.i >= end or left <= 0:
                break
            if frame.recurring or frame.trigger.sent.start == base.trigger.sent.start:
                continue
            told = self._number(frame, left if found else 0)
            if told is None or not (found or is_of_those(told[0]) or self._are_several(base)):
                continue
            around = [frame, *beside.get(id(frame), ())]
            found.append(_Part(frame, *told, [f for f in around if f.trigger.sent.start == frame.trigger.sent.start]))
            left -= told[1].value
        return found if left == 0 and len(found) > 1 else []

    def _number(self, frame: Frame, rest: int) -> tuple[Token, Count] | None:
        """How many a trigger says were killed; "the others" are as many as are left."""
        counts = [a for a in frame.fillers("killedCount") if isinstance(a.value, int)]
        if counts:
            return counts[0].at, Count(int(str(counts[0].value)), counts[0].bound or "Exactly")
        people = [a.at for a in frame.fillers("victim") if frame.trigger.is_ancestor(a.at)]
        for at in people:
            if is_part(at) and (count := count_of(at)) is not None:
                return at, count
        named = [t for t in children(frame.trigger, "nsubj", "nsubjpass") if lemma(t) in _REST]
        return (named[0], Count(rest, "Exactly")) if named and rest else None

    def _are_several(self, base: Frame) -> bool:
        """ "In TWO ATTACKS", "in separate shootings"."""
        events = after(base.trigger, ("in", "by", "during"))
        return any(t.tag_ == "NNS" and lemma(t) in self._events and count_of(t) is not None for t in events)

    def _split(self, base: Frame, parts: list[_Part]) -> None:
        days = base.fillers("date")
        for part in parts:
            if not part.frame.fillers("killedCount"):
                span = self._fillers.span(part.at)
                told = Argument("killedCount", part.count.value, part.at, span, part.count.bound)
                part.frame.arguments.append(told)
            part.frame.split = base.trigger.i
            if days and not any(f.fillers("date") for f in part.around):
                part.frame.arguments.append(replace(days[0], inferred=True))
        base.recurring = True


def _end(trigger: Token) -> int:
    """Where the sentences end in which parts of a total may stand."""
    at = trigger.sent.end
    for _ in range(_NEXT):
        at = trigger.doc[at].sent.end if at < len(trigger.doc) else at
    return int(at)


def _is_deadly(frame: Frame) -> bool:
    """Whether a trigger says that people died; of those who died, it tells when they were shot."""
    return frame.harm == "killed" or lemma(frame.trigger) in _SHOT


def _are_apart(parts: list[_Part]) -> bool:
    """Whether each part was in a place with a name, and no two in the same."""
    places = [{id(a.value) for f in part.around for a in f.fillers("place") if _is_named(a)} for part in parts]
    return all(places) and sum(map(len, places)) == len(set().union(*places))


def _is_named(argument: Argument) -> bool:
    return isinstance(argument.value, EntityDraft) and bool(argument.value.names)
