"""Full synchronization: a server store compared quad by quad, and only differences written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Final, TypeVar

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.errors import ServerStoreError
from kg.replication.comparing import all_quads, counts_here, counts_there, difference, quads_there
from kg.replication.server import Server
from kg.replication.terms import GraphName
from kg.store import Graph

Progress = Callable[[str, int, int | None], None]
"""Told after each request: the step, how many quads were sent, and of how many."""

T = TypeVar("T")

_DROPPED: Final = 200  # graphs in one request


def make_equal(server: Server, graph: Graph, parts: Collection[NamedNode], batch: int, progress: Progress) -> int:
    """Compare quad by quad, and send what differs.

    Args:
        server: what is to be made equal.
        graph: what it is to be made equal to.
        parts: the graphs of people's own in either.
        batch: quads of one request.
        progress: is told of each.

    Returns:
        How many quads were sent or taken back.

    Raises:
        ServerStoreError: the server does not answer, refuses, or does not hold what it took.
    """
    here = counts_here(graph)
    there = counts_there(server, parts)
    strange = [name for name in there if isinstance(name, NamedNode) and name not in here]
    for names in batches(strange, _DROPPED):
        server.drop(names)
    made = sum(there[name] for name in strange)
    shared: dict[GraphName, int] = {
        name: there[name] for name in there if name in here and not isinstance(name, DefaultGraph)
    }
    for pack, quads in quads_there(server, shared):
        gone, new = difference(graph, pack, quads)
        for some in batches(sorted(gone | new, key=str), batch):
            server.update(server.terms.update([q for q in some if q in gone], [q for q in some if q in new]))
        made += len(gone) + len(new)
    made += _default(server, graph, here, there, batch)
    fresh = {name for name in here if name not in there}
    total = sum(here[name] for name in fresh)
    sent = 0
    for count in _loading(server, (quad for quad in all_quads(graph) if quad.graph_name in fresh), batch):
        sent += count
        progress("send", sent, total)
    if made + sent:
        _verify(server, here, counts_there(server, parts))
    return made + sent


def _default(server: Server, graph: Graph, here: dict[GraphName, int], there: dict[GraphName, int], batch: int) -> int:
    """The default graph, which may be too large to hold in memory."""
    name, made, known = DefaultGraph(), 0, 0
    if name not in there:
        return 0

    def strange() -> Iterator[Quad]:
        nonlocal known
        for _, quads in quads_there(server, {name: there[name]}):
            for quad in quads:
                if graph.has(quad):
                    known += 1
                else:
                    yield quad

    for some in batches(strange(), batch):
        server.update(server.terms.update(some, ()))
        made += len(some)
    if known < here.get(name, 0):
        for _ in _loading(server, graph.quads(graph=name), batch):
            pass
        made += here[name] - known
    return made


def _loading(server: Server, quads: Iterable[Quad], batch: int) -> Iterator[int]:
    """Add quads; how many, after each request. While the server works on one, the next is read and written down."""
    with ThreadPoolExecutor(1) as sender:
        under_way: Future[None] | None = None
        count = 0
        for some in batches(quads, batch):
            body = server.terms.nquads(some)
            if under_way is not None:
                under_way.result()
                yield count
            under_way, count = sender.submit(server.load, body), len(some)
        if under_way is not None:
            under_way.result()
            yield count


def _verify(server: Server, here: dict[GraphName, int], there: dict[GraphName, int]) -> None:
    wrong = [name for name in here.keys() | there.keys() if here.get(name, 0) != there.get(name, 0)]
    if wrong:
        shown = "the default graph" if isinstance(wrong[0], DefaultGraph) else str(wrong[0])
        raise ServerStoreError(
            f"{server.url} took all quads, but has {there.get(wrong[0], 0):,} instead of {here.get(wrong[0], 0):,} in "
            f"{shown} (and {len(wrong) - 1:,} more graphs differ): others write to it, or it keeps values otherwise"
        )


def batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """So many at a time."""
    left = iter(things)
    while some := list(islice(left, size)):
        yield some
