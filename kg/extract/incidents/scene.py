"""How a story is laid out: its sentences and paragraphs, what they name, and where they set the scene anew."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from kg.extract.drafts import EntityDraft, published
from kg.extract.text.syntax import SUBJECTS
from kg.knowledge.lexicon import Lexicon, Words
from kg.vocab import is_a

_END = "YYYY-12-28"  # of a date of which only the year or the month is known


class Cues(NamedTuple):
    """Words that set the incidents of a story apart, and those after which one is told by the way; by kind."""

    story: Mapping[str, Words]
    background: Mapping[str, Words]
    forces: Words


def cues_of(lexicon: Lexicon) -> Cues:
    """The cues of the lexicon."""
    told = {
        section: {kind: lexicon.words("events", section, kind) for kind in lexicon.events[section]}
        for section in ("story", "background")
    }
    answers = lexicon.words("events", "answers")
    forces = lexicon.words("events", "ranks") | lexicon.words("events", "aircraft")
    return Cues(told["story"], {**told["background"], "answers": answers}, forces)


class Scene:
    """What each sentence of a document names, and where sentences and paragraphs begin; read once.

    Attributes:
        first: the token of the document's first trigger.
    """

    def __init__(self, doc: Doc, cues: Cues) -> None:
        self._published = published(doc)
        self._sentences = [s.start for s in doc.sents]
        self._openings = {n: frozenset(_opening(s, cues)) for n, s in enumerate(doc.sents, 1)}
        self._changes = [n for n, opening in self._openings.items() if opening]
        self._breaks = [t.i for t in doc if "\n" in t.text]
        self.first = min((f.trigger.i for f in doc._.frames), default=0)
        self._starts = {0, *(i + 1 for i in self._breaks)}
        self._named: dict[int, set[EntityDraft]] = defaultdict(set)
        self._dates: dict[int, set[str]] = defaultdict(set)
        self._nations = {m.head.i: m.country for m in doc._.mentions if m.country and (m.adjective or m.cls == "State")}
        for mention in doc._.mentions:
            if mention.entity is not None and mention.entity.names and mention.entity.cls != "State":
                self._named[self.sentence(mention.head.i)].add(mention.entity)
        for time in doc._.times:
            self._dates[self.sentence(time.span.start)].add(time.value)

    def age(self, days: Iterable[str]) -> int | None:
        """How many days before the report the latest of some dates lies; None without a year, or in an undated report.

        A month or a year counts from its end.
        """
        known = max((day for day in days if not day.startswith("-")), default=None)
        if self._published is None or known is None:
            return None
        return (self._published - dt.date.fromisoformat(known + _END[len(known) :])).days

    def sentence(self, token: int) -> int:
        """The number of the sentence that a token stands in, from 1."""
        return bisect_right(self._sentences, token)

    def paragraph(self, token: int) -> int:
        """The number of the paragraph, from 0."""
        return bisect_right(self._breaks, token)

    def begins_paragraph(self, token: int) -> bool:
        """Whether a token is the first of a paragraph."""
        return token in self._starts

    def opening(self, token: int) -> frozenset[str]:
        """How the token's sentence sets the scene anew, if it does: with a time, a place, "meanwhile"."""
        return self._openings[self.sentence(token)]

    def changes(self, start: int, end: int) -> int:
        """How many sentences after that of one token, up to that of a later one, set the scene anew."""
        return bisect_right(self._changes, self.sentence(end)) - bisect_right(self._changes, self.sentence(start))

    def places(self, token: int) -> set[EntityDraft]:
        """Places that the token's sentence names, states left out."""
        return {e for e in self._named[self.sentence(token)] if is_a(e.cls, "Place")}

    def nation(self, noun: Token) -> str | None:
        """The country whose name or adjective stands before a noun ("an ISRAELI F-16 jet", "SYRIA's troops")."""
        before = (t for t in noun.lefts if t.dep_ in ("amod", "compound", "nmod", "poss"))
        return next((nation for t in before if (nation := self._nations.get(t.i))), None)

    def people(self, token: int) -> set[EntityDraft]:
        """Persons and bodies that the token's sentence names."""
        return {e for e in self._named[self.sentence(token)] if not is_a(e.cls, "Place")}

    def dates(self, token: int) -> set[str]:
        """Dates that the token's sentence names."""
        return self._dates[self.sentence(token)]


def _opening(sentence: Span, cues: Cues) -> Iterator[str]:
    """ "On Sunday, ...", "In Najaf, ...", "Meanwhile ...": what stands before a sentence's subject."""
    root = sentence.root
    for top in root.lefts:
        if top.dep_ in SUBJECTS:
            break
        within = {t.ent_type_ for t in top.subtree} if top.dep_ in ("prep", "npadvmod", "advmod") else set()
        if within & {"DATE", "TIME"}:
            yield "opens_with_time"
        if within & {"GPE", "LOC", "FAC"}:
            yield "opens_with_place"
        if any(t.lower_ in cues.story["another"] or t.lower_ in cues.story["separate"] for t in (top, *top.subtree)):
            yield "opens_apart"
