"""The process beside `kg serve` that keeps a server store in step, so that the server never waits for it.

    python -P -m kg.replication.sync_process < settings

The pickled settings come on standard input; when that ends, so does this. A folder that is sent to the server store is
sent as soon as it is published; one that is a copy of it follows when the server has another state. What came of each
step goes to standard output, a JSON object a line, for the server's metrics.
"""

from __future__ import annotations

import json
import pickle
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from typing import Final

from kg.observe import configure_logs, metrics
from kg.replication.server import Server
from kg.replication.sync_once import step
from kg.settings import Settings
from kg.store import latest_generation
from kg.store.copies import is_copy

_LOOK: Final = 0.2  # seconds between two looks at what is published here


def start_sync(settings: Settings) -> subprocess.Popen[bytes]:
    """Start a process that keeps step, and count its work in this one; closing its standard input ends it."""
    command = [sys.executable, "-P", "-m", "kg.replication.sync_process"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  ourselves
    assert process.stdin
    assert process.stdout
    process.stdin.write(pickle.dumps(settings))
    process.stdin.flush()
    threading.Thread(target=_count, args=[process.stdout], daemon=True).start()
    return process


def _count(steps: Iterable[bytes]) -> None:
    for line in steps:
        metrics.note_store(**json.loads(line))


def keep(settings: Settings) -> None:
    """Keep step until standard input ends."""
    with Server(settings) as server:
        seen, due, ended = None, 0.0, False
        while not ended:
            published, copy = latest_generation(settings.data), is_copy(settings.data)
            if time.monotonic() >= due or (published != seen and not copy):
                sys.stdout.write(json.dumps(asdict(step(settings, server))) + "\n")
                sys.stdout.flush()
                seen, due = published, time.monotonic() + settings.store_interval
            ended = bool(select.select([sys.stdin], [], [], _LOOK)[0])


def main() -> None:
    """Start, with what comes on standard input."""
    settings: Settings = pickle.load(sys.stdin.buffer)  # noqa: S301  from `start_sync`
    configure_logs(settings)
    with suppress(KeyboardInterrupt, BrokenPipeError):
        keep(settings)


if __name__ == "__main__":
    main()
