"""Request bodies: read up to a limit, and taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.requests import ClientDisconnect

from api.http.header_values import HeaderValue, extended, header_value
from kg.errors import ClientGone, QueryError, TooLarge

_MOST_PARTS: Final = 1000
MOST_FIELDS: Final = 1000
"""How many fields a form may have, or an address behind its `?`."""
_LONGEST_HEAD: Final = 8192  # bytes of one part's headers


def media_type(request: Request) -> str:
    """What the body is said to be, without parameters; empty if that is not said."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def read_body(request: Request, most: int, setting: str) -> bytes:
    """The whole body.

    Args:
        request: whose.
        most: bytes that it may have.
        setting: what sets that.

    Raises:
        TooLarge: it has more.
        ClientGone: the client hung up before it was complete.
    """
    too_large = TooLarge(f"The body has more than {most:,} bytes ({setting}); send less at once")
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) > most:
        raise too_large
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > most:
                raise too_large
    except ClientDisconnect:
        raise ClientGone("The client hung up before the body was complete") from None
    return bytes(body)


@dataclass(frozen=True, slots=True)
class FormPart:
    """One part of a multipart/form-data body: a form's field, or a file."""

    data: bytes
    media_type: str
    name: str
    file: str


def parts(body: bytes, content_type: str) -> Iterator[FormPart]:
    """The parts of a multipart/form-data body (RFC 7578, RFC 2046 section 5.1).

    Raises:
        QueryError: it is none.
        TooLarge: it has too many parts, or one too long a head.
    """
    boundary = header_value(content_type).parameters.get("boundary", "")
    pieces = (b"\r\n" + body).split(f"\r\n--{boundary}".encode(), _MOST_PARTS + 2) if boundary else []
    if len(pieces) > _MOST_PARTS + 2:
        raise TooLarge(f"The body has more than {_MOST_PARTS:,} parts; send them in several requests")
    if len(pieces) < 3 or not pieces[-1].startswith(b"--"):  # before, between and behind the boundaries
        raise QueryError("The body is not multipart/form-data as its Content-Type says: check the boundary")
    for piece in pieces[1:-1]:
        head, _, data = piece.partition(b"\r\n\r\n")
        if len(head) > _LONGEST_HEAD:
            raise TooLarge(f"A part of the body has a head of more than {_LONGEST_HEAD:,} bytes")
        said = _fields(head)
        about = said.get("content-disposition", HeaderValue("", {})).parameters
        typed = said["content-type"].text if "content-type" in said else ""
        yield FormPart(data, typed, extended(about, "name"), extended(about, "filename"))


def fields(text: str) -> list[tuple[str, str]]:
    """The fields of a form, or of an address behind its `?`, in order (application/x-www-form-urlencoded).

    Raises:
        QueryError: they are not UTF-8.
        TooLarge: there are too many.
    """
    if text.count("&") >= MOST_FIELDS:
        raise TooLarge(f"The request has more than {MOST_FIELDS:,} fields")
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise QueryError(f"The parameters are not UTF-8: {error}") from error


def _fields(head: bytes) -> dict[str, HeaderValue]:
    """The header fields of a part, by their names in small letters."""
    try:
        text = head.decode()
    except UnicodeDecodeError:
        text = head.decode("latin-1")
    lines = (line.partition(":") for line in text.split("\r\n"))
    return {name.strip().lower(): header_value(value) for name, colon, value in lines if colon}
