"""Feeds, RSS and Atom of any version: an entry an article, of the feed's publisher."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from kg.errors import EmptySource, SourceError
from kg.sources.files import whole
from kg.sources.records import Location, Record, stated_day

_ROOT: Final = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_ROOT_WITHIN: Final = 2000  # bytes, for the declaration, style sheets and comments before it
_BLOCKS: Final = "p div br li h1 h2 h3 h4 h5 h6 tr blockquote pre section article figcaption".split()
_SPACES: Final = re.compile(r"[^\S\n]+")
_LINES: Final = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed holds now.

    Attributes:
        title: who publishes it.
        minutes: for how long it asks to be left alone after it was read (`ttl`), None where it does not say.
        entries: its entries, in its order.
    """

    title: str | None
    minutes: int | None
    entries: tuple[Record, ...]


def is_feed(data: bytes) -> bool:
    """Whether these bytes begin as a feed does."""
    return _ROOT.search(data[:_ROOT_WITHIN]) is not None


def records(lines: Iterable[bytes], name: str, stem: str) -> Iterator[Record]:
    """A record for every entry.

    Raises:
        EmptySource: it has none.
        SourceError: it is no feed.
    """
    entries = parse(whole(lines, Location(name)), name, stem).entries
    if not entries:
        raise EmptySource(name, "is a feed without entries")
    yield from entries


def parse(data: bytes, name: str, stem: str = "feed") -> Feed:
    """Read a feed; an entry's id is its own, else its address, its text its content, else its summary.

    Args:
        data: the feed.
        name: what to call it in messages: its file or address.
        stem: what the ids of entries begin with that have neither id nor address.

    Raises:
        SourceError: it is no feed, or broken before its first entry.
    """
    import feedparser  # noqa: PLC0415  only those who read feeds should wait for it

    try:
        parsed = feedparser.parse(BytesIO(data))
    except Exception as error:  # noqa: BLE001  a feed can break the parser in too many ways to name
        raise SourceError(name, f"is not readable as a feed: {str(error) or type(error).__name__}") from None
    if not parsed.get("version") and not parsed.get("entries"):
        broken = parsed.get("bozo_exception")
        raise SourceError(name, f"is not an RSS or Atom feed{f': {broken}' if broken else ''}")
    title = _plain(parsed.feed.get("title")) or None
    entries = (
        Record(Location(name, number, "entry"), _fields(entry, title), f"{stem}-{number}")
        for number, entry in enumerate(parsed.entries, 1)
    )
    return Feed(title, _minutes(parsed.feed), tuple(entries))


def plain_text(markup: str) -> str:
    """The text of a piece of HTML, a paragraph a line."""
    from lxml.html import fragment_fromstring  # noqa: PLC0415  likewise

    if "<" not in markup and "&" not in markup:
        return _tidy(markup)
    try:
        tree = fragment_fromstring(markup, create_parent="div")
    except (ValueError, AssertionError):  # nothing in it but a comment, or what no text may hold
        return ""
    for unseen in tree.xpath(".//script | .//style | .//comment()"):
        unseen.drop_tree()
    for element in tree.iter(*_BLOCKS):
        element.text = "\n" + (element.text or "")
        element.tail = "\n" + (element.tail or "")
    return _tidy(tree.text_content())


def _fields(entry: Any, publisher: str | None) -> dict[str, object]:
    address = entry.get("link") or None
    day = stated_day(entry.get("published")) or stated_day(entry.get("updated"))
    when = entry.get("published_parsed") or entry.get("updated_parsed")  # of all the other ways to write a date
    if day is None and when:
        day = stated_day(f"{when.tm_year:04}-{when.tm_mon:02}-{when.tm_mday:02}")
    source = entry.get("source") or {}
    return {
        "id": entry.get("id") or address,
        "url": address,
        "title": _plain(entry.get("title")) or None,
        "date": day.isoformat() if day else None,
        "publisher": _plain(source.get("title")) or publisher,  # an aggregator's entries are of other publishers
        "text": _text(entry),
    }


def _text(entry: Any) -> str:
    given = max((content.get("value") or "" for content in entry.get("content", ())), key=len, default="")
    return plain_text(given or entry.get("summary") or "")


def _minutes(feed: Any) -> int | None:
    try:
        return max(0, int(feed.get("ttl", "")))
    except ValueError:
        return None


def _plain(markup: str | None) -> str:
    return plain_text(markup or "").replace("\n", " ")


def _tidy(text: str) -> str:
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()
