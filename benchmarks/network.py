"""What the network costs at size: indexing, a hub's neighbourhood page by page, and exports with their memory.

Beside our GEXF stand two others of the same nodes and edges: as little as a stream by lxml can write of them, and
networkx'.

    python benchmarks/network.py [EDGES]        (default: 200,000)

A graph with so many edges is made in a temporary folder (a million take some 2 GB), half of them at one hub, at most
100,000. Everything is measured in this run, and beside each figure stands its ratio to a raw scan of the store in the
same run, which is what holds on another machine. Each export runs in a process of its own, so that its memory shows.
"""

from __future__ import annotations

import io
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, cast

import networkx as nx
from lxml import etree
from pyoxigraph import DefaultGraph, Literal, Quad, Store

from kg.export import neighbours, write
from kg.query.network import Filter, NeighbourhoodQuery, index_of, neighbourhood, whole, write_index
from kg.rdf import iris
from kg.rdf.iris import Iris, kg
from kg.rdf.literals import decimal
from kg.store import Graph

BASE = "https://w3id.org/sitrep/id/"
TOLD = 50  # edges an article
KINDS = ("attacked", "memberOf", "partOf", "opposes", "alignedWith")
GEXF = "http://gexf.net/1.3"

Writer = Callable[[Graph, IO[bytes]], None]


def quads(edges: int) -> Iterator[Quad]:
    """Actors that are tied to each other and to a hub, each tie told by one article."""
    base, hub = Iris(BASE), min(100_000, edges // 2)
    actors = [base.entity(f"actor-{n}") for n in range(edges // 2 + 1)]
    for n, actor in enumerate(actors):
        yield Quad(actor, iris.TYPE, kg("ArmedGroup"))
        yield Quad(actor, iris.LABEL, Literal(f"Actor {n} of the Northern Front"))
    for n in range(edges):
        if n % TOLD == 0:
            article = base.article(f"a{n // TOLD}")
            yield Quad(article, iris.IDENTIFIER, Literal(f"a{n // TOLD}"), article)
            yield Quad(article, iris.PUBLISHER, Literal(f"Outlet {n // TOLD % 40}"), article)
        kind = kg(KINDS[n % 5])
        # Each actor beyond the hub's edges is tied to a few that stand near it, and to one anywhere.
        source = actors[n + 1] if n < hub else actors[n * 7919 % len(actors)]
        target = actors[0] if n < hub else actors[(n * 7919 + n * n % 41 + 1) % len(actors)]
        yield Quad(source, kind, target)
        yield Quad(source, kind, target, article)
        claim = base.claim(f"c{n}")
        yield Quad(claim, iris.SUBJECT, source, article)
        yield Quad(claim, iris.PREDICATE, kind, article)
        yield Quad(claim, iris.OBJECT, target, article)
        yield Quad(claim, kg("confidence"), decimal(0.5 + n % 50 / 100, 4), article)
        yield Quad(claim, kg("factuality"), kg("Asserted"), article)


def timed(act: Callable[[], object], rounds: int = 1) -> float:
    """The median of several rounds, in seconds of this process's own time: others may be at work beside it."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        act()
        times.append(time.process_time() - start)
    return statistics.median(times)


def made(folder: Path, edges: int) -> None:
    Graph.open(folder, base=BASE).close()
    store = Store(str(folder / "store"))
    store.bulk_extend(quads(edges))
    store.flush()
    del store
    (folder / "UNPUBLISHED").touch()
    with Graph.open(folder, base=BASE) as graph:
        graph.publish()


class Nowhere(io.RawIOBase):
    """Takes everything, keeps nothing but its size."""

    size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.size += len(data)  # type: ignore[arg-type]
        return len(data)  # type: ignore[arg-type]


def exported(graph: Graph, out: IO[bytes], *, name: str) -> None:
    """Ours."""
    write(graph, out, name)


def by_lxml(graph: Graph, out: IO[bytes]) -> None:
    """The least that is GEXF: ids, labels, kinds and weights, by lxml's stream."""
    part = whole(index_of(graph))
    with (
        etree.xmlfile(out, encoding="utf-8") as xml,
        xml.element("gexf", version="1.3", nsmap={None: GEXF}),
        xml.element("graph", defaultedgetype="directed"),
    ):
        with xml.element("nodes"):
            for node in part.nodes():
                xml.write(etree.Element("node", id=node.iri, label=node.label))
        with xml.element("edges"):
            for edge in part.edges():
                told = {"id": edge.id, "source": edge.source, "target": edge.target, "kind": edge.kind}
                xml.write(etree.Element("edge", told, weight=str(edge.weight)))


def by_networkx(graph: Graph, out: IO[bytes]) -> None:
    """What `nx.write_gexf` makes of the same network, its making included."""
    network = nx.MultiDiGraph()
    part = whole(index_of(graph))
    network.add_nodes_from((node.iri, {"label": node.label, "class": node.cls}) for node in part.nodes())
    network.add_edges_from(
        (edge.source, edge.target, edge.id, {"kind": edge.kind, "weight": edge.weight}) for edge in part.edges()
    )
    nx.write_gexf(network, out)


def measured(folder: Path, act: Writer, told: Connection) -> None:
    """Write in this process, and tell the time, and in MB what was written, the most memory, and that before."""
    out = Nowhere()
    with Graph.snapshot(folder, base=BASE) as graph:
        index_of(graph)
        start, before = time.process_time(), memory("VmRSS")
        act(graph, cast("IO[bytes]", out))
        told.send((time.process_time() - start, out.size / 1e6, memory("VmHWM"), before))


def memory(name: str) -> float:
    """This process's memory in MB: `VmHWM` is the most it ever held, `VmRSS` what it holds now."""
    # Not getrusage's, which begins with what the parent held.
    return int(Path("/proc/self/status").read_text().partition(f"{name}:")[2].split()[0]) / 1024


def apart(folder: Path, act: Writer) -> tuple[float, float, float, float]:
    """`measured`, in a process of its own."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=measured, args=(folder, act, theirs))
    process.start()
    result: tuple[float, float, float, float] = ours.recv()
    process.join()
    return result


EXPORTS: dict[str, Writer] = {
    "graph.gexf, the first, with layout and communities": partial(exported, name="graph.gexf"),
    **{
        name: partial(exported, name=name)
        for name in ("graph.gexf", "graph.graphml", "graph.json", "edges.csv", "graph.nq")
    },
    "the least GEXF, by lxml": by_lxml,
    "GEXF by networkx": by_networkx,
}


def main(edges: int) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "graph"
        print(f"{edges:,} edges; loaded in {timed(lambda: made(folder, edges)):.0f} s")
        with Graph.snapshot(folder, base=BASE) as graph:
            counted: list[int] = []
            scan = timed(lambda: counted.append(sum(1 for _ in graph.quads())))
            print(f"a raw scan of all {counted[0]:,} quads: {scan:.1f} s\n")
            print(f"{'':44}{'time':>10}{'x raw scan':>12}")
            assert graph.folder is not None
            index = timed(lambda: write_index(graph, graph.folder))  # type: ignore[arg-type]
            print(f"{'index, once for each snapshot':44}{index:9.1f}s{index / scan:12.2f}")
        with Graph.snapshot(folder, base=BASE) as graph:
            hub(graph)
        print(f"\n{'export':52}{'time':>8}{'x raw scan':>12}{'written':>10}{'memory before, at most':>26}")
        for name, act in EXPORTS.items():
            seconds, size, most, before = apart(folder, act)
            print(
                f"{name:52}{seconds:7.1f}s{seconds / scan:12.2f}{size:7.0f} MB{before:12.0f} {most:10.0f} MB",
                flush=True,
            )


def hub(graph: Graph) -> None:
    """A page of a hub's neighbourhood against a raw scan of as many of its quads, and against a node with few edges."""
    node = graph.iris.entity("actor-0")

    def first_of_all(wanted: int = 200) -> None:
        found = graph.quads(None, None, node, DefaultGraph())
        for _, quad in zip(range(wanted), found, strict=False):
            quad.subject.value  # noqa: B018  what any reader would look at

    raw = timed(first_of_all, 50)
    index, page = index_of(graph), NeighbourhoodQuery()
    for _ in range(100):
        last = neighbourhood(index, node.value, page)
        page = NeighbourhoodQuery(after=last.next)
    asked: dict[str, Callable[[], object]] = {
        "a raw scan of 200 of the hub's quads": first_of_all,
        "the hub's first 200 edges": lambda: neighbours(graph, "entity", "actor-0", NeighbourhoodQuery(), "graphology"),
        "its page 101": lambda: neighbours(graph, "entity", "actor-0", page, "graphology"),
        "its first 200, filtered": lambda: neighbours(
            graph, "entity", "actor-0", NeighbourhoodQuery(only=Filter(("opposes",), min_confidence=0.9)), "graphology"
        ),
        "two steps from it": lambda: neighbours(graph, "entity", "actor-0", NeighbourhoodQuery(depth=2), "graphology"),
        "a node with few edges": lambda: neighbours(graph, "entity", "actor-5", NeighbourhoodQuery(), "graphology"),
    }
    total = neighbourhood(index, node.value, NeighbourhoodQuery()).total_edges
    print(f"\n{f'neighbourhoods; the hub has {total:,} edges':44}{'time':>10}{'x raw 200':>12}")
    for name, act in asked.items():
        seconds = timed(act, 30)
        print(f"{name:44}{seconds * 1000:8.1f}ms{seconds / raw:12.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 200_000)
