"""One run over a folder with every kind of file at once: docs/operations.md prints what it says."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from commands import Run
from sources.test_kinds import LONG, NITF, mail, pdf, zipped

OPERATIONS = Path(__file__).resolve().parents[2] / "docs" / "operations.md"
FRENCH = "Des hommes armés ont tué quatre personnes à Bouaké, près de la frontière, a déclaré l'armée vendredi matin."
PAGE = f"""<html><head><title>Market hit</title><meta property="article:published_time" content="2024-01-05T10:00:00Z">
    </head><body><article><h1>Market hit</h1><p>{LONG}</p></article></body></html>"""
FEED = f"""<rss version="2.0"><channel><title>The Wire</title><item><guid>f1</guid><title>Market hit</title>
    <pubDate>Fri, 05 Jan 2024 10:00:00 GMT</pubDate><description>{LONG}</description></item></channel></rss>"""


def fill(folder: Path) -> None:
    """What somebody has who never tidied up."""
    import docx

    word, written = docx.Document(), io.BytesIO()
    word.add_paragraph(LONG)
    word.save(written)
    files: dict[str, str | bytes] = {
        "agency.nitf": NITF,
        "desk.eml": mail(LONG).as_bytes(),
        "feed.rss": FEED,
        "letter.docx": written.getvalue(),
        "more.zip": zipped({"inner.txt": f"date 2024-01-06\n{LONG} Twice.", "picture.jpg": "x"}),
        "note.md": f"---\ntitle: A note\ndate: 01/05/2024\n---\n{LONG} And again.",
        "paris.txt": f"date 2024-01-05\n{FRENCH}",
        "page.html": PAGE,
        "report.pdf": pdf(LONG[:80], "Ten were hurt."),
        "scan.pdf": pdf(""),
        "wire.csv": f"ref;Headline;story;pub_date\n1;Hit;{LONG} Thrice.;2024-01-05\n2;Hit;;2024-01-05\n",
        "week.jsonl": f'{{"id": "j1", "maintext": "{LONG} Once more.", "date_publish": 1704448800}}\n{{"id": \n',
    }
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
