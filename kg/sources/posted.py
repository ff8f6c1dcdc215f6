"""Uploads: the same formats as files, told by media type."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from kg.errors import SourceError, SourceWarning
from kg.model import Article
from kg.sources import jsonlines, text
from kg.sources.files import ending_of, stem_of
from kg.sources.formats import Format, format_of, guarded
from kg.sources.pages import html
from kg.sources.records import Record, digest

MEDIA_TYPES: Final[dict[str, Format]] = {
    "application/json": jsonlines.records_of_document,
    "application/jsonl": jsonlines.records,
    "application/x-ndjson": jsonlines.records,
    "text/plain": text.records,
    "text/html": html.records,
    "application/xhtml+xml": html.records,
}

_FIELDED: Final = ("application/json", "application/jsonl", "application/x-ndjson")


@dataclasses.dataclass(frozen=True, slots=True)
class Upload:
    """Something sent.

    Attributes:
        data: its bytes.
        media_type: what it is; what a file's name says counts if this is none of `MEDIA_TYPES`.
        file: the name of the file that it was, if it was one.
        fields: what the sender says of an article beside it: id, date, title, url, publisher. The given metadata
            outranks a page's or front matter's, so it is for one article alone.
    """

    data: bytes
    media_type: str
    file: str = ""
    fields: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def format(self) -> Format | None:
        """The format that reads the upload; None if there is none."""
        return MEDIA_TYPES.get(self.media_type) or format_of(ending_of(Path(self.file)))


def read_posted(sent: Iterable[Upload]) -> Iterator[Article | SourceError | SourceWarning]:
    """Every article in what was sent, in order.

    Yields:
        An `Article`, after a `SourceWarning` for each part of it that could not be read; or, in the place of each one
        that cannot be read, a `SourceError`. An article without an id, from no file, is known by what it says: sent
        again it is the same.
    """
    for one in sent:
        name = one.file or "the body"
        if one.format is None:
            yield SourceError(name, f"its type, {one.media_type or 'not named'}, is not read here")
            continue
        try:
            stem = stem_of(Path(one.file)) if one.file else ""
            for record in guarded(one.format, io.BytesIO(one.data), name, stem):
                if isinstance(record, SourceError):
                    yield record
                else:
                    yield from _read(record, one)
        except SourceError as error:
            yield error


def _read(record: Record, sent: Upload) -> Iterator[Article | SourceError | SourceWarning]:
    fields = {**record.fields, **sent.fields}
    own_id = record.default_id if sent.file else digest(fields)
    told = dataclasses.replace(record, default_id=own_id)
    try:
        if sent.fields and sent.media_type in _FIELDED:
            told.article()  # what is outranked must be right all the same
        reading = dataclasses.replace(told, fields=fields).read()
    except SourceError as error:
        yield error
        return
    yield from reading.warnings
    yield reading.article
