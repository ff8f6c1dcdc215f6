"""Sources that are elsewhere, through fsspec: a real web server, memory, and ZIP archives."""

from __future__ import annotations

import gzip
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import fsspec
import pytest

from kg.errors import EmptySource, SourceError
from kg.model import Article
from kg.sources import read

LINES = b'{"text": "One."}\n{"text": "Two.", "id": "b"}\n'
PAGE = f"<!DOCTYPE html><html><body><article><p>{'Two soldiers were hurt in a raid. ' * 9}</p></article></body></html>"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    """The address of a web server of the files in `tmp_path`."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    fs = fsspec.filesystem("memory")
    yield fs
    fs.rm("/", recursive=True)


def ids(source: str) -> list[str]:
    return [found.id if isinstance(found, Article) else found.reason for found in read(source)]


def test_a_file_on_the_web_is_read_by_its_ending(tmp_path: Path, web: str) -> None:
    (tmp_path / "wire.jsonl").write_bytes(LINES)
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress(LINES))
    assert ids(f"{web}/wire.jsonl?day=4") == [f"{web[7:]}/wire-9085c0e7bc", "b"]
    assert ids(f"{web}/packed.jsonl.gz") == [f"{web[7:]}/packed-9085c0e7bc", "b"]


def test_on_the_web_what_has_no_known_ending_is_a_page_or_a_feed(tmp_path: Path, web: str) -> None:
    (tmp_path / "story").write_text(PAGE)
    (tmp_path / "news").write_text(
        "<rss version='2.0'><channel><item><guid>1</guid><description>Two hurt.</description></item></channel></rss>"
    )
    assert ids(f"{web}/story") == [f"{web[7:]}/story"]
    assert ids(f"{web}/news") == ["#1"]


def test_what_cannot_be_reached_is_an_error_and_the_rest_goes_on(web: str, memory: fsspec.AbstractFileSystem) -> None:
    memory.pipe("/wire.jsonl", LINES)
    none, nowhere, unknown, article, _ = read(
        [f"{web}/none.txt", "memory://nowhere.txt", "gopher://a.example/b.txt", "memory://wire.jsonl"]
    )
    assert str(none) == f"{web}/none.txt: does not exist"
    assert str(nowhere) == "memory://nowhere.txt: does not exist"
    assert str(unknown) == "gopher://a.example/b.txt: cannot be reached: Protocol not known: gopher"
    assert article == Article("wire-9085c0e7bc", "One.")


def test_a_protocol_whose_package_is_missing_names_the_extra_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "s3fs", None)
    (missing,) = read("s3://bucket/wire.jsonl")
    assert isinstance(missing, SourceError)
    assert missing.reason == "needs a package that is not installed: pip install 'fsspec[s3]'"


def test_folders_and_patterns_are_read_in_the_order_of_paths(memory: fsspec.AbstractFileSystem) -> None:
    for name in ("/all/b/2.txt", "/all/1.txt", "/all/README.txt", "/all/photo.jpg", "/all/b/.hidden.txt", "/all/3.txt"):
        memory.pipe(name, b"Two hurt.")
    assert ids("memory://all") == ["1", "3", "b/2"]
    assert ids("memory://all/*.txt") == ["1", "3"]
    memory.pipe("/empty/photo.jpg", b"")
    (empty,) = read("memory://empty")
    assert isinstance(empty, EmptySource)


def test_a_zip_archive_is_read_from_wherever_it_is(tmp_path: Path, memory: fsspec.AbstractFileSystem) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as out:
        out.writestr("wire.jsonl", LINES)
        out.writestr("more/raid.txt", "Two hurt.")
    assert ids(f"zip://wire.jsonl::{tmp_path}/all.zip") == ["wire-9085c0e7bc", "b"]
    memory.pipe("/all.zip", (tmp_path / "all.zip").read_bytes())
    assert ids("zip://*.jsonl::memory://all.zip") == ["wire-9085c0e7bc", "b"]
    assert ids(f"file://{tmp_path}/none.txt") == ["does not exist"]


def test_reading_elsewhere_is_lazy_and_an_end_that_is_missing_is_told(memory: fsspec.AbstractFileSystem) -> None:
    whole = gzip.compress(b"".join(b'{"text": "%d"}\n' % number for number in range(5_000)))
    memory.pipe("/wire.jsonl.gz", whole[: len(whole) // 2])
    found = read("memory://wire.jsonl.gz")
    assert next(found) == Article("wire-255ef6ef21", "0")
    *_, last = found
    assert isinstance(last, SourceError)
    assert last.reason == "is not a whole gzip file"
