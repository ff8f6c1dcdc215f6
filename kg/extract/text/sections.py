"""Chronologies, live reports and round-ups: every item or update begins with its own day, time or place.

"June 30: A car exploded" gives the day of what is told. A line of its own such as "2 January 10:15 GMT" gives the day
of telling, which "yesterday" and "on Monday" are reckoned from. "MOSUL - Gunmen shot" gives the place of what is told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from spacy.tokens import Doc, Span

from kg.extract.drafts import Section
from kg.extract.text.aligned import Aligned, Edit
from kg.extract.text.datelines import DATE, DAY_ALONE, day_of, find_dateline
from kg.extract.text.dates import calendar_day
from kg.extract.text.lines import lines_of

_TIME: Final = r"\d{1,2} [:.] \d\d (?: \s? [ap]\.?m\.? )? (?: \s? (?:GMT|UTC|local\ time|[A-Z]{2,4}) )?"
_STAMP: Final = re.compile(
    rf"(?P<date> {DATE} )? (?: ,? \s? (?: at \s | [-–—|] \s )? {_TIME} )? \.?", re.VERBOSE | re.IGNORECASE
)
_YEAR: Final = re.compile(r"(\b(?:since|from|after|before|until) (?:the )?)?\b((?:19|20)\d\d)\b", re.IGNORECASE)
_LABEL: Final = re.compile(r"(?P<label> [A-ZÀ-Þ]{2} [A-ZÀ-Þ'’ -]{1,30} ) [.:] \s+ (?= [A-ZÀ-Þ“\"] )", re.VERBOSE)
_FEWEST: Final = 2  # heads that make sections


class Head(NamedTuple):
    """Where a section's heading stands, and what it gives.

    Attributes:
        day: the day that it gives, if any.
        told: whether it gives the day or the subject of what is told, not the time of telling.
        place: whether it is the name of a place.
    """

    start: int
    end: int
    day: dt.date | None
    told: bool
    place: bool = False


def set_off(
    body: Aligned, title: str, published: dt.date | None, is_place: Callable[[str], bool] | None
) -> tuple[Aligned, list[Head]]:
    """The text with the heading of each item in a line of its own, and all headings; none where there is but one.

    Args:
        body: with each paragraph in one line.
        title: the headline, which may name the year of a chronology.
        published: the day of the article.
        is_place: whether a name is a town's, a region's or a state's; None where capitals are only guessed.
    """
    found = list(_heads(body.text, title, published))
    if len(found) < _FEWEST and is_place is not None:
        found = list(_items(body.text, is_place, published))
        body = _calmed(body, found)
    if len(found) < _FEWEST:
        return body, []
    edits = [Edit(separator, end, ".\n\n") for _, separator, end in found if end > separator]
    made = body.edited(edits)
    heads: list[Head] = []
    shift = 0
    for head, separator, end in found:
        heads.append(head._replace(start=head.start + shift, end=separator + shift))
        shift += (len(".\n\n") - (end - separator)) if end > separator else 0
    return made, heads


def mark_sections(doc: Doc, heads: list[Head], begin: int) -> None:
    """Say on the document which part each heading opens.

    Args:
        doc: the document.
        heads: the headings, in the body.
        begin: where the body begins in the document.
    """
    starts = {token.idx: token.i for token in doc}
    at = [starts[head.start + begin] for head in heads if head.start + begin in starts]
    if not heads or len(at) < len(heads):
        return
    for head, start, end in zip(heads, at, [*at[1:], len(doc)], strict=True):
        last = next((t.i for t in doc[start:end] if t.idx >= head.end + begin), end)
        heading = doc[start:last]
        place = heading if head.place else None
        doc._.sections = [*doc._.sections, Section(start, end, head.day, place, heading, head.told)]
    places = [s.place for s in doc._.sections if s.place is not None]
    if places:
        doc.set_ents([Span(doc, p.start, p.end, "GPE") for p in places], default="unmodified")


def _heads(text: str, title: str, published: dt.date | None) -> Iterator[tuple[Head, int, int]]:
    """Each heading, and what parts it from the item in the same line: from where to where."""
    year = _only_year(title)
    headed = False
    for line in lines_of(text):
        item = DAY_ALONE.match(text, line.start, line.end)
        stamp = None if item is not None else _STAMP.fullmatch(text, line.start, line.end)
        match = item or stamp
        if match is None:
            continue
        if not headed:
            year, headed = year or _only_year(text[: line.start]), True
        day = day_of(match, published, year) if match["date"] else None
        if item is not None:
            yield Head(line.start, item.end("date"), day, told=True), item.end("date"), item.end()
        else:
            yield Head(line.start, line.end, _near(match, day, published), told=False), line.end, line.end


def _items(text: str, is_place: Callable[[str], bool], published: dt.date | None) -> Iterator[tuple[Head, int, int]]:
    """The place or subject, in capitals, that each item of a round-up begins with, and what parts it from the item."""
    for line in lines_of(text):
        found = find_dateline(text, line.start, is_place=is_place, published=published)
        if found is not None and found.place is not None:
            start, end = found.place
            yield Head(start, end, found.day, told=found.day is None, place=True), end, found.end
        elif (label := _LABEL.match(text, line.start, line.end)) is not None:
            yield Head(line.start, label.end("label"), None, told=True), label.end("label"), label.end()


def _calmed(body: Aligned, found: list[tuple[Head, int, int]]) -> Aligned:
    """The text with the capitals of its items' places as usual, if these make it a round-up."""
    text = body.text
    for head, _, _ in found if len(found) >= _FEWEST else ():
        text = text[: head.start] + text[head.start : head.end].title() + text[head.end :]
    return body.recased(text)


def _near(match: re.Match[str], day: dt.date | None, published: dt.date | None) -> dt.date | None:
    """The day of an update without a year: a page goes on after its first publication."""
    if day is None or published is None or match["year"]:
        return day
    later = calendar_day(day.month, day.day, str(day.year + 1), published)
    return later if later is not None and abs(later - published) < abs(day - published) else day


def _only_year(text: str) -> str | None:
    """The year that a text names, if it names but one; "since 1993" names none."""
    years = {year for open_ended, year in _YEAR.findall(text) if not open_ended}
    return years.pop() if len(years) == 1 else None
