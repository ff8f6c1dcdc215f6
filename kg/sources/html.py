"""HTML: the article inside a page, by trafilatura, and what the page's own metadata state about it."""

from __future__ import annotations

import codecs
import datetime as dt
import json
import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any

from kg.errors import EmptySource, SourceError
from kg.sources.files import decode, whole
from kg.sources.records import Location, Record, stated_day

# It logs what we tell the user anyway; this keeps that off the terminal of who has set up no logging.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

_DECLARED = re.compile(rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED_WITHIN = 1024  # bytes, by the HTML standard
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")
# What browsers read, too; so no `unicode_escape` or `idna`, which Python also counts as encodings.
_ENCODINGS = ("ascii", "big5", "cp125", "cp874", "euc", "gb", "iso2022", "iso8859", "koi8", "mac", "shift_jis", "utf-8")
_PUBLISHED = {
    *("date", "datepublished", "pubdate", "publish-date", "publish_date", "publishdate", "publication_date"),
    *("article:published_time", "og:article:published_time", "og:published_time", "published_time"),
    *("dc.date", "dc.date.created", "dc.date.issued", "dcterms.created", "dcterms.date", "dcterms.issued"),
    *("citation_publication_date", "parsely-pub-date", "sailthru.date"),
}


def records(lines: Iterable[bytes], name: str, stem: str) -> Iterator[Record | SourceError]:
    """The one record of a page; its text is a paragraph a line.

    Raises:
        EmptySource: there is no article in it.
        SourceError: it is no text, or cannot be made sense of.
    """
    place = Location(name)
    yield Record(place, fields_of(whole(lines, place), place), stem)


def fields_of(data: bytes, place: Location, charset: str | None = None) -> dict[str, object]:
    """The article in a page: text, title, publisher, url and date, as far as the page states them.

    Args:
        data: the page.
        place: where it stood, for the message.
        charset: the encoding that the server stated, which outranks what the page says of itself.

    Raises:
        EmptySource: there is no article in it.
        SourceError: it is no text, or cannot be made sense of.
    """
    page = _XML_DECLARATION.sub("", decode(data, place, _encoding(charset or _declared(data), place)))
    try:
        fields = _fields(page)
    except Exception as error:  # noqa: BLE001  a page can break the parsers below in too many ways to name
        reason = str(error) or type(error).__name__
        raise place.error(f"is not readable as HTML: {reason}") from None
    if not fields.get("text"):
        raise place.error("holds no article text", EmptySource)
    return fields


def _fields(page: str) -> dict[str, object]:
    import trafilatura  # noqa: PLC0415  half a second that only those who read HTML should wait

    tree = trafilatura.load_html(page)
    if tree is None:
        return {}
    found = trafilatura.bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,  # readers' comments are not the report
        date_extraction_params={"extensive_search": False, "original_date": True},  # the quick way to what we ignore
    )
    if found is None:
        return {}
    published = _published(tree)
    return {
        "text": (found.text or "").strip(),
        "title": found.title,
        "publisher": found.sitename,
        "url": found.url,
        "date": published.isoformat() if published else None,
    }


def _declared(data: bytes) -> str:
    """The encoding that the page says it has, UTF-8 if it says nothing."""
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    return declared[1].decode("ascii", "replace") if declared else "UTF-8"


def _encoding(name: str, place: Location) -> str:
    """Python's name of an encoding that pages may have."""
    try:
        encoding = codecs.lookup(name).name
    except LookupError:
        encoding = ""
    if encoding.startswith(("utf-16", "utf-32")):
        return "utf-8"  # it could be read as ASCII, so it is not that; browsers conclude the same
    if not encoding.startswith(_ENCODINGS):
        raise place.error(f"is in an unknown encoding, {name!r}; save it as UTF-8")
    # By the HTML standard, who declares Latin-1 or ASCII means Windows' superset of it.
    return "cp1252" if encoding in ("ascii", "iso8859-1") else encoding


def _published(tree: Any) -> dt.date | None:
    """The day of publication as JSON-LD, meta elements or microdata state it.

    Not trafilatura's, which falls back to dates in the address, in pictures' names and in running text: those of other
    things as often as of the article.
    """
    return next((date for value in _stated(tree) if (date := stated_day(value))), None)


def _stated(tree: Any) -> Iterator[object]:
    """What may be the date of publication, most trustworthy first."""
    described = [thing for script in tree.xpath('.//script[@type="application/ld+json"]') for thing in _things(script)]
    for thing in sorted(described, key=_is_no_article):
        yield thing.get("datePublished")
    for meta in tree.xpath(".//meta[@content]"):
        if (meta.get("property") or meta.get("name") or "").lower() in _PUBLISHED:
            yield meta.get("content")
    for element in tree.xpath('.//*[@itemprop="datePublished"] | .//time[@pubdate]'):
        yield element.get("content") or element.get("datetime") or element.text_content()


def _things(script: Any) -> list[dict[str, object]]:
    """The objects of a JSON-LD script: one, an array, or a `@graph`."""
    try:
        content = json.loads(script.text_content())
    except ValueError:
        return []
    top = content if isinstance(content, list) else [content]
    graphs = [thing["@graph"] for thing in top if isinstance(thing, dict) and isinstance(thing.get("@graph"), list)]
    return [thing for group in (top, *graphs) for thing in group if isinstance(thing, dict)]


def _is_no_article(thing: dict[str, object]) -> bool:
    return "Article" not in str(thing.get("@type")) and "Posting" not in str(thing.get("@type"))
