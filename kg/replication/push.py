"""The push of a folder's publications to a server store: noted changes, or a full synchronization."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, Final

from pyoxigraph import NamedNode

from kg.errors import NoGraph, StoreError
from kg.pipeline.publish import publish
from kg.replication.comparing import counts_there
from kg.replication.full_sync import Progress, batches, make_equal
from kg.replication.log import Note, forgetting, read_log
from kg.replication.server import Server
from kg.replication.state import SyncState, check_default_graph, naming, parts_of, state_of, stating
from kg.settings import Settings
from kg.store import Graph, latest_generation
from kg.store.outbox import Outbox

_FILE: Final = "SERVER"
_NONE: Final = "0"  # the revision of a server that nothing leads to from another


@dataclass(frozen=True, slots=True)
class PushReport:
    """The outcome of a push.

    Attributes:
        generation: the publication that the server now holds.
        quads: how many quads it was told of.
        whole: whether all was compared, instead of what changed.
    """

    generation: int
    quads: int
    whole: bool


def push(
    settings: Settings,
    server: Server,
    *,
    compare: bool = False,
    replace: bool = False,
    progress: Progress = lambda *_: None,
    told: Callable[[str], None] = lambda _: None,
) -> PushReport:
    """Bring the server to the last published state. Killed at any moment, the next call ends with the same.

    Args:
        settings: the folder, and the address of the server.
        server: the server.
        compare: whether to compare all, even where it is known what changed.
        replace: whether it may take the place of what the server holds that is not from this folder.
        progress: is told of each request.
        told: hears for whom this waits.

    Raises:
        NoGraph: nothing is published yet.
        StoreLocked: all is to be compared for the first time, and another process writes to the folder.
        ServerStoreError: the server cannot be reached, refuses, or holds something else.
    """
    if latest_generation(settings.data) is None:
        raise NoGraph(f"There is no graph in {settings.data} to send: build one first")
    with _turn(settings, told) as owner:
        return _Push(settings, server, owner, progress).run(compare=compare, replace=replace)


class _Owner:
    """What the folder is called on its server, as a file in it remembers.

    Attributes:
        id: its name.
        new: whether nothing of it was sent there yet.
    """

    def __init__(self, file: IO[str], url: str) -> None:
        self._file = file
        self._url = url
        file.seek(0)
        about: dict[str, str] = {}
        for line in file:
            with suppress(ValueError):  # half of a line
                about = json.loads(line)
        self.id: str = about.get("id") or secrets.token_hex(8)
        self.new = about.get("url") != url
        self._signed = about == {"id": self.id, "url": url}

    def sign(self) -> None:
        """Remember to which server it goes."""
        if self._signed:
            return
        # A line more, never one fewer: a full disk or a kill leaves what stood there, and the last whole line counts.
        self._file.write("\n" + json.dumps({"id": self.id, "url": self._url}) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self._signed = True


class _Push:
    def __init__(self, settings: Settings, server: Server, owner: _Owner, progress: Progress) -> None:
        self._settings = settings
        self._server = server
        self._owner = owner
        self._progress = progress
        self._outbox = Outbox(settings.data)
        if owner.new:
            self._outbox.lose()  # it is about another server, if there is one

    def run(self, *, compare: bool, replace: bool) -> PushReport:
        held, sent = state_of(self._server), self._outbox.sent
        if held is not None and held.owner != self._owner.id and not replace:
            raise StoreError(
                f"{self._server.url} holds the graph of another folder; kg store push --replace puts this one in its "
                "place"
            )
        known = sent is not None and held is not None and held.owner == self._owner.id and held.generation >= sent
        if known and held and not compare:
            return self._changes(sent or 0, held.revision)
        if held is None and self._owner.new and not replace and counts_there(self._server):
            raise StoreError(
                f"{self._server.url} holds other quads in this graph's place; kg store push --replace removes them, "
                "SITREP_STORE_DEFAULT_GRAPH keeps them apart"
            )
        return self._whole()

    def _changes(self, sent: int, revision: str) -> PushReport:
        server, batch = self._server, self._settings.store_batch
        with Graph.snapshot(self._settings.data, base=self._settings.base) as graph:
            now, count = graph.generation, 0
            if now == sent:
                return PushReport(now, 0, whole=False)
            note, begun = Note(server.terms, revision), stating(server, self._at(sent, revision, changing=True))
            pending: list[str] = []
            for some in batches(self._outbox.quads(now), batch):
                if pending:  # another request follows, so that the server is between two states
                    self._server.update(" ;\n".join([begun, *pending]))
                noted = set(some)
                here = {quad for quad in noted if graph.has(quad)}
                pending = [server.terms.update(noted - here, here), *note.quads(noted - here, here)]
                count += len(noted)
                self._progress("send", count, None)
            if changed := self._changed(graph):
                server.update(" ;\n".join([begun, *pending]))
                pending, more = self._graphs(graph, changed, note)
                count += more
            log = note.kept(read_log(server))
            done = stating(server, self._at(now, note.revision))
            server.update(" ;\n".join([*pending, *note.closing(), done, forgetting(server.terms, log)]))
        self._outbox.acknowledge(now)
        return PushReport(now, count, whole=False)

    def _changed(self, graph: Graph) -> list[NamedNode]:
        """The graphs of people's own that changed, or may have."""
        names, others = self._outbox.graphs(graph.generation)
        return sorted(names | _own(graph) if others else names, key=str)

    def _graphs(self, graph: Graph, names: Iterable[NamedNode], note: Note) -> tuple[list[str], int]:
        """Send graphs as they are now; the updates that tell of it, and how many quads they have."""
        come, gone, count = list[NamedNode](), list[NamedNode](), 0
        for name in names:
            quads = list(graph.quads(graph=name))
            self._server.put(name, quads)
            (come if quads else gone).append(name)
            count += len(quads)
        return [*naming(self._server, come, gone), *map(note.graph, (*come, *gone))], count

    def _whole(self) -> PushReport:
        settings, server = self._settings, self._server
        if not self._outbox.kept or self._outbox.sent is not None:
            self._begin()
        self._owner.sign()
        server.update(stating(server, self._at(0, _NONE, changing=True)))
        check_default_graph(server)
        with Graph.snapshot(settings.data, base=settings.base) as graph:
            now = graph.generation
            parts, own = set(parts_of(server)), _own(graph)
            for update in naming(server, own - parts, ()):
                server.update(update)
            count = make_equal(server, graph, parts | own, settings.store_batch, self._progress)
            done = stating(server, self._at(now, Note(server.terms, _NONE).revision))
            server.update(" ;\n".join([*naming(server, (), parts - own), done, forgetting(server.terms)]))
        self._outbox.acknowledge(now)
        return PushReport(now, count, whole=True)

    def _begin(self) -> None:
        """Starts to note changes, from a fully published state on, so that no change is missed."""
        at, base, wait = self._settings.data, self._settings.base, self._settings.lock_wait
        with Graph.open(at, base=base, create=False, wait=wait) as graph:
            if graph.unmerged:
                raise StoreError(f"A run over {at} was cut off; run it again, so that there is something whole to send")
            publish(graph)
            self._outbox.begin()

    def _at(self, generation: int, revision: str, *, changing: bool = False) -> SyncState:
        return SyncState(self._owner.id, generation, revision, changing)


def _own(graph: Graph) -> set[NamedNode]:
    """The graphs of people's own."""
    return {name for name in graph.graph_names() if not graph.iris.is_ours(name.value)}


@contextmanager
def _turn(settings: Settings, told: Callable[[str], None]) -> Iterator[_Owner]:
    """Be the only one that sends from this folder."""
    try:
        with (settings.data / _FILE).open("a+", encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                told(f"waiting for another process, which is sending {settings.data} to its server store")
                fcntl.flock(file, fcntl.LOCK_EX)
            yield _Owner(file, settings.store or "")
    except OSError as failed:
        raise StoreError(f"What was sent from {settings.data} cannot be noted: {failed}") from failed
