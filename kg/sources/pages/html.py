"""HTML: the article inside a page, by trafilatura, and what the page's own metadata state about it."""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any

from kg.errors import EmptySource, SourceError
from kg.sources.encodings import decode, decoded_by_guess, is_surely_utf8
from kg.sources.files import reason_of, whole
from kg.sources.guesses import OF_PAGES
from kg.sources.names import interstitials
from kg.sources.pages import listing, liveblog, metadata, several
from kg.sources.records import Location, Record

# It logs what we tell the user anyway; this keeps that off the terminal of who has set up no logging.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

_DECLARED = re.compile(rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED_WITHIN = 1024  # bytes, by the HTML standard
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")
_LONGEST_INTERSTITIAL = 1500  # characters of a page that only asks for something
_BEGINNING = 300  # characters that such a page says so in
_PROSE = 200  # characters of a cell that holds an article, or much of it
_LISTS = " lists"  # beside an article's fields: whether they are none, but teasers
_ENDS = (".", "!", "?", "”", '"')  # of a sentence


def records(lines: Iterable[bytes], name: str, stem: str) -> Iterator[Record | SourceError]:
    """The record of a page, its text a paragraph a line; or, where it has several reports, one for each of them.

    Raises:
        EmptySource: there is no article in it, or it only lists some, or asks for something before it shows one.
        SourceError: it is no text, or cannot be made sense of.
    """
    place = Location(name)
    page, doubt = _page(whole(lines, place), place, None)
    doubts = (doubt,) if doubt else ()
    parts = _parts(page, place)
    if not parts:
        yield Record(place, _checked(page, place), stem, doubts)
    for number, part in enumerate(parts, 1):
        yield Record(Location(name, number, "report"), part, f"{stem}-{number}", doubts)


def all_fields_of(data: bytes, place: Location, charset: str | None = None) -> list[dict[str, object]]:
    """What `fields_of` gives, of each report of a page."""
    page, _ = _page(data, place, charset)
    return _parts(page, place) or [_checked(page, place)]


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
    return _checked(_page(data, place, charset)[0], place)


def _page(data: bytes, place: Location, charset: str | None) -> tuple[str, str | None]:
    """The page as text; and, where it is not in the encoding that is stated, what to say of that."""
    encoding, doubt = _encoding(charset or _declared(data), place), None
    if encoding != "utf-8" and is_surely_utf8(data):
        encoding, doubt = "utf-8", f"says that it is {encoding.upper()}, and is read as UTF-8"
    try:
        page = decode(data, place, encoding)
    except EmptySource:
        raise
    except SourceError:
        page, doubt = decoded_by_guess(data, place)
    return _XML_DECLARATION.sub("", page), doubt


def _parts(page: str, place: Location) -> list[dict[str, object]]:
    """The fields of each report of a page that has several: updates of a live blog, or posts."""
    try:
        return liveblog.updates(page) or _several(page)
    except Exception as error:  # noqa: BLE001  a page can break the parsers below in too many ways to name
        raise place.error(f"is not readable as HTML: {reason_of(error)}") from None


def _several(page: str) -> list[dict[str, object]]:
    import trafilatura  # noqa: PLC0415  half a second that only those who read HTML should wait

    tree = trafilatura.load_html(page)
    blocks = several.blocks(tree) if tree is not None else []
    if not blocks:
        return []
    about = _fields(page)
    address = str(about["url"]) if about.get("url") else None
    return [
        {"text": _fields(several.page_of(block)).get("text"), "date": day, "publisher": about.get("publisher")}
        | several.headed(block, address)
        for block, day in zip(blocks, several.dated(tree, blocks), strict=True)
    ]


def _checked(page: str, place: Location) -> dict[str, object]:
    try:
        fields = _fields(page)
    except Exception as error:  # noqa: BLE001  a page can break the parsers below in too many ways to name
        raise place.error(f"is not readable as HTML: {reason_of(error)}") from None
    text = str(fields.get("text") or "")
    if not text:
        raise place.error("holds no article text", EmptySource)
    if fields.pop(_LISTS):
        raise place.error("is no article, only a page that lists some, such as a front page", EmptySource)
    if len(text) < _LONGEST_INTERSTITIAL and any(
        phrase in f"{fields['title'] or ''} {text}"[:_BEGINNING].lower() for phrase in interstitials()
    ):
        raise place.error(
            "is no article, only a page that asks for something before it shows one, or an error", EmptySource
        )
    return fields


def _fields(page: str) -> dict[str, object]:
    import trafilatura  # noqa: PLC0415  half a second that only those who read HTML should wait

    tree = trafilatura.load_html(page)
    if tree is None:
        return {}
    _unlaid(tree)
    layout = listing.layout_of(tree)
    found = trafilatura.bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,  # readers' comments are not the report
        date_extraction_params={"extensive_search": False, "original_date": True},  # the quick way to what we ignore
    )
    if found is None:
        return {}
    about = metadata.about(tree)
    text = _untabled((found.text or "").strip())
    return {
        _LISTS: layout.is_listing(text) and not metadata.is_of_article(tree),
        "text": text,
        "title": found.title,
        "publisher": found.sitename or about.publisher,
        "url": found.url,
        "date": about.published.isoformat() if about.published else about.unread,
    }


def _unlaid(tree: Any) -> None:
    """Make blocks of the tables that lay out a page, those with prose in a cell: lines of a cell would be lost."""
    for table in tree.xpath("//table"):
        if any(len(" ".join(cell.itertext())) >= _PROSE for cell in table.iter("td")):
            for part in [table, *table.iter("tbody", "tr", "td")]:
                part.tag = "div"


def _untabled(text: str) -> str:
    """A text without the bars of tables: old sites lay out by them. A cell that is a sentence is a line."""
    return "\n".join(line for each in text.split("\n") for line in (_cells(each) if each.startswith("|") else [each]))


def _cells(row: str) -> list[str]:
    cells = [cell.strip() for cell in row.strip("| ").split("|") if cell.strip(" -:")]
    return cells if any(cell.endswith(_ENDS) for cell in cells) else [", ".join(cells)] if cells else []


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
    if not encoding.startswith(OF_PAGES):
        raise place.error(f"is in an unknown encoding, {name!r}; save it as UTF-8")
    # By the HTML standard, who declares Latin-1 or ASCII means Windows' superset of it.
    return "cp1252" if encoding in ("ascii", "iso8859-1") else encoding
