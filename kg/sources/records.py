"""Records, the common product of all formats: raw fields with their place; and the Article made of one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from kg.errors import EmptySource, SourceError, SourceWarning
from kg.model import Article
from kg.sources.dates import published_day
from kg.sources.markup import has_markup, plain_text, ungarbled
from kg.sources.names import FieldNames

LONGEST = 1_000_000
"""Characters of an article: what the language model reads in one piece."""

_LINES: Final = ("id", "title", "publisher", "url")
_ADDRESS = re.compile(r"https?://(?:www\.)?([^/?#\s]+)")
_NAME = re.compile(r"(?:urn|tag):")  # an IRI that leads nowhere
# JSON can spell half a character ("\ud83d"), but no file, store or terminal can hold one.
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_USUAL: Final = FieldNames()


@dataclass(frozen=True, slots=True)
class Location:
    """Where a record stood, for messages.

    Attributes:
        source: the file, as the user named it.
        number: the line, or item of an array, from 1; None if the file is one record.
        unit: what the number counts.
    """

    source: str
    number: int | None = None
    unit: str = "line"

    def __str__(self) -> str:
        return self.source if self.number is None else f"{self.source}, {self.unit} {self.number}"

    def error(self, reason: str, kind: type[SourceError] = SourceError) -> SourceError:
        """The error to raise or yield: "line 7 is not JSON", "line 7: no text"."""
        return kind(self.source, self._numbered(reason))

    def warning(self, reason: str) -> SourceWarning:
        """A warning about a record that is read all the same."""
        return SourceWarning(self.source, self._numbered(reason))

    def _numbered(self, reason: str) -> str:
        if self.number is None:
            return reason
        return f"{self.unit} {self.number}{'' if reason.startswith('is ') else ':'} {reason}"


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """The article of a record, with warnings.

    Attributes:
        warnings: what of it could not be read.
        named: by field of the article, what its source calls that.
    """

    article: Article
    warnings: tuple[SourceWarning, ...]
    named: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """One article's fields as its source spells them, unchecked.

    Attributes:
        default_id: the article's id if the fields hold none.
        doubts: what had to be guessed to get at them.
    """

    place: Location
    fields: Mapping[str, object]
    default_id: str
    doubts: tuple[str, ...] = ()

    def article(self) -> Article:
        """The article, without what is to be said of it; see `read`."""
        return self.read().article

    def read(self, names: FieldNames = _USUAL) -> ReadRecord:
        """The article, its fields found by their usual names and checked.

        The text is taken as it is, but for markup left in it; the others without outer whitespace. A date that cannot
        be read is left out, and said.

        Raises:
            EmptySource: there is no text.
            SourceError: a field is no text, or breaks what reads it.
        """
        try:
            return self._read(names)
        except (SourceError, MemoryError):
            raise
        except Exception as fault:
            raise self.place.error(f"could not be read, by an error of ours ({fault!r})") from fault

    def _read(self, names: FieldNames) -> ReadRecord:
        found = names.pick(self.fields)
        for name in ("text", "title", "publisher", "url"):
            if isinstance(self.fields.get(name), dict) and name not in found:
                raise self.place.error(f"{name} is an object, not text")
        text = self._text(*found["text"]) if "text" in found else ""
        if has_markup(text):
            text = plain_text(text)
        if not text.strip():
            raise self.place.error(self._no_text(names), EmptySource)
        if len(text) > LONGEST:
            raise self.place.error(f"is {len(text):,} characters long; an article has at most {LONGEST:,}, so split it")
        doubts = list(self.doubts)
        if (mended := ungarbled(text)) != text:
            text = mended
            doubts.append("is UTF-8 that some program took for Windows-1252, and is read as it was meant")
        published = None
        if "date" in found:
            name, value = found["date"]
            published = published_day(value)
            if published is None:
                doubts.append(f"{name} {_shortened(value)} is no date that can be told for sure; write it YYYY-MM-DD")
        line = _addressed({name: self._line(*found[name]) for name in _LINES if name in found})
        told: dict[str, object] = {"text": text.strip(), **{name: value for name, value in line.items() if value}}
        if published:
            told["date"] = published.isoformat()
        identifier = line.get("id") or self._own_id(told)
        if not identifier:
            raise self.place.error("no id")
        if identifier in (".", "..") or not identifier.isprintable():
            raise self.place.error(f"the id {identifier[:80]!r} is none that an address can hold; choose another one")
        article = Article(identifier, text, line.get("title"), published, line.get("publisher"), line.get("url"))
        warnings = tuple(self.place.warning(doubt) for doubt in doubts)
        return ReadRecord(article, warnings, {field: name for field, (name, _) in found.items()})

    def _own_id(self, told: Mapping[str, object]) -> str:
        """The default id; of one of many, what it says in the place of its number, which it has in other files too."""
        stem = self.default_id.strip()
        end = f"-{self.place.number}"
        return f"{stem.removesuffix(end)}-{digest(told)[:10]}" if stem.endswith(end) else stem

    def _line(self, name: str, value: object) -> str | None:
        """A field without outer whitespace, None if it is blank."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        text = self._text(name, value, between=", ")
        return (plain_text(text).replace("\n", " ") if has_markup(text) and "://" not in text else text).strip() or None

    def _text(self, name: str, value: object, between: str = "\n") -> str:
        if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
            value = between.join(value)
        if isinstance(value, bytes):
            try:
                value = value.decode()
            except UnicodeDecodeError:
                raise self.place.error(f"{name} is bytes that are not UTF-8") from None
        if isinstance(value, dict):  # `{"$oid": "65a1…"}`, as MongoDB exports an id
            value = next((each for each in value.values() if isinstance(each, str)), value)
        if not isinstance(value, str):
            raise self.place.error(f"{name} is {_KINDS.get(type(value), 'a number')}, not text")
        if _HALF_CHARACTER.search(value):
            raise self.place.error(f"{name} holds half a character (an unpaired surrogate)")
        return value

    def _no_text(self, names: FieldNames) -> str:
        known = {name for name, _ in names.pick(self.fields).values()} | {"text"}
        there = [name for name, value in self.fields.items() if name not in known and value is not None]
        if not there:
            return "no text"
        shown = ", ".join(repr(str(name))[:_SHOWN] for name in there[:_MOST])
        return f"no text; its fields are {shown}. Say which holds it: --fields text=NAME"


def _addressed(line: dict[str, str | None]) -> dict[str, str | None]:
    """An article's lines; of a publisher that is an address, its host; and no address that leads nowhere."""
    publisher, url = line.get("publisher") or "", line.get("url") or ""
    if host := _ADDRESS.match(publisher):
        return line | {"publisher": host[1], "url": url or publisher}
    return line | {"url": None} if _NAME.match(url) else line


def with_doubt(records: Iterable[Record | SourceError], doubt: str | None) -> Iterator[Record | SourceError]:
    """The records of a file of which something had to be guessed: the first one says so."""
    for record in records:
        if doubt and isinstance(record, Record):
            yield replace(record, doubts=(doubt, *record.doubts))
            doubt = None
        else:
            yield record


def digest(fields: Mapping[str, object]) -> str:
    """Hex digits that change with what a record says: an id for one that has no other, in whatever file it stands."""
    # No lists: an article has none, and a few lines of YAML can spell one of billions of items.
    plain = {name: value for name, value in fields.items() if isinstance(value, str | int | float)}
    return sha256(json.dumps(plain, sort_keys=True, ensure_ascii=True).encode()).hexdigest()[:16]


_KINDS = {list: "a list", dict: "an object", bool: "true or false"}
_SHOWN: Final = 40  # characters of a field's name or value in a message
_MOST: Final = 20  # fields named in a message


def _shortened(value: object) -> str:
    told = repr(value)
    return told if len(told) <= _SHOWN else f"{told[:_SHOWN]}…"
