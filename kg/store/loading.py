"""Bulk loading of a whole graph from shards of N-Quads; an interrupted load goes on.

A shard holds whole articles, or whole entities and incidents, each in one piece. It is loaded as anything is written:
by changing only what differs; so loading it twice is loading it once. Which ones are loaded stands in a file of the
graph's folder, until anybody else writes to the graph.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from kg.store.changes import DefaultGraphUpdater, QuadWriter
from kg.store.folder import LOADED


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of a graph.

    Attributes:
        name: its own among the shards of a build.
        data: gives its N-Quads, in gzip.
    """

    name: str
    data: Callable[[], bytes]

    def quads(self) -> Iterator[Quad]:
        """What it holds, in its order."""
        return parse(gzip.decompress(self.data()), RdfFormat.N_QUADS)

    def nodes(self) -> Iterator[NamedNode]:
        """What it describes in the default graph."""
        for subject, _ in groupby(self.quads(), lambda quad: quad.subject if _is_believed(quad) else None):
            if isinstance(subject, NamedNode):
                yield subject


class Progress:
    """The loaded shards of a build.

    Attributes:
        names: theirs.
    """

    def __init__(self, folder: Path | None, build: str) -> None:
        """Take up what was noted of the build; of another one, nothing.

        Args:
            folder: the graph's; None where nothing is to outlast this process.
            build: whose shards they are.
        """
        self._file = folder / LOADED if folder else None
        self._build = build
        self.names = self._noted()

    def note(self, name: str) -> None:
        """A shard is loaded."""
        self.names.add(name)
        if self._file:
            draft = self._file.with_name(f"{LOADED}.draft")
            draft.write_text(json.dumps({"build": self._build, "shards": sorted(self.names)}), encoding="utf-8")
            draft.replace(self._file)

    def _noted(self) -> set[str]:
        try:
            told = json.loads(self._file.read_text(encoding="utf-8")) if self._file else {}
            return set(told["shards"]) if told.get("build") == self._build else set()
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return set()


class LoadAttempt:
    """One go at loading a build."""

    def __init__(
        self, changes: QuadWriter, follow: Callable[[], DefaultGraphUpdater], progress: Progress, *, fresh: bool = False
    ) -> None:
        """Take what writes.

        Args:
            changes: gathers what differs, and commits it.
            follow: makes what lets the default graph follow, into `changes`.
            progress: knows what is loaded already.
            fresh: whether the graph holds nothing yet.
        """
        self._fresh = fresh
        self._changes = changes
        self._follow = follow
        self._progress = progress

    def load(self, shards: Sequence[Shard], drop: Iterable[NamedNode] = ()) -> Iterator[Shard]:
        """Make the graph what a build holds, besides people's edits; yields each shard that is loaded.

        Args:
            shards: of the build's articles, and of what describes its entities and incidents.
            drop: articles that the build lacks.

        Raises:
            StoreError: the store could not be written.
        """
        self.drop(drop)
        for shard in shards:
            self.put(shard)
            yield shard
        if not self._fresh:
            self.sweep(shards)

    def drop(self, articles: Iterable[NamedNode]) -> None:
        """Take out articles that the build lacks."""
        following = self._follow()
        for name in articles:
            following.article(name, ())
        following.settle()
        self._changes.commit()

    def put(self, shard: Shard) -> None:
        """Load a shard, unless it is loaded already: its quads of an article or thing replace the graph's."""
        if shard.name in self._progress.names:
            return
        following = self._follow()
        for (name, subject), quads in groupby(shard.quads(), _home):
            if isinstance(name, NamedNode):
                following.article(name, quads)
            elif isinstance(subject, NamedNode):
                following.describe(subject, quads)
        following.settle()
        self._changes.commit()
        self._progress.note(shard.name)

    def sweep(self, shards: Iterable[Shard]) -> None:
        """Take out of the default graph what no shard and no article speaks for."""
        self._follow().sweep({node for shard in shards for node in shard.nodes()})
        self._changes.commit()


def _home(quad: Quad) -> tuple[object, object]:
    return (None, quad.subject) if _is_believed(quad) else (quad.graph_name, None)


def _is_believed(quad: Quad) -> bool:
    return isinstance(quad.graph_name, DefaultGraph)
