"""Reading that no article ends: whatever one throws, or however long one takes, the others are read.

The time is that of the processor, so that a busy machine gives up no article that a quiet one reads. It is measured in
a process's main thread alone, since nothing else can be interrupted.
"""

from __future__ import annotations

import math
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Final, Protocol

from kg.errors import SitrepError, SourceError
from kg.model import Article, Facts

CHUNK: Final = 32  # articles that are read at once: a batch for the language model, and little enough to wait for
_SHARE: Final = 4  # of an article's time, what a whole chunk may take before its articles are read one by one


class FactReader(Protocol):
    """Whatever makes facts of articles, in order; `kg.extract.Extractor` does."""

    @property
    def version(self) -> str:
        """What tells facts read by this one from those read by another."""

    def extract(self, articles: Iterable[Article]) -> Iterator[Facts]:
        """Reads articles lazily."""


class ArticleReader(Protocol):
    """What reads articles of which some may not be readable; `LocalEngine` does, and so does any `FactReader`."""

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
        articles: drawn some dozens at a time.
        seconds: of the processor that one may take.

    Raises:
        SitrepError: the reader cannot work at all.
    """
    articles = iter(articles)
    while chunk := list(islice(articles, CHUNK)):
        yield from read_chunk(reader, chunk, seconds)


def read_chunk(reader: FactReader, chunk: Sequence[Article], seconds: float) -> list[Facts | SourceError]:
    """Likewise of a few articles: together, and one by one if that fails."""
    try:
        with _limited(seconds / _SHARE):
            return list(reader.extract(chunk))
    except SitrepError:
        raise
    except (Exception, _TimeUp):  # noqa: BLE001  whichever article it was is found out now
        return [_read_one(reader, article, seconds) for article in chunk]


def _read_one(reader: FactReader, article: Article, seconds: float) -> Facts | SourceError:
    try:
        with _limited(seconds):
            [facts] = reader.extract([article])
    except SitrepError:
        raise
    except _TimeUp:
        took = f"takes longer than {seconds:g} seconds of the processor to read (SITREP_READING_TIMEOUT)"
        return SourceError(article.id, f"{took} and was given up")
    except Exception as fault:  # noqa: BLE001  an article can break the reader in too many ways to name
        said = f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__
        return SourceError(article.id, f"could not be read, by an error of ours ({said})")
    return facts


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
