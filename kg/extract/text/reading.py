"""An article as it is read: laid out, cleaned and tokenised, with the way back to the original.

The document begins with the headline, where the article has one that the text does not open with anyway; its paragraphs
follow in one line each, without what is no report: datelines stay, but outside every sentence.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.drafts import Dateline
from kg.extract.text.aligned import Aligned, Edit
from kg.extract.text.casing import Caser, manner, spellings
from kg.extract.text.cleaning import cleaned, ended, even
from kg.extract.text.datelines import Found, find_dateline
from kg.extract.text.headlines import headline_of
from kg.extract.text.layout import Layout
from kg.extract.text.lines import Line, joined, lines_of
from kg.extract.text.sections import mark_sections, set_off
from kg.extract.tokens import Span, plain
from kg.knowledge.lists import actors_in, places_in
from kg.model import Article
from kg.model import Span as Offsets
from kg.settings import Settings

_BREAK: Final = "\n\n"
_TOP: Final = 4  # paragraphs, below a title or a subhead, that the report's dateline may open
_SHOUTED: Final = re.compile(r"[^\W\d_a-z]{3,}(?:['’][^\W\d_a-z]+)?")  # "SANA'A" is Sana'a
_BETWEEN: Final = re.compile(r"\s?[(/]|\)")  # "NYALA (Sudan)", "BAKU/YEREVAN"
_NAMES: Final = re.compile(r"[^\W\d_][^,]*")
_LONGEST_HEADLINE: Final = 200  # characters
_LARGE: Final = 20_000  # inhabitants of a town that a dateline need not explain


@dataclass(frozen=True, slots=True)
class SourceMap:
    """The way from a document back to its article.

    Attributes:
        headline: the headline as it is read, None where the document is the body alone.
        body: the body as it is read.
    """

    headline: Aligned | None
    body: Aligned

    @property
    def text(self) -> str:
        """What the document says."""
        return self.body.text if self.headline is None else self.headline.text + _BREAK + self.body.text

    @property
    def begin(self) -> int:
        """Where the body begins in the document."""
        return 0 if self.headline is None else len(self.headline.text) + len(_BREAK)

    def in_headline(self, span: Span) -> bool:
        """Whether a stretch of the document stands in the headline."""
        return bool(span.end_char <= self.begin and self.headline is not None)

    def source(self, span: Span) -> Offsets:
        """Where a stretch of the document stands in the article's body, or in its headline."""
        if self.headline is not None and self.in_headline(span):
            end = min(span.end_char, len(self.headline.text))
            return Offsets(*self.headline.source(span.start_char, end))
        return Offsets(*self.body.source(max(0, span.start_char - self.begin), span.end_char - self.begin))


class DocumentMaker:
    """Makes documents of articles for one language pipeline."""

    def __init__(self, nlp: Language, settings: Settings) -> None:
        self._nlp = nlp
        self._caser = Caser(nlp)
        self._layout = Layout(Path(settings.lexicon))
        self._is_place = _toponyms(settings)

    def __call__(self, article: Article) -> Doc:
        """The article as a document that was not parsed yet."""
        body = self._prepared(article.text)
        heading = _heading(body.text)
        body = ended(self._opening(body, heading))
        written = manner(body.text)
        # Capitals that are only guessed tell no dateline; where everything shouts, known places do.
        shouted = body.text.upper()
        lines = shouted if written != "usual" and len(shouted) == len(body.text) else body.text
        report = find_report(lines, self._is_place, article.date)
        if report is not None:
            body = _apart(body, report)
        if written != "usual":
            body = body.recased(self._caser(body.text, acronyms=written == "titles"))
        body, heads = set_off(body, article.title or "", article.date, self._is_place if written == "usual" else None)
        title = headline_of(article.title, article.publisher, body.text, self._caser)
        reading = SourceMap(title, body)
        doc = self._nlp.make_doc(reading.text)
        doc._.reading, doc._.recased = reading, written != "usual"
        if report is not None:
            _mark_dateline(doc, report, reading.begin)
        mark_sections(doc, heads, reading.begin)
        if title is not None or heading:
            end = heading if title is None else len(title.text.rstrip("."))
            doc._.headline = plain(doc).char_span(0, end, alignment_mode="expand")
        doc._.published = article.date or (report.day if report is not None else None)
        return doc

    def _opening(self, body: Aligned, heading: int) -> Aligned:
        """The body with its own headline, if it opens with one or is nothing else, in usual capitals."""
        alone = "\n" not in body.text and body.text[-1:].isalnum() and len(body.text) <= _LONGEST_HEADLINE
        end = len(body.text) if alone else heading
        line, rest = body.text[:end], body.text[end:]
        written = manner(line, headline=True)
        if not end or written == "usual" or manner(rest) != "usual":
            return body
        return body.recased(self._caser(line, spellings(rest), acronyms=written == "titles") + rest)

    def _prepared(self, text: str) -> Aligned:
        lines = joined(cleaned(Aligned(text)), self._caser.knows)
        return even(self._layout.report(lines))


def find_report(text: str, is_place: Callable[[str], bool], published: dt.date | None) -> Found | None:
    """The dateline of the report as a whole: it opens one of the first paragraphs."""

    def at(line: Line) -> Found | None:
        return find_dateline(text, line.start, is_place=is_place, published=published)

    lines = lines_of(text)
    found = next((f for f in map(at, islice(lines, _TOP)) if f is not None), None)
    if found is not None and found.place is not None and any((f := at(line)) and f.place for line in lines):
        return None  # a round-up: every item has its place
    if found is not None and found.place is None and any((f := at(line)) and not f.place for line in lines):
        return None  # a chronology: every item has its day
    return found


def _apart(body: Aligned, found: Found) -> Aligned:
    """The text with the place of its dateline as a paragraph of its own, without day and agency."""
    if found.place is None:
        return body.edited([Edit(found.start, found.end)])
    start, end = found.place
    usual = _SHOUTED.sub(lambda m: m[0].capitalize(), body.text[start:end])
    body = body.recased(body.text[:start] + usual + body.text[end:])
    between = (Edit(*m.span(), "" if m[0] == ")" else ", ") for m in _BETWEEN.finditer(body.text, start, end))
    return body.edited([Edit(found.start, start), *between, Edit(end, found.end, f".{_BREAK}")])


def _heading(text: str) -> int:
    """Where the body's first line ends, if it is a headline's; 0 if there is none."""
    end = text.find("\n")
    return end if 0 < end <= _LONGEST_HEADLINE and text[end - 1] not in ".!?:" else 0


def _mark_dateline(doc: Doc, found: Found, begin: int) -> None:
    """Say on the document where its dateline is, and that it names places; for one that was not parsed yet.

    Args:
        doc: the document.
        found: the dateline, as it stood in the body before it was set apart.
        begin: where the body begins in the document.
    """
    place = None
    if found.place is not None:
        start = found.start + begin
        place = doc.char_span(start, doc.text.index(f".{_BREAK}", start))
    if place is not None:
        names = [doc.char_span(start + m.start(), start + m.end(), "GPE") for m in _NAMES.finditer(place.text)]
        doc.set_ents([name for name in names if name is not None], default="missing")
    doc._.dateline = Dateline(None if place is None else plain(doc).own(place), found.day)


def _toponyms(settings: Settings) -> Callable[[str], bool]:
    """Whether a name is a large town's, a region's or a state's."""
    actors, places = actors_in(Path(settings.actors)), places_in(Path(settings.places))

    def is_place(name: str) -> bool:
        actor = actors.named(name)
        if actor is not None:
            return actor.cls == "State"
        return any(p.population >= _LARGE or not p.population for p in places.named(name))

    return is_place
