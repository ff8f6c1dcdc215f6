"""The folder of a graph: the writer's store, and the snapshots of readers.

    graph.json        the format of the folder, and the base of the graph's IRIs
    store/            what the one writer writes to
    snapshots/<n>/    published states; hard links into the store, so they cost little
    CURRENT           the number of the snapshot that readers open
    WRITER            who writes, or wrote last
    UNPUBLISHED       is there while the store has what readers have not, so that a crash cannot hide it
    UNMERGED          is there while the store has articles whose consequences were not drawn yet, likewise
    LOADED            which shards of a build the store holds (see kg.store.loading), until anything else is written
    resolution.sqlite what resolution remembers (see kg.resolve.register.database); made anew where it is missing
    watch.sqlite      what `kg watch` has read (see kg.watch.state); may be there before the graph
    judgements.jsonl  people's (see kg.resolve.clustering.judgements); may be there before the graph
    states/           what was published last on each past day (see kg.store.states)
    changes/          what each publication changed, a file a day (see kg.query.changes.journal)
    webhooks.sqlite   who is told of changes, and how far (see kg.webhooks.subscriptions)
    COPY              is there if this is a copy of what a server store holds: of which state
    SERVER            the server store that is kept in step, and what this graph is called there
    outbox/           what that server has yet to hear (see kg.store.outbox)

One process writes, any number read, and they never meet at the store's lock.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import shutil
import weakref
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, Store

from kg.errors import Forbidden, NoGraph, StoreError, StoreLocked
from kg.store.advice import DAMAGED, advice
from kg.store.folder_locks import clear_away, clear_leftovers, hold
from kg.store.markers import (
    check_base,
    is_damaged,
    latest_generation,
    mend_base,
    mend_generation,
    name_base,
    note_generation,
)
from kg.store.outbox import Outbox
from kg.store.states import keep_state, state_of
from kg.store.writing import in_turn

WATCHED: Final = "watch.sqlite"  # see kg.watch.state; SQLite puts a journal of that name beside it
RESOLUTION: Final = "resolution.sqlite"  # see kg.resolve.register.database
COPY: Final = "COPY"
LOADED: Final = "LOADED"  # see kg.store.loading
RESTORED: Final = "restored"  # a store that came from a backup, complete, about to be the store
_LOCKED: Final = re.compile(r"while lock file|lock hold by", re.IGNORECASE)  # as Oxigraph says of a store in use

# What Oxigraph raises when it fails: RuntimeError where it finds its files damaged.
FAILURES: Final = (OSError, RuntimeError)


class Folder:
    """A graph's folder, and the ways to open its store."""

    def __init__(self, path: Path, base: str) -> None:
        self.path = path
        self.outbox = Outbox(path)
        self._base = base
        self.opened: Path | None = None  # the folder of the state that was opened to read it
        self.unpin: Callable[[], object] = lambda: None  # lets go of the snapshot that was opened

    def open(
        self, *, create: bool, wait: float = 0, told: Callable[[str], None] = lambda _: None, copy: bool = False
    ) -> Store:
        """Open the store to write to it.

        Args:
            create: whether to start a graph where there is none.
            wait: seconds to wait for another process that writes.
            told: hears for whom this waits.
            copy: whether it may be a copy of what a server store holds.

        Raises:
            NoGraph: there is none, and it is not to be created.
            Forbidden: it is a copy.
            StoreLocked: another process has it open, and still had when the time was up.
            StoreError: the folder holds something else, or a graph with another base.
        """
        if not (self.path / "graph.json").exists():
            if not create:
                raise self._no_graph()
            self._found()
        elif is_damaged(self.path):
            mend_base(self.path, self._base, in_turn(self.path, self._enter, wait, told))
        self.check()
        if (self.path / COPY).exists() and not copy:
            of = (self.path / COPY).read_text(encoding="utf-8").partition(" ")[0]
            raise Forbidden(
                f"The graph in {self.path} is a copy of what {of} holds; write to the folder that is sent there"
            )
        return in_turn(self.path, self._enter, wait, told)

    def _enter(self) -> Store:
        self.finish_restoring()
        try:
            store = Store(str(self.path / "store"))
        except FAILURES as failed:
            if _LOCKED.search(str(failed).replace(str(self.path), "")):
                raise StoreLocked(str(failed)) from failed
            then = advice(failed, DAMAGED)
            raise StoreError(f"The graph in {self.path} cannot be opened ({failed}); {then}") from failed
        if mend_generation(self.path):
            self.changing()
            self.outbox.lose()
        # The engine would keep those of its last thousand openings, which comes to more than many a graph.
        for log in (self.path / "store").glob("LOG.old.*"):
            log.unlink(missing_ok=True)
        clear_leftovers(self.path)
        return store

    def finish_restoring(self) -> None:
        """Put a restored store in its place, if the one before is out of it."""
        if not (self.path / "store").exists() and (self.path / RESTORED).exists():
            with contextlib.suppress(FileNotFoundError):  # there is none, or another process has just done it
                for file in (RESOLUTION, LOADED, WATCHED):  # they remember another state of the graph
                    (self.path / file).unlink(missing_ok=True)
                self.outbox.lose()  # likewise
                (self.path / RESTORED).rename(self.path / "store")

    def open_snapshot(self) -> tuple[Store, int]:
        """Open the last published snapshot, to read it only; it stays until this folder is `unpin`ned, or forgotten.

        Returns:
            It and its number.

        Raises:
            NoGraph: nothing was published yet.
            StoreError: it cannot be read, or has another base.
        """
        while (generation := latest_generation(self.path)) is not None:
            self.check()
            try:
                self._pin(self.snapshot(generation))
                self.opened = self.snapshot(generation)
                return Store.read_only(str(self.snapshot(generation))), generation
            except FAILURES as failed:
                if latest_generation(self.path) == generation:  # else it was replaced and removed meanwhile
                    then = advice(failed, "build it again, or add to it")
                    raise StoreError(f"The graph in {self.path} cannot be read ({failed}); {then}") from failed
        raise self._no_graph()

    def open_state(self, day: dt.date) -> tuple[Store, int]:
        """Open what was current when a day (UTC) ended, to read it only; it stays as `open_snapshot` has it.

        Returns:
            It and its number.

        Raises:
            NotFound: that state is not kept, or the day has not come.
            NoGraph, StoreError: as `open_snapshot`.
        """
        found = state_of(self.path, day)
        if found is None:
            return self.open_snapshot()
        self.check()
        self.opened, generation = found
        try:
            self._pin(self.opened)
            return Store.read_only(str(self.opened)), generation
        except FAILURES as failed:
            raise StoreError(f"The state of {day} in {self.path} cannot be read: {failed}") from failed

    @property
    def store(self) -> Path:
        """The folder of what is written to."""
        return self.path / "store"

    @property
    def unpublished(self) -> bool:
        """Whether the store has, or may have, what readers have not."""
        return (self.path / "UNPUBLISHED").exists()

    @property
    def unmerged(self) -> bool:
        """Whether the store has articles whose consequences were not drawn yet."""
        return (self.path / "UNMERGED").exists()

    @unmerged.setter
    def unmerged(self, so: bool) -> None:
        marker = self.path / "UNMERGED"
        marker.touch() if so else marker.unlink(missing_ok=True)

    def changing(self, quads: Collection[Quad] = ()) -> None:
        """Note that the store is about to have what readers have not, and which quads may come or go."""
        (self.path / LOADED).unlink(missing_ok=True)
        self.loading(quads)

    def loading(self, quads: Collection[Quad] = ()) -> None:
        """Likewise, but what it is about to have are shards of a build."""
        (self.path / "UNPUBLISHED").touch()
        self.outbox.note(quads)

    def publish(self, store: Store, beside: Iterable[Callable[[Path], None]] = ()) -> None:
        """Make the store's state what readers open; nothing happens if it is that already.

        Args:
            store: the one to publish.
            beside: write what else readers want, into the snapshot's folder, before they see it.

        Raises:
            OSError, RuntimeError: the snapshot could not be written; readers go on with the one before.
        """
        published, unpublished = latest_generation(self.path), self.path / "UNPUBLISHED"
        if published is not None and not unpublished.exists() and self._is_readable(published):
            return
        if self.unmerged:  # of a run that was cut off: what resolution remembers is not of the state to come
            (self.path / RESOLUTION).unlink(missing_ok=True)
        generation = (published or 0) + 1
        snapshot = self.snapshot(generation)
        shutil.rmtree(snapshot, ignore_errors=True)  # one begun by a process that died
        snapshot.parent.mkdir(exist_ok=True)
        store.flush()
        store.backup(str(snapshot))
        _empty_logs(snapshot)
        for write in beside:
            write(snapshot)
        self.outbox.seal(generation)
        if published is not None:
            with contextlib.suppress(OSError):  # what is not kept keeps nothing from being published
                keep_state(self.path, published)
        note_generation(self.path, generation)
        unpublished.unlink(missing_ok=True)
        # The one before stays, for readers that are just opening it.
        for old in snapshot.parent.iterdir():
            if old.name not in (str(generation), str(published)):
                clear_away(old)  # unless a reader has it open: then a later publication does

    def _pin(self, snapshot: Path) -> None:
        """Keep a snapshot from being cleared away: Oxigraph opens many of its files only when a query needs them.

        Raises:
            OSError: it is being cleared away.
        """
        self.unpin()
        self.unpin = weakref.finalize(self, os.close, hold(snapshot))

    def _found(self) -> None:
        from kg.resolve.clustering.judgements import FILE as JUDGEMENTS  # noqa: PLC0415  readers need no resolver

        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if any(not entry.name.startswith((JUDGEMENTS, WATCHED)) for entry in self.path.iterdir()):
                raise StoreError(f"{self.path} holds other things and no graph; name an empty or a new folder")
            name_base(self.path, self._base)
        except OSError as failed:
            then = advice(failed, "name another folder with --data")
            raise StoreError(f"No graph can be kept in {self.path}: {failed}; {then}") from failed

    def check(self) -> None:
        """See that this is a graph that can be read.

        Raises:
            StoreError: it is of another format or base, or says nothing of these.
        """
        check_base(self.path, self._base)

    def _is_readable(self, generation: int) -> bool:
        """Whether a published state can be opened: its folder may be lost, or damaged."""
        try:
            Store.read_only(str(self.snapshot(generation)))
        except FAILURES:
            return False
        return True

    def _no_graph(self) -> NoGraph:
        return NoGraph(f"There is no graph in {self.path} yet: build one first, or name the folder that holds it")

    def snapshot(self, generation: int) -> Path:
        """The folder of a published snapshot."""
        return self.path / "snapshots" / str(generation)


def _empty_logs(snapshot: Path) -> None:
    """Leave out of a copy of a store, which was written out before, what its transaction log has no need to say again.

    The engine goes on in an old log's file, which keeps its size, up to 64 MB, and is copied with each state.
    """
    for log in snapshot.glob("*.log"):
        os.truncate(log, 0)
