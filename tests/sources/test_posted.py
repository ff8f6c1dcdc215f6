"""What is sent instead of kept in a file."""

from __future__ import annotations

from kg.errors import SourceWarning
from kg.model import Article
from kg.sources.posted import Upload, read_posted


def test_what_has_no_id_is_known_by_what_it_says() -> None:
    [one, same, other] = read_posted(Upload(text, "text/plain") for text in (b"One.", b"One.", b"Other."))
    assert isinstance(one, Article)
    assert one == same != other


def test_front_matter_that_multiplies_itself_costs_nothing() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)), "title: Bomb"]
    [article] = read_posted([Upload("\n".join(["---", *lines, "---", "Text."]).encode(), "text/plain")])
    assert isinstance(article, Article)
    assert article.title == "Bomb"


def test_a_date_that_is_none_costs_the_date_and_is_said() -> None:
    [doubt, article] = read_posted([Upload(b'{"text": "Shells fell on Aleppo.", "date": "AAA"}', "application/json")])
    assert isinstance(doubt, SourceWarning)
    assert "date 'AAA' is no date" in str(doubt)
    assert isinstance(article, Article)
    assert article.date is None
