"""Fields go by the names that news services and data sets give them, or by those that the user says."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from kg.errors import EmptySource, SettingsError, SourceWarning
from kg.model import Article
from kg.sources import FieldNames, Tally, read

TEXT = "Mortar fire hit a market in Bakhara, killing four people."
READ = Article("k1", TEXT, "Market hit", dt.date(2024, 1, 5), "The Wire", "https://wire.example/1")


@pytest.mark.parametrize(
    "fields",
    [
        {"ID": "k1", "Text": TEXT, "Title": "Market hit", "Date": "2024-01-05", "Publisher": "The Wire",
         "URL": READ.url},
        {"_id": {"$oid": "k1"}, "maintext": TEXT, "headline": "Market hit", "source_domain": "The Wire",
         "date_publish": {"$date": "2024-01-05T01:00:00Z"}, "url": READ.url},
        {"guid": "k1", "content": TEXT, "title": "Market hit", "publishedAt": "2024-01-05T10:00:00Z",
         "source": {"id": None, "name": "The Wire"}, "url": READ.url, "author": float("nan")},
        {"id": "k1", "fields": {"bodyText": TEXT, "headline": "Market hit"}, "webPublicationDate": "2024-01-05",
         "source": "The Wire", "webUrl": READ.url, "webTitle": "Market hit"},
        {"uri": "k1", "body_text": TEXT, "headline": "Market hit", "versioncreated": "2024-01-05T10:00:00+00:00",
         "copyrightholder": "The Wire", "link": READ.url},
        {"uuid": "k1", "article_body": [TEXT], "name": "Market hit", "timestamp": 1704448800, "outlet": "The Wire",
         "permalink": READ.url},
        {"_id": "k1", "_source": {"title": "Market hit", "text": TEXT, "date": ["2024-01-05"], "source": [{"name":
         "The Wire"}], "url": READ.url}},
        {"id": "k1", "title": {"rendered": "Market hit"}, "content": {"rendered": f"<p>{TEXT}</p>"}, "link": READ.url,
         "date": {"created": "2024-01-05T10:00:00"}, "publisher": {"name": "The Wire"}},
        {"guid": "k1", "headlines": [{"role": "main", "value": "Market hit"}], "infosources": [{"name": "The Wire"}],
         "bodies": [{"contenttype": "text/html", "value": f"<p>{TEXT}</p>"}, {"contenttype": "text/plain"}],
         "firstcreated": {"year": 2024, "month": 1, "day": 5}, "url": READ.url},
        {"id": "k1", "text": [TEXT[:18], {"type": "bold", "text": TEXT[18:24]}, TEXT[24:]],
         "title": "Market hit", "date": "2024-01-05", "site": "The Wire", "uri": "urn:k1", "href": READ.url},
    ],
    ids=["capitals", "mongoexport", "news-api", "guardian", "ninjs", "lists-and-seconds", "elasticsearch", "wordpress",
         "ninjs-3", "telegram"],
)  # fmt: skip
def test_fields_are_found_under_the_names_that_others_give_them(article, fields):
    assert article("wire.jsonl", json.dumps(fields)) == READ


@pytest.mark.parametrize(
    "document",
    [
        {"status": "ok", "totalResults": 1, "articles": [{"title": "Market hit", "content": TEXT}]},
        {"response": {"docs": [{"headline": {"main": "Market hit"}, "lead_paragraph": TEXT}]}},
        {"hits": {"hits": [{"_id": "1", "_source": {"title": "Market hit", "body": TEXT}}]}},
        {"data": [{"attributes": {"title": "Market hit", "body": TEXT}}]},
        {"title": {"0": "Market hit"}, "body": {"0": TEXT}},
        {"columns": ["title", "body"], "index": [0], "data": [["Market hit", TEXT]]},
        {"0": {"title": "Market hit", "body": TEXT}},
        {"data": {"posts": {"edges": [{"node": {"title": "Market hit", "body": TEXT}}]}}},
        {"kind": "Listing", "data": {"children": [{"data": {"title": "Market hit", "selftext": TEXT}}]}},
        {"rows": [{"row_idx": 0, "row": {"title": "Market hit", "text": TEXT}}]},
        {"2024-01-05": [{"title": "Market hit", "text": TEXT}]},
        {"status": "ok", "sources": [{"outlet": "The Wire", "reports": [{"title": "Market hit", "text": TEXT}]}]},
        {"title": "Market hit", "body": {"type": "doc", "content": [{"type": "paragraph", "content": [
            {"type": "text", "text": TEXT[:18]}, {"type": "text", "text": TEXT[18:]}]}]}},
        {"title": "Market hit", "content": {"blocks": [{"type": "paragraph", "data": {"text": TEXT}}, {"type": "image",
         "data": {"url": "x"}}]}},
        {"title": "Market hit", "body": [{"_type": "block", "children": [{"_type": "span", "text": TEXT}]}]},
        {"заголовок": "Market hit", "текст": TEXT},
        {"feed": {"entry": [{"title": {"$t": "Market hit"}, "content": {"$t": TEXT}}]}},
    ],
    ids=["news-api", "new-york-times", "elasticsearch", "json-api", "by-columns", "split", "by-index", "graphql",
         "reddit", "hugging-face", "by-day", "by-outlet", "prosemirror", "editor-js", "portable-text",
         "in-russian", "atom"],
)  # fmt: skip
def test_an_object_that_wraps_articles_is_read_as_these(article, document):
    found = article("wire.json", json.dumps(document))
    assert (found.title, found.text) == ("Market hit", TEXT)


def test_a_json_feed_names_the_publisher_of_its_items(article):
    item = {"id": "1", "content_html": f"<p>{TEXT}</p>", "date_published": "2024-01-05T10:00:00Z"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Wire", "items": [item]}
    assert article("feed.json", json.dumps(feed)) == Article("1", TEXT, None, READ.date, "The Wire")


def test_objects_that_stand_one_after_another_are_articles(tmp_path):
    (tmp_path / "wire.json").write_text("\n".join(json.dumps({"id": each, "text": TEXT}, indent=1) for each in "ab"))
    assert [found.id for found in read(tmp_path)] == ["a", "b"]


def test_an_outlet_that_is_an_address_is_its_host(article):
    found = article("wire.json", json.dumps({"text": TEXT, "source": "https://www.wire.example/1"}))
    assert (found.publisher, found.url) == ("wire.example", "https://www.wire.example/1")


def test_what_no_table_knows_the_user_names(tmp_path):
    path = tmp_path / "wire.jsonl"
    path.write_text(json.dumps({"inhalt": TEXT, "text": "Menu", "tag": "2024-01-05"}))
    tally = Tally()
    (found,) = read(path, names=FieldNames.parse("text=inhalt, date=tag"), tally=tally)
    assert (found.text, found.date) == (TEXT, dt.date(2024, 1, 5))
    assert tally.named == {("text", "inhalt"): 1, ("date", "tag"): 1}


def test_where_a_source_lacks_what_the_user_names_the_usual_names_count(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.jsonl").write_text(json.dumps({"inhalt": TEXT + " Again.", "id": "b"}))
    found = read(tmp_path, names=FieldNames.parse("text=inhalt"))
    assert [(each.id, each.text) for each in found] == [("a", TEXT), ("b", f"{TEXT} Again.")]


def test_where_no_field_holds_the_text_the_error_names_those_that_are_there(error):
    found = error("wire.jsonl", json.dumps({"blurb": TEXT, "id": "1", "tag": "2024-01-05"}))
    assert isinstance(found, EmptySource)
    assert found.reason == "line 1: no text; its fields are 'blurb', 'tag'. Say which holds it: --fields text=NAME"


@pytest.mark.parametrize("wrong", ["text", "story=text", "text="])
def test_names_for_no_field_are_refused(wrong):
    with pytest.raises(SettingsError, match="write --fields text=NAME"):
        FieldNames.parse(wrong)


@pytest.mark.parametrize("nothing", [float("nan"), None, "", " "])
def test_nothing_in_a_field_is_nothing(article, nothing):
    found = article("wire.jsonl", json.dumps({"id": "1", "text": TEXT, "title": nothing, "publisher": nothing}))
    assert (found.title, found.publisher) == (None, None)


@pytest.mark.parametrize(
    ("kept", "meant"),
    [
        ("&quot;They fired,&quot; he said of JNIM.<br/>Two died.", '"They fired," he said of JNIM.\nTwo died.'),
        ("&amp;quot;They fired&amp;quot;", '"They fired"'),
        ("<p>Two died.</p><p>Ten were hurt.</p>", "Two died.\nTen were hurt."),
        ("Fire & smoke; 3 < 5 dead", "Fire & smoke; 3 < 5 dead"),
    ],
)
def test_markup_left_in_a_text_is_read_as_what_it_stands_for(article, kept, meant):
    assert article("wire.jsonl", json.dumps({"text": kept})).text == meant


@pytest.mark.parametrize(
    "date",
    [
        "2024-01-05", "20240105", 20240105, "2024/01/05", "05.01.2024", "Fri, 05 Jan 2024 10:00:00 GMT", 1704448800,
        1704448800000, "1704448800", "05 January 2024", "January 5, 2024, 10:00 a.m.", "Fri Jan 05 10:00:00 +0000 2024",
        "vendredi 5 janvier 2024 10h00", "5 января 2024 г.", "13/01/2024", "/Date(1704448800000)/", "2024-005",
        1704448800 * 10**9, {"date-parts": [[2024, 1, 5]]}, ["2024-01-05"],
        {"seconds": 1704448800}, [2024, 1, 5, 10, 0],
    ],
)  # fmt: skip
def test_dates_are_read_in_any_usual_form(article, date):
    day = 13 if date == "13/01/2024" else 5
    assert article("wire.jsonl", json.dumps({"text": TEXT, "date": date})).date == dt.date(2024, 1, day)


@pytest.mark.parametrize(
    "date",
    ["01/05/2024", "yesterday", "2024", "May 2024", "2024-13-40", True, 7, "0001-01-01", "1970-01-01", "05-JAN-24"],
)
def test_a_date_that_is_none_or_could_be_two_costs_the_date_and_is_said(tmp_path, date):
    path = tmp_path / "wire.jsonl"
    path.write_text(json.dumps({"text": TEXT, "published": date}))
    doubt, found = read(path)
    assert (found.text, found.date) == (TEXT, None)
    assert isinstance(doubt, SourceWarning)
    assert doubt.reason == f"line 1: published {date!r} is no date that can be told for sure; write it YYYY-MM-DD"
