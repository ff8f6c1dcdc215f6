"""The writer's session: the store, open only while needed, and the language model, loaded once."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from kg.errors import SitrepError
from kg.pipeline.engines import LocalEngine
from kg.settings import Settings
from kg.store import Graph, latest_generation

if TYPE_CHECKING:
    from kg.resolve.context import ResolutionContext

_LONGEST: Final = 2.0  # seconds that the store is held while others may want it
_PAUSE: Final = 0.2  # seconds that it is then let go, which is enough for one who waits


class WriteSession:
    """Opens the store when there is something to write, and draws the consequences of what is written.

    Attributes:
        settings: where the graph is, and with what articles are read.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._opened: Callable[[], None] | None = None
        self._graph: Graph | None = None
        self._since = 0.0

    @cached_property
    def extractor(self) -> LocalEngine:
        """Reads articles; loads the language model with the first."""
        from kg.extract import Extractor  # noqa: PLC0415  takes seconds, and updates have no need of it

        return LocalEngine(partial(Extractor, self.settings), 1, seconds=self.settings.reading_timeout)

    @property
    def context(self) -> ResolutionContext:
        """The current context of resolution."""
        from kg.resolve.context import load_context  # noqa: PLC0415  likewise

        return load_context(self.settings)

    @property
    def graph(self) -> Graph:
        """The graph, open for writing.

        Raises:
            StoreLocked: another process writes, and did so for as long as the settings let this one wait.
            StoreError: it cannot be opened.
        """
        if self._graph is None:
            at, base, wait = self.settings.data, self.settings.base, self.settings.lock_wait
            graph = Graph.open(at, base=base, wait=wait)
            if graph.unmerged:
                from kg.pipeline.build import refresh  # noqa: PLC0415  see above

                refresh(graph, context=self.context)
            self._graph, self._since = graph, time.monotonic()
        self.start()
        return self._graph

    def begin(self, opened: Callable[[], None]) -> None:
        """Another job is at hand, which wants to hear when it has the store, since from then on its time counts."""
        self._opened = opened
        if self._graph is not None and time.monotonic() - self._since > _LONGEST:
            self.leave()
            time.sleep(_PAUSE)

    def start(self) -> None:
        """Time counts from now on, since this job needs no store, or has it."""
        if self._opened is not None:
            self._opened()
            self._opened = None

    @property
    def busy(self) -> bool:
        """Whether it has the store."""
        return self._graph is not None

    def publish(self) -> int:
        """Let readers see what was written; the number of the published state."""
        from kg.pipeline.publish import publish  # noqa: PLC0415  see above
        from kg.query.changes import forget_changes  # noqa: PLC0415
        from kg.store.states import forget_states  # noqa: PLC0415

        if self._graph is not None:  # else nothing was written
            publish(self._graph)
            forget_changes(self.settings.data, self.settings.changes_days)
            forget_states(self.settings.data, self.settings.states_days)
        return latest_generation(self.settings.data) or 0

    def leave(self) -> None:
        """Let others write."""
        if self._graph is not None:
            self._graph.close()
            self._graph = None

    def recover(self, error: BaseException) -> None:
        """Go on after a job that failed. What it left half done is put in order as the store is opened again."""
        error.__traceback__ = error.__context__ = error.__cause__ = None  # they hold on to what the job had
        if self._graph is not None and (self._graph.unmerged or not isinstance(error, SitrepError)):
            self.leave()
            gc.collect()  # the store closes with the last reference to it
