"""When and where an incident was, if its own clauses do not say, and the toll of a single casualty told without number.

Such values are inferred: their claims say so, and carry less confidence. They are added after the clustering, so they
never keep two accounts apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from kg.extract.drafts import (
    Argument,
    EntityDraft,
    Frame,
    Incident,
    MentionDraft,
    day_of_telling,
    published,
    section_at,
)
from kg.extract.events.timing import LateDeaths, is_cut_off, telling_words
from kg.extract.text.dates import parse_date
from kg.extract.text.syntax import clause, is_past_perfect, lemma
from kg.knowledge.lexicon import Lexicon, Words
from kg.vocab import is_a

_NEAR, _FAR = 0.6, 0.5  # how sure: by the same sentence or section, and by the report as a whole
TELLING = 0.4  # by the day on which it was told, which is as often the next one
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LOCATIVE = frozenset(("in", "at", "near", "outside", "inside", "around", "across", "of", "on"))
_OPEN_ENDED = frozenset(("since", "until", "till", "from", "after", "before"))
_EARLY = 2  # days of a month on which news is of the month before as well
_BACKWARD = frozenset(("after", "following", "since", "before", "from", "over", "despite", "until"))
_HARMS = {"killed": "killedCount", "wounded": "woundedCount"}
_ONE = ("a", "an", "another")
_LEAD = 4  # sentences, the headline among them, that a report begins with
_FILED = 2  # what the dateline's place counts
_MOST = 0.6  # share of a report's places from which on their country is its country


class Inference:
    """Gives the incidents of a document the days and places that their sentences, sections or the report give."""

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        self._doc = doc
        self._telling = telling_words(lexicon)
        self._aftermath = lexicon.words("events", "aftermath")
        self._late = LateDeaths(lexicon)
        self._occasions = lexicon.words("attribution", "occasions")
        self._places: dict[int, list[MentionDraft]] = {}
        self._dates: dict[int, list[Span]] = {}
        for mention in doc._.mentions:
            entity = mention.entity
            if entity is not None and entity.names and is_a(entity.cls, "Place") and _is_where(mention.head):
                self._places.setdefault(mention.head.sent.start, []).append(mention)
        for span in doc.ents:
            if span.label_ == "DATE" and not (span.root.dep_ == "pobj" and span.root.head.lower_ in _OPEN_ENDED):
                self._dates.setdefault(span.root.sent.start, []).append(span)
        self._country = _country(doc)
        self._year = _year(doc)

    def filled(self, incidents: list[Incident]) -> list[Incident]:
        """The incidents, with a day and a place inferred for those that lack one."""
        incidents = [self._with_year(i) for i in incidents] if self._year else incidents
        single = [i for i in incidents if not i.recurring]
        tellers = Counter(start for i in single for start in {f.trigger.sent.start for f in i.frames})
        main = min(single, key=lambda i: min(f.trigger.i for f in i.frames), default=None)
        return [i if i.recurring else self._set(i, tellers, main=i is main) for i in incidents]

    def _set(self, incident: Incident, tellers: Counter[int], *, main: bool) -> Incident:
        """An incident with its day and place; `tellers` counts by sentence the incidents that it tells of."""
        alone = [f for f in incident.frames if tellers[f.trigger.sent.start] == 1]
        roles = {a.role for a in incident.arguments}
        found: list[Argument | None] = []
        if "date" not in roles:
            found.append(next(self._days(incident, alone), None) or (self._month(incident) if main else None))
        if not any(a.role == "place" and _is_named(a) for a in incident.arguments):  # "a hospital" tells not where
            found.append(next(self._spots(incident, alone, main), None))
        found += [_one_harmed(incident, harm) for harm in _HARMS]
        for argument in found:
            incident = incident.with_argument(argument) if argument is not None else incident
        return incident

    def _with_year(self, incident: Incident) -> Incident:
        """An incident whose days ("June 7") have the only year that the report speaks of."""
        return Incident(tuple(replace(f, arguments=[self._in_year(a) for a in f.arguments]) for f in incident.frames))

    def _in_year(self, argument: Argument) -> Argument:
        if argument.role != "date" or not str(argument.value).startswith("--"):
            return argument
        if (section := section_at(argument.at)) is not None and section.date == argument.value:
            return argument  # an item of a chronology, which may be of any years
        return replace(argument, value=f"{self._year}{str(argument.value)[1:]}", confidence=_NEAR)

    def _days(self, incident: Incident, alone: list[Frame]) -> Iterator[Argument]:
        """The day of its section's heading, else the only one that its sentence names, be it the day of telling."""
        for frame in incident.frames:
            section = section_at(frame.trigger)
            if section is not None and section.date is not None:
                at = self._doc[section.start]
                yield Argument("date", section.date, at, at.sent, confidence=_NEAR, inferred=True)
        for frame in alone:
            spans = self._dates.get(frame.trigger.sent.start, [])
            values = {parse_date(s.text, day_of_telling(s.root)) for s in spans}
            value = values.pop() if len(values) == 1 else None
            at = spans[0].root if spans else frame.trigger
            if value is None or _looks_back(at, frame.trigger) or self._is_of_aftermath(at, frame.trigger):
                continue
            told = self._is_of_telling(at, frame.trigger)
            yield Argument("date", value, spans[0].root, spans[0], confidence=TELLING if told else _NEAR, inferred=True)

    def _month(self, incident: Incident) -> Argument | None:
        """That of publication for what a report begins with, unless it looks back."""
        told = published(self._doc)
        first = min(incident.frames, key=lambda f: f.trigger.i).trigger
        lead = [n for n, s in enumerate(self._doc.sents) if s.start <= first.i]
        looks_back = is_past_perfect(clause(first)) or self._year not in (None, str(told.year) if told else None)
        if told is None or told.day <= _EARLY or len(lead) > _LEAD or looks_back:
            return None
        span = self._doc[first.i : first.i + 1]
        return Argument("date", f"{told:%Y-%m}", first, span, confidence=_FAR, inferred=True)

    def _spots(self, incident: Incident, alone: list[Frame], main: bool) -> Iterator[Argument]:
        """A place that its sentence says something happened in, that of its section, else the report's country."""
        asides = (self._is_of_telling, self._is_of_aftermath, _looks_back)
        for frame in alone:
            for mention in self._places.get(frame.trigger.sent.start, []):
                if not any(apart(mention.head, frame.trigger) for apart in asides):
                    yield _place(mention, _NEAR)
        for frame in incident.frames:
            section = section_at(frame.trigger)
            if section is not None and section.place is not None:
                yield from (_place(m, _NEAR) for m in self._within(section.place))
        if main and self._country is None and self._doc._.dateline is not None:
            filed = list(self._within(self._doc._.dateline.place))
            yield from (_place(m, _FAR) for m in filed if not self._leads_abroad(filed))
        if self._country is not None:
            yield _place(self._country, _FAR)

    def _is_of_telling(self, adjunct: Token, trigger: Token) -> bool:
        """ "X said on Sunday", "X said in Y", "at a briefing in Y": when and where it was told, not happened."""
        noun = adjunct.head.head if adjunct.dep_ == "pobj" else adjunct.head
        teller = clause(adjunct)
        apart = lemma(teller) in self._telling and teller != trigger and not teller.is_ancestor(trigger)
        beside = _is_beside(adjunct, trigger, self._telling) and not is_cut_off(adjunct, trigger)
        return apart or beside or lemma(noun) in self._occasions

    def _is_of_aftermath(self, adjunct: Token, trigger: Token) -> bool:
        """ "Marched in Y on Sunday to MOURN the killing": when and where it was mourned, not when it happened."""
        return self._late.has(clause(adjunct)) or _is_beside(adjunct, trigger, self._aftermath, clauses=False)

    def _leads_abroad(self, filed: list[MentionDraft]) -> bool:
        """Whether what a report begins with speaks of other countries than the one that it was filed in."""
        home = {m.entity.country for m in filed if m.entity is not None}
        end = next((s.end for n, s in enumerate(self._doc.sents, 1) if n == _LEAD), len(self._doc))
        lead = (m for m in self._doc._.mentions if m.head.i < end and m not in filed and m.entity is not None)
        return any(m.entity.country not in (None, *home) for m in lead if _is_somewhere(m.entity))

    def _within(self, span: Span | None) -> Iterator[MentionDraft]:
        if span is None:
            return
        for mention in self._doc._.mentions:
            entity = mention.entity
            if entity is not None and _is_somewhere(entity) and span.start <= mention.head.i < span.end:
                yield mention


def _is_beside(adjunct: Token, trigger: Token, verbs: Words, *, clauses: bool = True) -> bool:
    """Whether it hangs on one of some verbs above the trigger, or on a clause beside that verb.

    With `clauses`, the trigger may be in a clause of its own below that verb.
    """
    branch, home = trigger, clause(adjunct)
    for above in trigger.ancestors:
        listed = above.pos_ == "VERB" and lemma(above) in verbs
        if listed and (clauses or branch.dep_ not in ("advcl", "ccomp")):
            near = above in (home, home.head) or (above.dep_ in ("xcomp", "advcl") and above.head == home)
            if near and branch != adjunct and not branch.is_ancestor(adjunct):
                return True
        branch = above
    return False


def _looks_back(adjunct: Token, trigger: Token) -> bool:
    """Whether a trigger is told only as what came before: "they marched in Y AFTER the attack", "... until it fell".

    What stands beside the verb above is then not of it.
    """
    for token in (trigger, *trigger.ancestors):
        if token.is_ancestor(adjunct) or token == adjunct:
            return False
        linked = token.dep_ in ("pobj", "pcomp") and token.head.lower_ in _BACKWARD
        if linked and not token.head.is_ancestor(adjunct):
            return True
    return False


def _one_harmed(incident: Incident, harm: str) -> Argument | None:
    """ "Killing a soldier": one, where nothing else is said of how many."""
    role = _HARMS[harm]
    if any(a.role == role for a in incident.arguments):
        return None
    harmed = [a for f in incident.frames if f.harm == harm for a in f.fillers("victim")]
    if len({id(a.value) for a in harmed}) != 1 or not any(t.lower_ in _ONE for t in harmed[0].at.lefts):
        return None
    only = harmed[0]
    return replace(only, role=role, value=1, bound="Exactly", confidence=_NEAR, inferred=True)


def _place(mention: MentionDraft, confidence: float) -> Argument:
    assert mention.entity is not None
    return Argument("place", mention.entity, mention.head, mention.span, confidence=confidence, inferred=True)


def _is_named(argument: Argument) -> bool:
    return isinstance(argument.value, EntityDraft) and bool(argument.value.names)


def _is_somewhere(entity: EntityDraft) -> bool:
    return bool(entity.names) and (is_a(entity.cls, "Place") or entity.cls == "State")


def _is_where(token: Token) -> bool:
    """ "In X", "near X", "X's outskirts": said of where, not of whom."""
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


def _year(doc: Doc) -> str | None:
    """The year that a text speaks of, where it is only one."""
    years = {year for span in doc.ents if span.label_ == "DATE" for year in _YEAR.findall(span.text)}
    return min(years) if len(years) == 1 else None
