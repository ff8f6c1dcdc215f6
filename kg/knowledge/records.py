"""Reading hand-written YAML records and CSV rows, with errors that name the file and the record or line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from kg.errors import ResourceError

Record = Mapping[str, Any]

_QID = re.compile(r"Q[1-9][0-9]*")
_YEARS = re.compile(r"(\d{4})-(\d{4})?")
_FOR_GOOD = 9999


def read_records(file: Path) -> list[Record]:
    """The list of mappings that a YAML file holds; every scalar is text, so that `country: NO` is Norway.

    Raises:
        ResourceError: it cannot be read, is no YAML (names the line), or holds something else.
    """
    try:
        # BaseLoader only ever builds text, lists and mappings: it is the safest of all.
        records = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        raise ResourceError(f"{file}{line}: no valid YAML: {error.problem or error.context}") from error
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
        raise ResourceError(f"{file}: cannot be read: {error}") from error
    if not isinstance(records or [], list):
        raise ResourceError(f"{file}: must be a list of records, each beginning with '- '")
    for n, record in enumerate(records or [], start=1):
        if not isinstance(record, dict):
            raise ResourceError(f"{file}, record {n}: must hold 'key: value' lines")
    return records or []


def read_rows(file: Path, columns: Sequence[str]) -> Iterator[tuple[list[str], str]]:
    """The rows of a CSV file, each with where it stands; lines that begin with `#` are comments.

    Raises:
        ResourceError: the first line does not name the columns, or a row has more or fewer; names the line.
    """
    with file.open(encoding="utf-8", newline="") as lines:
        numbered = ((n, line) for n, line in enumerate(lines, start=1) if line.strip() and line[0] != "#")
        header = next(numbered, None)
        if header is None or tuple(next(csv.reader([header[1]]))) != tuple(columns):
            raise ResourceError(f"{file}: the first line that is no comment must be {','.join(columns)}")
        for n, line in numbered:
            where, cells = f"{file}:{n}", next(csv.reader([line]))
            if len(cells) != len(columns):
                raise ResourceError(
                    f"{where}: {len(cells)} columns instead of {len(columns)}; quote a name that holds a comma"
                )
            yield [cell.strip() for cell in cells], where


def is_country(code: str) -> bool:
    """Whether it has the form of an ISO 3166 alpha-2 code."""
    return re.fullmatch("[A-Z]{2}", code) is not None


def required(record: Record, keys: Iterable[str], where: str) -> None:
    """Refuse a record that lacks a text.

    Raises:
        ResourceError: it does.
    """
    for key in keys:
        if not isinstance(record.get(key), str) or not record[key]:
            raise ResourceError(f"{where}: has no {key}")


def known(record: Record, keys: Iterable[str], where: str) -> None:
    """Refuse a key that means nothing, which is most often a misspelt one.

    Raises:
        ResourceError: there is one.
    """
    for key in record.keys() - set(keys):
        raise ResourceError(f"{where}: unknown key {key!r}; the keys are {', '.join(keys)}")


def texts(record: Record, key: str, where: str) -> tuple[str, ...]:
    """A record's list of texts under a key, empty if it has none.

    Raises:
        ResourceError: it is no list of non-empty texts.
    """
    value = record.get(key) or []
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise ResourceError(f"{where}: {key} must be a list of names like [one, two]")
    return tuple(value)


def qid(record: Record, where: str) -> str | None:
    """A record's Wikidata id, None if it has none.

    Raises:
        ResourceError: it is malformed.
    """
    value = record.get("wikidata") or None
    if value is not None and not (isinstance(value, str) and _QID.fullmatch(value)):
        raise ResourceError(f"{where}: {value!r} is no Wikidata id like Q38799")
    return value


def distinct(names: Iterable[str], but: str = "") -> tuple[str, ...]:
    """Names in their order, without repeats (case aside) and without one of them."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(name.casefold(), name)
    kept.pop(but.casefold(), None)
    return tuple(kept.values())


def years(record: Record, key: str, where: str) -> tuple[int, int] | None:
    """From when to when, where a record tells.

    Raises:
        ResourceError: it is no such period.
    """
    if key not in record:
        return None
    period = _YEARS.fullmatch(str(record[key]))
    if period is None:
        raise ResourceError(f"{where}: the {key} must be like 1971-2000, or 2014- up to now")
    return int(period[1]), int(period[2] or _FOR_GOOD)
