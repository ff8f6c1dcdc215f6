"""Chronologies and live reports: every item or update begins with its own day or time.

"June 30: A car exploded" gives the day of what is told. A line of its own such as "2 January 10:15 GMT" gives the day
of telling, which "yesterday" and "on Monday" are reckoned from.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from spacy.tokens import Doc

from kg.extract.drafts import Section
from kg.extract.text.aligned import Aligned, Edit
from kg.extract.text.datelines import DATE, DAY_ALONE, day_of
from kg.extract.text.dates import calendar_day
from kg.extract.text.lines import lines_of

_TIME: Final = r"\d{1,2} [:.] \d\d (?: \s? [ap]\.?m\.? )? (?: \s? (?:GMT|UTC|local\ time|[A-Z]{2,4}) )?"
_STAMP: Final = re.compile(
    rf"(?P<date> {DATE} )? (?: ,? \s? (?: at \s | [-–—|] \s )? {_TIME} )? \.?", re.VERBOSE | re.IGNORECASE
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_FEWEST: Final = 2  # heads that make sections


class Head(NamedTuple):
    """Where a section's heading stands, the day that it gives, and whether that is the day of what is told."""

    start: int
    end: int
    day: dt.date | None
    told: bool


def set_off(body: Aligned, title: str, published: dt.date | None) -> tuple[Aligned, list[Head]]:
    """The text with the heading of each item in a line of its own, and all headings; none where there is but one.

    Args:
        body: with each paragraph in one line.
        title: the headline, which may name the year of a chronology.
        published: the day of the article.
    """
    found = list(_heads(body.text, title, published))
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
        doc._.sections = [*doc._.sections, Section(start, end, head.day, heading=doc[start:last], told=head.told)]


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


def _near(match: re.Match[str], day: dt.date | None, published: dt.date | None) -> dt.date | None:
    """The day of an update without a year: a page goes on after its first publication."""
    if day is None or published is None or match["year"]:
        return day
    later = calendar_day(day.month, day.day, str(day.year + 1), published)
    return later if later is not None and abs(later - published) < abs(day - published) else day


def _only_year(text: str) -> str | None:
    """The year that a text names, if it names but one."""
    years = set(_YEAR.findall(text))
    return years.pop() if len(years) == 1 else None
