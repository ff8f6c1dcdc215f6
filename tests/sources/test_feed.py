"""RSS and Atom: an entry an article, whatever the feed's version and however it is written."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import EmptySource, SourceError, SourceWarning
from kg.model import Article
from kg.sources import Tally, files_in, read
from kg.sources.feed import parse
from kg.sources.markup import plain_text

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Levant &amp; Wire</title><ttl>30</ttl>
<item><guid isPermaLink="false">lw-1</guid><link>https://a.example/1</link>
<title>Raid &lt;b&gt;in&lt;/b&gt; Gaza</title>
<pubDate>Thu, 04 Jan 2024 23:30:00 -0500</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>Two soldiers were <em>hurt</em>.</p><script>alert(1)</script>
<p>Three fled&nbsp;north.</p>]]></content:encoded></item>
<item><link>https://a.example/2</link><description>Only a summary.</description></item>
<item><title>Nothing more</title></item>
</channel></rss>"""

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title>
<entry><id>tag:hp,2024:1</id><link href="https://b.example/1"/><title>Strike</title>
<updated>2024-01-06T00:10:00Z</updated><content type="text">One was killed.</content></entry></feed>"""


def test_an_rss_item_is_an_article(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(RSS)
    full, summary, bare = read(tmp_path / "feed.xml")
    assert full == Article(
        "levant-wire#lw-1",
        "Two soldiers were hurt.\nThree fled north.",
        "Raid in Gaza",
        dt.date(2024, 1, 4),
        "Levant & Wire",
        "https://a.example/1",
    )
    assert summary == Article(
        "https://a.example/2", "Only a summary.", None, None, "Levant & Wire", "https://a.example/2"
    )
    assert isinstance(bare, EmptySource)
    assert str(bare) == f"{tmp_path}/feed.xml: entry 3: no text"


def test_an_atom_entry_is_an_article(article: Callable[..., Article]) -> None:
    assert article("feed.atom", ATOM) == Article(
        "tag:hp,2024:1", "One was killed.", "Strike", dt.date(2024, 1, 6), "Harbour Post", "https://b.example/1"
    )


def test_a_feed_is_told_from_a_page_on_standard_input() -> None:
    assert [found.id for found in read("-", stdin=io.StringIO(ATOM)) if isinstance(found, Article)] == ["tag:hp,2024:1"]


def test_in_folders_xml_is_read_where_it_is_news(tmp_path: Path) -> None:
    (tmp_path / "config.xml").write_text("<configuration/>")
    (tmp_path / "places.xml").write_text("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>")
    (tmp_path / "news.xml").write_text(RSS)
    assert len(list(read(tmp_path, tally=(tally := Tally())))) == 3
    assert tally.passed_over == {".xml": 2}
    assert [Path(each).name for each in map(str, files_in(tmp_path))] == ["news.xml"]


def test_a_feed_that_breaks_off_says_so_and_a_wide_one_is_read(tmp_path: Path) -> None:
    (tmp_path / "cut.rss").write_text(RSS.partition("<item><title>Nothing")[0])
    _, doubt, last = read(tmp_path / "cut.rss")
    assert isinstance(doubt, SourceWarning)
    assert doubt.reason == "entry 2 is the last of a feed that breaks off"
    assert isinstance(last, Article)
    assert last.text == "Only a summary."
    (tmp_path / "wide.rss").write_bytes(RSS.replace('"?>', '" encoding="UTF-16"?>', 1).encode("utf-16"))
    assert len([found for found in read(tmp_path / "wide.rss") if isinstance(found, Article)]) == 2


def test_an_entry_without_a_link_of_its_own_has_no_address(article: Callable[..., Article]) -> None:
    entry = "<item><guid isPermaLink='false'>7</guid><description>Two hurt.\x0b Ten fled.</description></item>"
    feed = f"<rss version='2.0'><channel><title>Wire</title><link>https://w.example/</link>{entry}</channel></rss>"
    assert article("news.rss", feed) == Article("wire#7", "Two hurt. Ten fled.", publisher="Wire")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<configuration/>", "is XML of <configuration>, and only <nitf>, "),
        ("Two hurt.", "is not an RSS or Atom feed"),
        (ATOM.replace("<entry>", "<!--").replace("</entry>", "-->"), "is a feed without entries"),
    ],
)
def test_what_is_no_feed_is_an_error(error: Callable[..., SourceError], content: str, reason: str) -> None:
    assert error("feed.xml", content).reason.startswith(reason)


def test_a_feed_says_how_long_it_wants_to_be_left_alone() -> None:
    assert parse(RSS.encode(), "feed").minutes == 30
    assert parse(ATOM.encode(), "feed").minutes is None


@given(st.text())
def test_any_markup_becomes_text_without_empty_lines(markup: str) -> None:
    lines = plain_text(markup).split("\n")
    assert lines == [""] or all(line.strip() == line != "" for line in lines)


@given(st.binary() | st.text().map(lambda text: RSS.replace("Short", text).encode("utf-8", "surrogatepass")))
def test_whatever_a_server_sends_is_a_feed_or_a_source_error(data: bytes) -> None:
    try:
        entries = parse(data, "feed").entries
    except SourceError as error:
        assert error.source == "feed"  # noqa: PT017  both outcomes are right
    else:
        assert all(entry.place.source == "feed" for entry in entries)
