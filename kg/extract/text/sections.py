"""Chronologies, live reports and round-ups: every item or update begins with its own day, time or place.

"June 30: A car exploded" gives the day of what is told. "2 January 10:15 GMT" gives the day of telling, which
"yesterday" and "on Monday" are reckoned from. "MOSUL - Gunmen shot" gives the place of what is told; "Mosul, May 3:"
gives both.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from spacy.tokens import Doc, Span

from kg.extract.drafts import Section
from kg.extract.text.aligned import Aligned, Edit
from kg.extract.text.datelines import DATE, DAY_ALONE, day_of, find_dateline, yearless
from kg.extract.text.dates import OPEN_ENDED, calendar_day
from kg.extract.text.lines import lines_of
from kg.extract.tokens import plain

_TIME: Final = r"\d{1,2} [:.] \d\d (?: \s? [ap]\.?m\.? )? (?: \s? (?:GMT|UTC|local\ time|[A-Z]{2,4}) )?"
_STAMP: Final = re.compile(
    rf"(?P<date> {DATE} )? (?: ,? \s? (?: at \s | [-–—|] \s )? {_TIME} )? \.?", re.VERBOSE | re.IGNORECASE
)
_YEAR: Final = re.compile(
    rf"(\b(?:{'|'.join(sorted(OPEN_ENDED))}) (?:[^\W\d][\w-]* ){{0,4}})?\b((?:19|20)\d\d)\b", re.IGNORECASE
)
_MANY: Final = 4  # items that follow each other within a year hardly by chance
_LABEL: Final = re.compile(r"(?P<label> [A-ZÀ-Þ]{2} [A-ZÀ-Þ'’ -]{1,30} ) [.:] \s+ (?= [A-ZÀ-Þ“\"] )", re.VERBOSE)
_YEAR_LINE: Final = re.compile(r"((?:19|20)\d\d)\s*[:.–—-]?\s*")
# "16.48 BST. At least 51 people", "4:10pm - A bomb", "16.30 Police say"
_TIMED: Final = re.compile(
    rf"(?P<time> {_TIME} ) (?: \s* [-–—:.|] \s+ (?= \S ) | (?<= \d\d[.:]\d\d ) \s+ (?= (?-i:[A-ZÀ-Þ“\"]) ) )",
    re.VERBOSE | re.IGNORECASE,
)
# "Moratuwa (Colombo district), 6 June: bus bomb", "Mosul, May 3 - Gunmen"
_PLACED: Final = re.compile(
    rf"""(?P<place> [A-ZÀ-Þ][\w'’./ -]{{1,40}}? ) (?: \s \( [^()\n]{{2,40}} \) )? , \s
         (?P<date> {DATE} ) \s* [:–—-] \s+ (?= \S )""",
    re.VERBOSE,
)
_FEWEST: Final = 2  # heads that make sections
_LINES: Final = 2  # of a section of one paragraph: its heading's, and its own
_TURN: Final = 3  # months back in which a chronology rather turns to another year
_LATELY: Final = 30  # days before publication within which a chronology goes on to the present


class Head(NamedTuple):
    """Where a section's heading stands, and what it gives.

    Attributes:
        day: the day that it gives, if any, in a year that is known.
        date: the same as the text gives it, be it without a year.
        told: whether it gives the day or the subject of what is told, not the time of telling.
        place: where the name of a place ends that it begins with; 0 where it begins with none.
    """

    start: int
    end: int
    day: dt.date | None
    told: bool
    place: int = 0
    date: str | None = None


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
    found = _in_their_years(list(_heads(body.text, published, is_place)), body.text, title, published)
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
        place = head.place + shift if head.place else 0
        heads.append(head._replace(start=head.start + shift, end=separator + shift, place=place))
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
    for head, start, end in zip(heads, at, _ends(doc, at), strict=True):
        last = next((t.i for t in doc[start:end] if t.idx >= head.end + begin), end)
        heading = plain(doc)[start:last]
        place = heading[: sum(t.idx < head.place + begin for t in heading)] if head.place else None
        doc._.sections = [*doc._.sections, Section(start, end, head.day, place, heading, head.told, head.date)]
    places = [s.place for s in doc._.sections if s.place is not None]
    if places:
        doc.set_ents([Span(doc, p.start, p.end, "GPE") for p in places], default="unmodified")


def _ends(doc: Doc, starts: list[int]) -> list[int]:
    """Where sections end: each where the next begins; the last after a paragraph, if all others are of one."""
    breaks = [t.i for t in doc if "\n" in t.text]
    lines = [bisect_left(breaks, end) - bisect_left(breaks, start) for start, end in pairwise(starts)]
    most = max(lines, default=0)
    after = breaks[bisect_left(breaks, starts[-1]) :]
    last = after[most - 1] + 1 if 0 < most <= _LINES and len(after) >= most else len(doc)
    return [*starts[1:], last]


def _heads(
    text: str, published: dt.date | None, is_place: Callable[[str], bool] | None
) -> Iterator[tuple[Head, int, int]]:
    """Each heading, and what parts it from the item in the same line: from where to where."""
    placed = _placed(text, is_place)
    year: str | None = None
    above = ""  # the day of the item above, where its year holds on
    today: dt.date | None = None  # of the updates under a day
    for line in lines_of(text):
        if (of_all := _YEAR_LINE.fullmatch(text, line.start, line.end)) is not None:
            year, above = of_all[1], ""
            continue
        if (timed := _TIMED.match(text, line.start, line.end)) is not None:
            yield Head(line.start, timed.end("time"), today, told=False), timed.end("time"), timed.end()
            continue
        item = placed.get(line.start) or DAY_ALONE.match(text, line.start, line.end)
        stamp = None if item is not None else _STAMP.fullmatch(text, line.start, line.end)
        if item is not None:
            date = yearless(item)
            if date is not None and above and date < above:
                year, above = None, ""  # it turns to another year, or the latest stands first
            day = day_of(item, None, year)
            if day is not None and (item["year"] or above):
                year, above = str(day.year), date or ""
            told = day.isoformat() if day is not None else date
            place = item.end("place") if line.start in placed else 0
            yield Head(line.start, item.end("date"), day, True, place, told), item.end("date"), item.end()
        elif stamp is not None:
            day = day_of(stamp, published) if stamp["date"] else None
            today = _near(stamp, day, published) if stamp["date"] else today
            yield Head(line.start, line.end, _near(stamp, day, published), told=False), line.end, line.end


def _in_their_years(
    found: list[tuple[Head, int, int]], text: str, title: str, published: dt.date | None
) -> list[tuple[Head, int, int]]:
    """Headings with the years that they leave open, where what stands above them or their order tells these.

    A chronology that goes on to the days before publication is counted back from there, a year for each turn from
    December to January. One that does not may be of any years, so its days stay without one.
    """
    open_ = [n for n, (head, *_) in enumerate(found) if head.day is None and head.date is not None]
    if not open_ or any(head.told and head.day is not None for head, *_ in found):
        return found
    dates = [found[n][0].date or "" for n in open_]
    falls = sum(a > b for a, b in pairwise(dates))
    rises = sum(a < b for a, b in pairwise(dates))
    above = text[: found[0][0].start]
    said = _only_year(title) or _only_year(above)
    since = _only_year(f"{title}\n{above}", open_ended=True)
    if len(dates) >= _MANY:
        said = said or since
    if said is not None and not (falls and rises):
        years = [int(said)] * len(open_)
    elif falls == rises or published is None:
        return found
    else:
        if falls > rises:  # the latest first
            open_, dates = open_[::-1], dates[::-1]
        last = _in_year(dates[-1], None, published)
        if last is None or (published - last).days > _LATELY:
            return found
        turns = list(accumulate((_turns(a, b) for a, b in pairwise(dates)), initial=0))
        years = [last.year - turns[-1] + turn for turn in turns]
        if since is not None and int(since) < years[0]:
            return found
    made = list(found)
    for n, date, year in zip(open_, dates, years, strict=True):
        head, start, end = found[n]
        if (when := _in_year(date, str(year), published)) is not None:
            made[n] = (head._replace(day=when, date=when.isoformat()), start, end)
    return made


def _turns(a: str, b: str) -> bool:
    """Whether a year turns between two days; a late entry ("6 June", then "16 May") is no turn."""
    return a > b and int(a[2:4]) - int(b[2:4]) >= _TURN


def _in_year(date: str, year: str | None, published: dt.date | None) -> dt.date | None:
    """The day that "--04-06" is in a year, or the last one before publication."""
    month, day = date.removeprefix("--").split("-")
    return calendar_day(int(month), int(day), year, published)


def _placed(text: str, is_place: Callable[[str], bool] | None) -> dict[int, re.Match[str]]:
    """By where they start, the headings that give a place and a day; none where too few of the places are known."""
    found = {line.start: m for line in lines_of(text) if (m := _PLACED.match(text, line.start, line.end)) is not None}
    known = sum(is_place is None or is_place(match["place"]) for match in found.values())
    return found if known >= _FEWEST else {}


def _items(text: str, is_place: Callable[[str], bool], published: dt.date | None) -> Iterator[tuple[Head, int, int]]:
    """The place or subject, in capitals, that each item of a round-up begins with, and what parts it from the item."""
    for line in lines_of(text):
        found = find_dateline(text, line.start, is_place=is_place, published=published)
        if found is not None and found.place is not None:
            start, end = found.place
            yield Head(start, end, found.day, told=found.day is None, place=end), end, found.end
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


def _only_year(text: str, *, open_ended: bool = False) -> str | None:
    """The year that a text names, if it names but one; "since 1993" names one only where it may be open-ended."""
    years = {year for since, year in _YEAR.findall(text) if open_ended or not since}
    return years.pop() if len(years) == 1 else None
