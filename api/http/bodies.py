"""Request bodies: read up to a limit, and taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from typing import Final

from fastapi import Request

from kg.errors import QueryError, TooLarge

_MOST_PARTS: Final = 1000
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
    """
    too_large = TooLarge(f"The body has more than {most:,} bytes ({setting}); send less at once")
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) > most:
        raise too_large
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise too_large
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
    boundary = _head(b"Content-Type: " + content_type.encode()).get_boundary()
    pieces = (b"\r\n" + body).split(f"\r\n--{boundary}".encode(), _MOST_PARTS + 2) if boundary else []
    if len(pieces) > _MOST_PARTS + 2:
        raise TooLarge(f"The body has more than {_MOST_PARTS:,} parts; send them in several requests")
    if len(pieces) < 3 or not pieces[-1].startswith(b"--"):  # before, between and behind the boundaries
        raise QueryError("The body is not multipart/form-data as its Content-Type says: check the boundary")
    for piece in pieces[1:-1]:
        head, _, data = piece.partition(b"\r\n\r\n")
        if len(head) > _LONGEST_HEAD:
            raise TooLarge(f"A part of the body has a head of more than {_LONGEST_HEAD:,} bytes")
        said = _head(head.lstrip())
        typed = said.get_content_type() if said["content-type"] else ""
        name = said.get_param("name", "", "content-disposition")
        yield FormPart(data, typed, str(name), said.get_filename() or "")


def _head(lines: bytes) -> EmailMessage:
    """Headers as mail has them, which the standard library reads."""
    return BytesParser(EmailMessage, policy=HTTP).parsebytes(lines + b"\r\n\r\n", headersonly=True)
