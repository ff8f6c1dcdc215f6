"""What the network costs at size: indexing, a hub's neighbourhood page by page, and exports with their memory.

    python benchmarks/network.py [EDGES]        (default: 200,000)

A graph with so many edges is made in a temporary folder (a million take some 2 GB), half of them at one hub, at most
100,000. Everything is measured in this run, and beside each figure stands its ratio to a raw scan of the store in the
same run, which is what holds on another machine. Each export runs in a process of its own, so that its memory shows.
"""

from __future__ import annotations

import io
import json
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
from pyoxigraph import DefaultGraph, Literal, Quad, Store

from kg.export import FORMS, Near, gexf, neighbours, write
from kg.network import Around, Filter, index_of, neighbourhood, write_index
from kg.rdf import iris
from kg.rdf.iris import Iris, kg
from kg.rdf.literals import decimal
from kg.store import Graph

BASE = "https://w3id.org/sitrep/id/"
TOLD = 50  # edges an article
KINDS = ("attacked", "memberOf", "partOf", "opposes", "alignedWith")
SMALL = 20_000  # edges, which networkx can manage


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


def exported(folder: Path, name: str, wanted: Filter | Near | None, told: object) -> None:
    """Export in this process, and tell the time and the most memory, in MB."""

    class Nowhere(io.RawIOBase):
        size = 0

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.size += len(data)  # type: ignore[arg-type]
            return len(data)  # type: ignore[arg-type]

    out = Nowhere()
    with Graph.snapshot(folder, base=BASE) as graph:
        index_of(graph)
        start, before = time.process_time(), memory("VmRSS")
        write(graph, out, name, wanted)  # type: ignore[arg-type]
        seconds = time.process_time() - start
    told.send((seconds, out.size / 1e6, memory("VmHWM"), before))  # type: ignore[attr-defined]


def memory(name: str) -> float:
    """This process's memory in MB: `VmHWM` is the most it ever held, `VmRSS` what it holds now."""
    # Not getrusage's, which begins with what the parent held.
    return int(Path("/proc/self/status").read_text().partition(f"{name}:")[2].split()[0]) / 1024


def apart(folder: Path, name: str, wanted: Filter | Near | None = None) -> tuple[float, float, float, float]:
    """`exported`, in a process of its own."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=exported, args=(folder, name, wanted, theirs))
    process.start()
    result: tuple[float, float, float, float] = ours.recv()
    process.join()
    return result


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
        print(f"\n{'export':16}{'time':>8}{'x raw scan':>12}{'written':>10}{'memory before, at most':>26}")
        for name in ("graph.gexf", "graph.gexf", "graph.graphml", "graph.json", "edges.csv", "graph.nq"):
            seconds, size, most, before = apart(folder, name)
            first = " (first: layout and communities too)" if name == "graph.gexf" and not done else ""
            done.append(name)
            print(f"{name:16}{seconds:7.1f}s{seconds / scan:12.2f}{size:7.0f} MB{before:12.0f} {most:10.0f} MB{first}")
        against_networkx(folder)


done: list[str] = []


def hub(graph: Graph) -> None:
    """A page of a hub's neighbourhood against a raw scan of as many of its quads, and against a node with few edges."""
    node = graph.iris.entity("actor-0")

    def first_of_all(wanted: int = 200) -> None:
        found = graph.quads(None, None, node, DefaultGraph())
        for _, quad in zip(range(wanted), found, strict=False):
            quad.subject.value  # noqa: B018  what any reader would look at

    raw = timed(first_of_all, 50)
    index, page = index_of(graph), Around()
    for _ in range(100):
        last = neighbourhood(index, node.value, page)
        page = Around(after=last.next)
    asked: dict[str, Callable[[], object]] = {
        "a raw scan of 200 of the hub's quads": first_of_all,
        "the hub's first 200 edges": lambda: neighbours(graph, "entity", "actor-0", Around(), "graphology"),
        "its page 101": lambda: neighbours(graph, "entity", "actor-0", page, "graphology"),
        "its first 200, filtered": lambda: neighbours(
            graph, "entity", "actor-0", Around(only=Filter(("opposes",), min_confidence=0.9)), "graphology"
        ),
        "two steps from it": lambda: neighbours(graph, "entity", "actor-0", Around(depth=2), "graphology"),
        "a node with few edges": lambda: neighbours(graph, "entity", "actor-5", Around(), "graphology"),
    }
    total = neighbourhood(index, node.value, Around()).total_edges
    print(f"\n{f'neighbourhoods; the hub has {total:,} edges':44}{'time':>10}{'x raw 200':>12}")
    for name, act in asked.items():
        seconds = timed(act, 30)
        print(f"{name:44}{seconds * 1000:8.1f}ms{seconds / raw:12.1f}")


def against_networkx(folder: Path) -> None:
    """Our GEXF against networkx's, of the same edges."""
    with Graph.snapshot(folder, base=BASE) as graph:
        near = Near(BASE + "entity/actor-0", Around(limit=SMALL))
        part = neighbourhood(index_of(graph), near.iri, near.around)
        read = io.BytesIO()
        FORMS["node-link"].write(part, read)
        network = nx.node_link_graph(json.loads(read.getvalue()))
        network.graph.clear()
        for *_, values in network.edges(data=True):
            values["articles"] = " | ".join(values["articles"])
        ours = timed(lambda: gexf.write(part, io.BytesIO()), 3)
        theirs = timed(lambda: nx.write_gexf(network, io.BytesIO()), 3)
        times = f"{ours:.2f} s; networkx's writer {theirs:.2f} s, {theirs / ours:.1f} times as long"
        print(f"\nGEXF of {len(part.edge_numbers):,} edges: {times}")


if __name__ == "__main__":
    main(int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 200_000)
