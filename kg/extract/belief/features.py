"""How a claim was read, as named features: what a model weighs to say how surely it was read rightly.

They tell of the reading, never of the world: where the filler stands to the trigger, what kind of words both are, how
often the incident is told of, whether another claim contradicts. All are 0 or 1. Each also stands crossed with the kind
of claim, since what is a good sign for a date may be a bad one for an attacker. `BONDS` alone are the same to all:
they doubt that the trigger is of the incident.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from kg.extract.bonds import Bond
from kg.extract.drafts import Argument, ClaimDraft, EntityDraft, Frame, Incident, published
from kg.extract.text.syntax import is_passive, is_past_perfect, is_present_perfect, lemma
from kg.extract.tokens import Doc, Token
from kg.vocab import COUNTS, is_a

_KINDS = {
    **dict.fromkeys(("attacker", "actor"), "who"),
    **dict.fromkeys(("target", "victim", "recipient"), "whom"),
    **dict.fromkeys(COUNTS, "count"),
    **dict.fromkeys(("place", "date", "weapon"), "how"),
}
_TELLING = ("ADV", "ADJ", "SCONJ")  # of a sentence's words, those that say when and how

_LOOSE, _DOUBTED, _NEAR = 0.5, 0.3, 0.2  # by how much an incident fits best; how well others fit what stands alone
BONDS = ("joined loosely", "joined in doubt", "like another incident")

Features = frozenset[str]
"""The names of the features that a claim has."""

_FARTHEST = 10  # steps up the tree from a filler to its trigger
_ACTORS = ("State", "MilitaryForce", "ArmedGroup", "StateBody", "Organization", "Person", "Group", "Place")


def features(doc: Doc) -> list[Features]:
    """Of each claim of a document, in the order of `doc._.claims`; time grows with the text and the claims alone."""
    reader = _Reader(doc)
    return [frozenset(reader.of(claim)) for claim in doc._.claims]


def bucket(value: int, *bounds: int) -> str:
    """The range that a number lies in, by its lower bound ("5" for 5 to 9 with the bounds 1, 5, 10)."""
    at = bisect_right(bounds, value)
    return f"<{bounds[0]}" if at == 0 else str(bounds[at - 1])


class _Reader:
    """What is counted once in a document: sentences, and what the claims of an incident say together."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._sentence = [0] * len(doc)
        self._length: list[int] = []
        self._words: list[list[str]] = []
        for number, sentence in enumerate(doc.sents):
            self._length.append(len(sentence))
            said = {lemma(t) for t in sentence if t.pos_ in _TELLING or (t.pos_ == "NOUN" and t.ent_type_ == "DATE")}
            self._words.append([f"word={word}" for word in sorted(said)])
            for token in range(sentence.start, sentence.end):
                self._sentence[token] = number
        self._values: defaultdict[tuple[int, str], set[object]] = defaultdict(set)
        self._told: Counter[tuple[int, str, object]] = Counter()
        self._roles: defaultdict[int, set[str]] = defaultdict(set)
        for claim in doc._.claims:
            who = id(claim.subject)
            self._values[who, claim.predicate].add(_value(claim))
            self._told[who, claim.predicate, _value(claim)] += 1
            self._roles[who].add(claim.predicate)
        self._frames = {
            (id(a.value) if isinstance(a.value, EntityDraft) else a.value, a.role, a.at.i, id(i)): (f, a, n)
            for i in doc._.incidents
            for n, f in enumerate(i.frames)
            for a in f.arguments
        }

    def of(self, claim: ClaimDraft) -> Iterator[str]:
        """The features of one claim, plain and crossed with its predicate."""
        kind = _KINDS.get(claim.predicate, "tie")
        yield claim.predicate
        for name in self._plain(claim):
            yield name
            yield f"{kind}&{name}"
        if isinstance(claim.subject, Incident):
            frame = self._told_by(claim, claim.subject)
            yield from _bond((frame[0] if frame is not None else claim.subject.frames[0]).bond)
        yield from self._words[self._sentence[claim.at.i]]

    def _plain(self, claim: ClaimDraft) -> Iterator[str]:
        yield from self._text(claim)
        if isinstance(claim.object, EntityDraft):
            yield from self._filler(claim, claim.object)
        elif isinstance(claim.object, int):
            yield from self._count(claim, claim.object)
        elif claim.predicate == "date":
            yield from self._date(str(claim.object))
        if isinstance(claim.subject, Incident):
            yield from self._incident(claim, claim.subject)
        else:
            yield from self._relation(claim, claim.subject)

    def _text(self, claim: ClaimDraft) -> Iterator[str]:
        """Where it stands, and how it is said."""
        at = claim.at
        yield f"rule={claim.confidence:.1f}"
        yield f"stance={claim.factuality or 'Asserted'}"
        yield f"part of text={bucket(4 * at.i // max(1, len(self._doc)), 0, 1, 2, 3)}"
        yield f"sentence no={bucket(self._sentence[at.i], 0, 1, 2, 5, 10, 20)}"
        yield f"sentence length={bucket(self._length[self._sentence[at.i]], 0, 10, 20, 30, 45)}"
        yield f"quote length={bucket(len(claim.span), 0, 2, 4, 8, 16)}"
        yield f"at={at.pos_}"
        yield f"hangs by={at.dep_}"
        if claim.source is not None:
            yield "quoted"
        if self._doc._.recased:
            yield "recased"

    def _filler(self, claim: ClaimDraft, entity: EntityDraft) -> Iterator[str]:
        """Who or what it speaks of."""
        yield f"filler={next((c for c in _ACTORS if is_a(entity.cls, c)), entity.cls)}"
        yield "filler named" if entity.names else "filler unnamed"
        if entity.actor or entity.place:
            yield "filler known"
        yield f"filler mentions={bucket(len(entity.mentions), 1, 2, 4, 8)}"
        mention = next((m for m in entity.mentions if m.head.i == claim.at.i), None)
        if mention is not None:
            yield f"mention={'adjective' if mention.adjective else mention.kind}"
            if mention.plural:
                yield "plural"
        if entity.names and not entity.actor and not entity.place:
            yield f"name words={bucket(len(entity.label.split()), 1, 2, 3, 5)}"

    def _count(self, claim: ClaimDraft, value: int) -> Iterator[str]:
        """How large a count is, and how it is written."""
        yield f"count={bucket(value, 0, 1, 2, 3, 10, 30, 100, 500, 2000)}"
        yield f"bound={claim.bound}"
        yield "in digits" if any(t.is_digit for t in claim.span) else "in words"
        if sum(t.like_num and not _goes_on(t) for t in claim.span) > 1:
            yield "several numbers"

    def _date(self, value: str) -> Iterator[str]:
        """How exact a date is, and how long before publication."""
        yield f"date form={'-' if value.startswith('--') else len(value)}"
        day = published(self._doc)
        if day is None or len(value) != len("2024-01-01") or not value[:4].isdigit():
            return
        try:
            yield f"days ago={bucket((day - dt.date.fromisoformat(value)).days, 0, 1, 2, 7, 30, 365)}"
        except ValueError:
            yield "no such day"

    def _incident(self, claim: ClaimDraft, incident: Incident) -> Iterator[str]:
        """How the incident is told, and how the claim's frame stands to it."""
        main = incident.frames[0]
        yield f"event={main.cls}"
        yield f"frames={bucket(len(incident.frames), 1, 2, 3, 5, 8)}"
        if incident.recurring:
            yield "recurring"
        roles = self._roles[id(incident)]
        yield f"roles={bucket(len(roles), 1, 2, 3, 4, 6)}"
        yield from (f"with {role}" for role in sorted(roles) if role != claim.predicate)
        for role in ("date", "place", "killedCount"):
            yield f"{role}s={bucket(len(self._values[id(incident), role]), 0, 1, 2, 4)}"
        spread = self._sentence[incident.frames[-1].trigger.i] - self._sentence[main.trigger.i]
        yield f"spread={bucket(abs(spread), 0, 1, 3, 8)}"
        if isinstance(claim.object, int):
            counts = [v for v in self._values[id(incident), claim.predicate] if isinstance(v, int)]
            yield "largest count" if claim.object == max(counts) else "smaller count"
        values = len(self._values[id(incident), claim.predicate])
        yield f"rivals={bucket(values, 1, 2, 3, 5)}"
        if self._told[id(incident), claim.predicate, _value(claim)] > 1:
            yield "told again"
        others = [p for p in ("attacker", "target", "victim", "place") if p != claim.predicate]
        for other in others:
            if _value(claim) in self._values[id(incident), other] and isinstance(claim.object, EntityDraft):
                yield f"also {other}"
        found = self._told_by(claim, incident)
        if found is None:
            yield "no frame"
            return
        frame, argument, number = found
        yield from self._frame(claim, main, frame, argument)
        yield f"frame no={bucket(number, 0, 1, 2, 4)}"
        gap = self._sentence[frame.trigger.i] - self._sentence[main.trigger.i]
        yield f"from lead trigger={bucket(abs(gap), 0, 1, 2, 4, 8)}"

    def _told_by(self, claim: ClaimDraft, incident: Incident) -> tuple[Frame, Argument, int] | None:
        """The frame of an incident that a claim is made of, its argument there, and the frame's number."""
        return self._frames.get((_value(claim), claim.predicate, claim.at.i, id(incident)))

    def _frame(self, claim: ClaimDraft, main: Frame, frame: Frame, argument: Argument) -> Iterator[str]:
        trigger = frame.trigger
        if lemma(trigger) == lemma(main.trigger):
            yield "same word as the first trigger"
        yield f"trigger={trigger.pos_}"
        yield f"trigger word={lemma(trigger)}"
        yield f"trigger hangs by={trigger.dep_}"
        if trigger.pos_ == "VERB":
            yield "passive" if is_passive(trigger) else "active"
            if is_past_perfect(trigger):
                yield "past perfect"
            elif is_present_perfect(trigger):
                yield "present perfect"
        elif trigger.tag_ == "NNS":
            yield "plural trigger"
        for name in ("concrete", "definite", "answered", "recurring"):
            if getattr(frame, name, False):
                yield name
        if frame.harm:
            yield f"harm={frame.harm}"
        if argument.source_words is not None:
            yield "own source"
        if argument.inferred:
            yield "inferred"
        away = self._sentence[claim.at.i] - self._sentence[trigger.i]
        yield f"sentences from trigger={'before' if away < 0 else bucket(away, 0, 1, 2, 3)}"
        if away == 0:
            side = "left" if claim.at.i < trigger.i else "right"
            yield f"distance={side} {bucket(abs(claim.at.i - trigger.i), 0, 1, 2, 4, 8, 16)}"
            yield f"path={_path(claim.at, trigger)}"

    def _relation(self, claim: ClaimDraft, subject: EntityDraft) -> Iterator[str]:
        """How the two ends of a relation stand to each other."""
        yield f"subject={next((c for c in _ACTORS if is_a(subject.cls, c)), subject.cls)}"
        yield "subject named" if subject.names else "subject unnamed"
        yield f"subject mentions={bucket(len(subject.mentions), 1, 2, 4, 8)}"
        yield f"word={lemma(claim.at)}"
        yield f"bodies={bucket(len(self._values[id(subject), claim.predicate]), 1, 2, 3)}"
        if self._told[id(subject), claim.predicate, _value(claim)] > 1:
            yield "told again"


def _bond(bond: Bond) -> Iterator[str]:
    """Whether what tells of an incident may well tell of another one of the article."""
    if bond.own is None:
        if bond.rival >= _NEAR:
            yield "like another incident"
        return
    if bond.own - bond.rival < _LOOSE:
        yield "joined loosely"
    if bond.own - bond.rival < _DOUBTED:
        yield "joined in doubt"


def _goes_on(number: Token) -> bool:
    """Whether it is the second half of a numeral: "sixty-EIGHT"."""
    return number.i > 1 and number.nbor(-1).text == "-" and bool(number.nbor(-2).like_num)


def _value(claim: ClaimDraft) -> object:
    return id(claim.object) if isinstance(claim.object, EntityDraft) else claim.object


def _path(filler: Token, trigger: Token) -> str:
    """The labels from a filler up to its trigger, or to where the two meet; "far" beyond some steps."""
    steps = [filler]
    while steps[-1] != trigger and steps[-1].dep_ != "ROOT" and len(steps) < _FARTHEST:
        steps.append(steps[-1].head)
    if steps[-1] == trigger:
        labels = [t.dep_ for t in steps[:-1]]
        chain = [a for a, b in pairwise([*labels, ""]) if a != b or a not in ("prep", "pobj", "conj")]
        return ">".join(chain) if len(chain) <= 3 else f"{chain[0]}>..>{chain[-1]} {bucket(len(chain), 4, 6)}"
    above = {t.i for t in steps}
    at, down = trigger, 0
    while at.i not in above and at.dep_ != "ROOT" and down < _FARTHEST:
        at, down = at.head, down + 1
    if at.i not in above:
        return "far"
    up = next(n for n, t in enumerate(steps) if t == at)
    return f"up {bucket(up, 0, 1, 2, 3, 5)} down {bucket(down, 1, 2, 3, 5)}"
