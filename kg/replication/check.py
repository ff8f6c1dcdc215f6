"""The comparison of a server store with its folder, graph by graph, without changes."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode

from kg.replication.comparing import counts_here, counts_there
from kg.replication.server import Server
from kg.replication.state import parts_of
from kg.settings import Settings
from kg.store import Graph


@dataclass(frozen=True, slots=True)
class Difference:
    """A graph that has another number of quads there than here; its IRI, or "default"."""

    graph: str
    here: int
    there: int


def check(settings: Settings, server: Server) -> tuple[int, list[Difference]]:
    """Count the quads of each graph.

    Returns:
        How many there are here, and where the server differs.

    Raises:
        NoGraph: nothing is published yet.
        ServerStoreError: the server does not answer.
    """
    with Graph.snapshot(settings.data, base=settings.base) as graph:
        here = counts_here(graph)
    there = counts_there(server, [*(name for name in here if isinstance(name, NamedNode)), *parts_of(server)])
    names = sorted(here.keys() | there.keys(), key=str)
    return here.total(), [
        Difference("default" if isinstance(name, DefaultGraph) else str(name), here.get(name, 0), there.get(name, 0))
        for name in names
        if here.get(name, 0) != there.get(name, 0)
    ]
