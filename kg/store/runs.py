"""The newest runs that changed a graph: in a named graph beside all that articles say."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from pyoxigraph import Quad, Store

from kg.rdf.iris import Iris, kg
from kg.rdf.runs import Run, run_quads
from kg.store.changes import QuadWriter

KEPT: Final = 200  # that are remembered: a feed adds hundreds a day


def remember(run: Run, store: Store, base: Iris, before_writing: Callable[[Collection[Quad]], None]) -> None:
    """Add a run, in one transaction with forgetting the oldest where they are too many.

    Raises:
        StoreError: the store could not be written.
    """
    known = set(store.quads_for_pattern(None, None, None, base.graph("runs")))
    runs = sorted(_subject(quad) for quad in known if quad.predicate == kg("command"))
    forgotten = tuple(runs[: max(0, len(runs) + 1 - KEPT)])
    if forgotten:  # with their steps, whose IRIs begin with the run's
        known = {quad for quad in known if not _subject(quad).startswith(forgotten)}
    changes = QuadWriter(store, before_writing)
    changes.gather(base.graph("runs"), known.union(run_quads(run, base)))
    changes.commit()


def _subject(quad: Quad) -> str:
    return str(quad.subject).strip("<>")
