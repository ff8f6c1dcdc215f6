"""The newest snapshot, found by a look at one file's date."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kg.errors import Busy, ClientGone, SitrepError
from kg.store import latest_generation

_PAUSE: Final = 0.02  # seconds between two looks

Mark = tuple[int, int] | None


class Published:
    """The newest published snapshot in a graph's folder."""

    def __init__(self, folder: Path, queue: int) -> None:
        self._folder = folder
        self._queue = queue
        self._waiting = 0
        self._file = str(folder / "CURRENT")
        self._mark: Mark = None
        self._generation = 0

    def mark(self) -> Mark:
        """A mark of this snapshot that no other has, not even one of the same number after a rebuild."""
        try:
            about = os.stat(self._file)  # noqa: PTH116  asked for every request, and a Path costs five times as much
        except OSError:
            return None
        return about.st_ino, about.st_mtime_ns

    def generation(self) -> int:
        """Its number; 0 if there is none."""
        return self.state()[1]

    def state(self) -> tuple[Mark, int]:
        """Its mark and its number, by one look."""
        mark = self.mark()
        if mark != self._mark:
            self._generation = latest_generation(self._folder) or 0
            self._mark = mark
        return mark, self._generation

    async def reaches(
        self, wanted: int, error: Callable[[str], SitrepError], deadline: float, gone: asyncio.Future[None] | None
    ) -> None:
        """Wait until a generation is published.

        Raises:
            SitrepError: the given one, if it is not there by the deadline.
            Busy: too many wait already.
            ClientGone: the client hung up while it waited.
        """
        if self._waiting >= self._queue:
            raise Busy(f"{self._queue} requests (SITREP_QUEUE) wait for a newer graph already; try again soon")
        self._waiting += 1
        try:
            while self.generation() < wanted:
                if asyncio.get_running_loop().time() > deadline:
                    raise error(f"Waiting for generation {wanted} of the graph, which has {self.generation()}, took")
                if gone is not None and gone.done():
                    raise ClientGone("The client hung up while it waited")
                await asyncio.sleep(_PAUSE)
        finally:
            self._waiting -= 1
