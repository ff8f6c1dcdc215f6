"""What a server store costs: a graph sent to `oxigraph serve`, the same N-Quads posted to it at once; changes; copies.

    python benchmarks/stores.py [ARTICLES]     (default: 1000)

The two take turns, each with a new server. The first load begins with a published folder, and ends when the server's
counts are verified; what it is measured beside is one POST of the whole file to the Graph Store Protocol's address. A
change is one article taken out or put back, sent, and followed by a copy of what the server holds.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from corpus import corpus, resolution_of
from pyoxigraph import RdfFormat, serialize
from servers import oxigraph

from kg.pipeline.publish import publish
from kg.rdf.iris import Iris
from kg.rdf.project import article_quads
from kg.replication.fetch import fetch
from kg.replication.push import push
from kg.replication.server import Server
from kg.settings import Settings
from kg.store import Graph

ROUNDS = 3
CHANGES = 20


def main(articles: int) -> None:
    base = Settings().base
    told = list(corpus(articles))
    who = resolution_of(told).by_ref()
    graphs = [(one.facts.article.id, list(article_quads(one.facts, who, Iris(base)))) for one in told]
    with tempfile.TemporaryDirectory() as at:
        folder = Path(at) / "graph"
        with Graph.open(folder, base=base) as graph:
            graph.apply_delta(graphs, (), ())
            graph.merged()
            publish(graph)
            lines = serialize(graph.quads(), format=RdfFormat.N_QUADS) or b""
            count = len(graph)
        print(f"{count:,} quads of {articles:,} articles, {len(lines) / 1e6:,.0f} MB as N-Quads")
        ours = raw = 0.0
        for n in range(1, ROUNDS + 1):
            once, mine = _posted(Path(at), lines), _sent(Path(at), folder)
            raw, ours = raw + once, ours + mine
            print(f"round {n}: one POST {count / once:,.0f} quads/s, kg store push {count / mine:,.0f} quads/s")
        print(f"ratio {raw / ours:.2f}")
        _changes(Path(at), folder, graphs)


def _posted(at: Path, lines: bytes) -> float:
    with oxigraph(_nothing(at), at / "there") as server:
        start = time.perf_counter()
        sent = {"content": lines, "headers": {"Content-Type": "application/n-quads"}}
        httpx.post(f"{server.url}/store", timeout=None, **sent).raise_for_status()  # type: ignore[arg-type]
        return time.perf_counter() - start


def _sent(at: Path, folder: Path) -> float:
    with oxigraph(_nothing(at), at / "there") as server:
        settings = Settings(data=folder, store=server.url)
        start = time.perf_counter()
        with Server(settings) as there:
            push(settings, there, replace=True)
        return time.perf_counter() - start


def _changes(at: Path, folder: Path, graphs: list[tuple[str, list]]) -> None:  # type: ignore[type-arg]
    """One article after the other, taken out or put back, and what becomes of that on the server and in a copy."""
    sent, followed, received = list[float](), list[float](), list[int]()
    with oxigraph(_nothing(at), at / "there") as server:
        settings = Settings(data=folder, store=server.url)
        copied = settings.model_copy(update={"data": at / "copy"})
        with Server(settings) as there, Server(copied) as source:
            push(settings, there, replace=True)
            whole = _timed(lambda: fetch(copied, source))
            print(f"a copy: {whole:.1f} s, {source.traffic.received / 1e6:,.1f} MB received")
            for n in range(CHANGES):
                id_, quads = graphs[n // 2]
                with Graph.open(folder, base=settings.base) as graph:
                    graph.apply_delta([(id_, quads)] if n % 2 else (), () if n % 2 else [id_], ())
                    graph.merged()
                    publish(graph)
                sent.append(_timed(lambda: push(settings, there)))
                before = source.traffic.received
                followed.append(_timed(lambda: fetch(copied, source)))
                received.append(source.traffic.received - before)
    print(f"one article's change: {1000 * statistics.median(sent):.0f} ms to send")
    print(
        f"followed by the copy: {1000 * statistics.median(followed):.0f} ms, {statistics.median(received):,.0f} bytes"
    )
    with Graph.snapshot(folder, base=settings.base) as here, Graph.snapshot(at / "copy", base=settings.base) as copy:
        assert here.sorted_nquads() == copy.sorted_nquads()


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _nothing(at: Path) -> Path:
    (at / "nothing").mkdir(exist_ok=True)
    return at / "nothing"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
