"""Reading articles on this machine: in this process, or in several with a language model each."""

from __future__ import annotations

import math
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
from typing import Final

from kg.errors import SourceError, WorkerDied
from kg.model import Article, Facts
from kg.pipeline.engines.guarded import FactReader, batches, read_batch, read_guarded

FEW: Final = 200  # below so many articles, starting processes costs more than they save
_AHEAD: Final = 4  # batches under way for each worker, so that none waits and memory stays flat


class LocalEngine:
    """A reader that reads in this process where the articles are few, and in several where they are many.

    Attributes:
        workers: how many processes read; None to decide by the number of articles.
        seconds: of the processor that one article may take.
    """

    def __init__(
        self, make_reader: Callable[[], FactReader], workers: int | None = None, *, seconds: float = math.inf
    ) -> None:
        self.workers = workers
        self.seconds = seconds
        self._make_reader = make_reader

    @cached_property
    def _own(self) -> FactReader:
        return self._make_reader()

    @property
    def version(self) -> str:
        """The readers' version."""
        return self._own.version

    def extract(self, articles: Iterable[Article]) -> Iterator[Facts | SourceError]:
        """Reads articles lazily; their facts, or why one could not be read, come in the articles' order.

        Raises:
            WorkerDied: a process was killed from outside, most likely for want of memory.
        """
        workers, articles = self.workers, iter(articles)
        if workers is None:
            few = list(islice(articles, FEW))
            workers = 1 if len(few) < FEW else cores()
            articles = chain(few, articles)
        if workers == 1:
            return read_guarded(self._own, articles, self.seconds)
        return map_ordered(articles, self._make_reader, workers, self.seconds)


def map_ordered(
    articles: Iterable[Article], make_reader: Callable[[], FactReader], workers: int, seconds: float = math.inf
) -> Iterator[Facts | SourceError]:
    """The facts of every article, or why it could not be read, in their order, whatever the number of workers.

    Articles are drawn as the results are taken: at any time a few hundred are in memory, of however many.

    Args:
        articles: what to read.
        make_reader: makes the reader, once in each process; must be picklable.
        workers: how many processes.
        seconds: of the processor that one article may take.

    Raises:
        WorkerDied: a process was killed from outside, most likely for want of memory.
    """
    with _single_threaded(), _pool(workers, make_reader) as pool:
        waiting: deque[Future[list[Facts | SourceError]]] = deque()
        try:
            for batch in batches(articles):
                waiting.append(pool.submit(_read, batch, seconds))
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


def _read(batch: list[Article], seconds: float) -> list[Facts | SourceError]:
    assert _reader is not None
    return read_batch(_reader, batch, seconds)
