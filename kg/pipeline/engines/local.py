"""Reading articles on this machine: in this process, or in several with a language model each."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cached_property
from itertools import chain, islice
from multiprocessing import get_context
from typing import Final, Protocol

from kg.errors import WorkerDied
from kg.model import Article, Facts

FEW: Final = 200  # below so many articles, starting processes costs more than they save
_CHUNK: Final = 32  # articles sent to a worker at once: a batch for the language model, and little enough to wait for
_AHEAD: Final = 2  # chunks under way for each worker, so that none waits and memory stays flat


class FactReader(Protocol):
    """Whatever makes facts of articles, in order; `kg.extract.Extractor` does."""

    @property
    def version(self) -> str:
        """The version that facts carry: those of another version are read again."""

    def extract(self, articles: Iterable[Article], /) -> Iterator[Facts]:
        """Every article's facts, read lazily."""


class LocalEngine:
    """A reader that reads in this process where the articles are few, and in several where they are many.

    Attributes:
        workers: how many processes read; None to decide by the number of articles.
    """

    def __init__(self, make_reader: Callable[[], FactReader], workers: int | None = None) -> None:
        self.workers = workers
        self._make_reader = make_reader

    @cached_property
    def _own(self) -> FactReader:
        return self._make_reader()

    @property
    def version(self) -> str:
        """The readers' version."""
        return self._own.version

    def extract(self, articles: Iterable[Article]) -> Iterator[Facts]:
        """Reads articles lazily; their facts come in the articles' order.

        Raises:
            WorkerDied: a process was killed from outside, most likely for want of memory.
        """
        workers, articles = self.workers, iter(articles)
        if workers is None:
            few = list(islice(articles, FEW))
            workers = 1 if len(few) < FEW else cores()
            articles = chain(few, articles)
        return self._own.extract(articles) if workers == 1 else map_ordered(articles, self._make_reader, workers)


def map_ordered(articles: Iterable[Article], make_reader: Callable[[], FactReader], workers: int) -> Iterator[Facts]:
    """The facts of every article, in the articles' order, whatever the number of workers.

    Articles are drawn as the results are taken: at any time a few hundred are in memory, of however many.

    Args:
        articles: what to read.
        make_reader: makes the reader, once in each process; must be picklable.
        workers: how many processes.

    Raises:
        WorkerDied: a process was killed from outside, most likely for want of memory.
    """
    with _single_threaded(), _pool(workers, make_reader) as pool:
        waiting: deque[Future[list[Facts]]] = deque()
        try:
            for chunk in _chunks(articles):
                waiting.append(pool.submit(_read, chunk))
                if len(waiting) >= workers * _AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as broken:
            raise WorkerDied(
                "A worker process was killed, most likely for want of memory; try fewer with --workers"
            ) from broken


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _chunks(articles: Iterable[Article]) -> Iterator[list[Article]]:
    articles = iter(articles)
    while chunk := list(islice(articles, _CHUNK)):
        yield chunk


@contextmanager
def _pool(workers: int, make_reader: Callable[[], FactReader]) -> Iterator[ProcessPoolExecutor]:
    # Forking a process that has threads (a progress bar is one) can deadlock; spawning cannot.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_start, initargs=(make_reader,))
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _single_threaded() -> Iterator[None]:
    """Has the workers' linear algebra use one thread each: more would fight over the same cores.

    It must stand in the environment before a worker starts, since numpy reads it when it is imported.
    """
    before = os.environ.get("OMP_NUM_THREADS")
    os.environ["OMP_NUM_THREADS"] = before or "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["OMP_NUM_THREADS"]


_reader: FactReader | None = None  # one in each worker process, since loading a language model takes seconds


def _start(make_reader: Callable[[], FactReader]) -> None:
    global _reader  # noqa: PLW0603 - a pool's initializer has no other way to leave something for its tasks
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends the workers
    _reader = make_reader()


def _read(chunk: list[Article]) -> list[Facts]:
    assert _reader is not None
    return list(_reader.extract(chunk))
