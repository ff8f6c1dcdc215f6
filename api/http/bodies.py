"""Request bodies: read up to a limit, and taken apart."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from urllib.parse import parse_qsl

from fastapi import HTTPException, Request
from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect

from api.http.header_values import HeaderValue, extended, header_value
from kg.errors import ClientGone, QueryError, TooLarge

Model = TypeVar("Model", bound=BaseModel)

_MOST_PARTS: Final = 1000
MOST_FIELDS: Final = 1000
"""How many fields a form may have, or an address behind its `?`."""
_LONGEST_HEAD: Final = 8192  # bytes of one part's headers


def json_body(model: type[BaseModel]) -> dict[str, Any]:
    """For the OpenAPI document: that an operation takes such a value."""
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": model.model_json_schema()}}}}


def media_type(request: Request) -> str:
    """The body's media type, without parameters; empty if the request names none."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def read_body(request: Request, most: int, setting: str) -> bytes:
    """The whole body, unpacked if it is sent as gzip.

    Args:
        request: whose.
        most: bytes that it may have, unpacked.
        setting: what sets that.

    Raises:
        HTTPException: it is packed in another way.
        QueryError: it is no gzip.
        TooLarge: it has more.
        ClientGone: the client hung up before it was complete.
    """
    too_large = TooLarge(f"The body has more than {most:,} bytes ({setting}); send less at once")
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) > most:
        raise too_large
    coding = request.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip"):
        raise HTTPException(
            415, f"Bodies are read as they are or as gzip, not as {coding!r}", {"Accept-Encoding": "gzip"}
        )
    unpack = _as_it_is if coding == "identity" else _Gunzip(most)
    body = bytearray()
    try:
        async for part in request.stream():
            body += unpack(part)
            if len(body) > most:
                raise too_large
    except ClientDisconnect:
        raise ClientGone("The client hung up before the body was complete") from None
    if isinstance(unpack, _Gunzip):
        unpack.finish()
    return bytes(body)


async def read_model(request: Request, model: type[Model], most: int, setting: str) -> Model:
    """The body, which is JSON, as a value.

    Args:
        request: whose.
        model: of what.
        most: bytes that it may have.
        setting: what sets that.

    Raises:
        HTTPException: it is not sent as JSON, or is no such value.
        TooLarge: it has more.
    """
    if (kind := media_type(request)) != "application/json":
        raise HTTPException(415, f"The body is sent as application/json, not as {kind or 'nothing named'}")
    try:
        return model.model_validate_json(await read_body(request, most, setting))
    except ValidationError as wrong:
        problem = wrong.errors()[0]
        at = ".".join(map(str, problem["loc"]))
        raise HTTPException(422, f"{at}: {problem['msg']}" if at else problem["msg"]) from None


def _as_it_is(part: bytes) -> bytes:
    return part


class _Gunzip:
    """Unpacks what comes, and no more of it than a body may have."""

    def __init__(self, most: int) -> None:
        self._left = most + 1
        self._packed = zlib.decompressobj(16 + zlib.MAX_WBITS)

    def __call__(self, part: bytes) -> bytes:
        try:
            more = self._packed.decompress(part, max(1, self._left))
        except zlib.error as wrong:
            raise QueryError(f"The body is no gzip, as its Content-Encoding says: {wrong}") from None
        self._left -= len(more)
        return more

    def finish(self) -> None:
        if not self._packed.eof or self._packed.unused_data:
            raise QueryError("The body is no whole gzip, as its Content-Encoding says")


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
