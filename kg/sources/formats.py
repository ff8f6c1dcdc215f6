"""Which format a source is in, and its records."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from kg.errors import EmptySource, SourceError
from kg.sources import html, jsonlines, text
from kg.sources.files import ending_of, lines_of, name_of, stem_of, unreadable, walk
from kg.sources.records import Record

# A format: from a file's lines, its name and its stem to its records. It yields the error of a broken record, and
# raises that of a broken file.
Format = Callable[[Iterable[bytes], str, str], Iterator[Record | SourceError]]

FORMATS: dict[str, Format] = {
    ".txt": text.records,
    ".text": text.records,
    ".jsonl": jsonlines.records,
    ".ndjson": jsonlines.records,
    ".json": jsonlines.records_of_document,
    ".html": html.records,
    ".htm": html.records,
}
_ENDINGS = f"{', '.join(FORMATS)}, each also with .gz"


def records_of(source: str | Path, stdin: TextIO | BinaryIO | None = None) -> Iterator[Record | SourceError]:
    """Every record of a file, a folder or (`-`) standard input, and an error for each that is broken."""
    try:
        if str(source) == "-":
            yield from _from_stdin(stdin or sys.stdin)
        elif not str(source):  # an unset variable of the shell; Path("") would be the current folder
            yield SourceError("''", "names no file")
        else:
            yield from _from_path(Path(source))
    except SourceError as error:
        yield error


def _from_path(path: Path) -> Iterator[Record | SourceError]:
    name = name_of(path)
    try:
        folder, exists = path.is_dir(), path.exists()
    except OSError as error:
        raise unreadable(error, name) from None
    if not exists:
        raise SourceError(name, "does not exist")
    if folder:
        yield from _from_folder(path)
    elif ending_of(path) in FORMATS:
        yield from FORMATS[ending_of(path)](lines_of(path), name, stem_of(path))
    else:
        raise SourceError(name, f"its ending tells of no format; those read are {_ENDINGS}")


def _from_folder(folder: Path) -> Iterator[Record | SourceError]:
    empty = True
    for found in walk(folder, lambda path: ending_of(path) in FORMATS):
        empty = False
        if isinstance(found, SourceError):
            yield found
        else:
            yield from records_of(found)
    if empty:
        raise EmptySource(name_of(folder), f"holds no file to read ({_ENDINGS})")


def _from_stdin(stream: TextIO | BinaryIO | None) -> Iterator[Record | SourceError]:
    if stream is None or stream.closed:
        raise SourceError("stdin", "is not readable: it is closed")
    lines = _byte_lines(stream)
    head: list[bytes] = []
    begins = b""
    while not begins and (line := next(lines, b"")):
        head.append(line)
        begins = line.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1]  # byte order marks and blanks, UTF-16 ones too
    read = {b"{": jsonlines.records, b"<": html.records}.get(begins, text.records)
    yield from read(chain(head, lines), "stdin", "stdin")


def _byte_lines(stream: TextIO | BinaryIO) -> Iterator[bytes]:
    # The bytes below a text stream, since that decodes by the locale; one without any (StringIO) is text already.
    below = getattr(stream, "buffer", stream)
    if isinstance(below, io.TextIOBase):
        below = io.BytesIO(below.read().encode("utf-8", "surrogatepass"))
    try:
        yield from cast("BinaryIO", below)
    except OSError as error:
        raise unreadable(error, "stdin") from None
