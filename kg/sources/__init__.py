"""Anything with news in it, into Articles: files of many kinds, folders of them, addresses, standard input.

One way through: `files` (on this machine) or `addresses` (elsewhere) finds what to open, one format module (`text`,
`jsonlines`, `html`, `feed`, `warc`, `parquet`) makes `Record`s of its bytes, and `records` turns a record into an
`Article` or says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, TextIO

from kg.errors import SourceError
from kg.model import Article
from kg.sources.formats import files_in, records_of
from kg.sources.records import Location

__all__ = ["files_in", "read"]


def read(
    sources: str | Path | Iterable[str | Path], *, stdin: TextIO | BinaryIO | None = None
) -> Iterator[Article | SourceError]:
    r"""Every article in the sources, in order, one at a time.

    A source is a file, a folder (all below it, sorted by path; hidden files, `README*`, `.xml` and other endings are
    passed over), an address that fsspec takes (`https://…`, `s3://bucket/2024/*.jsonl.gz`, `zip://a.txt::b.zip`; also
    a folder there) or `-` for standard input. What a file holds goes by its ending, each also with `.gz` behind it:

    - `.txt`, `.text`: one article. Optional YAML front matter between two `---` lines (`id`, `date`, `title`, `url`,
      `publisher`), or `date YYYY-MM-DD` at the head; the rest is the text, without outer whitespace, `\r\n` as `\n`.
    - `.jsonl`, `.ndjson`: an object a line with `text` and, as it likes, `id`, `date`, `title`, `url`, `publisher`;
      `.json`: one such object or an array of them. The text stays as it is, to the character.
    - `.html`, `.htm`: a page; its article, and only what its own metadata state about that.
    - `.rss`, `.atom`, `.xml`: a feed; an article an entry, with its own id or address, the feed's title the publisher.
    - `.warc`: a crawl; an article for every page in it that was there, its address the id and the url.
    - `.parquet`: a row an article, the columns named as the fields of JSON Lines.

    Standard input is JSON Lines if it begins with `{`, a feed or HTML if with `<`, and plain text otherwise. Bytes are
    UTF-8, or UTF-16 with its byte order mark, or, in a page, of the encoding that it declares; no encoding is ever
    guessed.
    An id defaults to the file's stem, with the line (or the item's number) behind it where a file holds many.

    Only the ids seen so far and one file are kept in memory (of JSON Lines one line, of WARC one record, of Parquet one
    row group).

    Args:
        sources: the files and folders.
        stdin: what `-` reads, `sys.stdin` by default.

    Yields:
        An `Article`; or, in the place of each one that cannot be read, a `SourceError` that names the file (the line)
        and the reason: `EmptySource` where there is no text. An id that comes twice is such an error.
    """
    seen: dict[str, Location] = {}
    for source in [sources] if isinstance(sources, str | Path) else sources:
        for record in records_of(source, stdin):
            if isinstance(record, SourceError):
                yield _bare(record)
                continue
            try:
                article = record.article()
            except SourceError as error:
                yield _bare(error)
                continue
            first = seen.setdefault(article.id, record.place)
            if first is record.place:
                yield article
            else:
                yield record.place.error(f"id {article.id!r} is already that of {first}")


def _bare(error: SourceError) -> SourceError:
    """The error without its traceback and cause, whose frames would keep the whole file for as long as it is kept."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)
