"""Feeds of news for readers: Atom (RFC 4287) and JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

_ATOM: Final = "http://www.w3.org/2005/Atom"
_JSON_FEED: Final = "https://jsonfeed.org/version/1.1"
_NEVER: Final = "1970-01-01T00:00:00+00:00"
_AUTHOR: Final = "Sitrep"


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One piece of news.

    Attributes:
        key: what tells it from all others of the server.
        title: what happened, on one line.
        at: when, ISO 8601.
        link: where more stands.
        text: the words of it.
    """

    key: str
    title: str
    at: str
    link: str
    text: str


@dataclass(frozen=True, slots=True)
class NewsFeed:
    """News, newest first; `address` is the feed's own, `home` the server's."""

    title: str
    address: str
    home: str
    entries: tuple[NewsItem, ...]


def atom(feed: NewsFeed) -> bytes:
    """A feed as Atom."""
    root = ET.Element("feed", xmlns=_ATOM)
    _say(root, "id", feed.address)
    _say(root, "title", feed.title)
    _say(root, "updated", feed.entries[0].at if feed.entries else _NEVER)
    ET.SubElement(root, "link", rel="self", href=feed.address)
    _say(ET.SubElement(root, "author"), "name", _AUTHOR)
    for one in feed.entries:
        entry = ET.SubElement(root, "entry")
        _say(entry, "id", _id(feed, one))
        _say(entry, "title", one.title)
        _say(entry, "updated", one.at)
        ET.SubElement(entry, "link", href=one.link)
        _say(entry, "content", one.text)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def json_feed(feed: NewsFeed) -> bytes:
    """A feed as a JSON Feed."""
    told = {
        "version": _JSON_FEED,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "authors": [{"name": _AUTHOR}],
        "items": [
            {
                "id": _id(feed, one),
                "url": one.link,
                "title": one.title,
                "content_text": one.text,
                "date_published": one.at,
            }
            for one in feed.entries
        ],
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _id(feed: NewsFeed, entry: NewsItem) -> str:
    """The same in every feed of the server, so that nobody reads it twice."""
    return f"{feed.home}changes#{entry.key}"


def _say(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")
