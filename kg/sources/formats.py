"""Which format a source is in, and its records."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final, TextIO, cast

from kg.errors import EmptySource, SourceError
from kg.sources import addresses, feed, html, jsonlines, parquet, text, warc
from kg.sources.files import Input, ending_of, name_of, unreadable, walk, whole
from kg.sources.records import Location, Record

# A format: from a file's bytes, its name and its stem to its records. It yields the error of a broken record, and
# raises that of a broken file.
Format = Callable[[BinaryIO, str, str], Iterator[Record | SourceError]]
# One that asks no more of the bytes than to come line by line, as they do in a pipe.
LineFormat = Callable[[Iterable[bytes], str, str], Iterator[Record | SourceError]]

FORMATS: Final[dict[str, Format]] = {
    ".txt": text.records,
    ".text": text.records,
    ".jsonl": jsonlines.records,
    ".ndjson": jsonlines.records,
    ".json": jsonlines.records_of_document,
    ".html": html.records,
    ".htm": html.records,
    ".rss": feed.records,
    ".atom": feed.records,
    ".xml": feed.records,
    ".warc": warc.records,
    ".parquet": parquet.records,
}
_ENDINGS: Final = f"{', '.join(FORMATS)}, each also with .gz"


def records_of(source: str | Path, stdin: TextIO | BinaryIO | None = None) -> Iterator[Record | SourceError]:
    """Every record of a file, a folder, an address or (`-`) standard input, and an error for each that is broken."""
    try:
        if str(source) == "-":
            yield from _from_stdin(stdin or sys.stdin)
        elif not str(source):  # an unset variable of the shell; Path("") would be the current folder
            yield SourceError("''", "names no file")
        elif addresses.is_address(str(source)):
            yield from _from_address(str(source))
        else:
            yield from _from_path(Path(source))
    except SourceError as error:
        yield error


def files_in(path: Path) -> Iterator[Path | SourceError]:
    """The files that are read of a folder, sorted by path, and an error for what cannot be listed; a file itself."""
    if not path.is_dir():
        yield path
        return
    for found in walk(path, is_wanted):
        yield found if isinstance(found, SourceError) else found.path


def _from_path(path: Path) -> Iterator[Record | SourceError]:
    name = name_of(path)
    try:
        folder, exists = path.is_dir(), path.exists()
    except OSError as error:
        raise unreadable(error, name) from None
    if not exists:
        raise SourceError(name, "does not exist")
    if folder:
        yield from _from_many(walk(path, is_wanted), name)
    else:
        yield from from_input(Input.local(path))


def _from_address(address: str) -> Iterator[Record | SourceError]:
    found = addresses.find(address)
    if isinstance(found, Input):
        # What the web keeps without an ending is a page, or the feed of one.
        on_the_web = address.startswith(("http://", "https://")) and found.ending not in FORMATS
        yield from from_input(found, _page_or_feed if on_the_web else None)
    else:
        yield from _from_many((each for each in found if is_wanted(each.path)), address)


def _from_many(inputs: Iterable[Input | SourceError], name: str) -> Iterator[Record | SourceError]:
    empty = True
    for found in inputs:
        empty = False
        if isinstance(found, SourceError):
            yield found
            continue
        try:
            yield from from_input(found)
        except SourceError as error:
            yield error
    if empty:
        raise EmptySource(name, f"holds no file to read ({_ENDINGS})")


def from_input(found: Input, format_: Format | None = None) -> Iterator[Record | SourceError]:
    """Every record of one file.

    Raises:
        SourceError: it cannot be read, or is of no format that is known.
    """
    format_ = format_ or FORMATS.get(found.ending)
    if format_ is None:
        raise SourceError(found.name, f"its ending tells of no format; those read are {_ENDINGS}")
    with found.open(packed=format_ is warc.records) as stream:  # which is packed record by record
        yield from format_(stream, found.name, found.stem)


def is_wanted(path: Path) -> bool:
    """Whether a file is read that nobody named; XML is not, since most of it is no feed."""
    return ending_of(path) in FORMATS and ending_of(path) != ".xml"


def _page_or_feed(lines: Iterable[bytes], name: str, stem: str) -> Iterator[Record | SourceError]:
    data = whole(lines, Location(name))
    yield from (feed if feed.is_feed(data) else html).records([data], name, stem)


def _from_stdin(stream: TextIO | BinaryIO | None) -> Iterator[Record | SourceError]:
    if stream is None or stream.closed:
        raise SourceError("stdin", "is not readable: it is closed")
    lines = _byte_lines(stream)
    head: list[bytes] = []
    begins = b""
    while not begins and (line := next(lines, b"")):
        head.append(line)
        begins = line.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1]  # byte order marks and blanks, UTF-16 ones too
    told_by: dict[bytes, LineFormat] = {b"{": jsonlines.records, b"<": _page_or_feed}
    yield from told_by.get(begins, text.records)(chain(head, lines), "stdin", "stdin")


def _byte_lines(stream: TextIO | BinaryIO) -> Iterator[bytes]:
    # The bytes below a text stream, since that decodes by the locale; one without any (StringIO) is text already.
    below = getattr(stream, "buffer", stream)
    if isinstance(below, io.TextIOBase):
        below = io.BytesIO(below.read().encode("utf-8", "surrogatepass"))
    try:
        yield from cast("BinaryIO", below)
    except OSError as error:
        raise unreadable(error, "stdin") from None
