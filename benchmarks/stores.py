"""What a server store costs: a graph sent to `oxigraph serve`, and the same N-Quads posted to it at once; and changes.

    python benchmarks/stores.py [ARTICLES]     (default: 1000)

The two take turns, each with a new server. The first load begins with a published folder, and ends when the server's
counts are verified; what it is measured beside is one POST of the whole file to the Graph Store Protocol's address.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import httpx
from corpus import corpus, resolution_of
from pyoxigraph import RdfFormat, serialize
from servers import oxigraph

from kg.publish import publish
from kg.rdf.iris import Iris
from kg.rdf.project import article_quads
from kg.remote.push import push
from kg.remote.server import Server
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
            graph.follow(graphs, (), ())
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
    """One article after the other, taken out or put back."""
    with oxigraph(_nothing(at), at / "there") as server:
        settings, took = Settings(data=folder, store=server.url), 0.0
        with Server(settings) as there:
            push(settings, there, replace=True)
            for n in range(CHANGES):
                id_, quads = graphs[n // 2]
                with Graph.open(folder, base=settings.base) as graph:
                    graph.follow([(id_, quads)] if n % 2 else (), () if n % 2 else [id_], ())
                    graph.merged()
                    publish(graph)
                start = time.perf_counter()
                push(settings, there)
                took += time.perf_counter() - start
    print(f"one article's change: {took / CHANGES * 1000:.0f} ms to send")


def _nothing(at: Path) -> Path:
    (at / "nothing").mkdir(exist_ok=True)
    return at / "nothing"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
