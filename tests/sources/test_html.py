"""HTML: the article in the page, and only what the page's own metadata state about it."""

from __future__ import annotations

import datetime as dt
import json
import logging
import socket

import pytest

from kg.errors import EmptySource, SourceError
from kg.sources import read

FIRST = "Two soldiers were hurt in a raid on a base near the border, officials said on Thursday — “lightly”."
SECOND = "No group has claimed the attack, which came hours after a drone strike on the capital killed a commander."
LD = '<script type="application/ld+json">{}</script>'


def page(head: str = "", body: str = "", *, charset: str = '<meta charset="utf-8">') -> str:
    return f"""<!DOCTYPE html><html><head>{charset}<title>Raid hurts two</title>{head}</head><body>
        <nav><a href="/">Home</a> <a href="/world">World</a></nav>
        <article><h1>Raid hurts two</h1>{body}<p>{FIRST}</p><p>{SECOND}</p></article>
        <footer>All rights reserved. 2019</footer></body></html>"""


def test_the_text_is_the_article_a_paragraph_a_line(article):
    found = article("raid.html", page())
    assert found.id == "raid"
    assert found.text.endswith(f"{FIRST}\n{SECOND}")
    assert "rights" not in found.text
    assert "World" not in found.text


def test_metadata_fill_the_particulars(article):
    head = """<meta property="og:title" content="Raid hurts two soldiers"><meta property="og:site_name" content="Wire">
        <link rel="canonical" href="https://wire.example/raid">
        <meta property="article:published_time" content="2024-01-04T23:10:00+03:00">"""
    found = article("raid.htm", page(head))
    assert (found.title, found.publisher, found.url) == ("Raid hurts two soldiers", "Wire", "https://wire.example/raid")
    assert found.date == dt.date(2024, 1, 4)


@pytest.mark.parametrize(
    "head",
    [
        LD.format(json.dumps({"@type": "NewsArticle", "datePublished": "2024-01-04"})),
        LD.format(json.dumps([{"@type": "WebSite"}, {"@type": "Article", "datePublished": "2024-01-04T08:00Z"}])),
        LD.format(
            json.dumps(
                {
                    "@graph": [
                        {"@type": "WebPage", "datePublished": "2019-05-01"},
                        {"@type": ["Report", "NewsArticle"], "datePublished": "2024-01-04"},
                    ]
                }
            )
        ),
        LD.format("{broken") + '<meta name="DC.date.issued" content="2024-01-04">',
        '<meta name="pubdate" content="Thu, 04 Jan 2024 10:00:00 GMT">',
        '<meta name="date" content="yesterday"><meta itemprop="datePublished" content="2024-01-04">',
    ],
)
def test_the_date_is_what_the_metadata_state(article, head):
    assert article("raid.html", page(head)).date == dt.date(2024, 1, 4)


def test_a_date_marked_up_in_the_body_counts_too(article):
    body = '<time itemprop="datePublished" datetime="2024-01-04">Thursday</time>'
    assert article("raid.html", page(body=body)).date == dt.date(2024, 1, 4)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", "<p>Updated January 5, 2024</p><p>2024-01-06</p>"),
        ('<link rel="canonical" href="https://wire.example/2024/01/05/raid">', ""),
        ('<meta property="og:image" content="https://wire.example/img/2024-01-05.jpg">', ""),
        ('<meta property="article:modified_time" content="2024-01-05">', ""),
        ("", '<time datetime="2023-10-07">October 7</time>'),
        ('<meta name="date" content="04/01/2024">', ""),
    ],
)
def test_no_date_is_made_up_from_anything_else(article, head, body):
    assert article("raid.html", page(head, body)).date is None


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ('<meta charset="windows-1252">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),
        ('<meta charset="utf-8">', "utf-8-sig"),
        ('<meta charset="utf-16">', "utf-8"),
        ("", "utf-8"),
        ("", "utf-16"),
    ],
)
def test_the_encoding_is_the_one_declared(article, charset, encoding):
    assert FIRST in article("raid.html", page(charset=charset).encode(encoding)).text


def test_an_xml_declaration_is_one_too(article):
    content = '<?xml version="1.0" encoding="windows-1252"?>\n' + page(charset="")
    assert FIRST in article("raid.html", content.encode("cp1252")).text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (page().encode("cp1252"), "is not UTF-8 (byte 0x97 at offset"),
        (page(charset='<meta charset="klingon">').encode(), "is in an unknown encoding, 'klingon'; save it as UTF-8"),
        (page(charset='<meta charset="unicode_escape">').encode(), "is in an unknown encoding, 'unicode_escape'"),
        (b"<html>\0\0</html>", "is binary, not text"),
    ],
)
def test_no_encoding_is_guessed(error, content, reason):
    assert error("raid.html", content).reason.startswith(reason)


@pytest.mark.parametrize(
    "content", ["<html><body></body></html>", "<html><head><title>Raid</title></head></html>", "<"]
)
def test_a_page_without_an_article_says_so_once_and_nothing_on_the_terminal(error, capfd, content):
    found = error("raid.html", content)
    assert isinstance(found, EmptySource)
    assert found.reason == "holds no article text"
    assert logging.getLogger("trafilatura").handlers
    assert capfd.readouterr() == ("", "")


def test_reading_needs_no_network(article, monkeypatch):
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert article("raid.html", page('<link rel="canonical" href="https://wire.example/raid">')).url


def test_markup_that_nests_without_end_does_not_stop_the_batch(tmp_path):
    deep, good = tmp_path / "a.html", tmp_path / "b.html"
    deep.write_text("<div>" * 20_000 + FIRST)
    good.write_text(page())
    first, second = read([deep, good])
    assert isinstance(first, SourceError) or FIRST in first.text
    assert FIRST in second.text
