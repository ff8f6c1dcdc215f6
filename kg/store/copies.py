"""Folders that are copies of a graph kept elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad, Store

from kg.errors import StoreError
from kg.store.folder import COPY, FAILURES, FORMAT

__all__ = ["COPY", "is_copy", "make_store"]


def is_copy(folder: Path) -> bool:
    """Whether a graph's folder is a copy of what a server store holds."""
    return (folder / COPY).exists()


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
        (target / "graph.json").write_text(json.dumps({"format": FORMAT, "base": base}) + "\n", encoding="utf-8")
        (target / COPY).write_text(of, encoding="utf-8")
        store = Store(str(target / "store"))
        store.bulk_extend(quads)
        store.flush()
    except FAILURES as failed:
        raise StoreError(f"The copy cannot be written to {target}: {failed}") from failed
