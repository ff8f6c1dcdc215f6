"""Plain text and Markdown: one article a file, its particulars in front matter or in lines at its head."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from itertools import takewhile

import yaml

from kg.errors import SourceError
from kg.sources import deliveries
from kg.sources.encodings import decoded_by_guess
from kg.sources.files import whole
from kg.sources.records import Location, Record, with_doubt

_OPENING = re.compile(r"\s*(?:<!--.*?-->\s*)?^(---|\+\+\+)[ \t]*$", re.MULTILINE | re.DOTALL)
_CLOSING = {"-": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE), "+": re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)}
# On a line of its own, or with the text behind it on the same line.
_LEADING_DATE = re.compile(r"date:?[ \t]+([0-9]{4}-[0-9]{2}-[0-9]{2}(?:T\S+)?)(?=\s|$)", re.IGNORECASE)

_PARTICULAR = re.compile(
    r"(id|title|headline|date|published|published on|publication date|updated|source|publisher|publication|outlet|url"
    r"|link|by|byline|author|authors|language|length|section|copyright|load-date|dateline|tags|keywords)"
    r":[ \t]+(\S.*)",
    re.IGNORECASE,
)
# What names an article, and what dates it: lines of both kinds are no prose, even where no blank line follows.
_NAMED = {"title", "headline"}
_DATED = {"date", "published", "published on", "publication date"}
_LINE = re.compile(r"([A-Za-z][\w -]*):[ \t]*(.*)")  # of front matter
_OPEN = re.compile(r"\[[^\]]*$|\{[^}]*$")  # a bracket that is not closed
_QUOTED = re.compile(r"""^(["'])(.*)\1$""")
_GOES_ON = re.compile(r"[ \t]|-[ \t]|#|$")  # a line that belongs to the one above, or says nothing


def records(lines: Iterable[bytes], name: str, stem: str) -> Iterator[Record | SourceError]:
    """The one record of a text file; or of a delivery, one for each document in it.

    Raises:
        SourceError: it is empty, no text, or its front matter is broken.
    """
    place = Location(name)
    body, doubt = decoded_by_guess(whole(lines, place), place)
    body = body.replace("\r\n", "\n")
    fields: dict[str, object] = {}
    if opening := _OPENING.match(body):
        sign = opening[1]
        closing = _CLOSING[sign[0]].search(body, opening.end())
        if closing is None:
            raise place.error(f"front matter is broken: no second line {sign} ends it")
        # Blank lines for all above, so that the parser counts lines as the file does.
        above = "\n" * opening[0].count("\n")
        parse = _toml if sign[0] == "+" else _front_matter
        fields = parse(above + body[opening.end() : closing.start()], place)
        body = body[closing.end() :]
    body = body.strip()
    if not fields:
        if delivered := list(deliveries.records_in(body, place, stem)):
            yield from with_doubt(delivered, doubt)
            return
        fields, body = _head(body)
    if not fields.get("date") and (leading := _LEADING_DATE.match(body)):
        fields["date"] = leading[1]
        body = body[leading.end() :].strip()
    yield Record(place, fields | {"text": body}, stem, (doubt,) if doubt else ())


def _head(body: str) -> tuple[dict[str, object], str]:
    """The particulars in the lines before the first blank one, if all of them are such, and the text below.

    "Published: 2024-01-05 10:00 UTC", "Source: Daily".
    """
    lines = body.split("\n")
    told = list(takewhile(bool, map(_PARTICULAR.fullmatch, lines)))
    fields: dict[str, object] = {match[1].lower(): match[2].strip() for match in told if match}
    below = "\n".join(lines[len(told) :])
    ends = below.startswith("\n") or (_NAMED & fields.keys() and _DATED & fields.keys())
    return (fields, below.strip()) if ends and below.strip() else ({}, body)


def _front_matter(block: str, place: Location) -> dict[str, object]:
    try:
        # The base loader leaves every scalar the text that it is: `id: 010` stays 010, not 8, and is as safe.
        fields = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        if fields_by_line := _by_line(block):
            return fields_by_line
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise place.error(f"front matter is broken: {line}{error.problem}") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise place.error(f"front matter is broken: {str(error).splitlines()[0]}") from None
    if fields is None:
        return {}
    if not isinstance(fields, dict):
        raise place.error("front matter is broken: it is not made of lines like `date: 2024-01-04`")
    return {str(key).lower(): value for key, value in fields.items()}


def _by_line(block: str) -> dict[str, object] | None:
    """Front matter that is not quite YAML, `title: Gaza: five killed`: what stands behind the first colon of a line.

    None where a line is none of that kind, or leaves a bracket open.
    """
    lines = [line for line in block.split("\n") if not _GOES_ON.match(line)]
    found = [_LINE.fullmatch(line) for line in lines]
    if not all(match and not _OPEN.match(match[2]) for match in found):
        return None
    return {match[1].lower(): _QUOTED.sub(r"\2", match[2].strip()) for match in found if match}


def _toml(block: str, place: Location) -> dict[str, object]:
    """Front matter as Hugo writes it."""
    try:
        return {key.lower(): value for key, value in tomllib.loads(block).items()}
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise place.error(f"front matter is broken: {str(error).splitlines()[0]}") from None
