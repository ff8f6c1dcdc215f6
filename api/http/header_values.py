"""Header values with parameters (RFC 9110, section 5.6.6), read in one go: `text/csv; charset="utf-8"`."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import unquote_to_bytes

_PARAMETER: Final = re.compile(
    r';[ \t]*(?:([^\s;=",]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*)))?[ \t]*', re.DOTALL
)
_QUOTED: Final = re.compile(r"\\(.)", re.DOTALL)
_MOST: Final = 100  # parameters that are looked at


class HeaderValue(NamedTuple):
    """A value and its parameters.

    Attributes:
        text: the value, such as a media type, in small letters.
        parameters: by their names in small letters, the first of each name.
    """

    text: str
    parameters: dict[str, str]


def header_value(text: str) -> HeaderValue:
    """Read a value; what makes no sense, and all after it, is left out."""
    value, semicolon, _ = text.partition(";")
    parameters: dict[str, str] = {}
    at = len(value) if semicolon else len(text)
    for _ in range(_MOST):
        found = _PARAMETER.match(text, at)
        if found is None:
            break
        at = found.end()
        name, quoted, plain = found.groups()
        if name is not None:
            parameters.setdefault(name.lower(), _QUOTED.sub(r"\1", quoted) if quoted is not None else plain)
    return HeaderValue(value.strip().lower(), parameters)


def extended(parameters: dict[str, str], name: str) -> str:
    """A parameter that may be given as `name*=UTF-8''…` too (RFC 8187); empty if it is not there."""
    coded = parameters.get(f"{name}*", "").split("'", 2)
    if len(coded) == 3 and coded[0].lower() == "utf-8":
        return unquote_to_bytes(coded[2]).decode("utf-8", "replace")
    return parameters.get(name, "")
