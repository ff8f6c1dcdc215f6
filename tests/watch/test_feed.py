"""Feeds: what is new comes once, whatever happens in between, and servers are asked for no more than has changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kg.watch import Batch, FeedSource, Fetcher, WatchState

PAGE = "<html><head><title>Raid</title></head><body><article><p>{}</p></article></body></html>"
LONG = "Two soldiers were hurt in a raid near the border, officials said. " * 5

Look = Callable[..., list[Batch]]


@pytest.fixture
def look(state: WatchState, fetcher: Fetcher) -> Look:
    """Look at a feed once and keep what is to be noted, as `Watch` does; the batches."""

    def poll(url: str, *, full: bool = False, interval: float = 0) -> list[Batch]:
        batches = []
        for batch in FeedSource(url, state, fetcher, interval=interval, full=full).poll():
            state.keep(batch.notes)
            batches.append(replace(batch))
        return batches

    return poll


def ids(batches: list[Batch]) -> list[str]:
    return [article.id.removeprefix("levant-wire#") for batch in batches for article in batch.articles]


def test_only_what_is_new_or_changed_comes(site: Any, look: Look) -> None:
    url = site.feed(("1", "One was hurt."), ("2", "Two were hurt."))
    (first,) = look(url)
    assert [(article.id, article.publisher, str(article.date)) for article in first.articles] == [
        ("levant-wire#1", "Levant Wire", "2024-01-04"),
        ("levant-wire#2", "Levant Wire", "2024-01-04"),
    ]
    assert ids(look(url)) == []
    site.feed(("3", "Three were hurt."), ("2", "Two were hurt, one died."), ("1", "One was hurt."))
    assert ids(look(url)) == ["3", "2"]


def test_a_feed_that_has_not_changed_is_not_sent_again_even_after_a_restart(
    site: Any, look: Look, state: WatchState
) -> None:
    url = site.feed(("1", "One was hurt."), etag='"a"')
    look(url)
    assert state.feed(url).etag == '"a"'
    (batch,) = look(url)
    assert (batch.outcome, batch.articles) == ("unchanged", [])
    assert site.asked[-1][1]["If-None-Match"] == '"a"'


def test_the_same_words_under_another_id_or_in_another_feed_are_one_article(site: Any, look: Look) -> None:
    url = site.feed(("1", "One was hurt."), ("1-again", "One was hurt."))
    (batch,) = look(url)
    assert (ids([batch]), batch.skipped) == (["1"], 1)
    site.feed(("1-once-more", "One was hurt."), ("1", "One was hurt."))
    assert ids(look(url)) == []
    other = site.feed(("1", "One was hurt."), ("9", "Nine were hurt."), path="/other.xml")
    (batch,) = look(other)
    assert (ids([batch]), batch.skipped) == (["9"], 1)


def test_full_text_is_that_of_the_page_asked_for_once(site: Any, look: Look) -> None:
    url = site.feed(("1", "Short."), ("2", "Gone, says the feed."))
    site.put("/1", PAGE.format(LONG))
    (batch,) = look(url, full=True)
    assert [article.text for article in batch.articles] == [LONG.strip(), "Gone, says the feed."]
    look(url, full=True)
    assert site.paths() == ["/feed.xml", "/1", "/2", "/feed.xml"]


def test_a_page_that_cannot_be_had_for_now_is_asked_for_again(site: Any, look: Look, state: WatchState) -> None:
    url = site.feed(("1", "Short."), ("2", "Shorter."), etag='"a"')
    site.put("/1", status=503)
    site.put("/2", PAGE.format(LONG))
    (batch,) = look(url, full=True)
    assert (ids([batch]), [error.reason for error in batch.failed]) == (
        ["2"],
        ["is answered with HTTP 503 Service Unavailable"],
    )
    site.put("/1", PAGE.format(LONG + "More."))
    assert ids(look(url, full=True)) == ["1"]
    assert state.feed(url).etag == '"a"'


def test_a_feed_says_how_often_it_may_be_asked(site: Any, look: Look, state: WatchState) -> None:
    url = site.feed(("1", "One."))
    look(url, interval=100)
    assert 90 < state.feed(url).due - time.time() <= 100
    site.feed(("1", "One."), head="<ttl>5</ttl>")
    look(url, interval=100)
    assert 290 < state.feed(url).due - time.time() <= 300
    site.pages["/feed.xml"].headers["Cache-Control"] = "public, max-age=600"
    look(url, interval=100)
    assert 590 < state.feed(url).due - time.time() <= 600


def test_a_broken_feed_is_asked_less_and_less_often_until_it_is_well(site: Any, look: Look, state: WatchState) -> None:
    url = site.feed(("1", "One."), etag='"a"')
    look(url)
    site.put("/feed.xml", "no feed at all")
    waits = []
    for _ in range(4):
        (batch,) = look(url, interval=10)
        assert batch.outcome == "failed"
        waits.append(round(state.feed(url).due - time.time()))
    assert waits == [10, 20, 40, 80]
    site.put("/feed.xml", status=503, headers={"Retry-After": "5000"})
    look(url, interval=10)
    assert round(state.feed(url).due - time.time()) == 5000
    site.feed(("1", "One."), ("2", "Two."))
    assert ids(look(url)) == ["2"]
    assert state.feed(url).failures == 0


def test_an_entry_without_text_is_told_and_the_rest_is_read(site: Any, look: Look) -> None:
    (batch,) = look(site.feed(("1", ""), ("2", "Two.")))
    assert ids([batch]) == ["2"]
    assert [error.reason for error in batch.failed] == ["entry 1: no text"]
