"""Formats of sources, by ending, type or first bytes, and their records."""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final, TextIO, cast

from kg.errors import EmptySource, PluginBroken, SourceError
from kg.plugins import plugins
from kg.sources import addresses, agency, documents, feed, jsonlines, mail, parquet, tables, text, warc
from kg.sources.archives import ENDINGS, members
from kg.sources.files import Input, ending_of, name_of, unreadable, walk, whole
from kg.sources.pages import html
from kg.sources.records import Location, Record
from kg.sources.roots import LineFormat, by_root, head_of, is_other_xml
from kg.sources.tally import Tally

# A format: from a file's bytes, its name and its stem to its records. It yields the error of a broken record, and
# raises that of a broken file.
Format = Callable[[BinaryIO, str, str], Iterator[Record | SourceError]]


def _text_or_what_it_is(lines: Iterable[bytes], name: str, stem: str) -> Iterator[Record | SourceError]:
    """The records of a file that is called text; some are JSON, a page, a feed, a table or a message."""
    data = whole(lines, Location(name))
    begins = head_of(data)
    if kind := next((kind for mark, kind in _NO_TEXT.items() if begins.startswith(mark)), None):
        raise SourceError(name, f"is {kind}, not text")
    found = jsonlines.records_if_json(data, name, stem) if begins[:1] in ("{", "[") else None
    if found is not None:
        yield from found
    elif begins.startswith("<"):
        yield from by_root(text.records)([data], name, stem)
    elif tables.begins_table(begins):
        yield from tables.records([data], name, stem)
    elif mail.begins_message(begins):
        yield from mail.records([data], name, stem)
    else:
        yield from text.records([data], name, stem)


_NO_TEXT: Final = {
    "{\\rtf": "RTF (save it as .docx)",
    "%PDF-": "a PDF (call it .pdf)",
}  # that is none for all its letters

_PAGE_OR_XML: Final = by_root(html.records)  # what begins with a tag; a feed is called a page, too

FORMATS: Final[dict[str, Format]] = {
    ".txt": _text_or_what_it_is,
    ".text": _text_or_what_it_is,
    ".md": text.records,
    ".markdown": text.records,
    ".jsonl": jsonlines.records,
    ".ndjson": jsonlines.records,
    ".json": jsonlines.records_of_document,
    ".csv": tables.records,
    ".tsv": tables.records,
    ".xlsx": tables.records_of_sheets,
    ".xls": tables.records_of_sheets,
    ".ods": tables.records_of_sheets,
    ".parquet": parquet.records,
    ".html": _PAGE_OR_XML,
    ".htm": _PAGE_OR_XML,
    ".xhtml": _PAGE_OR_XML,
    ".pdf": documents.records_of_pdf,
    ".docx": documents.records_of_word,
    ".epub": documents.records_of_epub,
    ".eml": mail.records,
    ".mht": mail.records_of_saved_page,
    ".mhtml": mail.records_of_saved_page,
    ".mbox": mail.records_of_mailbox,
    ".rss": feed.records,
    ".atom": feed.records,
    ".xml": by_root(feed.records),
    ".nitf": agency.records_of_nitf,
    ".warc": warc.records,
    ".wet": warc.records,
}
_DEEPEST: Final = 3  # archives in one another


def format_of(ending: str) -> Format | None:
    """The format of a file ending, ours or a plug-in's; None where there is none.

    A plug-in that cannot be loaded reads no file, and says so of each.
    """
    if (plugged := plugins("sitrep.sources").get(ending.lstrip("."))) is None or ending in FORMATS:
        return FORMATS.get(ending)
    try:
        return cast("Format", plugged.load())
    except PluginBroken as fault:
        return partial(_unread, str(fault))


def _unread(reason: str, _: BinaryIO, name: str, __: str) -> Iterator[Record | SourceError]:
    yield SourceError(name, reason)


def _endings() -> str:
    known = (*FORMATS, *(f".{name}" for name in plugins("sitrep.sources")), *ENDINGS)
    return f"{', '.join(known)}, each also with .gz, .bz2 or .xz"


def records_of(
    source: str | Path,
    stdin: TextIO | BinaryIO | None = None,
    below: Path | None = None,
    tally: Tally | None = None,
) -> Iterator[Record | SourceError]:
    """Every record of a file, a folder, an address or (`-`) standard input, and an error for each that is broken.

    Args:
        source: which one.
        stdin: what `-` reads.
        below: the folder that was named, where the source is a file in it.
        tally: counts the files that are passed over.
    """
    tally = tally or Tally()
    try:
        if str(source) == "-":
            yield from _from_stdin(stdin or sys.stdin)
        elif not str(source):  # an unset variable of the shell; Path("") would be the current folder
            yield SourceError("''", "names no file")
        elif addresses.is_address(str(source)):
            yield from _from_address(str(source), tally)
        else:
            yield from _from_path(Path(source), below, tally)
    except SourceError as error:
        yield error


def files_in(path: Path) -> Iterator[Path | SourceError]:
    """The files that are read of a folder, sorted by path, and an error for what cannot be listed; a file itself."""
    if not path.is_dir():
        yield path
        return
    for found in walk(path, is_wanted):
        if isinstance(found, SourceError):
            yield found
        elif not is_other_xml(found):
            yield found.path


def _from_path(path: Path, below: Path | None, tally: Tally) -> Iterator[Record | SourceError]:
    name = name_of(path)
    try:
        folder, exists = path.is_dir(), path.exists()
    except OSError as error:
        raise unreadable(error, name) from None
    if not exists:
        raise SourceError(name, "does not exist")
    if folder:
        yield from _from_many(walk(path, _choosing(tally)), name, tally)
    else:
        inside = below is not None and path.parent != below and path.is_relative_to(below)
        within = name_of(path.parent.relative_to(below)) if below and inside else ""
        yield from from_input(Input.local(path, within), tally=tally)


def _from_address(address: str, tally: Tally) -> Iterator[Record | SourceError]:
    found = addresses.find(address)
    if isinstance(found, Input):
        # What the web keeps without an ending is a page, or the feed of one.
        on_the_web = address.startswith(("http://", "https://")) and format_of(found.ending) is None
        yield from from_input(found, _PAGE_OR_XML if on_the_web else None, tally=tally)
    else:
        wanted = _choosing(tally)
        yield from _from_many((each for each in found if wanted(each.path)), address, tally)


def _from_many(
    inputs: Iterable[Input | SourceError], name: str, tally: Tally, depth: int = 0
) -> Iterator[Record | SourceError]:
    """Every record of the files of a folder or archive, which nobody named one by one."""
    empty = True
    for found in inputs:
        if isinstance(found, Input) and is_other_xml(found):
            tally.pass_over(found.path)
            continue
        empty = False
        if isinstance(found, SourceError):
            yield found
            continue
        try:
            yield from from_input(found, depth=depth, tally=tally)
        except SourceError as error:
            yield error
    if empty:
        raise EmptySource(name, f"holds no file to read ({_endings()})")


def from_input(
    found: Input, format_: Format | None = None, depth: int = 0, tally: Tally | None = None
) -> Iterator[Record | SourceError]:
    """Every record of one file, or of all files in an archive.

    Raises:
        SourceError: it cannot be read, or is of no format that is known.
    """
    if format_ is None and found.ending in ENDINGS:
        yield from _from_archive(found, depth, tally or Tally())
        return
    format_ = format_ or format_of(found.ending)
    if format_ is None:
        raise SourceError(found.name, f"its ending tells of no format; those read are {_endings()}")
    with found.open(packed=format_ is warc.records) as stream:  # which is packed record by record
        yield from guarded(format_, stream, found.name, found.stem)


def guarded(format_: Format, stream: BinaryIO, name: str, stem: str) -> Iterator[Record | SourceError]:
    """Every record of a file, and an error in the place of what is left where it breaks its reader.

    Raises:
        SourceError: it cannot be read.
    """
    try:
        yield from format_(stream, name, stem)
    except (SourceError, OSError, EOFError, zlib.error, MemoryError):
        raise
    except Exception as fault:  # noqa: BLE001  a file can break its reader in too many ways to name
        yield SourceError(name, f"could not be read to its end, by an error of ours ({fault!r})")


def _from_archive(found: Input, depth: int, tally: Tally) -> Iterator[Record | SourceError]:
    if depth == _DEEPEST:
        raise SourceError(found.name, f"is an archive in more than {_DEEPEST} others")
    with found.open() as stream:
        yield from _from_many(members(found, stream, _choosing(tally)), found.name, tally, depth + 1)


def _choosing(tally: Tally) -> Callable[[Path], bool]:
    """Whether a file is read that nobody named; counts those that are not."""

    def wanted(path: Path) -> bool:
        if not (found := is_wanted(path)):
            tally.pass_over(path)
        return found

    return wanted


def is_wanted(path: Path) -> bool:
    """Whether a file is read that nobody named, as far as its ending tells."""
    ending = ending_of(path)
    return ending in (*FORMATS, *ENDINGS) or ending.lstrip(".") in plugins("sitrep.sources")


def _from_stdin(stream: TextIO | BinaryIO | None) -> Iterator[Record | SourceError]:
    if stream is None or stream.closed:
        raise SourceError("stdin", "is not readable: it is closed")
    lines = _byte_lines(stream)
    head: list[bytes] = []
    begins = b""
    while not begins and (line := next(lines, b"")):
        head.append(line)
        begins = line.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1]  # byte order marks and blanks, UTF-16 ones too
    # A brace alone on its line opens a document over many lines; others are lines of JSON each, read as they come.
    document = bool(head) and head[-1].strip(b"\xef\xbb\xbf \t\r\n") == b"{"
    told_by: dict[bytes, LineFormat] = {
        b"{": jsonlines.records_of_document if document else jsonlines.records,
        b"<": _PAGE_OR_XML,
        b"[": _text_or_what_it_is,
    }
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
