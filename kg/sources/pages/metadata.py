"""A page's metadata about its article: JSON-LD, meta elements, microdata, and the time under its headline."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Any, Final

from kg.sources.dates import published_day
from kg.sources.jsonlines import values_in

_PUBLISHED: Final = {
    *("date", "datepublished", "pubdate", "publish-date", "publish_date", "publishdate", "publication_date"),
    *("article:published_time", "og:article:published_time", "og:published_time", "published_time"),
    *("dc.date", "dc.date.created", "dc.date.issued", "dcterms.created", "dcterms.date", "dcterms.issued"),
    *("citation_publication_date", "parsely-pub-date", "sailthru.date"),
}
_WRAPPING: Final = re.compile(
    r"^\s*(?:/\*|//)?\s*<!\[CDATA\[\s*(?:\*/)?|(?:/\*|//)?\s*\]\]>\s*(?:\*/)?\s*$|^\s*<!--|-->\s*$"
)
_TRAILING_COMMA: Final = re.compile(r",(?=\s*[}\]])")
_LENIENT: Final = json.JSONDecoder(strict=False)  # lets line feeds stand in text
_DAY: Final = re.compile(r'"datePublished"\s*:\s*"([^"\\]+)"')
_PUBLISHER: Final = re.compile(r'"publisher"\s*:\s*\{[^{}]*"name"\s*:\s*"([^"\\]+)"')
# Where a time is not that of the article: beside it, or within or below its first paragraph of prose.
_PROSE: Final = "p[string-length(normalize-space()) > 80]"
_ELSEWHERE: Final = (
    "ancestor::nav or ancestor::aside or ancestor::footer or ancestor::*[contains(@class, 'related')]"
    f" or ancestor::{_PROSE} or preceding::{_PROSE}"
)


@dataclass(frozen=True, slots=True)
class About:
    """The metadata of a page.

    Attributes:
        published: the day of publication.
        publisher: the outlet's name.
        unread: what is stated for a day, where none can be told from it.
    """

    published: dt.date | None
    publisher: str | None
    unread: str | None = None


def about(tree: Any) -> About:
    """The metadata of an article in a page's elements.

    Not dates in its address, in pictures' names or in running text: those are of other things as often.
    """
    things = described(tree)
    stated = [value for value in _stated(tree, things) if value]
    day = next((date for value in stated if (date := published_day(value))), None)
    return About(day, next(_publishers(things), None), None if day or not stated else " ".join(str(stated[0]).split()))


def described(tree: Any) -> list[dict[str, object]]:
    """The things that a page describes in JSON-LD, articles first."""
    scripts = tree.xpath('.//script[contains(@type, "ld+json")]')
    return sorted((thing for script in scripts for thing in _things(script.text_content())), key=_is_no_article)


def is_of_article(tree: Any) -> bool:
    """Whether a page says that it is one article."""
    kinds = tree.xpath('.//meta[@property="og:type"]/@content')
    return "article" in kinds or sum(not _is_no_article(thing) for thing in described(tree)) == 1


def _stated(tree: Any, things: list[dict[str, object]]) -> Iterator[object]:
    """Candidates for the date of publication, most trustworthy first."""
    for thing in things:
        yield thing.get("datePublished")
    for meta in tree.xpath(".//meta[@content]"):
        if (meta.get("property") or meta.get("name") or "").lower() in _PUBLISHED:
            yield meta.get("content")
    for element in tree.xpath('.//*[@itemprop="datePublished"] | .//time[@pubdate]'):
        yield element.get("content") or element.get("datetime") or element.text_content()
    for article in tree.xpath("(.//article | .//main)[1]"):
        yield from islice(filter(published_day, article.xpath(f".//time[@datetime][not({_ELSEWHERE})]/@datetime")), 1)
        yield from (time.text_content() for time in article.xpath(f"(.//time[not(@datetime)][not({_ELSEWHERE})])[1]"))
    alone = tree.xpath(f".//time[@datetime][not({_ELSEWHERE})]/@datetime")
    if len(set(alone)) == 1:
        yield alone[0]


def _publishers(things: list[dict[str, object]]) -> Iterator[str]:
    """The publishers' names, as text, as an object or list, or as a reference into the graph."""
    by_id = {str(thing["@id"]): thing for thing in things if "@id" in thing}
    for thing in things:
        stated = thing.get("publisher")
        for each in stated if isinstance(stated, list) else [stated]:
            one = by_id.get(str(each.get("@id")), each) if isinstance(each, dict) else each
            name = one.get("name") if isinstance(one, dict) else one
            if isinstance(name, str) and name.strip():
                yield name.strip()


def _things(script: str) -> list[dict[str, object]]:
    """The objects of a JSON-LD script: one, an array, or a `@graph`; with the faults that many sites make."""
    top = _loads(_WRAPPING.sub("", _WRAPPING.sub("", script)).strip().rstrip(";"))
    graphs = [thing["@graph"] for thing in top if isinstance(thing, dict) and isinstance(thing.get("@graph"), list)]
    found = [thing for group in (top, *graphs) for thing in group if isinstance(thing, dict)]
    return found + [inner for thing in found if isinstance(inner := thing.get("mainEntity"), dict)]


def _loads(script: str) -> list[object]:
    """The values in a script, one after another; of one that is broken beyond repair, what is sure all the same."""
    for mended in (script, _TRAILING_COMMA.sub("", script), _TRAILING_COMMA.sub("", unescape(script))):
        found = list[object]()
        try:
            for one, _, _ in values_in(mended, _LENIENT):
                found += one if isinstance(one, list) else [one]
        except (ValueError, RecursionError):
            continue
        return found
    return _stated_beyond_doubt(script)


def _stated_beyond_doubt(script: str) -> list[object]:
    """The type, the day and the publisher of the one article that a broken script tells of."""
    days = set(_DAY.findall(script))
    if len(days) != 1:
        return []
    names = _PUBLISHER.findall(script)
    return [{"@type": "Article", "datePublished": days.pop(), "publisher": names[0] if len(names) == 1 else None}]


def _is_no_article(thing: dict[str, object]) -> bool:
    return "Article" not in str(thing.get("@type")) and "Posting" not in str(thing.get("@type"))
