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
        ("", f'<p>{FIRST} It was the worst since <time datetime="2023-10-07">October 7</time>.</p>'),
    ],
)
def test_no_date_is_made_up_from_anything_else(article, head, body):
    assert article("raid.html", page(head, body)).date is None


def test_a_date_that_is_stated_and_cannot_be_told_is_said(tmp_path):
    (tmp_path / "raid.html").write_text(page('<meta name="date" content="04/01/2024">', ""))
    doubt, found = read(tmp_path)
    assert doubt.reason == "date '04/01/2024' is no date that can be told for sure; write it YYYY-MM-DD"
    assert found.date is None


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", '<p class="byline"><time datetime="2024-01-04T10:00:00Z">4 Jan</time></p>'),
        ("", '<p><time datetime="PT4M">4 min</time> <time datetime="2024-01-04T10:00:00Z">4 Jan</time></p>'),
        (LD.format('{"@type": "NewsArticle", "headline": "Raid\n hurts", "datePublished": "2024-01-04"}'), ""),
        (LD.format('{"@type": "NewsArticle", "datePublished": "2024-01-04", "author": ["A", "B",],}'), ""),
        (LD.format('//<![CDATA[\n{"@type": "NewsArticle", "datePublished": "2024-01-04"}\n//]]>'), ""),
        ('<meta name="date" content="Thursday, 4 January 2024">', ""),
        ("", '<p class="byline"><time>4 January 2024, 10:15</time></p>'),
        (LD.format('{"@type": "WebSite"} {"@type": "NewsArticle", "datePublished": "2024-01-04"}'), ""),
        (LD.format('{"@type": "NewsArticle", "headline": "He said "no"", "datePublished": "2024-01-04"}'), ""),
        (LD.format('{"@type": "WebPage", "datePublished": "2019-05-01", "mainEntity": {"@type": "NewsArticle", '
                   '"datePublished": "2024-01-04"}}'), ""),
        (LD.format('{"@type": "NewsArticle", "datePublished": "4 Jan 2024"}'.replace('"', "&quot;")), ""),
    ],
)  # fmt: skip
def test_a_date_is_found_under_the_headline_and_in_json_that_is_not_quite_right(article, head, body):
    assert article("raid.html", page(head, body)).date == dt.date(2024, 1, 4)


@pytest.mark.parametrize(
    "publisher",
    [
        '"The Daily Ledger"',
        '{"@type": "Organization", "name": "The Daily Ledger"}',
        '[{"name": "The Daily Ledger"}, {"name": "Another"}]',
        '{"@id": "#us"}',
    ],
)
def test_the_publisher_is_named_as_text_object_list_or_reference(article, publisher):
    us = '{"@id": "#us", "name": "The Daily Ledger"}'
    graph = f'{{"@graph": [{{"@type": "Article", "publisher": {publisher}}}, {us}]}}'
    assert article("raid.html", page(LD.format(graph))).publisher == "The Daily Ledger"


def test_each_update_of_a_live_blog_is_an_article_with_its_own_time(tmp_path):
    updates = [
        {
            "@type": "BlogPosting",
            "headline": "Two hurt",
            "articleBody": f"<p>{FIRST}</p>",
            "datePublished": "2024-01-04",
        },
        {"@type": "BlogPosting", "headline": "Commander killed", "articleBody": SECOND, "datePublished": "2024-01-05"},
    ]
    blog = {"@type": "LiveBlogPosting", "publisher": "Wire", "liveBlogUpdate": updates}
    (tmp_path / "live.html").write_text(page(LD.format(json.dumps(blog))), "utf-8")
    first, second = read(tmp_path)
    assert (first.id, first.title, first.text, first.date) == (
        "live-8c3e3ea1c9",
        "Two hurt",
        FIRST,
        dt.date(2024, 1, 4),
    )
    assert (second.text, second.publisher, second.date) == (SECOND, "Wire", dt.date(2024, 1, 5))


def test_updates_that_only_the_page_marks_keep_their_times(tmp_path):
    updates = "".join(
        f"<div class='post'><time datetime='2024-01-0{day}T10:00:00Z'>10:00</time><h2>Update</h2><p>{text}</p></div>"
        for day, text in ((4, FIRST), (5, SECOND))
    )
    blog = LD.format(json.dumps({"@type": "LiveBlogPosting", "datePublished": "2024-01-01"}))
    (tmp_path / "live.html").write_text(f"<html><head>{blog}</head><body><main>{updates}</main></body></html>", "utf-8")
    assert [(each.text, each.date) for each in read(tmp_path)] == [
        (FIRST, dt.date(2024, 1, 4)),
        (SECOND, dt.date(2024, 1, 5)),
    ]


@pytest.mark.parametrize(
    "block",
    [
        "<article><h2>{title}</h2><time datetime='2024-01-0{day}'>now</time>{text}</article>",
        "<div class='post'><h2><a href='/{day}'>{title}</a></h2><time>{day} January 2024</time>{text}</div>",
    ],
)
def test_each_report_of_a_page_is_an_article_with_its_own_day(tmp_path, block):
    body = "".join(
        block.format(title=title, day=day, text=f"<p>{text}</p>" * 4)
        for title, day, text in (("Raid", 4, FIRST), ("Drone", 5, SECOND))
    )
    comments = f"<ol id='comments'><article><h3>A. Reader</h3><p>{FIRST * 4}</p></article></ol>"
    (tmp_path / "posts.html").write_text(f"<html><body><main>{body}</main>{comments}</body></html>", "utf-8")
    found = [(each.title, each.date, FIRST in each.text, SECOND in each.text) for each in read(tmp_path)]
    assert found == [("Raid", dt.date(2024, 1, 4), True, False), ("Drone", dt.date(2024, 1, 5), False, True)]


TEASER = (
    "<h3><a href='/{0}'>Shelling of village number {0} hurts a farmer</a></h3><p>Officials said {0} houses burned.</p>"
)


@pytest.mark.parametrize("holder", ["article", "td", "li"])
def test_a_page_that_only_lists_articles_is_none_and_says_so(error, article, holder):
    teasers = "".join(f"<{holder}>{TEASER.format(number)}</{holder}>" for number in range(3, 9))
    found = error("front.html", f"<html><body><nav>Home</nav><main>{teasers}</main></body></html>")
    assert isinstance(found, EmptySource)
    assert found.reason == "is no article, only a page that lists some, such as a front page"
    assert SECOND in article("raid.html", page().replace("<footer>", f"<section>{teasers}</section><footer>")).text


@pytest.mark.parametrize(
    "asks",
    [
        "Before you continue. We use cookies.",
        "Checking your browser before you access us.",
        "404 Not Found.",
        "Avec votre accord, nos partenaires et nous utilisons des cookies.",
        "Please solve the CAPTCHA.",
    ],
)
def test_a_page_that_only_asks_for_something_is_no_article(error, asks):
    found = error(
        "raid.html", f"<html><body><article><h1>Wait</h1><p>{asks} {'Please wait. ' * 5}</p></article></body></html>"
    )
    assert isinstance(found, EmptySource)
    assert found.reason == "is no article, only a page that asks for something before it shows one, or an error"


def test_a_page_laid_out_by_a_table_reads_as_prose(article):
    rows = f"<tr><td>{FIRST}</td><td>{SECOND}</td></tr><tr><td>Killed</td><td>0</td></tr>"
    text = article("raid.html", f"<html><body><article><table>{rows}</table></article></body></html>").text
    assert "|" not in text
    assert {FIRST, SECOND} <= set(text.split("\n"))


def test_lines_of_a_cell_that_holds_the_article_stay_lines(article):
    cell = f"<tr><td><font><b>Market hit</b><br><br>{FIRST} {SECOND} {FIRST}<br><br>{SECOND}<br></font></td></tr>"
    text = article("raid.html", f"<html><body><table width=600>{cell}</table></body></html>").text
    assert text.split("\n")[0] == "Market hit"
    assert text.split("\n")[-1] == SECOND


def test_utf8_under_another_name_is_read_as_that_and_said(tmp_path):
    (tmp_path / "raid.html").write_bytes(page(charset='<meta charset="iso-8859-1">').encode())
    doubt, found = read(tmp_path)
    assert doubt.reason == "says that it is CP1252, and is read as UTF-8"
    assert FIRST in found.text


def test_a_page_in_another_encoding_than_it_says_is_read_by_a_guess_that_is_said(tmp_path):
    (tmp_path / "raid.html").write_bytes(page().encode("cp1252"))
    doubt, found = read(tmp_path)
    assert "is not UTF-8, and is read as " in doubt.reason
    assert FIRST.split("—", maxsplit=1)[0].strip() in found.text


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
        (page(charset='<meta charset="klingon">').encode(), "is in an unknown encoding, 'klingon'; save it as UTF-8"),
        (page(charset='<meta charset="unicode_escape">').encode(), "is in an unknown encoding, 'unicode_escape'"),
        (b"<html>\0\0</html>", "is binary, not text"),
    ],
)
def test_what_is_in_no_known_encoding_is_an_error(error, content, reason):
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
