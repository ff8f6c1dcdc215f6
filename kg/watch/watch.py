"""The loop over the sources, until told to stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import Final

from kg.errors import SitrepError, SourceError
from kg.model import Article
from kg.observe import logger, metrics
from kg.watch.batch import Batch, Source, reachable
from kg.watch.state import WatchState

Commit = Callable[[Sequence[Article], Sequence[str]], Sequence[SourceError]]
"""Puts articles into the graph, takes others (by their ids) out of it, and publishes it; what could not be read."""

_log: Final = logger("kg.watch")
_RETRY: Final = 5.0  # seconds until a source is looked at again whose articles could not be committed


class Watch:
    """Looks at each source when it is due, and commits what it has found, batch by batch.

    A batch's notes are kept only when it is in the graph. After a death between the two, the batch is found again, and
    the graph has it already.
    """

    def __init__(self, sources: Sequence[Source], state: WatchState, commit: Commit, stop: threading.Event) -> None:
        """Watch some sources.

        Args:
            sources: what to look at.
            state: what was read before.
            commit: writes to the graph.
            stop: set when the watching is to end, after the batch at hand.
        """
        self._sources = sources
        self._state = state
        self._commit = commit
        self._stop = stop
        self._not_before: dict[str, float] = {}

    def run(self) -> None:
        """Go round until told to stop; what goes wrong is logged, and tried again."""
        _log.info("watching", sources=[source.name for source in self._sources])
        while not self._stop.is_set():
            for source in self._sources:
                if self._due(source) <= time.time() and not self._stop.is_set():
                    try:
                        self._look(source)
                    except SitrepError as error:
                        self._not_before[source.name] = time.time() + _RETRY
                        _log.error("not committed", source=source.name, reason=str(error))
                    except Exception:  # noqa: BLE001  a fault of ours, which is to stop no other source
                        self._not_before[source.name] = time.time() + _RETRY
                        _log.exception("not committed", source=source.name, reason="an error of ours")
            self._stop.wait(max(0.0, min(map(self._due, self._sources)) - time.time()))
        _log.info("stopped")

    def once(self) -> int:
        """Look at every source that is due once, at files that are being written until they are whole.

        Returns:
            How many inputs could not be read.

        Raises:
            SitrepError: a batch could not be committed.
        """
        failed = 0
        for source in self._sources:
            while not self._stop.is_set() and source.due() <= time.time():
                failed += self._look(source)
                if not source.unfinished():
                    break
                self._stop.wait(max(0.0, self._due(source) - time.time()))
        return failed

    def _due(self, source: Source) -> float:
        return max(source.due(), reachable(self._not_before.get(source.name, 0.0), _RETRY))

    def _look(self, source: Source) -> int:
        """Commit what a source has found; the number of inputs that could not be read."""
        articles, failed, outcome = 0, 0, ""
        for batch in source.poll():
            self._put(batch)
            for error in batch.failed:
                _log.warning("not read", source=source.name, input=error.source, reason=error.reason)
            for doubt in batch.warnings:
                _log.warning("not wholly read", source=source.name, input=doubt.source, reason=doubt.reason)
            articles += len(batch.articles)
            failed += len(batch.failed)
            outcome = batch.outcome
            if self._stop.is_set():
                break
        if outcome:
            metrics.POLLS.labels(source.kind, outcome).inc()
            if outcome != "failed":
                metrics.LAST_SUCCESS.labels(source.name).set_to_current_time()
            level = _log.debug if outcome == "unchanged" else _log.info
            level("looked", source=source.name, outcome=outcome, articles=articles, failed=failed)
        return failed

    def _put(self, batch: Batch) -> None:
        unread: Sequence[SourceError] = ()
        if batch.articles or batch.gone:
            unread = self._commit(batch.articles, batch.gone)
            batch.failed += unread
            metrics.LAG.observe(max(0.0, time.time() - batch.since))
        self._state.keep(batch.notes)
        for outcome, many in (
            ("committed", len(batch.articles) - len(unread)), ("retracted", len(batch.gone)),
            ("duplicate", batch.skipped), ("failed", len(batch.failed)),
        ):  # fmt: skip
            metrics.FOUND.labels(outcome).inc(many)
