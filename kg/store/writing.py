"""The writer's lock: one process writes at a time; others wait and can say for whom."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

from kg.errors import StoreLocked

T = TypeVar("T")

FILE: Final = "WRITER"  # who holds the store's lock, or held it last; Oxigraph's own lock is what counts
_LOOK_AGAIN: Final = 0.05  # seconds


def in_turn(folder: Path, enter: Callable[[], T], wait: float, told: Callable[[str], None]) -> T:
    """Enter when nobody else is in.

    Args:
        folder: the graph's.
        enter: opens the store; raises StoreLocked while another process has it open.
        wait: how many seconds to try; 0 for once.
        told: hears, once, for whom this waits.

    Raises:
        StoreLocked: another process was still in when the time was up; names it.
    """
    until, waiting = time.monotonic() + wait, False
    while True:
        try:
            entered = enter()
        except StoreLocked:
            who = writer(folder)
            if time.monotonic() >= until:
                raise StoreLocked(
                    f"Another process is writing to the graph in {folder}: {who}; "
                    "run this again when it is done, or stop it"
                ) from None
            if not waiting:
                told(f"waiting for {who}, which is writing to {folder}")
                waiting = True
            time.sleep(_LOOK_AGAIN)
        else:
            _sign(folder)
            return entered


def writer(folder: Path) -> str:
    """Who writes, or wrote last: "kg build (process 4711, since 14:02:09)"."""
    try:
        told = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return f"{told['program']} (process {told['process']}, since {told['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "a process that left no name"


def _sign(folder: Path) -> None:
    program = " ".join([Path(sys.argv[0]).name or "python", *sys.argv[1:2]])
    now = datetime.now().astimezone().strftime("%H:%M:%S")
    # Only a courtesy: where it cannot be written, the lock holds all the same.
    try:
        about = json.dumps({"program": program, "process": os.getpid(), "since": now})
        draft = folder / f"{FILE}.draft"  # who waits never finds half of a name
        draft.write_text(f"{about}\n", encoding="utf-8")
        draft.replace(folder / FILE)
    except OSError:
        return
