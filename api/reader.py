"""What requests read: always the newest published graph, opened once and shared."""

from __future__ import annotations

import threading
from functools import cached_property

from kg.names import NameIndex, names_of
from kg.settings import Settings
from kg.store import Graph, latest_generation


class View:
    """One state of the graph, and what is derived from it."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._making = threading.Lock()

    @property
    def names(self) -> NameIndex:
        """Every name in it; made when the first request wants it."""
        with self._making:
            return self._names

    @cached_property
    def _names(self) -> NameIndex:
        return names_of(self.graph)


class Reader:
    """Opens the newest snapshot in a folder, and notices when there is a newer one."""

    def __init__(self, settings: Settings, graph: Graph | None = None) -> None:
        """Read the graph in the settings' folder, or a given one for as long as it lives."""
        self._settings = settings
        self._given = graph is not None
        self._view = View(graph) if graph is not None else None
        self._opening = threading.Lock()

    def view(self) -> View:
        """The newest state.

        Raises:
            NoGraph: nothing was published yet.
            StoreError: it cannot be read.
        """
        view = self._view
        if view is not None and (self._given or view.graph.generation == latest_generation(self._settings.data)):
            return view
        with self._opening:
            view = self._view
            if view is None or view.graph.generation != latest_generation(self._settings.data):
                # The one before is closed by its last reference: requests may still be reading it.
                view = View(Graph.snapshot(self._settings.data, base=self._settings.base))
                self._view = view
            return view

    def close(self) -> None:
        """Let go of the graph, unless it was given."""
        if not self._given:
            self._view = None
