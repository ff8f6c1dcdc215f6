"""Keeping step beside `kg serve`, in a process of its own, so that the server's own never waits for another's.

    python -P -m kg.remote.keeper < settings

The pickled settings come on standard input; when that ends, so does this. A folder that is sent to the server store is
sent as soon as it is published; one that is a copy of it follows when the server has another state.
"""

from __future__ import annotations

import pickle
import select
import subprocess
import sys
import time
from contextlib import suppress
from typing import Final

from kg.errors import SitrepError
from kg.observe import configure_logs, logger
from kg.remote.fetch import fetch
from kg.remote.push import push
from kg.remote.server import Server
from kg.settings import Settings
from kg.store import latest_generation
from kg.store.copies import is_copy

_LOOK: Final = 0.2  # seconds between two looks at what is published here
_log: Final = logger("kg.remote")


def keeper(settings: Settings) -> subprocess.Popen[bytes]:
    """Start one; closing its standard input ends it."""
    command = [sys.executable, "-P", "-m", "kg.remote.keeper"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603  ourselves
    assert process.stdin
    process.stdin.write(pickle.dumps(settings))
    process.stdin.flush()
    return process


def keep(settings: Settings) -> None:
    """Keep step until standard input ends."""
    with Server(settings) as server:
        seen, due, ended = None, 0.0, False
        while not ended:
            published, copy = latest_generation(settings.data), is_copy(settings.data)
            if time.monotonic() >= due or (published != seen and not copy):
                _step(settings, server, copy=copy)
                seen, due = published, time.monotonic() + settings.store_interval
            ended = bool(select.select([sys.stdin], [], [], _LOOK)[0])


def _step(settings: Settings, server: Server, *, copy: bool) -> None:
    try:
        if copy:
            if fetched := fetch(settings, server):
                _log.info("fetched", store=server.url, quads=fetched.quads, whole=fetched.whole)
        else:
            pushed = push(settings, server)
            if pushed.quads:
                _log.info("sent", store=server.url, generation=pushed.generation, quads=pushed.quads)
    except SitrepError as failed:
        _log.warning("not in step", store=server.url, reason=str(failed))


def main() -> None:
    """Start, with what comes on standard input."""
    settings: Settings = pickle.load(sys.stdin.buffer)  # noqa: S301  from `keeper`
    configure_logs(settings)
    with suppress(KeyboardInterrupt):
        keep(settings)


if __name__ == "__main__":
    main()
