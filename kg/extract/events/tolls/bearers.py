"""Which trigger a number or a word for the dead stands with."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from itertools import islice

from kg.extract.drafts import Argument, Frame, mention_at
from kg.extract.events.attachment import deed_of_relative
from kg.extract.events.tolls.cumulative import Cumulative
from kg.extract.text.syntax import RELATIVE, SUBJECTS, after, children, clause, lemma, subjects
from kg.extract.tokens import Doc, Token
from kg.knowledge.lexicon import Lexicon
from kg.vocab import COUNTS

_AT = ("at", "in", "near")
_COMPARING = ("than", "ahead", "since", "unlike", "like", "behind")
_UPDATE = 6  # sentences from one toll to another of the same incident
_LOOK = 4  # triggers back from a number without one in its sentence
_STAMP = 3  # tokens of an update's time, which is no sentence
_KILLED = COUNTS[0]
_SENTENCES = 2  # from a trigger on to a toll that belongs to it


class Bearers:
    """Finds the frames of one document that tolls belong to."""

    def __init__(self, doc: Doc, lexicon: Lexicon, frames: dict[int, Frame]) -> None:
        """`frames` leads from where a trigger stands to its frame; a sum over many attacks adds one."""
        self._frames, self._cumulative = frames, Cumulative(lexicon)
        self._results = lexicon.words("events", "result_verbs")
        self._order = sorted(frames)
        self._at = mention_at(doc)
        self._told: list[tuple[int, str, Frame]] = []  # where a count stands, its predicate and frame

    def of(self, token: Token) -> Frame | None:
        """The trigger that a number, or a word for the dead, stands with.

        It is the one above it in the sentence, else the nearest in it, else the last before. A toll of a war or a year
        stands with none of these, but makes one of its own.
        """
        above = next(filter(None, map(self._stands_for, token.ancestors)), None)
        if self._cumulative.of(token):
            return self._sum_up(clause(token))
        if above is not None:
            return self._frames[above.i]
        here = [self._frames[i] for i in self._between(token.sent.start, token.sent.end)]
        straight = [f for f in here if not _is_beside(f.trigger, token)]
        if not straight and (there := self._at_place(token)) is not None:
            return there
        if here and not straight and (last := self.last_count(token, _UPDATE)) is not None:
            return last[0]  # "Now 231 dead, making it worse than THE BOMBING of 2011": of what was told before
        if here:
            return min(straight or here, key=lambda f: abs(f.trigger.i - token.i))
        before = [f for f in islice(self._told_before(token.i), _LOOK) if _is_near(f.trigger, token)]
        return next((f for f in before if not _is_beside(f.trigger, token)), before[0] if before else None)

    def _stands_for(self, above: Token) -> Token | None:
        """A trigger, or the one that is said to leave people dead: "after an AMBUSH left four men dead"."""
        if above.i in self._frames:
            return above
        if lemma(above) not in self._results:
            return None
        deed = deed_of_relative(above, lambda t: t.i in self._frames)
        return deed or next((t for t in subjects(above) if t.i in self._frames), None)

    def _between(self, start: int, end: int) -> list[int]:
        """Where triggers stand from one token on and before another, in text order."""
        if len(self._order) < len(self._frames):
            self._order = sorted(self._frames)
        return self._order[bisect_left(self._order, start) : bisect_left(self._order, end)]

    def _told_before(self, end: int) -> Iterator[Frame]:
        """The frames before a token that tell of one happening, the nearest first."""
        frames = (self._frames[i] for i in reversed(self._between(0, end)))
        return (f for f in frames if f.concrete and not f.recurring)

    def _at_place(self, token: Token) -> Frame | None:
        """ "22 dead AT ODEK and 41 AT LUKODI", "the toll in Goma": what was last told to have been there."""
        counted = (token, *children(token, "nummod"), token.head)
        words = [t for each in counted for t in after(each, _AT) if t.i > token.i]
        mentions = [m for t in words if (m := self._at.get(t.i)) is not None and m.entity is not None]
        places = [m.entity for m in mentions if m.entity is not None and m.entity.names]
        if not places or token.head.i in self._frames:
            return None
        known = self._told_before(token.i)
        return next((f for f in known if any(a.value in places for a in f.fillers("place"))), None)

    def harmful(self, token: Token) -> Frame | None:
        """Of the triggers in its sentence or told shortly before, the nearest that people came to harm by."""
        end = token.sent.end
        frame = next(filter(_harms, (self._frames[i] for i in reversed(self._between(0, end)))), None)
        if frame is None:  # "The dead were X and Y. They were killed in ..."
            later = next(filter(_harms, (self._frames[i] for i in self._between(end, len(token.doc)))), None)
            if later is not None:
                return later if later.trigger.sent.start == end else None
        if frame is None or not _is_near(frame.trigger, token):
            return self.of(token)  # "Gunmen attacked a clinic. The dead include X"
        return frame

    def note(self, frame: Frame, count: Argument) -> None:
        """Remember a count that was given to a frame, for those that take it up."""
        if count.value and not frame.recurring:
            insort(self._told, (count.at.i, count.role, frame), key=lambda each: each[0])

    def last_count(self, token: Token, sentences: int = 1, beyond: bool = True) -> tuple[Frame, str] | None:
        """Of which frame a toll was told last before a token, and its predicate: of the dead, where it was of both.

        Args:
            token: where another number stands.
            sentences: how many may begin between the two.
            beyond: whether a paragraph may, too.
        """
        end = bisect_left(self._told, token.i, key=lambda each: each[0])
        if not end or not _is_near(token.doc[self._told[end - 1][0]], token, sentences):
            return None
        if not beyond and any("\n" in t.text for t in token.doc[self._told[end - 1][0] : token.i]):
            return None
        start = token.doc[self._told[end - 1][0]].sent.start
        beside = []
        for at in range(end - 1, -1, -1):
            if self._told[at][0] < start:
                break
            beside.append(self._told[at])
        _, predicate, frame = next((each for each in beside if each[1] == _KILLED), beside[0])
        return frame, predicate

    def sums_up(self, tally: Token) -> bool:
        """ "Bringing the TOTAL since April to 150", "the NUMBER killed this year": whether it counts many attacks."""
        return any(map(self._cumulative.of, (tally, *children(tally, "acl"))))

    def of_sum(self, tally: Token) -> Frame | None:
        """The frame of such a sum; none where its clause tells of an attack itself."""
        at = clause(tally)
        return None if at.i in self._frames and not self._frames[at.i].recurring else self._sum_up(at)

    def is_sum(self, frame: Frame, value: int) -> bool:
        """Whether a count of that size by a trigger sums up more than one incident."""
        return self._cumulative.of(frame.trigger, value)

    def _sum_up(self, at: Token) -> Frame:
        """The frame for a word that tells of a sum over many attacks."""
        if at.i not in self._frames:
            self._frames[at.i] = Frame(at, at.doc[at.i : at.i + 1], "Attack", concrete=False)
        self._frames[at.i].recurring = True
        return self._frames[at.i]


def _harms(frame: Frame) -> bool:
    return frame.harm is not None or bool(frame.fillers(*COUNTS))


def _is_beside(trigger: Token, token: Token) -> bool:
    """Whether a trigger is only told of for comparison, or within a clause on something else than a number's."""
    at = trigger
    while at.dep_ != "ROOT" and not at.is_ancestor(token):
        if at.dep_ == "relcl" and any(t.dep_ in SUBJECTS and t.lower_ not in RELATIVE for t in at.children):
            return True
        if at.dep_ == "prep" and at.lower_ in _COMPARING:
            return True
        if at.dep_ == "advcl" and any(t.lower_ == "since" for t in children(at, "mark")):
            return True  # "the bloodiest since rebels began to attack the country"
        at = at.head
    return False


def _is_near(before: Token, token: Token, sentences: int = _SENTENCES) -> bool:
    """Whether at most so many sentences begin between two tokens; blanks and times alone count for nothing."""
    begun = 0
    for at in range(token.i, before.i, -1):
        word = token.doc[at]
        begun += bool(word.is_sent_start and not word.is_space) and len(word.sent) > _STAMP
        if begun > sentences:
            return False
    return True
