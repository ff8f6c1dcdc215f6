"""Bodies in parts, as forms and programs send them."""

from __future__ import annotations

import asyncio
import gzip
import time
from typing import Any

import pytest
from fastapi import HTTPException, Request

from api.http.bodies import FormPart, fields, parts, read_body
from api.http.header_values import header_value
from kg.errors import ClientGone, QueryError, TooLarge

TYPE = 'multipart/form-data; boundary="a b"'


def body(*pieces: bytes) -> bytes:
    return b"".join(b"--a b\r\n" + piece + b"\r\n" for piece in pieces) + b"--a b--\r\n"


def test_each_part_has_its_bytes_as_they_were_sent_and_what_is_said_of_them() -> None:
    file = 'Content-Disposition: form-data; name="file"; filename="é.txt"\r\nContent-Type: text/plain; charset=utf-8'
    data = b"\x00\xff\r\n--a\n\n"
    field = b'Content-Disposition: form-data; name="note"'
    found = [*parts(b"preamble\r\n" + body(file.encode() + b"\r\n\r\n" + data, field + b"\r\n\r\nyes"), TYPE)]
    assert found == [FormPart(data, "text/plain", "file", "é.txt"), FormPart(b"yes", "", "note", "")]
    assert [*parts(body(b"\r\nbare"), TYPE)] == [FormPart(b"bare", "", "", "")]


@pytest.mark.parametrize("sent", [b"", b"x", b"--a b\r\n\r\nno end", b"--other\r\n\r\nx\r\n--other--"])
def test_what_is_not_in_parts_is_refused(sent: bytes) -> None:
    with pytest.raises(QueryError, match="boundary"):
        next(parts(sent, TYPE))


def test_nothing_is_slow_to_take_apart() -> None:
    begun = time.process_time()
    [found] = parts(body(b"\r\n" + b"\n" * 20_000_000), TYPE)
    assert len(found.data) == 20_000_000
    with pytest.raises(TooLarge, match="parts"):
        [*parts(body(*[b"\r\nx"] * 1001), TYPE)]
    with pytest.raises(TooLarge, match="head"):
        [*parts(body(b"A: b\r\n" * 1_000_000), TYPE)]
    assert [*parts(body(*[b"A: b" + b";" * 8000 + b"\r\n\r\nx"] * 1000), TYPE)]
    for odd in (";", "; ", ';a="', ';a="\\', "; a=b", ';"', "a;=", ";a=\x00 "):
        header_value("text/csv" + odd * 500_000)
    with pytest.raises(TooLarge, match="1,000 fields"):
        fields("a=&" * 300_000)
    assert time.process_time() - begun < 1


def test_parameters_of_a_header_are_read_as_far_as_they_make_sense() -> None:
    assert header_value('Text/CSV ; Charset="UTF-8";a=b;;c = "d\\"e;f" ; A=g') == (
        "text/csv", {"charset": "UTF-8", "a": "b", "c": 'd"e;f'},
    )  # fmt: skip
    assert header_value("text/csv; charset=utf-8 =; a=b") == ("text/csv", {"charset": "utf-8"})
    named = b"Content-Disposition: form-data; name=\"f\"; filename*=UTF-8''%C3%A9.txt\r\n\r\nx"
    assert [part.file for part in parts(body(named), TYPE)] == ["é.txt"]


def sent(body: bytes, coding: str) -> Request:
    async def receive() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    return Request({"type": "http", "headers": [(b"content-encoding", coding.encode())]}, receive)


def test_a_body_sent_as_gzip_is_unpacked_within_limits() -> None:
    packed = gzip.compress(b"ASK {}")
    assert asyncio.run(read_body(sent(packed, "gzip"), 10, "SITREP_QUERY_SIZE")) == b"ASK {}"
    for most in (5, 1_000_000):
        with pytest.raises(TooLarge, match="SITREP_QUERY_SIZE"):
            asyncio.run(read_body(sent(gzip.compress(bytes(3_000_000)), "gzip"), most, "SITREP_QUERY_SIZE"))
    for broken in (packed[:-1], b"ASK {}", packed + b"x", b""):
        with pytest.raises(QueryError, match="gzip"):
            asyncio.run(read_body(sent(broken, "GZip"), 10, "SITREP_QUERY_SIZE"))
    with pytest.raises(HTTPException) as refused:
        asyncio.run(read_body(sent(b"", "br"), 10, "SITREP_QUERY_SIZE"))
    assert refused.value.status_code == 415


def test_a_body_that_says_it_is_too_long_is_refused_unread() -> None:
    async def read() -> Any:
        pytest.fail("it was read")

    request = Request({"type": "http", "headers": [(b"content-length", b"11")]}, read)
    with pytest.raises(TooLarge, match="SITREP_QUERY_SIZE"):
        asyncio.run(read_body(request, 10, "SITREP_QUERY_SIZE"))


def test_a_client_that_hangs_up_in_the_middle_is_no_fault_of_ours() -> None:
    async def gone() -> Any:
        return {"type": "http.disconnect"}

    with pytest.raises(ClientGone):
        asyncio.run(read_body(Request({"type": "http", "headers": []}, gone), 10, "SITREP_QUERY_SIZE"))
