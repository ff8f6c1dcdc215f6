"""What writing costs: a corpus' quads through the project's own path, and the same quads by Oxigraph's bulk_load.

    python benchmarks/writing.py [ARTICLES]     (default: 3000)

Both start from quads that are made already, write to a new folder on this disk, and take turns.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from corpus import corpus, resolution_of
from figures import Row, keep
from pyoxigraph import RdfFormat, Store, serialize

from kg.rdf.iris import Iris
from kg.rdf.project import article_quads
from kg.settings import Settings
from kg.store import Graph

ROUNDS = 3


def main(articles: int) -> None:
    base = Settings().base
    told = list(corpus(articles))
    who = resolution_of(told).by_ref()
    graphs = [(one.facts.article.id, article_quads(one.facts, who, Iris(base))) for one in told]
    quads = [quad for _, graph in graphs for quad in graph]
    lines = serialize(quads, format=RdfFormat.N_QUADS)
    assert lines is not None
    print(f"{len(quads):,} quads of {articles:,} articles")
    ours = raw = 0.0
    rows: list[Row] = []
    for n in range(1, ROUNDS + 1):
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            store = Store(folder)
            store.bulk_load(lines, RdfFormat.N_QUADS)
            store.flush()
            once = time.perf_counter() - start
            del store
        with tempfile.TemporaryDirectory() as folder, Graph.open(Path(folder), base=base) as graph:
            start = time.perf_counter()
            graph.apply_delta(graphs, (), ())
            mine = time.perf_counter() - start
        raw, ours = raw + once, ours + mine
        print(f"round {n}: bulk_load {len(quads) / once:,.0f} quads/s, ours {len(quads) / mine:,.0f} quads/s")
        rows.append({"quads": len(quads), "bulk_load": len(quads) / once, "ours": len(quads) / mine})
    print(f"ratio {raw / ours:.2f}")
    keep("writing", rows)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000)
