"""Component `sitrep_times`: the temporal expressions of a document, and the days, months and years that they mean."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language

from kg.extract.drafts import day_of_telling, register
from kg.extract.text.dates import OPEN_ENDED, WEEKDAYS, parse_date
from kg.extract.text.syntax import children, clause, lemma
from kg.extract.times.expressions import MONTH, WEEKDAY, Pattern, matches
from kg.extract.times.meanings import Anchors, valid
from kg.extract.times.offsets import offsets_in
from kg.extract.times.values import TemporalExpression
from kg.extract.tokens import Doc, Span, Token, on_plain
from kg.knowledge.lexicon import Words, load_lexicon

_LABELS = ("DATE", "TIME")
_YEAR, _MONTH, _DAY = len("2024"), len("2024-01"), len("2024-01-04")
Match = tuple[Pattern, re.Match[str]]
_LAST = ("last", "this", "next", "late", "early", "past")  # "Last Friday", in a headline
_NAMING, _PLURAL = ("NOUN", "PROPN", "ADJ"), ("NNS", "NNPS")  # after "on the 4th": a floor, a brigade
_NEAR = 1  # paragraphs back, where what "two days later" is reckoned from may stand
_LATELY, _LONG_AGO = 31, 300  # days before publication, within which a day without a year is of late, or is not


@Language.factory(
    "sitrep_times", default_config={"lexicon": ""}, requires=["doc.ents"], assigns=["doc._.times", "doc._.offsets"]
)
def make(nlp: Language, name: str, lexicon: str) -> Times:  # noqa: ARG001 - spaCy passes nlp and name
    """Build the component from the folder of the lexicon."""
    register()
    return Times(load_lexicon(Path(lexicon)).telling)


class Times:
    """Writes `doc._.times` and `doc._.offsets` in text order, and lets the entities hold what the model overlooked.

    What follows "since", "until" and the like bounds a period and dates nothing: it is left out.
    """

    def __init__(self, telling: Words) -> None:
        self._telling = telling

    @on_plain
    def __call__(self, doc: Doc) -> None:
        """Find them, and reckon each from those before it."""
        found = [time for time in self._resolved(doc) if not _is_named_after(time.span)]
        other = {t.i for e in doc.ents if e.label_ not in _LABELS for t in e}
        new = [Span(doc, t.span.start, t.span.end, "DATE") for t in found if other.isdisjoint(i.i for i in t.span)]
        if new:
            doc.set_ents(new, default="unmodified")
        doc._.times = [time for time in found if not _is_bound(time.span)]
        valued = {t.i for time in found for t in time.span}
        counted = (o for sentence in doc.sents for o in offsets_in(sentence))
        doc._.offsets = [o for o in counted if not o.alone or valued.isdisjoint(t.i for t in o.span)]

    def _resolved(self, doc: Doc) -> Iterator[TemporalExpression]:
        """All expressions whose value can be told."""
        breaks = [t.i for t in doc if "\n" in t.text]
        named: dict[int, list[Span]] = {}
        for entity in doc.ents:
            if entity.label_ in _LABELS:
                named.setdefault(entity.root.sent.start, []).append(entity)
        day: tuple[int, dt.date] | None = None
        year: tuple[int, str] | None = None
        past: tuple[int, int, dt.date] | None = None  # the last day or month of long ago that was named with its year
        for sentence in doc.sents:
            paragraph = bisect_left(breaks, sentence.start)
            month: str | None = None
            spoken: dt.date | None = None  # "said on Monday that two had died the day before"
            for span, match in _candidates(sentence, named.get(sentence.start, [])):
                if match is None and _is_some_day(span):
                    continue
                near = day[1] if day is not None and paragraph - day[0] <= _NEAR else None
                since = year[1] if year is not None and paragraph - year[0] <= _NEAR else None
                anchors = Anchors(day_of_telling(span.root), spoken or near, since, month)
                value = match[0].value(match[1], anchors) if match is not None else parse_date(span.text, anchors.told)
                if value is None:
                    continue
                unsure = False
                if past is not None and paragraph - past[0] <= _NEAR and past[1] < sentence.start:
                    then_value = _of_long_ago(span, value, past[2], anchors.told)
                    unsure = then_value is None and paragraph == past[0] and bool(WEEKDAY.fullmatch(span.text.lower()))
                    value = then_value or value
                past = (paragraph, sentence.start, then) if (then := _long_ago(span, value, anchors.told)) else past
                yield TemporalExpression(span, value, match is not None and match[0].anaphoric, unsure)
                if value.startswith("-"):
                    continue
                year = paragraph, value[:_YEAR]
                month = value[:_MONTH] if len(value) >= _MONTH and MONTH.search(span.text.lower()) else month
                if len(value) == _DAY and lemma(clause(span.root)) in self._telling:
                    spoken = dt.date.fromisoformat(value)
                elif len(value) == _DAY:
                    day, spoken = (paragraph, dt.date.fromisoformat(value)), None


def _long_ago(span: Span, value: str, told: dt.date | None) -> dt.date | None:
    """The day that an expression names with its year, or the midst of such a month, if that is long ago."""
    if told is None or len(value) < _MONTH or value.startswith("-") or value[:_YEAR] not in span.text:
        return None
    day = dt.date.fromisoformat(value if len(value) == _DAY else f"{value}-15")
    return day if (told - day).days > _LONG_AGO else None


def _of_long_ago(span: Span, value: str, then: dt.date, told: dt.date | None) -> str | None:
    """What follows a day of long ago is of that time: "13 December", and "Friday" if that day was one."""
    if told is None or len(value) != _DAY or value.startswith("-") or "last" in span.text.lower().split():
        return None
    day = dt.date.fromisoformat(value)
    if parse_date(span.text, None) == f"--{value[_YEAR + 1 :]}":
        year = then.year + ((day.month, day.day) < (then.month, then.day))  # a story goes on
        year -= f"{year}{value[_YEAR:]}" > told.isoformat()
        return None if 0 <= (told - day).days <= _LATELY else valid(f"{year}{value[_YEAR:]}")
    if WEEKDAY.fullmatch(span.text.lower()) and day.weekday() == then.weekday():
        return then.isoformat()
    return None


def _candidates(sentence: Span, named: list[Span]) -> Iterator[tuple[Span, Match | None]]:
    """A sentence's expressions in text order: those of the patterns, and of the model's entities those beside them."""
    doc, base = sentence.doc, sentence.start_char
    found: list[tuple[Span, Match | None]] = []
    for start, end, pattern, match in matches(sentence.text):
        span = doc.char_span(base + start, base + end, alignment_mode="contract")
        if span is not None and not ("day" in match.re.groupindex and _is_counting(span)):
            found.append((span, (pattern, match)))
    taken = {t.i for span, _ in found for t in span}
    found += [(entity, None) for entity in named if taken.isdisjoint(t.i for t in entity)]
    yield from sorted(found, key=lambda each: each[0].start)


def _is_counting(ordinal: Span) -> bool:
    """ "On the 4th floor": it numbers what the next word names; "on the 4th gunmen" does not."""
    after = ordinal.doc[ordinal.end] if ordinal.end < len(ordinal.doc) else None
    return after is not None and after.pos_ in _NAMING and after.tag_ not in _PLURAL


def _is_some_day(time: Span) -> bool:
    """ "On a Friday afternoon", "one Sunday": none that the day of telling gives."""
    words = [t.lower_ for t in time]
    if WEEKDAYS.keys().isdisjoint(words) or any(any(c.isdigit() for c in word) for word in words):
        return False
    noun = time.root
    noun = noun.head if noun.dep_ == "compound" and noun.head.ent_type_ == "TIME" else noun
    return any(t.lower_ in ("a", "one") for t in children(noun, "det", "nummod"))


def _is_named_after(day: Span) -> bool:
    """ "Bloody Friday", "the Sunday Times": a name with a weekday in it, and no day."""
    if len(day) > 1 or day[0].lower_.rstrip(".") not in WEEKDAYS:
        return False
    before = day[0].nbor(-1) if day.start > day[0].sent.start else None
    after = day.doc[day.end] if day.end < len(day.doc) else None
    heads = after is not None and after.text.istitle() and after.pos_ == "PROPN" and day[0].head == after
    return (before is not None and _names_day(before, day[0])) or (heads and day[0].dep_ == "compound")


def _names_day(word: Token, day: Token) -> bool:
    """ "BLOODY Friday", "the BLOODY Friday attacks"; not "Last Friday", "Xinhua Friday"."""
    over = day.head if day.head.text.islower() else day
    named = word.text.istitle() and word.pos_ in ("ADJ", "PROPN") and word.head in (day, over)
    first = word.i == day.sent.start and word.ent_type_ not in ("", *_LABELS)
    return named and not first and word.lower_ not in _LAST


def _is_bound(time: Span) -> bool:
    return bool(time.root.dep_ == "pobj" and time.root.head.lower_ in OPEN_ENDED)
