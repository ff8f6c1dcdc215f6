"""XML by its outermost element: which reader it is for, and whether it holds news at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from kg.errors import SourceError
from kg.sources import agency, feed
from kg.sources.encodings import wide_encoding
from kg.sources.files import Input, whole
from kg.sources.pages import html
from kg.sources.records import Location, Record

# A format that asks no more of the bytes than to come line by line, as they do in a pipe.
LineFormat = Callable[[Iterable[bytes], str, str], Iterator[Record | SourceError]]

_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)", re.ASCII)
ROOT_WITHIN: Final = 4000
"""Bytes, for the declaration, style sheets and comments before the outermost element."""
_ROOTS: Final[dict[str, LineFormat]] = {
    "nitf": agency.records_of_nitf,
    "newsitem": agency.records_of_newsml,
    "newsmessage": agency.records_of_newsml,
    "rss": feed.records,
    "feed": feed.records,
    "rdf": feed.records,
    "html": html.records,
}
_RSS_1: Final = "purl.org/rss/"  # in RDF that is a feed; most of it is other data


def by_root(otherwise: LineFormat) -> LineFormat:
    """A reader of XML as what its outermost element says that it is; of what is none that is known, as another."""

    def records(lines: Iterable[bytes], name: str, stem: str) -> Iterator[Record | SourceError]:
        data = whole(lines, Location(name))
        root = _root(head_of(data))
        if otherwise is feed.records and root and root.lower() not in _ROOTS:
            raise SourceError(
                name, f"is XML of <{root}>, and only {', '.join(f'<{each}>' for each in _ROOTS)} are read"
            )
        yield from _ROOTS.get(root.lower(), otherwise)([data], name, stem)

    return records


def is_other_xml(found: Input) -> bool:
    """Whether a file that nobody named is XML without news in it, such as a configuration or a site map."""
    if found.ending != ".xml":
        return False
    try:
        with found.open() as stream:
            head = head_of(stream.read(ROOT_WITHIN))
    except (SourceError, OSError):
        return False  # whoever reads it says what is wrong
    root = _root(head).lower()
    return root not in _ROOTS or (root == "rdf" and _RSS_1 not in head)


def head_of(data: bytes) -> str:
    """The beginning of a file as text, without a byte order mark and blanks before it."""
    return data[:ROOT_WITHIN].decode(wide_encoding(data) or "utf-8", "replace").lstrip("\ufeff \t\r\n")


def _root(head: str) -> str:
    """The local name of XML's outermost element; empty where none begins."""
    match = _ROOT.search(re.sub(r"<!--.*?-->", "", head, flags=re.DOTALL))
    return match[1] if match else ""
