"""Which article breaks the merging: it is named with its reason and kept out, and the rest goes on.

Articles that break the reader are found where they are read: see `kg.pipeline.engines.guarded`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Final

from kg.errors import StoreError
from kg.pipeline.engines.guarded import NOT_OF_ARTICLES
from kg.pipeline.update import merge
from kg.rdf.project import record_quads
from kg.resolve.context import ResolutionContext
from kg.store import Graph

_TOGETHER: Final = 256  # articles that are tried at once: a fault that takes more than these together is not traced


def told_of_held(found: Mapping[str, Exception]) -> StoreError:
    """The error where articles break the merging that the graph had before this run: people say what is to become."""
    named = "; ".join(f"{id_!r} ({type(fault).__name__}: {fault})" for id_, fault in found.items())
    return StoreError(
        f"The graph cannot be merged, by an error of ours, with these articles of it: {named}; take them out with "
        f"kg retract {' '.join(found)}"
    )


def culprits(graph: Graph, context: ResolutionContext, articles: Iterable[str]) -> dict[str, Exception]:
    """Which articles cannot be merged, each with what it raises: tried by themselves, in memory, few at a time.

    Args:
        graph: holds their facts.
        context: who is known, where is what, and what people said.
        articles: ids.
    """
    found: dict[str, Exception] = {}
    ids = iter(articles)
    while there := list(islice(ids, _TOGETHER)):
        while (fault := _fault(graph, context, there)) is not None:
            last = _first_that_breaks(graph, context, there)
            found[there.pop(last)] = fault
    return found


def _first_that_breaks(graph: Graph, context: ResolutionContext, articles: Sequence[str]) -> int:
    """The place of the first article with which those before it cannot be merged; all together cannot."""
    return bisect_left(
        range(1, len(articles)), True, key=lambda many: _fault(graph, context, articles[:many]) is not None
    )


def _fault(graph: Graph, context: ResolutionContext, articles: Sequence[str]) -> Exception | None:
    """What merging just these articles raises."""
    with Graph.memory(base=graph.iris.base) as trial:
        try:
            trial.write_facts((id_, record_quads(graph.facts(id_), graph.iris)) for id_ in articles)
            merge(trial, context, articles, (), lambda *_: None, stale=False)
        except NOT_OF_ARTICLES:
            raise
        except Exception as fault:  # noqa: BLE001  whatever it is, it is told
            return fault
    return None
