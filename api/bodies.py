"""Request bodies: read up to a limit, and taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP

from fastapi import Request

from kg.errors import QueryError, TooLarge


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
    too_large = TooLarge(f"The body has more than {most:,} bytes ({setting}); send it in parts")
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
class Part:
    """One part of a multipart/form-data body: a form's field, or a file."""

    data: bytes
    media_type: str
    name: str
    file: str


def parts(body: bytes, content_type: str) -> Iterator[Part]:
    """The parts of a multipart/form-data body (RFC 7578).

    Raises:
        QueryError: it is none.
    """
    # The form of mail, which the standard library reads.
    message = BytesParser(EmailMessage, policy=HTTP).parsebytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body)
    if not message.is_multipart() or message.defects:
        raise QueryError("The body is not multipart/form-data as its Content-Type says: check the boundary")
    for part in message.iter_parts():
        assert isinstance(part, EmailMessage)
        data = part.get_payload(decode=True)
        typed = part.get_content_type() if part["content-type"] else ""
        name = part.get_param("name", "", "content-disposition")
        yield Part(data if isinstance(data, bytes) else b"", typed, str(name), part.get_filename() or "")
