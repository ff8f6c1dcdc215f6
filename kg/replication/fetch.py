"""A copy of a server store as a folder: written by nobody else, with readers' indexes beside it.

A copy follows the server by the log of publications there, and is fetched whole if the log does not reach back.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Final

from pyoxigraph import Quad

from kg.errors import NoGraph, ServerStoreError, StoreError
from kg.pipeline.publish import publish
from kg.replication.comparing import counts_there, quads_there
from kg.replication.log import StateDifference, changed, path, read_log
from kg.replication.server import Server
from kg.replication.state import SyncState, parts_of, state_of
from kg.settings import Settings
from kg.store import latest_generation
from kg.store.backups import restore
from kg.store.copies import COPY, Copy, is_copy, make_store, mark

Progress = Callable[[str, int, int | None], None]

_PAUSE: Final = 0.5  # seconds before the server is asked again whether it is whole


@dataclass(frozen=True, slots=True)
class CopyMark:
    """The marker of a copy: its server and its state.

    Attributes:
        url: the server that it is a copy of.
        state: what that said that it holds; how many quads that were, where it says nothing.
        reaching: the revision to which it is being brought; it may be there already, or nearly.
    """

    url: str
    state: str
    reaching: str = ""

    @classmethod
    def of(cls, folder: Path) -> CopyMark | None:
        """The marker of a folder; None if the folder has none."""
        try:
            return cls(*(folder / COPY).read_text(encoding="utf-8").split())
        except (FileNotFoundError, TypeError):
            return None

    def __str__(self) -> str:
        return f"{self.url} {self.state} {self.reaching}".strip() + "\n"

    @property
    def revision(self) -> str:
        """The last part of its state."""
        return self.state.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class FetchReport:
    """The outcome of a fetch.

    Attributes:
        quads: how many quads were fetched, or came and went.
        whole: whether all was fetched, instead of what changed.
    """

    quads: int
    whole: bool


def fetch(
    settings: Settings, server: Server, *, anew: bool = False, progress: Progress = lambda *_: None
) -> FetchReport | None:
    """Make the folder what the server holds. Killed at any moment, the next call ends with the same.

    Args:
        settings: the folder, and the address of the server.
        server: the server.
        anew: whether to fetch all, even where it is known what changed, or that nothing did.
        progress: is told of what is fetched.

    Returns:
        None if the folder held it already.

    Raises:
        NoGraph: the server holds no graph of this base.
        StoreError: there is a graph in the folder that is no copy; or it cannot be written.
        ServerStoreError: the server does not answer, or goes on changing.
    """
    folder = settings.data
    if latest_generation(folder) is not None and not is_copy(folder):
        raise StoreError(f"The graph in {folder} is no copy of a server's; name an empty or a new folder")
    until = time.monotonic() + settings.store_patience
    while True:
        state = _whole_state(server, until)
        held = None if anew else CopyMark.of(folder)
        if held and held == CopyMark(server.url, str(state or _total(server))):
            _publish(settings)  # a process that died may have left that
            return None
        news = _news(server, held, state) if state and held else None
        made = _follow(settings, server, state, held, news) if state and held and news else None
        if news is None:
            made = _all(settings, server, state, progress)
        if made is not None:
            return made


def _news(server: Server, held: CopyMark, state: SyncState) -> StateDifference | None:
    """The difference between a copy's state and the server's; None if it is not known."""
    if held.url != server.url:
        return None
    log = read_log(server)
    way = path(log, held.revision, state.revision)
    if way is None or (held.reaching and held.reaching not in way):
        return None
    return changed(server, log, way)


def _follow(
    settings: Settings, server: Server, state: SyncState, held: CopyMark, news: StateDifference
) -> FetchReport | None:
    """Bring the copy to what the server holds; None if either is another meanwhile."""
    packs = quads_there(server, dict.fromkeys(news.graphs, 0))
    parts = {quad for _, quads in packs for quad in quads}
    if state_of(server) != state:
        return None
    folder, wait = settings.data, settings.lock_wait
    with Copy.open(folder, base=settings.base, create=False, wait=wait, copy=True) as graph:
        if CopyMark.of(folder) != held:
            return None
        mark(folder, str(replace(held, reaching=state.revision)))
        before = {quad for name in news.graphs for quad in graph.quads(graph=name)}
        gone = [*(quad for quad, here in news.quads.items() if not here), *(before - parts)]
        made = graph.follow_original(gone, [*(quad for quad, here in news.quads.items() if here), *parts])
        publish(graph)
        mark(folder, str(CopyMark(server.url, str(state))))
    return FetchReport(made, whole=False)


def _all(settings: Settings, server: Server, state: SyncState | None, progress: Progress) -> FetchReport | None:
    """Make the copy anew; None if the server holds something else meanwhile."""
    counts = counts_there(server, parts_of(server))
    if not counts:
        raise NoGraph(f"{server.url} holds no graph with the base {settings.base} yet: push one, or set SITREP_BASE")
    folder, total = settings.data, sum(counts.values())
    draft = folder.with_name(f"{folder.name}.fetched")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        quads = chain.from_iterable(quads for _, quads in quads_there(server, counts))
        make_store(
            draft, settings.base, _counted(quads, total, progress), str(CopyMark(server.url, str(state or total)))
        )
        if state != state_of(server):
            return None
        restore(draft, folder, settings.base, replace=True, wait=settings.lock_wait)
        _publish(settings)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return FetchReport(total, whole=True)


def _total(server: Server) -> int:
    return sum(counts_there(server, parts_of(server)).values())


def _publish(settings: Settings) -> None:
    with Copy.open(settings.data, base=settings.base, create=False, wait=settings.lock_wait, copy=True) as graph:
        publish(graph)


def _whole_state(server: Server, until: float) -> SyncState | None:
    """The server's state, once no change is under way; None if it says nothing."""
    while (state := state_of(server)) and state.changing:
        if time.monotonic() > until:
            raise ServerStoreError(
                f"{server.url} is being changed all the time (SITREP_STORE_PATIENCE); try again later"
            )
        time.sleep(_PAUSE)
    return state


def _counted(quads: Iterator[Quad], total: int, progress: Progress) -> Iterator[Quad]:
    for done, quad in enumerate(quads, start=1):
        yield quad
        if done % 1000 == 0:
            progress("fetch", done, total)
