"""A feed, polled for new and changed entries."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from kg.errors import SourceError
from kg.model import Article
from kg.sources import feed
from kg.sources.pages import html
from kg.sources.records import Location, Record
from kg.watch.batch import LARGEST, Batch, reachable
from kg.watch.fetch import Fetcher, FetchResult, Stopped, Unavailable
from kg.watch.state import FeedNote, WatchState

_LONGEST: Final = 24 * 3600.0  # seconds between two looks, whatever a feed says of itself or goes wrong
_FIRST_RETRY: Final = 1.0  # seconds, doubled with each failure in a row


class FeedSource:
    """The articles of an RSS or Atom feed."""

    kind = "feed"

    def __init__(self, url: str, state: WatchState, fetcher: Fetcher, *, interval: float, full: bool) -> None:
        """Watch a feed.

        Args:
            url: its address.
            state: what was read before.
            fetcher: asks for it.
            interval: seconds between two looks, at least; the feed or its server may ask for more.
            full: whether the text is that of the page that an entry links to.
        """
        self.name = url
        self._state = state
        self._fetcher = fetcher
        self._interval = interval
        self._full = full

    def due(self) -> float:
        """When the feed may be asked again."""
        return reachable(self._state.feed(self.name).due, max(_LONGEST, self._interval))

    def unfinished(self) -> bool:
        """No: a feed is whole whenever it is asked for."""
        return False

    def poll(self) -> Iterator[Batch]:
        """Every entry that is new or changed; its server is asked for no more than has changed."""
        before, batch = self._state.feed(self.name), Batch(time.time())
        try:
            answer = self._fetcher.get(self.name, etag=before.etag, modified=before.modified)
            read = None if answer.body is None else feed.parse(answer.body, self.name)
        except Stopped:
            return
        except SourceError as error:
            wait = max(_FIRST_RETRY, self._interval) * 2.0**before.failures
            asked = error.wait if isinstance(error, Unavailable) else 0
            due = time.time() + min(_LONGEST, max(wait, asked))
            self._leave(batch, replace(before, due=due, failures=min(before.failures + 1, 30)))
            batch.failed, batch.outcome = [error], "failed"
            yield batch
            return
        due = time.time() + max(self._interval, min(_LONGEST, answer.fresh))
        if read is None:
            self._leave(batch, replace(before, due=due, failures=0))
            batch.outcome = "unchanged"
            yield batch
            return
        due = max(due, time.time() + min(_LONGEST, 60.0 * (read.minutes or 0)))
        complete = True
        for record in read.entries:
            try:
                self._take(record, batch)
            except Stopped:  # what there is is kept; the rest is as new as before
                yield batch
                return
            except Unavailable as error:
                batch.failed.append(error)
                complete = False
            except SourceError as error:
                batch.failed.append(error)
            if len(batch.articles) >= LARGEST:
                yield batch
                batch.clear()
        # What could not be read for now is asked for again, by not naming this state as known.
        known = (answer.etag, answer.modified) if complete else (None, None)
        self._leave(batch, FeedNote(*known, due))
        batch.outcome = "changed"
        yield batch

    def _leave(self, batch: Batch, note: FeedNote) -> None:
        batch.notes.append(partial(WatchState.note_feed, url=self.name, note=note))

    def _take(self, record: Record, batch: Batch) -> None:
        """Put an entry's article into the batch unless it is known: by its id, or word for word under another."""
        try:
            reading = record.read()
            article = reading.article
            doubts = reading.warnings
        except SourceError:
            if not (self._full and record.fields.get("url")):
                raise
            # An entry without any text, of which the page has it.
            article = replace(
                record, fields={**record.fields, "text": str(record.fields.get("title") or "-")}
            ).article()
            doubts = ()
        digest = _digest(article)
        known = self._state.article(article.id)
        if known and known[1] == digest and known[0] == self.name:
            return
        if (known and known[0] != self.name) or self._state.has_digest(digest) or _has(batch, article, digest):
            batch.skipped += 1
            return
        if self._full and article.url:
            article = self._whole(article)
        batch.articles.append(article)
        batch.warnings += doubts
        batch.notes.append(partial(WatchState.note_article, id_=article.id, place=self.name, digest=digest))

    def _whole(self, article: Article) -> Article:
        """The article with the text of its page; with the feed's if the page is for good not to be had.

        Raises:
            Unavailable: the page is not to be had for now.
            SourceError: neither has any text.
        """
        assert article.url is not None
        place = Location(article.url)
        try:
            answer: FetchResult = self._fetcher.get(article.url, linked_from=self.name)
            page = html.fields_of(answer.body or b"", place, answer.charset)
        except Unavailable:
            raise
        except SourceError:
            if article.text in (article.title, "-"):
                raise
            return article
        return replace(article, text=str(page["text"]))


def _digest(article: Article) -> str:
    """Hash of an entry's words, whatever its id and address."""
    said = (article.title, article.text, article.publisher, article.date and article.date.isoformat())
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _has(batch: Batch, article: Article, digest: str) -> bool:
    return any(other.id == article.id or _digest(other) == digest for other in batch.articles)
