"""Anything with news in it, into Articles: files of many kinds, folders of them, addresses, standard input.

`files` and `archives` (on this machine) or `addresses` (elsewhere) find the files, `encodings` decodes them. A format
module (`text`, `jsonlines`, `tables`, `html`, `documents`, `mail`, `feed`, `agency`, `warc`, `parquet`) makes `Record`s
of the bytes. `records` turns a record into an `Article` by the names of fields in `names`, or says what is wrong with
the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, TextIO

from kg.errors import SourceError, SourceWarning
from kg.model import Article
from kg.sources.formats import files_in, records_of
from kg.sources.names import FieldNames
from kg.sources.records import Location
from kg.sources.tally import Tally

__all__ = ["FieldNames", "Tally", "files_in", "read"]


def read(
    sources: str | Path | Iterable[str | Path],
    *,
    stdin: TextIO | BinaryIO | None = None,
    below: Path | None = None,
    names: FieldNames | None = None,
    tally: Tally | None = None,
) -> Iterator[Article | SourceError | SourceWarning]:
    r"""Every article in the sources, in order, one at a time.

    A source is a file, a folder (all below it, sorted by path; hidden files, `README*`, XML that is no news and other
    endings are passed over, which the tally counts), an address that fsspec takes (`https://…`,
    `s3://bucket/2024/*.jsonl.gz`, `zip://a.txt::b.zip`; also a folder there) or `-` for standard input. What a file
    holds goes by its ending, each also with `.gz`, `.bz2` or `.xz` behind it:

    - `.txt`, `.text`, `.md`: one article. Optional YAML front matter between two `---` lines (`id`, `date`, `title`,
      `url`, `publisher`), or lines such as `Published: 5 January 2024` at the head; the rest is the text, without
      outer whitespace, `\r\n` as `\n`. What is JSON, XML, HTML, a table or a message within is read as that.
    - `.jsonl`, `.ndjson`: an object a line; `.json`: one, an array of them, or an object around such arrays.
    - `.csv`, `.tsv`, `.xlsx`, `.xls`, `.ods`, `.parquet`: a row an article.
    - `.html`, `.htm`, `.xhtml`, `.mhtml`: a page; its article, or the updates of a live blog, and only what its
      metadata state.
    - `.pdf`, `.docx`: one article; `.epub`: one for each chapter; `.eml`, `.mbox`: one for each message.
    - `.rss`, `.atom`, `.xml`: a feed, an article an entry; NITF or NewsML-G2 (`.nitf`, `.xml`), an article an item.
    - `.warc`, `.wet`: a crawl; an article for every page in it that was there, its address the id and the url.
    - `.zip`, `.tar`: the files in it.

    Fields go by the names that news services, data sets and feeds give them (`data/sources.yaml`), or by those that the
    user says. Dates are read in any usual form; one that could be two days is none. Bytes are UTF-8, UTF-16 or UTF-32,
    or, in a page or message, of the encoding that it declares; of what is none of these the encoding is guessed, and
    said. A text is kept to the character, unless markup was left in it.
    An id defaults to the file's stem, with the folders before it that lie between the source and the file ("a/index"),
    and with a digest of what it says behind it where a file holds many.

    Only the ids seen so far and one file are kept in memory (of JSON Lines one line, of WARC one record, of Parquet one
    row group).

    Args:
        sources: the files and folders.
        stdin: what `-` reads, `sys.stdin` by default.
        names: what fields are called, where the usual names do not fit.
        tally: counts what is read, and what is passed over.
        below: the folder of which these files are some: their ids are those that they have when it is read whole.

    Yields:
        An `Article`, after a `SourceWarning` for each part of it that could not be read; or, in the place of each
        article that cannot be read, a `SourceError` that names the file (the line) and the reason: `EmptySource` where
        there is no text. An id that comes twice is such an error, unless it is that of the same article.
    """
    names, tally = names or FieldNames(), tally or Tally()
    seen: dict[str, tuple[Location, int]] = {}
    for source in [sources] if isinstance(sources, str | Path) else sources:
        for record in records_of(source, stdin, below, tally):
            if isinstance(record, SourceError):
                yield _bare(record)
                continue
            try:
                reading = record.read(names)
            except SourceError as error:
                yield _bare(error)
                continue
            article = reading.article
            first, same = seen.setdefault(article.id, (record.place, hash(article)))
            if first is record.place:
                tally.count(reading)
                yield from reading.warnings
                yield article
            elif same != hash(article):
                yield record.place.error(f"id {article.id!r} is already that of {first}")


def _bare(error: SourceError) -> SourceError:
    """The error without traceback and cause, whose frames would keep the whole file in memory."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)
