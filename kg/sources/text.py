"""Plain text and Markdown: one article a file, its particulars in front matter or in lines at its head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import yaml

from kg.errors import SourceError
from kg.sources.files import decode, whole
from kg.sources.records import Location, Record

_OPENING = re.compile(r"\s*^---[ \t]*$", re.MULTILINE)
_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)
# On a line of its own, or with the text behind it on the same line.
_LEADING_DATE = re.compile(r"date:?[ \t]+([0-9]{4}-[0-9]{2}-[0-9]{2}(?:T\S+)?)(?=\s|$)", re.IGNORECASE)

_PARTICULAR = re.compile(
    r"(id|title|headline|date|published|published on|updated|source|publisher|outlet|url|link|by|author|language)"
    r":[ \t]+(\S.*)",
    re.IGNORECASE,
)


def records(lines: Iterable[bytes], name: str, stem: str) -> Iterator[Record | SourceError]:
    """The one record of a text file.

    Raises:
        SourceError: it is empty, no text, or its front matter is broken.
    """
    place = Location(name)
    body = decode(whole(lines, place), place).replace("\r\n", "\n")
    fields: dict[str, object] = {}
    if opening := _OPENING.match(body):
        closing = _CLOSING.search(body, opening.end())
        if closing is None:
            raise place.error("front matter is broken: no second line --- ends it")
        # Blank lines for all above, so that the parser counts lines as the file does.
        above = "\n" * opening[0].count("\n")
        fields = _front_matter(above + body[opening.end() : closing.start()], place)
        body = body[closing.end() :]
    body = body.strip()
    if not fields:
        fields, body = _head(body)
    if not fields.get("date") and (leading := _LEADING_DATE.match(body)):
        fields["date"] = leading[1]
        body = body[leading.end() :].strip()
    yield Record(place, fields | {"text": body}, stem)


def _head(body: str) -> tuple[dict[str, object], str]:
    """The particulars in the lines before the first blank one, if all of them are such, and the text below.

    "Published: 2024-01-05 10:00 UTC", "Source: Daily".
    """
    head, blank, below = body.partition("\n\n")
    lines = [_PARTICULAR.fullmatch(line) for line in head.split("\n")]
    if not blank or not below.strip() or not all(lines):
        return {}, body
    return {match[1].lower(): match[2].strip() for match in lines if match}, below.strip()


def _front_matter(block: str, place: Location) -> dict[str, object]:
    try:
        # The base loader leaves every scalar the text that it is: `id: 010` stays 010, not 8, and is as safe.
        fields = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise place.error(f"front matter is broken: {line}{error.problem}") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise place.error(f"front matter is broken: {str(error).splitlines()[0]}") from None
    if fields is None:
        return {}
    if not isinstance(fields, dict):
        raise place.error("front matter is broken: it is not made of lines like `date: 2024-01-04`")
    return {str(key).lower(): value for key, value in fields.items()}
