"""A graph in Oxigraph: asked with SPARQL, changed article by article."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.errors import StoreError
from kg.rdf.iris import Iris, kg
from kg.rdf.runs import Run
from kg.store.advice import advice
from kg.store.changes import DefaultGraphUpdater, QuadWriter
from kg.store.edits import Edits, carry_out
from kg.store.folder import FAILURES, RESOLUTION, Folder
from kg.store.loading import LoadAttempt, Progress
from kg.store.markers import latest_generation
from kg.store.outbox import Outbox
from kg.store.reading import GraphReader
from kg.store.runs import remember
from kg.store.touched import ChangeSet


class Graph(GraphReader):
    """A graph of articles and of what is believed from them; a context manager.

    Attributes:
        iris: the IRIs of its things.
        edits: where people's edits of the default graph are kept.
        generation: which published snapshot this is; 0 where it is none.
        touched: what changed since it was last published.
    """

    def __init__(self, store: Store, base: Iris, folder: Folder | None = None, generation: int = 0) -> None:
        """Use `open`, `snapshot` or `memory` instead."""
        super().__init__(store, base)
        self._folder = folder
        self.edits = Edits(base)
        self.generation = generation
        known = folder is not None and latest_generation(folder.path) and not folder.unpublished
        self.touched = ChangeSet(base, everything=not known)  # what nobody published, or a dead process left, is any

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        base: str,
        create: bool = True,
        wait: float = 0,
        told: Callable[[str], None] = lambda _: None,
        copy: bool = False,
    ) -> Self:
        """Open the graph in a folder to write to it; start a new one if the folder is absent or empty.

        Args:
            folder: the graph's.
            base: what its IRIs begin with.
            create: whether to start a new one.
            wait: seconds to wait for another process that is writing to it.
            told: hears for whom this waits.
            copy: whether it may be a copy of what a server store holds.

        Raises:
            NoGraph: there is none, and it is not to be created.
            Forbidden: it is a copy.
            StoreLocked: another process is writing to it, and still was when the time was up.
            StoreError: the folder holds something else, or a graph with another base.
        """
        own, place = Iris(base), Folder(folder, base)
        store = place.open(create=create, wait=wait, told=told, copy=copy)
        Edits(own).bring_back(store, place.store)
        return cls(store, own, place)

    @classmethod
    def snapshot(cls, folder: Path, *, base: str, day: dt.date | None = None) -> Graph:
        """Open the last published state of the graph in a folder, or the last one of a day (UTC), to read it only.

        Raises:
            NoGraph, NotFound, StoreError: nothing was published; that day's state is not kept; it cannot be read.
        """
        own, place = Iris(base), Folder(folder, base)
        store, generation = place.open_snapshot() if day is None else place.open_state(day)
        return cls(store, own, place, generation)

    @classmethod
    def memory(cls, *, base: str) -> Graph:
        """A graph that is gone when it is closed."""
        return cls(Store(), Iris(base))

    @property
    def folder(self) -> Path | None:
        """The snapshot's own folder, where what is derived from it is kept; None where it is no snapshot."""
        return self._folder.opened if self._folder and self.generation else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store, and of its lock."""
        self.__dict__.pop("_store", None)  # Oxigraph closes a store when the last reference to it goes
        if self._folder:
            self._folder.unpin()

    def apply(
        self,
        put: Iterable[tuple[str, Iterable[Quad]]] = (),
        drop: Iterable[str] = (),
        believed: Iterable[Quad] | None = None,
    ) -> int:
        """Make articles' graphs and the default graph what they shall be, by changing only what differs.

        All is one transaction unless it is large. Then it is several, each of whole articles, the default graph last:
        what is done stays done if the process dies, and readers see none of it before `publish`.

        Args:
            put: articles' ids, each with all quads of its named graph; it may be a generator that reads this graph.
            drop: ids of articles to take out.
            believed: all that is believed, repetitions allowed; with people's edits it becomes the default graph. None
                leaves that as it is. Read after `put`.

        Returns:
            How many quads were added or removed.

        Raises:
            StoreError: the store could not be written, or is a snapshot.
        """
        changes = self._changes()
        for id_ in drop:
            changes.gather(self.iris.article(id_), ())
        for id_, quads in put:
            changes.gather(self.iris.article(id_), quads)
        if believed is not None:
            changes.gather(DefaultGraph(), self.edits.over(believed, self._store))
        changes.commit()
        if self._folder and believed is not None:
            self._folder.unmerged = False
        return changes.made

    def write_facts(self, records: Iterable[tuple[str, Iterable[Quad]]]) -> QuadWriter:
        """Write articles' facts, before their consequences are known: that is left as it was. Returns what was changed.

        Args:
            records: articles' ids, each with the quads that `kg.rdf.project.record_quads` makes.

        Raises:
            StoreError: the store could not be written, or is a snapshot.
        """
        changes = self._changes()
        for name, quads in ((self.iris.article(id_), quads) for id_, quads in records):
            here = self._store.quads_for_pattern(name, None, None, name)
            changes.differ((quad for quad in here if quad.predicate != kg("copyOf")), quads)
        changes.commit()
        return changes

    def apply_delta(
        self,
        put: Iterable[tuple[str, Iterable[Quad]]],
        drop: Iterable[str],
        described: Iterable[tuple[NamedNode, Iterable[Quad]]],
        *,
        sweep: bool = False,
    ) -> QuadWriter:
        """Make articles' graphs what they shall be, and let the default graph follow, touching nothing else of it.

        One transaction, or several if it is large, as `apply`. The graph counts as unmerged until `merged` is called.

        Args:
            put: articles' ids, each with all quads of its named graph.
            drop: ids of articles to take out.
            described: changed or removed entities and incidents, each with its believed triples besides the direct
                ones. Read after `put`.
            sweep: whether these are all there are, and whatever else the default graph holds is to go.

        Returns:
            What was changed.

        Raises:
            StoreError: the store could not be written, or is a snapshot.
        """
        changes = self._changes()
        following = DefaultGraphUpdater(self._store, changes, self.edits, self.iris)
        for id_ in drop:
            following.article(self.iris.article(id_), ())
        for id_, quads in put:
            following.article(self.iris.article(id_), quads)
        nodes: set[NamedNode] = set()
        for node, quads in described:
            following.describe(node, quads)
            if sweep:
                nodes.add(node)
        following.settle()
        if sweep:
            following.sweep(nodes)
        changes.commit()
        return changes

    def loading(self, build: str) -> LoadAttempt:
        """What loads the shards of a build, given by name; as with `follow`, the graph is unmerged until `merged`."""
        changes, folder = self._changes(loading=True), self._folder.path if self._folder else None
        follow = partial(DefaultGraphUpdater, self._store, changes, self.edits, self.iris)
        return LoadAttempt(changes, follow, Progress(folder, build), fresh=next(self.quads(), None) is None)

    def merged(self) -> None:
        """Note that all consequences of the articles were drawn."""
        if self._folder:
            self._folder.unmerged = False

    @property
    def resolution(self) -> Path | None:
        """Where resolution keeps what it remembers of this graph; None for a graph in memory."""
        return self._folder.path / RESOLUTION if self._folder else None

    def _changes(self, *, loading: bool = False) -> QuadWriter:
        if self.generation:
            raise StoreError("A snapshot is only for reading; open the graph itself to write to it")
        if self._folder is None:
            return QuadWriter(self._store, touched=self.touched)
        self._folder.unmerged = True
        return QuadWriter(self._store, self._folder.loading if loading else self._folder.changing, self.touched)

    def update(self, text: str) -> None:
        """Carry out SPARQL update operations as they stand, all or none; `kg.updates` says what people may write.

        Raises:
            QueryError: an operation is no valid SPARQL, or cannot be done, such as dropping a missing graph.
            StoreError: the store could not be written, or is a snapshot.
        """
        if self.generation:
            raise StoreError("A snapshot is only for reading; open the graph itself to write to it")
        try:
            if self._folder:
                self._folder.changing()
                self._folder.outbox.note_update(text)
            carry_out(text, self._store, self.iris)
            self.edits.follow(self._store, self.touched, self.outbox)
        except FAILURES as failed:
            self.touched.note_everything()
            raise StoreError(f"The graph could not be written: {failed}; {advice(failed)}") from failed

    def record(self, run: Run) -> None:
        """Note a run as one of those that made the graph, if it changed anything; only the newest are kept.

        Raises:
            StoreError: the store could not be written.
        """
        if self._folder and self._folder.unpublished:
            remember(run, self._store, self.iris, self._folder.changing)

    @property
    def outbox(self) -> Outbox | None:
        """The graph's outbox for a server store; None for a graph in memory."""
        return self._folder.outbox if self._folder else None

    @property
    def unpublished(self) -> bool:
        """Whether a process that is gone has, or may have, left what readers do not see yet."""
        return self._folder is not None and self._folder.unpublished

    @property
    def unmerged(self) -> bool:
        """Whether a process that is gone left articles whose consequences nobody drew: `refresh` does."""
        return self._folder is not None and self._folder.unmerged

    def publish(self, beside: Iterable[Callable[[Path], None]] = ()) -> None:
        """Let readers see what was written; nothing happens if that is what they see already.

        Args:
            beside: write what else readers want, into the snapshot's folder, before they see it.

        Raises:
            StoreError: the snapshot could not be written.
        """
        if self._folder is None:
            return
        try:
            self.edits.follow(self._store, self.touched, self.outbox)  # a process that died may have left a trace
            self._folder.publish(self._store, [partial(self.edits.hide, self._store), *beside])
        except FAILURES as failed:
            at = self._folder.path
            raise StoreError(f"The graph in {at} was written but not published: {failed}; {advice(failed)}") from failed
        self.touched.clear()

    def compact(self) -> None:
        """Put the store's files in order, which is worth seconds a million quads where most of many are new."""
        self._store.optimize()

    @property
    def published(self) -> Path | None:
        """The folder of the state that was last published, to which `touched` is added; None where there is none."""
        generation = latest_generation(self._folder.path) if self._folder else None
        return self._folder.snapshot(generation) if self._folder and generation else None
