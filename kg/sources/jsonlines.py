"""JSON Lines, an article a line; and JSON, one article or an array of them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from typing import BinaryIO, Final, cast

from kg.errors import EmptySource, SourceError
from kg.sources.files import decode, is_binary, is_utf16, whole
from kg.sources.records import Location, Record

_LARGEST: Final = 500_000_000  # bytes of a JSON file, which is parsed at once; JSON Lines may have any number
_LONGEST_LINE: Final = 20_000_000  # bytes of JSON Lines; what is longer is cut, and so no JSON


def records(lines: Iterable[bytes], name: str, stem: str) -> Iterator[Record | SourceError]:
    """A record, or what is wrong with it, for every line that is not blank; one line at a time in memory.

    Raises:
        EmptySource: no line holds anything.
        SourceError: it is binary from the first line on.
    """
    empty = True
    for number, line in enumerate(_utf8_lines(lines, name), 1):
        if not line.strip():
            continue
        if empty and is_binary(line):
            raise SourceError(name, "is binary, not text")  # once, not for every stretch that ends in a line feed
        place = Location(name, number)
        try:
            text = decode(line.rstrip(), place)
            empty = False
            yield Record(place, _object(_parse(text, place), place), f"{stem}-{number}")
        except EmptySource:
            continue  # only a byte order mark, or blanks beyond ASCII
        except SourceError as error:
            empty = False
            yield error
    if empty:
        raise EmptySource(name, "is empty")


def records_of_document(lines: Iterable[bytes], name: str, stem: str) -> Iterator[Record | SourceError]:
    """The records of a JSON file: one object, or an array of objects; the whole file at once in memory.

    Raises:
        SourceError: it is empty or not JSON.
    """
    file = Location(name)
    document = _parse(decode(whole(lines, file, _LARGEST), file), file)
    if not isinstance(document, list):
        yield Record(file, _object(document, file), stem)
        return
    if not document:
        raise EmptySource(name, "is empty: an array of no articles")
    for number, item in enumerate(document, 1):
        place = Location(name, number, "item")
        try:
            yield Record(place, _object(item, place), f"{stem}-{number}")
        except SourceError as error:
            yield error


def _utf8_lines(lines: Iterable[bytes], name: str) -> Iterator[bytes]:
    """The lines, of a UTF-16 file too, where a line feed's byte may be half of another character."""
    if isinstance(lines, io.IOBase):
        lines = iter(partial(cast("BinaryIO", lines).readline, _LONGEST_LINE), b"")
    lines = iter(lines)
    first = next(lines, b"")
    if is_utf16(first):
        return (line.encode() for line in decode(first + b"".join(lines), Location(name)).split("\n"))
    return chain([first], lines)


def _parse(text: str, place: Location) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if place.number is None else ""
        reason = f"{error.msg.removesuffix(' at')} at {line}column {error.colno}"
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets nested as deep
        reason = str(error)
    raise place.error(f"is not JSON: {reason}")


def _object(value: object, place: Location) -> dict[str, object]:
    if not isinstance(value, dict):
        raise place.error('is not a JSON object like {"text": "..."}')
    return value
