"""JSON as a stream: values of which some are lists that are made as they are written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import IO, Any, Final

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def write(out: IO[bytes], value: object) -> None:
    """Write a value as JSON; an iterator is written as a list, one item at a time.

    Dictionaries may hold iterators, and dictionaries that do; what iterators give is plain.
    """
    for text in _texts(value):
        out.write(text.encode())


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Iterator):
        return _enclosed("[]", (iter((_plain(item),)) for item in value))
    if isinstance(value, Mapping):
        return _enclosed("{}", (chain((_plain(key), ":"), _texts(item)) for key, item in value.items()))
    return iter((_plain(value),))


def _enclosed(brackets: str, items: Iterator[Iterator[str]]) -> Iterator[str]:
    yield brackets[0]
    for n, item in enumerate(items):
        yield "," if n else ""
        yield from item
    yield brackets[1]


def _plain(value: Any) -> str:
    return _ENCODER.encode(value)
