"""One run over a folder with every kind of file at once: docs/operations.md prints what it says."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from commands import Run
from sources.test_kinds import LONG, NITF, SHEET, mail, pdf, zipped
from sources.test_warc import page, response

from kg.sources.formats import FORMATS

OPERATIONS = Path(__file__).resolve().parents[2] / "docs" / "operations.md"
FRENCH = "Des hommes armés ont tué quatre personnes à Bouaké, près de la frontière, a déclaré l'armée vendredi matin."
GUARDIAN = f'{{"response": {{"results": [{{"id": "g1", "fields": {{"bodyText": "{LONG} Guarded."}}}}]}}}}'
BOOK: dict[str, str | bytes] = {
    "META-INF/container.xml": """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
        <rootfile full-path="book.opf"/></rootfiles></container>""",
    "book.opf": """<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml"/></manifest>
        <spine><itemref idref="a"/></spine></package>""",
    "a.xhtml": f"<html><body><h1>One</h1><p>{LONG} In a book.</p></body></html>",
}
PAGE = f"""<html><head><title>Market hit</title><meta property="article:published_time" content="2024-01-05T10:00:00Z">
    </head><body><article><h1>Market hit</h1><p>{LONG}</p></article></body></html>"""
FEED = f"""<rss version="2.0"><channel><title>The Wire</title><item><guid>f1</guid><title>Market hit</title>
    <pubDate>Fri, 05 Jan 2024 10:00:00 GMT</pubDate><description>{LONG}</description></item></channel></rss>"""


def fill(folder: Path) -> None:
    """What somebody has who never tidied up: at least one file of each format."""
    import docx
    import pyarrow as pa
    from pyarrow import parquet

    word, written, columns = docx.Document(), io.BytesIO(), io.BytesIO()
    word.add_paragraph(LONG)
    word.save(written)
    parquet.write_table(pa.table({"text": [f"{LONG} In columns."], "date": ["2024-01-05"]}), columns)
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    kept = mail(f"{LONG} Kept.").as_bytes().replace(b"<1@", b"<2@")
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    sheet = {
        "mimetype": kind,
        "content.xml": SHEET.format(cell.format("story"), cell.format(f"{LONG} In a sheet.")),
        "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
    }
    saved = f"MIME-Version: 1.0\nContent-Type: text/html\n\n{PAGE}"
    files: dict[str, str | bytes] = {
        "agency.nitf": NITF,
        "book.epub": zipped(BOOK),
        "columns.parquet": columns.getvalue(),
        "crawl.warc": response("https://wire.example/1", page(LONG)),
        "desk.mbox": b"From desk@wire Fri Jan  5 10:00:00 2024\n" + kept,
        "desk.eml": mail(LONG).as_bytes(),
        "feed.rss": FEED,
        "guardian.json": GUARDIAN,
        "letter.docx": written.getvalue(),
        "more.zip": zipped({"inner.txt": f"date 2024-01-06\n{LONG} Twice.", "picture.jpg": "x"}),
        "note.md": f"---\ntitle: A note\ndate: 01/05/2024\n---\n{LONG} And again.",
        "paris.txt": f"date 2024-01-05\n{FRENCH}",
        "page.html": PAGE,
        "saved.mhtml": saved,
        "sheet.ods": zipped(sheet),
        "report.pdf": pdf(LONG[:80], "Ten were hurt."),
        "scan.pdf": pdf(""),
        "wire.csv": f"ref;Headline;story;pub_date\n1;Hit;{LONG} Thrice.;2024-01-05\n2;Hit;;2024-01-05\n",
        "old.doc": "x",
        "week.jsonl": f'{{"id": "j1", "maintext": "{LONG} Once more.", "date_publish": 1704448800}}\n{{"id": \n',
    }
    assert {FORMATS.get(Path(name).suffix) for name in files} >= set(FORMATS.values()) - {FORMATS[".xml"]}
    folder.mkdir()
    for name, held in files.items():
        (folder / name).write_bytes(held if isinstance(held, bytes) else held.encode())


def test_what_a_run_over_everything_says_stands_in_the_docs(
    kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    fill(tmp_path / "all")
    answer = kg("build", "all", "--fields", "text=story", "--check", "--data", "graph")
    printed = re.findall(r"    kg build all [^\n]*\n\n```text\n(.*?)```", OPERATIONS.read_text("utf-8"), re.DOTALL)
    assert answer.code == 1
    assert printed == [answer.err + answer.out]
