"""Making graphs what they shall be, by writing only what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.errors import StoreError
from kg.store.folder import FAILURES

BATCH: Final = 50_000  # quads removed or added in one transaction, at most: some 50 MB


class Changes:
    """What is to be removed and added, written whenever enough has gathered."""

    def __init__(self, store: Store, before_writing: Callable[[], None]) -> None:
        self._store = store
        self._before_writing = before_writing
        self._gone: list[Quad] = []
        self._new: list[Quad] = []
        self.made = 0

    def gather(self, name: NamedNode | DefaultGraph, quads: Iterable[Quad]) -> None:
        """Find out what makes one graph hold just these quads."""
        wanted = set(quads)
        here = set(self._store.quads_for_pattern(None, None, None, name))
        gone, new = here - wanted, wanted - here
        if len(self._gone) + len(self._new) + len(gone) + len(new) > BATCH:
            self.commit()
        self._gone += gone
        self._new += new

    def commit(self) -> None:
        """Remove and add what has gathered: in one transaction, unless one graph alone is too much for that."""
        while self._gone or self._new:
            gone, new = self._gone[:BATCH], self._new[:BATCH]
            try:
                self._before_writing()
                if gone:
                    # Only a SPARQL update both removes and adds in one transaction.
                    self._store.update(f"DELETE DATA {{ {_sparql(gone)} }} ; INSERT DATA {{ {_sparql(new)} }}")
                else:
                    self._store.extend(new)
            except FAILURES as failed:
                raise StoreError(
                    f"The graph could not be written: {failed}; run it again when there is room and leave to write"
                ) from failed
            self.made += len(gone) + len(new)
            del self._gone[:BATCH], self._new[:BATCH]


def _sparql(quads: Iterable[Quad]) -> str:
    """Quads as they stand in INSERT DATA."""
    return "\n".join(
        str(quad.triple) + " ." if quad.graph_name == DefaultGraph() else f"GRAPH {quad.graph_name} {{ {quad.triple} }}"
        for quad in quads
    )
