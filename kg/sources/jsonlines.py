"""JSON Lines, an article a line; and JSON: one article, an array of them, or an object that wraps them."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import chain
from typing import BinaryIO, Final, cast

from kg.errors import EmptySource, SourceError
from kg.sources.encodings import decode, decoded_by_guess, is_binary, wide_encoding
from kg.sources.files import whole
from kg.sources.names import buried, fields_named, wrapped
from kg.sources.records import Location, Record, with_doubt

_LARGEST: Final = 500_000_000  # bytes of a JSON file, which is parsed at once; JSON Lines may have any number
_AROUND: Final = b" \t\r\n\f\v\x1e"  # a line; the last before each value of a JSON text sequence (RFC 7464)
_CALL: Final = re.compile(r"\s*[\w$.]+\((.*)\)\s*;?\s*", re.DOTALL)  # JSONP
_TRAILING: Final = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])')  # a text, or a comma too many
_DECODER: Final = json.JSONDecoder()
_BETWEEN: Final = re.compile(r"\s*,?\s*")  # two items of an array
_LONGEST_LINE: Final = 20_000_000  # bytes of JSON Lines; what is longer is cut, and so no JSON


def records(lines: Iterable[bytes], name: str, stem: str) -> Iterator[Record | SourceError]:
    """A record, or what is wrong with it, for every line that is not blank; one line at a time in memory.

    Raises:
        EmptySource: no line holds anything.
        SourceError: it is binary from the first line on.
    """
    empty, array = True, False
    for number, whole_line in enumerate(_utf8_lines(lines, name), 1):
        line = whole_line.strip(_AROUND)
        array = array or (empty and line == b"[")
        if not line or (array and line in (b"[", b"]")):
            continue
        if empty and is_binary(line):
            raise SourceError(name, "is binary, not text")  # once, not for every stretch that ends in a line feed
        place = Location(name, number)
        try:
            text, doubt = decoded_by_guess(line.removesuffix(b",") if array else line, place)
            empty = False
            doubts = (doubt,) if doubt else ()
            yield Record(place, _object(_parse(text, place), place), f"{stem}-{number}", doubts)
        except EmptySource:
            continue  # only a byte order mark, or blanks beyond ASCII
        except SourceError as error:
            empty = False
            yield error
    if empty:
        raise EmptySource(name, "is empty")


def records_of_document(lines: Iterable[bytes], name: str, stem: str) -> Iterator[Record | SourceError]:
    """The records of a JSON file; the whole file at once in memory. What holds a line of JSON each is read as that.

    One article; an array of them; or an object that wraps them, as news services send it (see `data/sources.yaml`).

    Raises:
        SourceError: it is empty or not JSON.
    """
    file = Location(name)
    text, doubt = decoded_by_guess(whole(lines, file, _LARGEST), file)
    yield from with_doubt(_records_of(text, file, stem), doubt)


def records_if_json(data: bytes, name: str, stem: str) -> Iterator[Record | SourceError] | None:
    """The same for a file that its name calls text; None if it is not JSON."""
    file = Location(name)
    try:
        text, doubt = decoded_by_guess(data, file)
        return with_doubt(_records_of(text, file, stem), doubt)
    except SourceError:
        return None


def _records_of(text: str, file: Location, stem: str) -> Iterator[Record | SourceError]:
    try:
        document = _parse(text, file)
    except SourceError as error:
        if several := _one_after_another(text):
            return _of_items(several, file, stem, {})
        if _is_object(text.split("\n", 1)[0]):
            return records((line.encode() for line in text.split("\n")), file.source, stem)
        mended = _mended(text)
        try:
            return _of_document(json.loads(mended), file, stem)
        except (ValueError, RecursionError):
            if items := _whole_items(mended):
                return chain(_of_items(items, file, stem, {}), [file.error(f"{error.reason}; {_read_before(items)}")])
        raise
    return _of_document(document, file, stem)


def _mended(text: str) -> str:
    """JSON out of a call in JavaScript, and without commas before a bracket that closes."""
    call = _CALL.fullmatch(text)
    return _TRAILING.sub(lambda match: match[1] or "", call[1] if call else text)


def _whole_items(text: str) -> list[object]:
    """The items of an array before the place where it breaks off, or is broken."""
    found, text = list[object](), text.lstrip()
    at = 1 if text.startswith("[") else len(text)
    with suppress(ValueError, RecursionError):
        while at < len(text):
            value, at = _DECODER.raw_decode(text, at)
            found.append(value)
            at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]
    return found


def _read_before(items: list[object]) -> str:
    return f"the {len(items):,} whole items before that are read" if len(items) > 1 else "the item before that is read"


def _of_document(document: object, file: Location, stem: str) -> Iterator[Record | SourceError]:
    if isinstance(document, dict):
        yield from _of_object(document, file, stem)
    elif isinstance(document, list):
        if not document:
            raise EmptySource(file.source, "is empty: an array of no articles")
        if all(isinstance(each, list) for each in document):
            document = [item for each in document for item in each]
        yield from _of_items(document, file, stem, {})
    else:
        yield Record(file, _object(document, file), stem)


def _of_object(document: dict[str, object], file: Location, stem: str) -> Iterator[Record | SourceError]:
    if inside := wrapped(document):
        items, publisher = inside
        yield from _of_items(items, file, stem, {"publisher": publisher} if publisher else {})
    elif (rows := _rows_of_columns(document)) is not None:
        yield from _of_items(rows, file, stem, {})
    elif "text" not in fields_named(document) and _are_articles(list(document.values())):
        if list(document) == [str(number) for number in range(len(document))]:  # a table's own numbers are no ids
            yield from _of_items(list(document.values()), file, stem, {})
            return
        for key, item in document.items():  # articles by their ids
            yield Record(Location(file.source, int(key) if key.isdecimal() else None, "item"), _object(item, file), key)
    elif found := buried(document):
        yield from _of_items(found, file, stem, {})
    else:
        yield Record(file, document, stem)


def _rows_of_columns(document: dict[str, object]) -> list[object] | None:
    """The rows of a table that pandas wrote by columns, or apart from their names; None if it is no such table."""
    names, data = document.get("columns"), document.get("data")
    if isinstance(names, list) and isinstance(data, list) and all(isinstance(row, list) for row in data):
        return [dict(zip(map(str, names), row, strict=False)) for row in data]
    columns = {name: column for name, column in document.items() if isinstance(column, dict)}
    keys = list(next(iter(columns.values()), ()))
    alike = len(columns) == len(document) and all(list(column) == keys for column in columns.values())
    if not keys or not alike or "text" not in fields_named(columns) or not all(map(str.isdecimal, keys)):
        return None
    return [{name: column[key] for name, column in columns.items()} for key in keys]


def _are_articles(values: list[object]) -> bool:
    return bool(values) and all(isinstance(value, dict) and "text" in fields_named(value) for value in values)


def values_in(text: str, decoder: json.JSONDecoder) -> Iterator[tuple[object, int, int]]:
    """The JSON values that stand one after another in a text, and from where to where each does.

    Raises:
        ValueError, RecursionError: one of them is broken, or too deep.
    """
    at = 0
    while at < len(text):
        value, end = decoder.raw_decode(text, at)
        yield value, at, end
        at = end
        while at < len(text) and text[at].isspace():
            at += 1


def _one_after_another(text: str) -> list[object]:
    """The objects of a file that holds one after another, each over many lines; empty if it is no such file."""
    found = list[object]()
    text = text.strip()
    try:
        for one, start, end in values_in(text, _DECODER):
            if "\n" not in text[start:end] and "\n" in text:
                return []  # a line each, of which the broken ones are named
            found.append(one)
    except (ValueError, RecursionError):
        return []
    return found


def _of_items(
    items: list[object], file: Location, stem: str, common: dict[str, object]
) -> Iterator[Record | SourceError]:
    """A record for each; `common` is what holds for all that say nothing else."""
    for number, item in enumerate(items, 1):
        place = Location(file.source, number, "item")
        try:
            yield Record(place, common | _object(item, place), f"{stem}-{number}")
        except SourceError as error:
            yield error


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _utf8_lines(lines: Iterable[bytes], name: str) -> Iterator[bytes]:
    """The lines, of a UTF-16 file too, where a line feed's byte may be half of another character."""
    if isinstance(lines, io.IOBase):
        lines = iter(partial(cast("BinaryIO", lines).readline, _LONGEST_LINE), b"")
    lines = iter(lines)
    first = next(lines, b"")
    if wide_encoding(first):
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
