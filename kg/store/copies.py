"""Copies: folders that follow a graph kept elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad, Store

from kg.errors import StoreError
from kg.store.folder import COPY, FAILURES
from kg.store.graph import Graph
from kg.store.markers import name_base, write_atomically

__all__ = ["COPY", "Copy", "is_copy", "make_store", "mark"]


class Copy(Graph):
    """The graph of such a folder, opened with `copy=True`: it follows its original."""

    def follow_original(self, gone: Iterable[Quad], here: Iterable[Quad]) -> int:
        """Have some quads and lack others, where that is not so already.

        Returns:
            How many were added or removed.

        Raises:
            StoreError: the store could not be written.
        """
        off, on = [quad for quad in gone if self.has(quad)], [quad for quad in here if not self.has(quad)]
        if self._folder and (off or on):
            self._folder.changing()
        try:
            for quad in off:  # one by one: no SPARQL update can name a blank node that is to go
                self._store.remove(quad)
            self._store.extend(on)
        except FAILURES as failed:
            self.touched.note_everything()
            raise StoreError(f"The copy could not be written: {failed}") from failed
        self.touched.note(off, on)
        return len(off) + len(on)


def is_copy(folder: Path) -> bool:
    """Whether a graph's folder is a copy of what a server store holds."""
    return (folder / COPY).exists()


def mark(folder: Path, of: str) -> None:
    """Let a copy say of what it is one now.

    Raises:
        StoreError: it cannot be written.
    """
    try:
        write_atomically(folder / COPY, of)
    except OSError as failed:
        raise StoreError(f"The copy in {folder} cannot be written: {failed}") from failed


def make_store(target: Path, base: str, quads: Iterable[Quad], of: str) -> None:
    """Make a backup of quads, for `kg.store.backups.restore` to bring in as a copy.

    Args:
        target: the backup's folder; not there yet.
        base: what the graph's IRIs begin with.
        quads: all of them.
        of: what it is a copy of, for whoever looks whether that has changed.

    Raises:
        StoreError: it cannot be written.
    """
    try:
        target.mkdir(parents=True)
        name_base(target, base)
        (target / COPY).write_text(of, encoding="utf-8")
        store = Store(str(target / "store"))
        store.bulk_extend(quads)
        store.flush()
    except FAILURES as failed:
        raise StoreError(f"The copy cannot be written to {target}: {failed}") from failed
