"""Whose several incidents are: "X was behind the attacks", of those told; "X attacks kill nine", of those to come."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from kg.extract.drafts import Argument, EntityDraft, Frame, Incident
from kg.extract.text.dates import is_exact
from kg.extract.text.numbers import count_of
from kg.extract.text.syntax import children, clause, is_past_perfect, lemma
from kg.extract.tokens import Doc, Token
from kg.knowledge.lexicon import Lexicon
from kg.model import Factuality
from kg.vocab import is_a

_BACK = 150  # tokens from a plural to the incidents that it takes up
_ACTORS = ("ArmedGroup", "MilitaryForce", "State", "Coalition")
_TAKING_UP = frozenset("the these those both all".split())
_PLAIN = ("det", "predet", "nummod", "punct", "acl", "relcl", "cc", "conj")
_WEEK = dt.timedelta(days=7)


class Shared:
    """Gives the incidents of a document the attackers that it names for several at once."""

    def __init__(self, doc: Doc, lexicon: Lexicon, surety: Callable[[Frame, Argument], Factuality]) -> None:
        """`surety` tells how surely a frame has somebody for its attacker."""
        self._surety = surety
        headline = doc._.headline
        start = headline.end if headline is not None else 0
        self._opening = doc[min(start, len(doc) - 1)].sent.end if len(doc) else 0
        self._published: dt.date | None = doc._.published
        self._rebels = lexicon.sets["irregulars"] | lexicon.sets["collectives"]
        self._unknown = lexicon.words("events", "unknown")

    def spread(self, incidents: list[Incident]) -> list[Incident]:
        """The incidents, with whoever is said to have made "the attacks", or is the only one who attacks."""
        told = list(incidents)
        sums = [(n, f) for n, i in enumerate(incidents) for f in i.frames if f.trigger.tag_ in ("NNS", "NNPS")]
        triggers = Counter(f.trigger.sent.start for i in incidents for f in i.frames) if sums else Counter[int]()
        ends = [_last(i) for i in incidents]
        for home, frame in sums:
            beside = triggers[frame.trigger.sent.start] > 1  # and so of an attack of its own
            meant = [] if beside else [*self._meant(frame, home, incidents, ends)]
            for argument in self._named(frame) if meant else ():
                for n in meant:
                    if not any(map(_is_named, told[n].fillers("attacker"))):
                        told[n] = told[n].with_argument(argument)
        return self._from_the_start(self._examples(told), [f for _, f in sums])

    def _named(self, frame: Frame) -> list[Argument]:
        known = ((a, a.factuality or self._surety(frame, a)) for a in frame.fillers("attacker") if _is_named(a))
        return [replace(a, factuality=sure) for a, sure in known if sure in ("Asserted", "Hedged")]

    def _meant(self, frame: Frame, home: int, incidents: list[Incident], ends: list[int]) -> Iterator[int]:
        """Which of the incidents before a plural it takes up ("both raids"); `ends` are their last triggers."""
        noun = frame.trigger
        first = noun.sent.start
        if not _takes_up(noun) or noun.i < self._opening:
            return
        before = [
            n
            for n, incident in enumerate(incidents)
            if n != home and first - _BACK < ends[n] < first and _is_on_its_own(incident)
        ]
        before.sort(key=lambda n: -ends[n])
        count = count_of(noun)
        yield from before[: count.value] if count is not None else before

    def _examples(self, told: list[Incident]) -> list[Incident]:
        """ "X's attacks on camps went on. On Sunday rebels entered Y": attacks of nobody else there are X's."""
        found = list(told)
        starts = [_first(i) for i in told]
        for incident in (i for i in told if i.recurring):
            for frame in incident.frames:
                for given in self._named(frame)[:1]:
                    for n in self._following(frame, told, starts):
                        if not self._may_show(found[n], frame, given):
                            break
                        if not any(a.value is given.value for a in found[n].fillers("attacker")):
                            found[n] = found[n].with_argument(replace(given, inferred=True))
        return found

    def _following(self, frame: Frame, told: list[Incident], starts: list[int]) -> list[int]:
        """The single incidents first told behind a trigger's sentence, in its paragraph."""
        end = frame.trigger.sent.end
        stop = next((t.i for t in frame.trigger.doc[end - 1 :] if "\n" in t.text), len(frame.trigger.doc))
        behind = [n for n, i in enumerate(told) if end <= starts[n] < stop and not i.recurring]
        return sorted(behind, key=lambda n: starts[n])

    def _may_show(self, incident: Incident, frame: Frame, given: Argument) -> bool:
        """Whether an incident can be one of those that a trigger sums up: nobody else did it, nor was it elsewhere."""
        doers = incident.fillers("attacker")
        others = [a for a in doers if a.value is not given.value]
        if any(_is_named(a) or lemma(a.at) not in self._rebels for a in others) or not _is_on_its_own(incident):
            return False
        if any(a.value is given.value for a in incident.fillers("target", "victim")):
            return False
        towns = [_towns(f) for f in (frame, *incident.frames)]
        return not towns[0] or not any(towns[1:]) or any(towns[0] & each for each in towns[1:])

    def _from_the_start(self, told: list[Incident], sums: list[Frame]) -> list[Incident]:
        """The incidents; where a report begins with one side's attacks and no other attacks in it, those are its."""
        parties = [a for f in sums if f.trigger.i < self._opening and not f.answered for a in self._named(f)]
        sides = {id(a.value) for i in told for a in i.fillers("attacker") if _is_named(a)}
        if not parties or len(sides) != 1:
            return told
        given = replace(parties[0], inferred=True)
        return [i.with_argument(given) if self._may_be(i, given) else i for i in told]

    def _may_be(self, incident: Incident, given: Argument) -> bool:
        """Whether an incident of the week has no attacker with a name, nor one who is unknown, and hit another side."""
        doers = incident.fillers("attacker")
        if any(map(_is_named, doers)) or not (_is_on_its_own(incident) and self._is_new(incident)):
            return False
        if any(a.value is given.value for a in incident.fillers("target", "victim")):
            return False
        beside = (t for a in doers for t in children(a.at, "amod", "acl"))
        return not any(lemma(t) in self._unknown or t.lower_ in self._unknown for t in beside)

    def _is_new(self, incident: Incident) -> bool:
        """Whether its days, if it has any, are of the week before the report."""
        days = [str(a.value) for a in incident.fillers("date")]
        if not days or self._published is None:
            return not days
        full = [dt.date.fromisoformat(day) for day in days if is_exact(day)]
        return bool(full) and all(abs(self._published - day) <= _WEEK for day in full)


def _takes_up(noun: Token) -> bool:
    """Whether a plural only takes up what was told: "both attacks", and not "the attacks on Y in May"."""
    if not any(t.lower_ in _TAKING_UP for t in noun.lefts):
        return False
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ not in ("both", "all"):
        return False  # "most of those attacks"
    others = (t for t in noun.children if t.dep_ not in _PLAIN)
    return all(t.lower_ in ("by", "two", "three", "both", "all") for t in others)


def _is_on_its_own(incident: Incident) -> bool:
    """Whether it is one attack, and not told as the past or the reason of another."""
    return not (incident.recurring or any(map(_is_far_back, incident.frames)))


def _is_far_back(frame: Frame) -> bool:
    home = clause(frame.trigger)
    return frame.answered or is_past_perfect(home) or home.dep_ == "relcl"


def _is_named(argument: Argument) -> bool:
    entity = argument.value
    if not isinstance(entity, EntityDraft) or not (entity.names or entity.actor):
        return False
    return any(is_a(entity.cls, cls) for cls in _ACTORS)


def _towns(frame: Frame) -> set[int]:
    """Places with a name that it was in, states left out."""
    places = [a.value for a in frame.fillers("place") if isinstance(a.value, EntityDraft)]
    return {id(place) for place in places if place.names and place.cls != "State"}


def _first(incident: Incident) -> int:
    return min(int(f.trigger.i) for f in incident.frames)


def _last(incident: Incident) -> int:
    return max(int(f.trigger.i) for f in incident.frames)
