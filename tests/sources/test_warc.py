"""WARC: the pages of a crawl, whatever else is in the archive and however it was damaged."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest

from kg.errors import EmptySource, SourceError
from kg.model import Article
from kg.sources import read

TEXT = "Two soldiers were hurt in a raid. " * 9


def page(text: str = TEXT, head: str = "") -> bytes:
    return f"<html><head><title>Raid</title>{head}</head><body><article><p>{text}</p></article></body></html>".encode()


def response(
    address: str, body: bytes, status: int = 200, kind: str = "text/html; charset=utf-8", **headers: str
) -> bytes:
    """One record, as crawlers write it."""
    fields = {"Content-Type": kind, "Content-Length": str(len(body)), **headers}
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    content = f"HTTP/1.1 {status} Whatever\r\n{lines}\r\n".encode() + body
    return record("response", content, address)


def record(kind: str, content: bytes, address: str = "https://a.example/") -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        f"WARC-Date: 2024-01-05T00:00:00Z\r\nWARC-Target-URI: {address}\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def read_archive(folder: Path, *records: bytes, name: str = "crawl.warc") -> list[Article | SourceError]:
    (folder / name).write_bytes(b"".join(records))
    return list(read(folder / name))


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_pages_are_articles_by_their_addresses_and_all_else_is_passed_over(tmp_path: Path, name: str) -> None:
    published = '<meta property="article:published_time" content="2024-01-04T08:00:00Z">'
    records = [
        record("warcinfo", b"software: a crawler\r\n"),
        record("request", b"GET / HTTP/1.1\r\n\r\n"),
        response("https://a.example/1", page(head=published)),
        response("https://a.example/gone", page(), status=404),
        response("https://a.example/photo.jpg", b"\xff\xd8\xff", kind="image/jpeg"),
        response("https://a.example/2", gzip.compress(page()), Content_Encoding="gzip"),
        response("https://a.example/3", brotli.compress(page()), Content_Encoding="br"),
        response("https://a.example/4", b"<!DOCTYPE html>" + page(), kind=""),
        record("response", b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + page(), "https://a.example/5"),
    ]
    if name.endswith(".gz"):
        records = [gzip.compress(each) for each in records]
    one, two, *others = read_archive(tmp_path, *records, name=name)
    assert [each.id[-1] for each in others if isinstance(each, Article)] == ["3", "4", "5"]
    assert isinstance(one, Article)
    assert (one.id, one.url, one.title, str(one.date)) == (*["https://a.example/1"] * 2, "Raid", "2024-01-04")
    assert one.text == TEXT.strip()
    assert isinstance(two, Article)
    assert (two.id, two.text, two.date) == ("https://a.example/2", one.text, None)


def test_the_servers_encoding_outranks_the_pages_own(tmp_path: Path) -> None:
    body = page(TEXT + " Al-Saïdi.", head='<meta charset="utf-8">').decode().encode("cp1252")
    (found,) = read_archive(tmp_path, response("https://a.example/1", body, kind="text/html; charset=iso-8859-1"))
    assert isinstance(found, Article)
    assert found.text.endswith("Al-Saïdi.")


def test_a_page_kept_without_the_chunks_that_its_header_tells_of_is_read_and_so_is_the_next(tmp_path: Path) -> None:
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page()), page())
    found = read_archive(
        tmp_path,
        response("https://a.example/1", page(), Transfer_Encoding="chunked"),
        response("https://a.example/2", chunked, Transfer_Encoding="chunked"),
        response("https://a.example/3", page()),
    )
    assert [(each.id[-1], each.text) for each in found if isinstance(each, Article)] == [
        (number, TEXT.strip()) for number in "123"
    ]


def test_pages_kept_as_they_are_and_texts_of_pages_are_articles(tmp_path: Path) -> None:
    kept = record("resource", page(), "https://a.example/1").replace(b"application/http", b"text/html")
    text = record("conversion", TEXT.encode(), "https://a.example/2").replace(b"application/http", b"text/plain")
    found = [each for each in read_archive(tmp_path, kept, text) if isinstance(each, Article)]
    assert [each.id for each in found] == ["https://a.example/1", "https://a.example/2"]
    assert all(each.text.startswith(TEXT.strip()) for each in found)


def test_a_broken_record_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    found = read_archive(
        tmp_path,
        response("https://a.example/1", gzip.compress(page())[:-30], Content_Encoding="gzip"),
        response("https://a.example/2", b"<html></html>"),
        response("https://a.example/3", page(), Content_Encoding="br"),
        b"what no archive holds\r\n\r\n",
        response("https://a.example/4", page()),
        response("https://a.example/5", page())[:-200],
    )
    assert [each.id if isinstance(each, Article) else each.reason for each in found] == [
        "record 1: cannot be unpacked: it is cut off",
        "record 2: holds no article text",
        "record 3: cannot be unpacked: brotli: decoder failed",
        "is damaged behind record 3: Invalid WARC header",
        "https://a.example/4",
        "record 5 is cut off",
    ]


def test_a_packed_archive_goes_on_behind_a_damaged_record(tmp_path: Path) -> None:
    packed = [gzip.compress(response(f"https://a.example/{n}", page())) for n in (1, 2, 3)]
    packed[1] = packed[1][:100] + b"\0" * 50 + packed[1][150:]
    one, damage, three = read_archive(tmp_path, *packed, name="crawl.warc.gz")
    assert isinstance(damage, SourceError)
    assert damage.reason.startswith("is damaged behind record 1")
    assert [each.id for each in (one, three) if isinstance(each, Article)] == [
        "https://a.example/1",
        "https://a.example/3",
    ]


def test_an_archive_without_pages_says_so(tmp_path: Path) -> None:
    (nothing,) = read_archive(tmp_path, record("warcinfo", b"software: a crawler\r\n"))
    assert isinstance(nothing, EmptySource)
    (no_archive,) = read_archive(tmp_path, b"Two soldiers were hurt. " * 99)
    assert isinstance(no_archive, SourceError)
    assert no_archive.reason == "is damaged behind record 0: Invalid WARC header"
