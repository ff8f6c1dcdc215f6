"""The other kinds of file that people have: tables, documents, agencies' XML, archives."""

from __future__ import annotations

import bz2
import io
import lzma
import zipfile
from pathlib import Path

import pytest
from sources.wording import ACCENTS, DAY, LONG, TEXT, mail

from kg.errors import EmptySource, SourceError
from kg.model import Article
from kg.sources import read


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_row_of_a_table_is_an_article_whatever_divides_its_columns(article, sign, encoding):
    rows = f'id{sign}Headline{sign}body{sign}pub_date\r\n7{sign}NaN{sign}"{TEXT}"{sign}2024-01-05\r\n'
    assert article("wire.csv", rows.encode(encoding)) == Article("7", TEXT, date=DAY)


def test_a_table_in_another_encoding_is_read_by_a_guess_that_is_said(tmp_path):
    text = "Des hommes armés ont tué quatre personnes à Bouaké, près de la frontière, a déclaré l'armée."
    (tmp_path / "wire.tsv").write_bytes(f"text\tid\n{text}\tb\n".encode("cp1252"))
    doubt, found = read(tmp_path)
    assert doubt.reason.startswith("row 1 is not UTF-8, and is read as ")
    assert found == Article("b", text)


@pytest.mark.parametrize(
    "table",
    [
        f"sep=;\nid;text\n7;{TEXT}\n",
        f'Export of the week,\n,\nid,text\n7,"{TEXT}"\n',
        f"id\ttitle\ttext\n7\t\\N\t{TEXT}\n",
        f'id,text,text\n7,"{TEXT}",\n',
    ],
    ids=["separator-line", "title-above", "mysql", "a-name-twice"],
)
def test_a_table_is_read_as_programs_export_it(article, table):
    assert article("wire.csv", table) == Article("7", TEXT)
    assert article("wire.txt", table.replace("Export of the week,\n,\n", "")) == Article("7", TEXT)


def test_quotation_marks_of_a_table_may_be_characters_or_escaped(tmp_path):
    (tmp_path / "a.tsv").write_text(f'id\ttext\n1\t"Never, he said. {TEXT}\n2\t{TEXT} "No\n3\t{TEXT}\n')
    (tmp_path / "b.csv").write_text(f'id,text\n4,"He said \\"no\\", twice. {TEXT}"\n5,"{TEXT}"\n')
    found = {each.id: each.text for each in read(tmp_path)}
    assert found == {
        "1": f'"Never, he said. {TEXT}', "2": f'{TEXT} "No', "3": TEXT, "4": f'He said "no", twice. {TEXT}', "5": TEXT,
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32", "utf-16"])
def test_wide_text_needs_no_mark(article, encoding):
    assert article("a.txt", ACCENTS.encode(encoding)).text == ACCENTS


@pytest.mark.parametrize(
    ("name", "text", "encoding"),
    [
        ("a.jsonl", f'{{"text": "{ACCENTS}"}}', "CP1252"),
        ("a.txt", ACCENTS, "CP1252"),
        ("a.txt", ACCENTS, "MAC_ROMAN"),
        ("a.txt", "The mayor’s guards “weren’t there”, a witness said.", "MAC_ROMAN"),
        ("a.txt", "바카라 시장에 박격포탄이 떨어져 네 명이 숨졌다고 당국이 밝혔다.", "CP949"),
        ("a.txt", "バカラの市場に迫撃砲弾が落ち、四人が死亡したと当局が発表した。", "CP932"),
    ],
)
def test_text_that_is_no_utf8_is_read_by_a_guess_that_is_said(tmp_path, name, text, encoding):
    (tmp_path / name).write_bytes(text.encode(encoding))
    doubt, found = read(tmp_path)
    assert doubt.reason.endswith(f"is not UTF-8, and is read as {encoding}")
    assert found.text in text


def test_utf8_that_was_taken_for_another_encoding_is_read_as_it_was_meant(tmp_path):
    (tmp_path / "a.txt").write_text(ACCENTS.encode().decode("cp1252", "replace").replace("\ufffd", "\x9d"))
    doubt, found = read(tmp_path)
    assert doubt.reason == "is UTF-8 that some program took for Windows-1252, and is read as it was meant"
    assert found.text == ACCENTS


def test_utf8_with_a_broken_character_is_still_utf8(tmp_path):
    (tmp_path / "a.txt").write_bytes((ACCENTS * 3).encode() + b"\xe2\x80")
    doubt, found = read(tmp_path)
    assert doubt.reason == "is UTF-8, but for 1 broken character"
    assert ACCENTS in found.text


def test_rows_that_run_over_or_together_say_so(tmp_path):
    (tmp_path / "a.csv").write_text("id,text\n1,In Bakhara, four died, officials said.\n")
    doubt, found = read(tmp_path / "a.csv")
    assert "row 1: has more cells than the head, which are taken into its last" in str(doubt)
    assert found.text == "In Bakhara, four died, officials said."
    (tmp_path / "b.csv").write_text('id,text\n1,"Four died.\n2,Ten were hurt.\n')
    doubt, _ = read(tmp_path / "b.csv")
    assert doubt.reason == "row 1: opens a quotation mark in the table that nothing closes: rows may have run together"


def test_a_table_without_rows_is_empty(error):
    assert error("wire.csv", "id,text\n").reason == "is empty: it has no rows below its head, 'id', 'text'"


ODS = "application/vnd.oasis.opendocument.spreadsheet"
SHEET = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet>
 <table:table table:name="a">
 <table:table-row>{}</table:table-row><table:table-row>{}</table:table-row></table:table></office:spreadsheet>
 </office:body></office:document-content>"""


def test_a_spreadsheet_is_a_table(article):
    def cells(*texts: str) -> str:
        return "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in texts
        )

    content = SHEET.format(cells("text", "date"), cells(TEXT, "5 January 2024"))
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    packed = zipped({"mimetype": ODS, "content.xml": content, "META-INF/manifest.xml": manifest})
    found = article("wire.ods", packed)
    assert (found.text, found.date) == (TEXT, DAY)


def test_every_sheet_that_holds_articles_is_read(tmp_path):
    def row(*cells: str) -> str:
        cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
        return f"<table:table-row>{''.join(map(cell.format, cells))}</table:table-row>"

    before, _, _ = SHEET.partition("<table:table table:name")
    sheets = "".join(
        f'<table:table table:name="{name}">{row("id", "story")}{row(name, TEXT)}</table:table>' for name in "ab"
    )
    content = f"{before}{sheets}</office:spreadsheet></office:body></office:document-content>"
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    files = {"mimetype": ODS, "content.xml": content, "META-INF/manifest.xml": manifest}
    (tmp_path / "wire.ods").write_bytes(zipped(files))
    assert [(found.id, found.text) for found in read(tmp_path)] == [("a", TEXT), ("b", TEXT)]


def test_a_chapter_of_an_epub_is_an_article(tmp_path):
    chapter = "<html><head><title>x</title></head><body><h1>Market hit</h1><p>{}</p></body></html>"
    package = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
        <dc:date>2024-01-05</dc:date><dc:publisher>The Wire</dc:publisher></metadata>
        <manifest><item id="a" href="a.xhtml"/><item id="c" href="cover.xhtml"/></manifest>
        <spine><itemref idref="c"/><itemref idref="a"/></spine></package>"""
    container = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
        <rootfile full-path="OEBPS/book.opf"/></rootfiles></container>"""
    book = {
        "META-INF/container.xml": container, "OEBPS/book.opf": package, "OEBPS/cover.xhtml": chapter.format("Cover"),
        "OEBPS/a.xhtml": chapter.format(LONG),
    }  # fmt: skip
    (tmp_path / "week.epub").write_bytes(zipped(book))
    (found,) = read(tmp_path)
    assert found == Article("week-7dd9410613", f"Market hit\n{LONG}", "Market hit", DAY, "The Wire")


NITF = f"""<?xml version="1.0"?><nitf><head><title>x</title><docdata><doc-id id-string="k1"/>
    <date.issue norm="20240105T1000"/></docdata><pubdata name="The Wire"/></head>
    <body><body.head><hedline><hl1>Market hit</hl1></hedline></body.head>
    <body.content><p>{TEXT}</p><p>Ten were hurt.</p></body.content></body></nitf>"""
NEWSML = f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="k1"><itemMeta><provider>
    <name>The Wire</name></provider></itemMeta><contentMeta><contentCreated>2024-01-05T10:00:00Z</contentCreated>
    <headline>Market hit</headline></contentMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>
    <p>{TEXT}</p><p>Ten were hurt.</p></body></html></inlineXML></contentSet></newsItem>
    <newsItem guid="picture"><contentSet/></newsItem></itemSet></newsMessage>"""


@pytest.mark.parametrize(("name", "sent"), [("a.xml", NITF), ("a.nitf", NITF), ("a.xml", NEWSML)])
def test_what_agencies_send_is_an_article_an_item(article, name, sent):
    assert article(name, sent) == Article("k1", f"{TEXT}\nTen were hurt.", "Market hit", DAY, "The Wire")


def test_an_archive_is_the_files_in_it_and_in_archives_within(tmp_path):
    inner = zipped({"deep/b.txt": f"date 2024-01-05\n{TEXT}", "picture.jpg": "x"})
    (tmp_path / "all.zip").write_bytes(
        zipped({"a.json": f'{{"text": "{TEXT}"}}', "more.zip": inner, "README.txt": "x"})
    )
    assert list(read(tmp_path)) == [Article("a", TEXT), Article("b", TEXT, date=DAY)]


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz", "a.tgz", "a.tar.xz", "a.tar.bz2"])
def test_a_tar_archive_is_one_too_however_it_is_packed(article, name):
    import tarfile

    out = io.BytesIO()
    packing = {"gz": "w:gz", "xz": "w:xz", "z2": "w:bz2"}.get(name[-2:], "w")
    with tarfile.open(fileobj=out, mode=packing) as archive:
        for path, content in (("./in/b.txt", TEXT), ("./README.txt", "x"), ("./in/p.jpg", "x")):
            entry = tarfile.TarInfo(path)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content.encode()))
    assert article(name, out.getvalue()) == Article("b", TEXT)


def test_lines_may_be_packed_by_bzip2_or_xz(article):
    line = f'{{"id": "a", "text": "{TEXT}"}}'.encode()
    assert article("a.jsonl.bz2", bz2.compress(line)) == article("a.jsonl.xz", lzma.compress(line))


@pytest.mark.parametrize(
    ("name", "kind"), [("a.pdf", "PDF"), ("a.docx", "a Word document"), ("a.epub", "EPUB"), ("a.ods", "a spreadsheet"),
                       ("a.zip", "a ZIP archive"), ("a.tar", "a tar archive")],
)  # fmt: skip
def test_a_broken_file_is_named_with_what_it_was_to_be(error, name, kind):
    assert error(name, b"PK\3\4 broken").reason.startswith(f"is not readable as {kind}: ")


def test_a_scan_is_no_text(error):
    found = error("scan.pdf", pdf(""))
    assert isinstance(found, EmptySource)
    assert found.reason == "holds no text: its pages are pictures; run OCR first"


def test_a_text_file_that_is_json_or_a_page_is_read_as_that(tmp_path: Path):
    (tmp_path / "a.txt").write_text(f'{{"id": "x", "text": "{TEXT}"}}')
    (tmp_path / "b.txt").write_text(f"<!DOCTYPE html><html><body><article><p>{LONG}</p></article></body></html>")
    (tmp_path / "c.json").write_text(f'{{"text": "{TEXT}"}}\n{{"text": "{TEXT} 2"}}\n')
    found = list(read(tmp_path))
    assert not [each for each in found if isinstance(each, SourceError)]
    assert [each.text for each in found] == [TEXT, LONG, TEXT, f"{TEXT} 2"]


def test_a_text_file_that_is_a_feed_or_a_message_is_read_as_that(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"<?xml version='1.0'?>{NITF[21:]}")
    (tmp_path / "b.txt").write_bytes(mail(TEXT).as_bytes())
    found = list(read(tmp_path))
    assert [(each.id, each.publisher) for each in found if isinstance(each, Article)] == [
        ("k1", "The Wire"), ("1@wire", "The Wire"),
    ]  # fmt: skip


@pytest.mark.parametrize(("begins", "kind"), [("{\\rtf1 Two died.}", "RTF"), ("%PDF-1.4 Two died.", "a PDF")])
def test_what_is_no_text_for_all_its_letters_is_named(error, begins, kind):
    assert error("a.txt", begins).reason.startswith(f"is {kind} ")


def test_particulars_at_the_head_of_a_text_are_no_prose(article):
    head = "Title: Market hit\nPublished: 5 January 2024 10:00 UTC\nSource: The Wire\n\n"
    assert article("a.txt", head + TEXT) == Article("a", TEXT, "Market hit", DAY, "The Wire")
    assert article("b.txt", f"Update: four dead\n\n{TEXT}").text == f"Update: four dead\n\n{TEXT}"


def zipped(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def pdf(*pages: str) -> bytes:
    """A PDF with a line of text on each page."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer, out = PdfWriter(), io.BytesIO()
    for text in pages:
        page = writer.add_blank_page(600, 800)
        font = {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica")}  # fmt: skip
        fonts = DictionaryObject({NameObject("/F1"): DictionaryObject(font)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        content = DecodedStreamObject()
        content.set_data(f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(content)
    writer.write(out)
    return out.getvalue()
