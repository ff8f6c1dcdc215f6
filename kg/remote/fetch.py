"""A folder made of what a server store holds: a copy, which nobody else writes to, with readers' indexes beside it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final

from pyoxigraph import Quad

from kg.errors import NoGraph, ServerStoreError, StoreError
from kg.publish import publish
from kg.remote.comparing import counts_there, quads_there
from kg.remote.server import Server
from kg.remote.state import State, state_of
from kg.settings import Settings
from kg.store import Graph, latest_generation
from kg.store.backups import restore
from kg.store.copies import COPY, is_copy, make_store

Progress = Callable[[str, int, int | None], None]

_PAUSE: Final = 0.5  # seconds before the server is asked again whether it is whole


def fetch(settings: Settings, server: Server, *, progress: Progress = lambda *_: None) -> bool:
    """Make the folder what the server holds, unless it is that already.

    Returns:
        Whether there was anything new.

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
        counts = counts_there(server)
        if not counts:
            raise NoGraph(
                f"{server.url} holds no graph with the base {settings.base} yet: push one, or set SITREP_BASE"
            )
        total = sum(counts.values())
        mark = f"{server.url} {state or total}\n"
        if is_copy(folder) and (folder / COPY).read_text(encoding="utf-8") == mark:
            _publish(settings)  # a process that died may have left that
            return False
        draft = folder.with_name(f"{folder.name}.fetched")
        shutil.rmtree(draft, ignore_errors=True)
        try:
            quads = chain.from_iterable(quads for _, quads in quads_there(server, counts))
            make_store(draft, settings.base, _counted(quads, total, progress), mark)
            if state == state_of(server):
                restore(draft, folder, settings.base, replace=True, wait=settings.lock_wait)
                _publish(settings)
                return True
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def _publish(settings: Settings) -> None:
    with Graph.open(settings.data, base=settings.base, create=False, wait=settings.lock_wait, copy=True) as graph:
        publish(graph)


def _whole_state(server: Server, until: float) -> State | None:
    """What the server says that it holds, once it is not between two states; None if it says nothing."""
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
