"""Feeds, RSS and Atom of any version: an entry an article, of the feed's publisher."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from urllib.parse import urljoin

from kg.errors import EmptySource, SourceError
from kg.knowledge.names import fold
from kg.sources.dates import published_day
from kg.sources.encodings import wide_encoding
from kg.sources.files import whole
from kg.sources.markup import plain_text, without_surrogates
from kg.sources.records import Location, Record

_DECLARED: Final = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.:-]+)")
_ENCODING: Final = re.compile(r"(?<=<\?xml)[^>]*(?=\?>)")
_CLOSED: Final = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL)
_END: Final = 2000  # bytes, for the comments of servers behind a feed
_BAD_BYTES: Final = 3  # that are no UTF-8, in a feed that says it is that
_ROOT_WITHIN: Final = 2000  # bytes, for the declaration, style sheets and comments before it
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]")  # an IRI


@dataclass(frozen=True, slots=True)
class Feed:
    """The current entries of a feed.

    Attributes:
        title: who publishes it.
        minutes: for how long it asks to be left alone after it was read (`ttl`), None where it does not say.
        entries: its entries, in its order.
    """

    title: str | None
    minutes: int | None
    entries: tuple[Record, ...]


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

    An own id that is no IRI has the publisher's name before it, since other feeds have the same ("wire#12").

    Args:
        data: the feed.
        name: what to call it in messages: its file or address.
        stem: what the ids of entries begin with that have neither id nor address.

    Raises:
        SourceError: it is no feed, or broken before its first entry.
    """
    import feedparser  # noqa: PLC0415  only those who read feeds should wait for it

    try:
        parsed = feedparser.parse(BytesIO(_mended(data)))
    except Exception as error:  # noqa: BLE001  a feed can break the parser in too many ways to name
        raise SourceError(name, f"is not readable as a feed: {str(error) or type(error).__name__}") from None
    if not parsed.get("version") and not parsed.get("entries"):
        broken = parsed.get("bozo_exception")
        raise SourceError(name, f"is not an RSS or Atom feed{f': {broken}' if broken else ''}")
    title = _plain(parsed.feed.get("title")) or None
    base = str(parsed.feed.get("link") or "") or (name if "://" in name else "")
    cut = (
        ()
        if wide_encoding(data) or _CLOSED.search(data.strip()[-_END:])
        else ("is the last of a feed that breaks off",)
    )
    last = len(parsed.entries)
    entries = (
        Record(
            Location(name, number, "entry"),
            _fields(entry, title, base),
            f"{stem}-{number}",
            cut if number == last else (),
        )
        for number, entry in enumerate(parsed.entries, 1)
    )
    return Feed(title, _minutes(parsed.feed), tuple(entries))


def _mended(data: bytes) -> bytes:
    """A feed without what makes a parser give up or guess another encoding: a bad byte or two, halves of characters."""
    if wide := wide_encoding(data):  # which the parser tells by its mark, and then not by the declaration
        return _ENCODING.sub("", data.decode(wide, "replace").removeprefix("\ufeff"), count=1).encode()
    declared = _DECLARED.search(data[:_ROOT_WITHIN])
    if declared and declared[1].lower() not in (b"utf-8", b"utf8"):
        return data
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") > max(_BAD_BYTES, len(text) // 1000):
        return data  # another encoding than it says; the parser knows best
    return without_surrogates(text).encode()


def _fields(entry: Any, publisher: str | None, base: str) -> dict[str, object]:
    linked = urljoin(base, entry["link"]) if entry.get("link") else ""
    address = linked if _ABSOLUTE.match(linked) else None
    stated = entry.get("published") or entry.get("updated")
    day = published_day(entry.get("published")) or published_day(entry.get("updated"))
    when = entry.get("published_parsed") or entry.get("updated_parsed")  # of all the other ways to write a date
    if day is None and when:
        day = published_day(f"{when.tm_year:04}-{when.tm_mon:02}-{when.tm_mday:02}")
    source = entry.get("source") or {}
    own = entry.get("id")
    return {
        "id": _id(urljoin(base, own) if own and own.startswith("/") else own, publisher) or address,
        "url": address,
        "title": _plain(entry.get("title")) or None,
        "date": day.isoformat() if day else stated,
        "publisher": _plain(source.get("title")) or publisher,  # an aggregator's entries are of other publishers
        "text": _text(entry),
    }


def _id(own: str | None, publisher: str | None) -> str | None:
    """What an entry calls itself; a short text, which other feeds have too, with the publisher before it."""
    if not own or _ABSOLUTE.match(own):
        return own
    return f"{fold(publisher or '').replace(' ', '-')}#{own}"


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
