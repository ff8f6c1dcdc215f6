"""Guarded reading: no article ends a run, whatever it throws and however long it takes.

Time limits are of processor time, so that a busy machine gives up no more articles than a quiet one. They hold in a
process's main thread alone, since no other thread can be interrupted.
"""

from __future__ import annotations

import math
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, Protocol

from kg.errors import SitrepError, SourceError
from kg.model import Article, Facts

_MOST: Final = 32  # articles of a batch
_LONGEST: Final = 20_000  # code points of a batch: some seconds, of which little is lost if it is read again
NOT_OF_ARTICLES: Final = (SitrepError, MemoryError)
"""What no article is to blame for."""

_SHARE: Final = 4  # of an article's time, what a whole batch may take before its articles are read one by one


class FactReader(Protocol):
    """Whatever makes facts of articles, in order; `kg.extract.Extractor` does."""

    @property
    def version(self) -> str:
        """The reader's version, which its facts carry."""

    def extract(self, articles: Iterable[Article]) -> Iterator[Facts]:
        """Reads articles lazily."""


class ArticleReader(Protocol):
    """A reader of articles of which some may be unreadable: `LocalEngine`, or any `FactReader`."""

    @property
    def version(self) -> str:
        """The version that facts carry: those of another version are read again."""

    def extract(self, articles: Iterable[Article], /) -> Iterator[Facts | SourceError]:
        """Every article's facts, or why it could not be read: its error is named for the article's id."""


class _TimeUp(BaseException):
    """No Exception, so that nothing that reads takes it for an error of its own."""


def read_guarded(reader: FactReader, articles: Iterable[Article], seconds: float) -> Iterator[Facts | SourceError]:
    """Every article's facts, or why it could not be read, in the articles' order.

    Args:
        reader: reads them.
        articles: drawn as they are read, some dozens ahead at most.
        seconds: of the processor that one may take.

    Raises:
        SitrepError: the reader cannot work at all.
    """
    for batch in batches(articles):
        yield from read_batch(reader, batch, seconds)


def batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """The articles in order: short ones together, which a language model reads faster so, and a long one alone."""
    batch: list[Article] = []
    length = 0
    for article in articles:
        if batch and (len(batch) == _MOST or length + len(article.text) > _LONGEST):
            yield batch
            batch, length = [], 0
        batch.append(article)
        length += len(article.text)
    if batch:
        yield batch


def read_batch(reader: FactReader, batch: Sequence[Article], seconds: float) -> list[Facts | SourceError]:
    """The same for a few articles: together, and one by one if that fails."""
    if len(batch) > 1:
        try:
            with _limited(seconds / _SHARE):
                return list(reader.extract(batch))
        except NOT_OF_ARTICLES:
            raise
        except (Exception, _TimeUp):  # noqa: BLE001, S110  whichever article it was is found out now
            pass
    return [_read_one(reader, article, seconds) for article in batch]


def _read_one(reader: FactReader, article: Article, seconds: float) -> Facts | SourceError:
    try:
        with _limited(seconds):
            [facts] = reader.extract([article])
    except NOT_OF_ARTICLES:
        raise
    except _TimeUp:
        took = f"takes longer than {seconds:g} seconds of the processor to read (SITREP_READING_TIMEOUT)"
        return SourceError(article.id, f"{took} and was given up")
    except Exception as fault:  # noqa: BLE001  an article can break the reader in too many ways to name
        return fault_of(article.id, fault)
    return facts


def fault_of(article: str, fault: BaseException, doing: str = "read") -> SourceError:
    """The error that names an article, and says by what it broke what was being done with it."""
    said = f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__
    return SourceError(article, f"could not be {doing}, by an error of ours ({said})")


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    if seconds == math.inf or threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(*_: object) -> None:
        raise _TimeUp

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
