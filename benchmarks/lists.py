"""What pages of lists, searches, hubs and overviews cost a reader, beside one plain query of the engine.

    python benchmarks/lists.py FOLDER [FOLDER ...] [--rounds 5] [--keep]

Each FOLDER is what `corpus.py --graph FOLDER --quads N` made; several sizes show what grows with the graph.
Milliseconds of the processor in one process, each answer computed anew and written as JSON, as a reader does: the first
one, with what it opens or counts for that state, and the least of the rest, which other work inflates least. The ratio
is to the engine alone: one hop around the busiest thing, 200 rows written as JSON.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from figures import Row, keep
from pydantic import TypeAdapter
from pyoxigraph import QueryResultsFormat, QuerySolutions

from kg.query import lookup
from kg.query.facets import article_facets, incident_facets
from kg.settings import Settings
from kg.store import Graph

_BUSIEST = "SELECT ?thing {{ ?x {0} ?thing . ?thing kg:named true }} GROUP BY ?thing ORDER BY DESC(COUNT(*)) LIMIT 1"
_HOP = "SELECT ?s ?p ?o {{ {{ <{0}> ?p ?o }} UNION {{ ?s ?p <{0}> }} }} LIMIT 200"


def asked(graph: Graph) -> Iterator[tuple[str, Callable[[], Any]]]:
    """What is measured, by name."""
    hub, attacker = (_found(graph, _BUSIEST.format(tie)).rpartition("/")[2] for tie in ("?p", "kg:attacker"))
    label = lookup.entity(graph, attacker).label
    filter_ = lookup.IncidentFilter
    yield "/incidents", lambda: lookup.incidents(graph, filter_())
    yield "/incidents?order=newest", lambda: lookup.incidents(graph, filter_(order="newest"))
    yield "/incidents?actor=", lambda: lookup.incidents(graph, filter_(actor=attacker))
    yield "/incidents?disputed=true", lambda: lookup.incidents(graph, filter_(disputed=True))
    yield "/entities/{hub}", lambda: lookup.entity(graph, hub)
    yield "/search", lambda: lookup.search(graph, label[:-2] + "x")
    yield "/articles", lambda: lookup.articles(graph)
    yield "/facets/incidents", lambda: incident_facets(graph, filter_())
    yield "/facets/articles", lambda: article_facets(graph, lookup.ArticleFilter())
    yield "/overview", lambda: lookup.overview(graph)


def _found(graph: Graph, text: str) -> str:
    rows = graph.query(text)
    assert isinstance(rows, QuerySolutions)
    return str(next(rows)["thing"].value)


def floor(graph: Graph) -> Callable[[], object]:
    """One hop around the busiest thing, by the engine alone."""
    text = _HOP.format(_found(graph, _BUSIEST.format("?p")))

    def hop() -> object:
        rows = graph.query(text)
        assert isinstance(rows, QuerySolutions)
        return rows.serialize(format=QueryResultsFormat.JSON)

    return hop


def measured(folder: Path, rounds: int) -> Iterator[Row]:
    """The rows of one graph; what it costs first is that of a state that was just opened."""
    base = Settings().base
    json = TypeAdapter(Any).dump_json
    with Graph.snapshot(folder, base=base) as graph:
        quads, least = len(graph), floor(graph)
        names = [name for name, _ in asked(graph)]
        hop = min(_cpu(least) for _ in range(rounds * 3))
    for name in names:
        with Graph.snapshot(folder, base=base) as graph:
            ask = dict(asked(graph))[name]
            first, *others = [_cpu(lambda: json(ask())) for _ in range(rounds + 1)]  # noqa: B023  run at once
        ms = min(others)
        yield {
            "quads": quads, "what": name, "first_ms": round(first, 1), "ms": round(ms, 1), "floor_ms": round(hop, 2),
            "ratio": round(ms / hop, 1), "load": round(os.getloadavg()[0], 1),
        }  # fmt: skip


def _cpu(what: Callable[[], object]) -> float:
    begun = time.process_time()
    what()
    return (time.process_time() - begun) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graphs", type=Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keep", action="store_true", help="write the figures to benchmarks/figures")
    given = parser.parse_args()
    rows = []
    for folder in given.graphs:
        for row in measured(folder, given.rounds):
            print(f"{row['quads']:12,} {row['what']:26} first {row['first_ms']:8.1f}  then {row['ms']:7.1f} ms"
                  f"  {row['ratio']:7.1f} times the engine's one hop ({row['floor_ms']} ms)", flush=True)  # fmt: skip
            rows.append(row)
    if given.keep:
        keep("lists", rows)


if __name__ == "__main__":
    main()
