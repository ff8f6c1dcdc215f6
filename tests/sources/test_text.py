"""Plain text: the body is the text; front matter or a leading date says more."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import EmptySource
from kg.model import Article
from kg.sources import read
from kg.sources.encodings import is_binary
from kg.sources.markup import ungarbled


def test_a_bare_text_is_an_article_named_for_its_file(article):
    assert article("raid.txt", "Two soldiers were hurt.\n") == Article("raid", "Two soldiers were hurt.")


@pytest.mark.parametrize(
    "content",
    [
        " date 2024-01-04 Two soldiers were hurt.",
        "date 2024-01-04\nTwo soldiers were hurt.\n",
        "\nDate: 2024-01-04\n\nTwo soldiers were hurt.",
        "date 2024-01-04T23:30:00+03:00\r\nTwo soldiers were hurt.",
        "---\ndate: 2024-01-04\n---\nTwo soldiers were hurt.",
        "---\ntitle:\n---\ndate 2024-01-04\n\nTwo soldiers were hurt.",
    ],
)
def test_the_date_is_on_the_first_line_or_before_the_text_or_in_front_matter(article, content):
    assert article("raid.txt", content) == Article("raid", "Two soldiers were hurt.", date=dt.date(2024, 1, 4))


def test_front_matter_gives_every_particular_and_keeps_leading_zeros(article):
    content = (
        "---\nid: 010\nTitle: 'Raid: two hurt'\ndate: 2024-01-04 10:00:00\n"
        "publisher: The Wire\nurl: https://wire.example/raid\nmood: grim\n---\n\nTwo soldiers were hurt.\n"
    )
    assert article("raid.txt", content) == Article(
        id="010",
        text="Two soldiers were hurt.",
        title="Raid: two hurt",
        date=dt.date(2024, 1, 4),
        publisher="The Wire",
        url="https://wire.example/raid",
    )


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: Raid: two hurt\ndate: 2024-01-04\ntags: [raid]\n---\n",
        "---\ntitle:\tRaid: two hurt\ndate:\t2024-01-04\n...\n",
        '+++\ntitle = "Raid: two hurt"\ndate = 2024-01-04T10:00:00Z\n+++\n',
        "Title: Raid: two hurt\nDate: 4 January 2024\nByline: A. B.\n",
    ],
    ids=["colons", "tabs", "toml", "no-blank-line"],
)
def test_front_matter_is_read_as_people_write_it(article, front):
    found = article("raid.md", f"{front}Two soldiers were hurt.")
    assert found == Article("raid", "Two soldiers were hurt.", "Raid: two hurt", dt.date(2024, 1, 4))


def test_the_body_is_otherwise_unchanged(article):
    body = "One  line,\ttabbed.\n\n\n   “Quoted”,  he said \n---\nand 2024-01-05 date 2024-01-04"
    assert article("raid.txt", body.replace("\n", "\r\n")).text == body


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("---\ntitle: Raid\nTwo soldiers were hurt.", "front matter is broken: no second line --- ends it"),
        (
            "---\nTwo soldiers were hurt.\n---\n",
            "front matter is broken: it is not made of lines like `date: 2024-01-04`",
        ),
        ("\n---\ntitle: Raid\nurl: [a\n---\nText.", "front matter is broken: line 5: expected ',' or ']', but got"),
        ("---\ntitle: \x1b\n---\nText.", "front matter is broken: unacceptable character #x001b"),
    ],
)
def test_broken_particulars_are_errors_that_say_where(error, content, reason):
    assert error("raid.txt", content).reason.startswith(reason)


def test_front_matter_that_nests_without_end_is_an_error(error):
    assert "front matter is broken" in error("raid.txt", f"---\ntitle: {'[' * 5000}\n---\nText.").reason


@pytest.mark.parametrize("content", ["---\ntitle: Raid\n---\n", "date 2024-01-04\n", "---\n---"])
def test_particulars_without_a_text_are_an_empty_source(error, content):
    found = error("raid.txt", content)
    assert isinstance(found, EmptySource)
    assert found.reason == "no text"


def is_as_meant(text):
    """Whether it does not look like UTF-8 that a program took for another encoding: that would be mended."""
    return ungarbled(text) == text


# A paragraph a "|", so that a form is a line or two.
FORMS = {
    "lexisnexis": "{n} of 2 DOCUMENTS| The Wire| January {n}, 2024 Friday| First Edition|Market hit|BYLINE: A. B."
    "|LENGTH: 9 words|{text}|LOAD-DATE: March 1, 2024| Copyright 2024 The Wire\n All Rights Reserved",
    "nexis": "Market hit\nThe Wire\nJanuary {n}, 2024 Friday|Copyright 2024 The Wire All Rights Reserved\nSection: NEWS"
    "\nLength: 9 words\nBody\n{text}\nClassification\nLanguage: ENGLISH\nLoad-Date: March 1, 2024\nEnd of Document",
    "factiva": "Market hit|By A. B.\n9 words\n{n} January 2024\n10:15\nThe Wire\nWIRE\nEnglish\n(c) 2024 The Wire."
    "|{text}|Document WIRE000020240105ek1500abc",
    "factiva-codes": "HD  Market hit\nWC  9 words\nPD  {n} January 2024\nSN  The Wire\nCY  (c) 2024|LP|{text}"
    "|NS  gvio : War\nAN  Document WIRE000020240105ek1500abc",
    "proquest": "Document {n} of 2|Market hit|Author: A. B.|Full text: {text}|Subject: Markets|Title: Market hit"
    "|Publication title: The Wire|Publication date: Jan {n}, 2024|________",
}
DELIVERIES = {name: f"{form}|".replace("|", "\n\n") for name, form in FORMS.items()}


@pytest.mark.parametrize("form", DELIVERIES)
def test_each_document_that_an_archive_delivers_is_an_article(tmp_path, form):
    texts = ("Two soldiers were hurt.\n\nNobody claimed it.", "A market was hit.")
    delivery = "".join(DELIVERIES[form].format(n=n, text=text) for n, text in enumerate(texts, 1))
    (tmp_path / "found.txt").write_text(delivery)
    assert [(each.text, each.title, each.date, each.publisher) for each in read(tmp_path)] == [
        (text, "Market hit", dt.date(2024, 1, day), "The Wire") for day, text in enumerate(texts, 1)
    ]


def test_a_delivery_says_what_it_lacks(tmp_path):
    form = DELIVERIES["lexisnexis"].replace("of 2", "of 3")
    (tmp_path / "found.txt").write_text(form.format(n=1, text="A market was hit.") + form.format(n=2, text=""))
    doubt, _, empty = read(tmp_path)
    assert doubt.reason == "document 1: says that it holds 3 documents, of which 2 are here"
    assert (type(empty), empty.reason) == (EmptySource, "document 2: no text")


@given(
    body=st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), min_size=1).filter(is_as_meant),
    date=st.dates(dt.date(1971, 1, 1), dt.date(2199, 12, 31)),
)
def test_any_text_comes_back_as_written(body, date):
    """With the date in front matter, whatever follows is the text, even what looks like a date or front matter."""
    body = body.strip() or "."
    content = f"---\n{yaml.safe_dump({'date': date.isoformat(), 'id': 'x'})}---\n{body}\n".encode()
    assert not is_binary(content)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "any.txt")
        path.write_bytes(content)
        assert list(read([path])) == [Article("x", body, date=date)]
