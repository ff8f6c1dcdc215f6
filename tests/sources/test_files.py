"""Finding and opening: files, folders, packed ones, and whatever is wrong with them."""

from __future__ import annotations

import gzip
import os
import tempfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import EmptySource, SourceError
from kg.model import Article
from kg.sources import Tally, read


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Text of {path.stem}.")


def test_a_folder_is_read_recursively_in_the_order_of_paths(tmp_path):
    write(tmp_path, "b.txt", "a/z.text", "a/b/y.txt", "c/x.txt", "a.TXT")
    assert [found.id for found in read([tmp_path])] == ["a/b/y", "a/z", "a", "b", "c/x"]


def test_in_a_folder_what_is_no_article_is_passed_over(tmp_path):
    write(tmp_path, "a.txt", "README.txt", "Readme.html", ".hidden.txt", ".git/b.txt", "photo.jpg", "LICENSE")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "loop.txt").symlink_to(tmp_path)
    assert [found.id for found in read([tmp_path])] == ["a"]


def test_what_might_hold_an_article_and_is_passed_over_is_counted(tmp_path):
    write(tmp_path, "a.txt", "photo.jpg", "style.css", "b.doc", "c/d.doc", "c/e.RTF", "cur")
    with zipfile.ZipFile(tmp_path / "f.zip", "w") as archive:
        archive.writestr("../up.txt", "Text of up.")
        archive.writestr("g.msg", "x")
    tally = Tally()
    assert [found.id for found in read([tmp_path], tally=tally)] == ["a", "up"]
    assert tally.passed_over == {".doc": 2, ".rtf": 1, ".msg": 1, "": 1}


def test_a_file_that_is_named_is_read_whatever_its_name(tmp_path):
    write(tmp_path, "README.txt", ".hidden.txt")
    assert [found.id for found in read([tmp_path / "README.txt", str(tmp_path / ".hidden.txt")])] == [
        "README",
        ".hidden",
    ]


def test_one_source_needs_no_list(tmp_path):
    write(tmp_path, "a.txt")
    assert list(read(tmp_path)) == list(read(str(tmp_path))) == [Article("a", "Text of a.")]


def test_packed_files_are_read_like_others(tmp_path):
    (tmp_path / "raid.txt.gz").write_bytes(gzip.compress(b"Two hurt."))
    (tmp_path / "wire.jsonl.GZ").write_bytes(gzip.compress(b'{"text": "One."}\n{"text": "Two."}\n'))
    assert [(found.id, found.text) for found in read([tmp_path])] == [
        ("raid", "Two hurt."),
        ("wire-9085c0e7bc", "One."),
        ("wire-233f64e6dd", "Two."),
    ]


def test_a_cut_packed_file_gives_what_it_holds_and_then_the_error(tmp_path):
    whole = gzip.compress(b"".join(b'{"text": "%d"}\n' % number for number in range(5_000)))
    (tmp_path / "wire.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    *articles, last = read([tmp_path])
    assert len(articles) > 100
    assert isinstance(last, SourceError)
    assert last.reason == "is not a whole gzip file"


def test_reading_is_lazy(tmp_path):
    write(tmp_path, "a.txt", "b.txt")
    found = read([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert next(found) == Article("a", "Text of a.")
    (tmp_path / "b.txt").write_text("Changed.")
    assert next(found) == Article("b", "Changed.")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \r\n\xc2\xa0", "is empty"),
        (b"\x7fELF\x02\x01\x01\0\0", "is binary, not text"),
        (b"\x01\x02\x03 abc", "is binary, not text"),
        ("A.\0".encode("utf-16"), "is binary, not text"),
        (b"He saw the caf\xe9 \x81 burn.", "is not UTF-8 (byte 0xe9 at offset 14); save it as UTF-8"),
        (b"\xff\xfeA\0B", "is not UTF-16 (byte 0x42 at offset 4); save it as UTF-8"),
    ],
)
def test_what_is_no_text_is_an_error_with_the_reason(error, content, reason):
    found = error("raid.txt", content)
    assert found.reason == reason
    assert isinstance(found, EmptySource) == (reason == "is empty")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_with_its_byte_order_mark_is_read(article, encoding):
    mark = "\ufeff" if encoding.endswith("e") else ""
    assert article("raid.txt", (mark + "Al-Saïdi – 2 hurt").encode(encoding)).text == "Al-Saïdi – 2 hurt"


def test_a_source_that_does_not_exist_is_an_error_and_the_rest_goes_on(tmp_path):
    write(tmp_path, "a.txt")
    sources = [tmp_path / "none.txt", "", "nul\0.txt", "half\ud800.txt", "x" * 5000, tmp_path / "a.txt"]
    none, blank, nul, half, long, article = read(sources)
    assert str(none) == f"{tmp_path}/none.txt: does not exist"
    assert str(blank) == "'': names no file"
    assert {nul.reason, half.reason} == {"does not exist"}
    assert str(half).encode() == rb"half\ud800.txt: does not exist"
    assert long.reason == "is not readable: file name too long"
    assert article == Article("a", "Text of a.")


def test_a_named_file_of_another_kind_is_an_error_that_lists_the_kinds(tmp_path):
    write(tmp_path, "paper.odt")
    (found,) = read([tmp_path / "paper.odt"])
    assert found.reason.startswith(
        "its ending tells of no format; those read are .txt, .text, .md, .markdown, .jsonl, "
    )
    assert found.reason.endswith(".wet, .zip, .tar, each also with .gz, .bz2 or .xz")


def test_a_folder_with_nothing_to_read_is_an_empty_source(tmp_path):
    write(tmp_path, "README.txt", "a.jpg")
    (found,) = read([tmp_path])
    assert isinstance(found, EmptySource)
    assert found.source == str(tmp_path)
    assert found.reason.startswith("holds no file to read (.txt, ")


def test_a_dead_link_in_a_folder_is_an_error(tmp_path):
    write(tmp_path, "b.txt")
    (tmp_path / "a.txt").symlink_to("nowhere.txt")
    dead, article = read([tmp_path])
    assert str(dead) == f"{tmp_path}/a.txt: does not exist"
    assert article.id == "b"


@pytest.fixture
def nobody():
    """Be a user whom permissions bind, since root is not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)


@pytest.mark.usefixtures("nobody")
def test_what_may_not_be_read_is_an_error_and_the_rest_goes_on():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, "a.txt", "b/b.txt", "c.txt")
        (folder / "a.txt").chmod(0)
        (folder / "b").chmod(0)
        try:
            first, second, third, fourth = read([folder, folder / "b" / "b.txt"])
        finally:
            (folder / "b").chmod(0o700)
    assert str(first) == f"{folder}/a.txt: is not readable: permission denied"
    assert str(second) == f"{folder}/b: is not readable: permission denied"
    assert third == Article("c", "Text of c.")
    assert str(fourth) == f"{folder}/b/b.txt: is not readable: permission denied"


def test_a_file_name_that_is_no_unicode_makes_an_id_that_is(tmp_path):
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "w") as file:  # noqa: PTH123
        file.write("Two hurt.")
    (found,) = read([tmp_path])
    assert found == Article("caf\\udce9", "Two hurt.")
    assert found.id.isascii()


@given(st.binary() | st.text().map(str.encode), st.sampled_from(["txt", "jsonl", "json", "html", "txt.gz", "jsonl.gz"]))
def test_no_bytes_are_ever_raised_over(data, ending):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"any.{ending}")
        path.write_bytes(data)
        found = list(read([path, path]))
    assert found
    for one in found:
        assert one.text.strip() if isinstance(one, Article) else one.source == str(path)


@pytest.mark.parametrize("ending", [".txt", ".jsonl"])
def test_a_packed_file_that_unpacks_to_far_more_is_refused_without_unpacking_it(tmp_path, ending):
    with gzip.open(tmp_path / f"bomb{ending}.gz", "wb", compresslevel=1) as bomb:
        for _ in range(150):
            bomb.write(b" " * 1_000_000)
    tracemalloc.start()
    found = list(read(tmp_path / f"bomb{ending}.gz"))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found) == 1
    assert isinstance(found[0], SourceError)
    assert most < 100_000_000
