"""Bodies in parts, as forms and programs send them."""

from __future__ import annotations

import time

import pytest

from api.http.bodies import FormPart, parts
from kg.errors import QueryError, TooLarge

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
    assert time.process_time() - begun < 1
