"""Mail: a message, a mailbox and a page that a browser saved are articles."""

from __future__ import annotations

import mailbox

import pytest
from sources.wording import ACCENTS, DAY, LONG, TEXT, mail

from kg.model import Article
from kg.sources import read


@pytest.mark.parametrize(("subtype", "body"), [("plain", TEXT), ("html", f"<p>{TEXT}</p>")])
def test_a_message_is_an_article_of_its_sender(article, subtype, body):
    found = article("1.eml", mail(body, subtype).as_bytes())
    assert found == Article("1@wire", TEXT, "Market hit", DAY, "The Wire")


def test_a_mailbox_holds_an_article_for_each_message(tmp_path):
    box = mailbox.mbox(tmp_path / "desk.mbox")
    for number in (1, 2):
        message = mail(f"{TEXT} {number}")
        message.replace_header("Message-ID", f"<{number}@wire>")
        box.add(message)
    box.close()
    assert [found.id for found in read(tmp_path)] == ["1@wire", "2@wire"]


def test_a_mailbox_is_divided_where_a_message_begins_and_nowhere_else(tmp_path):
    head = "From desk@wire Fri Jan  5 10:00:00 2024\nSubject: S{0}\nMessage-ID: <{0}@wire>\n\n"
    body = f">From Kyiv we write.\n\nFrom Moscow nothing was heard. {TEXT}\n\n"
    (tmp_path / "desk.mbox").write_text("".join(head.format(number) + body for number in (1, 2)))
    one, two = read(tmp_path)
    assert (one.id, two.id) == ("1@wire", "2@wire")
    assert one.text == two.text == f"From Kyiv we write.\n\nFrom Moscow nothing was heard. {TEXT}"


def test_a_mailbox_may_leave_out_the_time(tmp_path):
    head = "From desk@wire 2024-01-05\nSubject: S{0}\nMessage-ID: <{0}@wire>\n\n"
    (tmp_path / "desk.mbox").write_text("".join(f"{head.format(number)}{TEXT}\n\n" for number in (1, 2)))
    assert [found.id for found in read(tmp_path)] == ["1@wire", "2@wire"]


def test_a_document_that_is_attached_is_told_of(tmp_path):
    message = mail("The report is attached.")
    for name in ("report.docx", "logo.png"):
        message.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=name)
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    doubt, _ = read(tmp_path)
    assert doubt.reason == "has files attached that are not read with it: report.docx; save them beside it"


def test_a_message_is_read_where_its_text_is(tmp_path):
    message = mail("Your program shows no HTML.")
    message.add_alternative(f"<p>{LONG}</p>", subtype="html")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    outer = mail("See below.")
    outer.replace_header("Message-ID", "<2@wire>")
    outer.add_attachment(mail(TEXT))
    outer.get_payload(1).get_payload(0).replace_header("Message-ID", "<3@wire>")
    (tmp_path / "b.eml").write_bytes(outer.as_bytes())
    unnamed = mail(ACCENTS).as_bytes().replace(b"<1@", b"<4@").split(b"Content-Type")[0]
    (tmp_path / "c.eml").write_bytes(unnamed + b"\n" + ACCENTS.encode())
    found = {each.id[0]: each.text for each in read(tmp_path)}
    assert found == {"1": LONG, "2": "See below.", "3": TEXT, "4": ACCENTS}


def test_a_page_that_a_browser_saved_is_an_article(article):
    saved = (
        'Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n'
        "Content-Transfer-Encoding: quoted-printable\nContent-Location: https://wire.example/1\n\n"
        f"<html><head><title>Market hit</title></head><body><article><p>{LONG}</p></article></body></html>\n--b--\n"
    )
    assert article("a.mhtml", saved) == Article("a", LONG, "Market hit", url="https://wire.example/1")
