"""WARC (ISO 28500), the archives of web crawls: the article of every page in them, one record at a time.

A page is a response with status 200, or a `resource` kept as it is; the text of one (`conversion`) is what Common
Crawl's WET files hold.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from kg.errors import EmptySource, SourceError
from kg.sources.encodings import decode
from kg.sources.files import reason_of
from kg.sources.pages import html
from kg.sources.records import Location, Record

_LARGEST: Final = 20_000_000  # bytes of a page; what is larger is no article, and may be meant to fill the memory
_PAGES: Final = ("text/html", "application/xhtml+xml")
_PLAIN: Final = "text/plain"
_BEGINNINGS: Final = (b"\x1f\x8b\x08", b"WARC/1.")  # of a record, packed and not
_SHOWN: Final = 100  # characters of an error
_STRETCH: Final = 1 << 20  # bytes that are looked through at once


def records(stream: BinaryIO, name: str, _: str) -> Iterator[Record | SourceError]:
    """A record, or what is wrong with it, for every page.

    Its id and url are the target's URI, whatever the page says of itself; its date is the page's, not the crawl's.

    Args:
        stream: the archive, packed (record by record, as crawlers do) or not.
        name: what to call it in messages.

    Raises:
        EmptySource: it has no page.
        SourceError: fastwarc is not installed.
    """
    pages = 0
    for found in _responses(stream, name):
        if isinstance(found, SourceError):
            pages += 1
            yield found
        elif _is_page(found[0]):
            pages += 1
            try:
                yield from _records(*found)
            except SourceError as error:
                yield error
    if not pages:
        raise EmptySource(name, "holds no page: no HTML of a response with status 200, no resource or conversion")


def _responses(stream: BinaryIO, name: str) -> Iterator[tuple[Any, Location] | SourceError]:
    """Every whole response; after a damaged stretch it goes on with the next record that can be found."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415  optional
    except ImportError:
        raise SourceError(name, "needs a package that is not installed: pip install fastwarc") from None
    number, begin, sound = 0, 0, True
    while True:
        at = begin
        try:
            kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
            for response in ArchiveIterator(stream, record_types=kinds, parse_http=False):
                at = begin + response.stream_pos
                number += 1
                sound = True
                yield _whole(response, Location(name, number, "record"))
        except (OSError, ValueError, RuntimeError) as error:
            if sound:
                yield SourceError(name, f"is damaged behind record {number}: {_shortly(error)}")
            sound = False
            after = _next_beginning(stream, at + 1)
            if after is None:
                return
            begin = after
        else:
            return


def _whole(response: Any, place: Location) -> tuple[Any, Location] | SourceError:
    """The response, its HTTP headers parsed, if all of it is there."""
    if response.content_length > _LARGEST:
        response.parse_http()  # to tell whether it is a page at all
        return response, place
    content = response.reader.read()
    if not content or len(content) < response.content_length:
        return place.error("is cut off")
    if not _is_response(response):
        response.set_bytes_content(content)
        return response, place
    head, divided, _ = content.partition(b"\n\n")
    if divided and b"\r\n" not in head:  # as some crawlers write headers
        content = head.replace(b"\n", b"\r\n") + b"\r\n\r\n" + content[len(head) + 2 :]
    try:
        return _parsed(response, content, "transfer"), place
    except (ValueError, OSError, RuntimeError):  # kept without its chunks, under a header that still tells of them
        return _parsed(response, content, "none"), place


def _parsed(response: Any, content: bytes, decoding: str) -> Any:
    """A record of its own with that content: one whose parsing fails ends the iteration that it came from."""
    own = type(response)()
    own.init_headers(record_type=response.record_type)
    for name, value in response.headers.items():
        own.headers[name] = value
    own.is_http = True
    own.set_bytes_content(content)
    own.parse_http(auto_decode=decoding)
    return own


def _is_response(response: Any) -> bool:
    return "application/http" in response.headers.get("Content-Type", "")


def _shortly(error: Exception) -> str:
    """The error without the page, which some errors quote whole."""
    return reason_of(error)[:_SHOWN]


def _next_beginning(stream: BinaryIO, at: int) -> int | None:
    """Where, from there on, a record seems to begin; the stream is left there."""
    if not stream.seekable():
        return None
    stream.seek(at)
    before = b""
    while stretch := stream.read(_STRETCH):
        window = before + stretch
        found = [place for begin in _BEGINNINGS if (place := window.find(begin)) >= 0]
        if found:
            return stream.seek(at - len(before) + min(found))
        at += len(stretch)
        before = window[-max(map(len, _BEGINNINGS)) + 1 :]
    return None


def _is_page(response: Any) -> bool:
    if not _is_response(response):
        return _kept_as(response) in (*_PAGES, _PLAIN)
    status = response.http_headers.status_code if response.http_headers is not None else None
    return status == 200 and ((response.http_content_type or "").lower() in _PAGES or _looks_like_page(response))


def _looks_like_page(response: Any) -> bool:
    """Whether a response that says nothing of its type begins as a page does."""
    if response.http_content_type or response.content_length > _LARGEST:
        return False
    body = response.reader.read()
    response.set_bytes_content(body)
    return bool(body.lstrip(b"\xef\xbb\xbf \t\r\n")[:14].lower().startswith((b"<!doctype html", b"<html")))


def _kept_as(response: Any) -> str:
    """The media type of a record that is no response."""
    return str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


def _records(response: Any, place: Location) -> Iterator[Record]:
    address = response.headers.get("WARC-Target-URI", "").strip("<> ")
    if not address:
        raise place.error("has no WARC-Target-URI")
    if response.content_length > _LARGEST:
        raise place.error(f"is {response.content_length:,} bytes long; a page has at most {_LARGEST:,}")
    page, charset = response.reader.read(), None
    if _is_response(response):
        page = _decoded(page, response.http_headers.get("Content-Encoding", "").strip().lower(), place)
        charset = response.http_charset
    plain = not _is_response(response) and _kept_as(response) == _PLAIN
    all_fields = [{"text": decode(page, place)}] if plain else html.all_fields_of(page, place, charset)
    if len(all_fields) == 1:
        yield Record(place, all_fields[0] | {"id": address, "url": address}, address)
        return
    for fields in all_fields:
        yield Record(place, fields | {"url": fields.get("url") or address}, f"{address}-{place.number}")


def _decoded(body: bytes, encoding: str, place: Location) -> bytes:
    """A body without its HTTP content encoding, if all of it is there (fastwarc's own decoder hands out what is)."""
    if encoding in ("", "identity"):
        return body
    if encoding == "br":
        return _without_brotli(body, place)
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise place.error(f"is encoded as {encoding!r}, which is not read")
    inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)  # with gzip's header or zlib's, whichever is there
    try:
        page = inflate.decompress(body, _LARGEST)
    except zlib.error as error:
        raise place.error(f"cannot be unpacked: {error}") from None
    if not inflate.eof:
        raise place.error(
            f"unpacks to more than {_LARGEST:,} bytes"
            if inflate.unconsumed_tail
            else "cannot be unpacked: it is cut off"
        )
    return page


def _without_brotli(body: bytes, place: Location) -> bytes:
    import brotli  # noqa: PLC0415  optional; fastwarc brings it

    unpacking, page = brotli.Decompressor(), b""
    try:
        page = unpacking.process(body, output_buffer_limit=_LARGEST)
    except brotli.error as error:
        raise place.error(f"cannot be unpacked: {error}") from None
    if not unpacking.is_finished():
        raise place.error(f"cannot be unpacked: it is cut off, or longer than {_LARGEST:,} bytes")
    return bytes(page)
