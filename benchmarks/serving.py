"""What asking costs, beside `oxigraph serve` and pyoxigraph in one process, on the same data and in the same run.

    python benchmarks/serving.py --graph FOLDER [--hub FOLDER] [--rounds 7] [--seconds 2]

FOLDER is what `corpus.py --graph FOLDER --quads 1000000` made, with `--hub 100000` for the second. `oxigraph` is the
extra `benchmark`, the client is wrk (`apt install wrk`). Ours runs with its default settings, all limits on.

Ours and the peer are measured in turns of a few seconds, so that whatever else the machine does hits both alike; each
ratio is the median over the rounds of the ratios within one round. Requests go round 100 different things,
neighbourhoods round those of the 20 with most. CPU is the processor time that a server takes for a request.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote

import httpx2
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store
from servers import Server, oxigraph, sitrep
from tally import percentile
from vitals import descendants, memory, processor_time
from wrk import Rate, load

from kg.query.canned import read_questions
from kg.settings import Settings
from kg.store import Graph
from kg.vocab import PREFIXES

JSON = "application/sparql-results+json"
SAID = {"Accept": JSON, "Accept-Encoding": "identity"}  # as wrk has it: what is remembered of it is the same
THINGS = 100
LIMIT = 200
CLIENTS = (1, 16, 128, 256)


@dataclass(frozen=True)
class Kind:
    """One kind of request: the queries as the engine takes them, and ours by address if it is not SPARQL."""

    name: str
    texts: Sequence[str]
    ours: Sequence[str] = ()

    @property
    def peers(self) -> list[str]:
        """The peer's paths."""
        return [f"/query?query={quote(text)}" for text in self.texts]

    @property
    def paths(self) -> list[str]:
        """Ours."""
        return list(self.ours) or [f"/sparql?query={quote(text)}" for text in self.texts]


def kinds(graph: Graph) -> list[Kind]:
    """A point look-up, a neighbourhood and a canned aggregate, each of many things."""
    things = _found(graph, "SELECT ?thing { ?thing a kg:Event }")
    busiest = _found(
        graph, "SELECT ?thing { ?x ?p ?thing . ?thing rdfs:label ?name } GROUP BY ?thing ORDER BY DESC(COUNT(*))"
    )
    attackers = _found(graph, "SELECT ?thing { ?thing kg:attacked ?x } GROUP BY ?thing ORDER BY DESC(COUNT(*))")
    canned = read_questions(Settings().queries)[0]["who-attacked-whom"]
    return [
        Kind("point look-up", [f"SELECT ?p ?o {{ <{iri}> ?p ?o }}" for iri in things]),
        Kind(
            f"one hop, LIMIT {LIMIT}",
            [
                f"SELECT ?s ?p ?o {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?p <{iri}> }} }} LIMIT {LIMIT}"
                for iri in busiest[:20]
            ],
        ),
        Kind(
            "canned aggregate",
            [canned.bind({"attacker": [iri]}, graph) for iri in attackers],
            [f"/queries/who-attacked-whom?attacker={quote(iri, safe='')}" for iri in attackers],
        ),
    ]


def _found(graph: Graph, text: str) -> list[str]:
    rows = graph.query(f"{text} LIMIT {THINGS}")
    assert isinstance(rows, QuerySolutions)
    return [row["thing"].value for row in rows]


def agree(ours: Server, peer: Server, kind: Kind) -> None:
    """See that both give the same answer to the first few requests, before either is called fast."""
    for mine, theirs in islice(zip(kind.paths, kind.peers, strict=True), 5):
        counted = []
        for url in (ours.url + mine, peer.url + theirs):
            answer = httpx2.get(url, headers={"Accept": JSON}, timeout=60).raise_for_status()
            counted.append(len(answer.json()["results"]["bindings"]))
        assert counted[0] == counted[1] > 0, (mine, counted)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run measured, and the milliseconds of processor time that the server took for each request."""

    rate: Rate
    processor: float


def cost(server: Server, paths: Sequence[str], clients: int, seconds: float) -> Cost:
    """Ask for some seconds. The clients of the run before hung up, so that readers may have been started anew."""
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda path: httpx2.get(server.url + path, headers=SAID, timeout=60), paths))
    before = _processor(server)
    rate = load(server.url, paths, clients, seconds, JSON)
    return Cost(rate, (_processor(server) - before) * 1000 / max(1, rate.requests))


def in_process(store: Store, texts: Sequence[str], seconds: float) -> Cost:
    """The engine alone: queries parsed, answered and written as JSON in this process, one after another."""
    begun, processor = time.perf_counter(), time.process_time()
    took: list[float] = []
    for text in cycle(texts):
        before = time.perf_counter()
        result = store.query(text)
        assert isinstance(result, QuerySolutions)
        result.serialize(format=QueryResultsFormat.JSON)
        took.append((time.perf_counter() - before) * 1000)
        if time.perf_counter() - begun > seconds:
            break
    each = (time.process_time() - processor) * 1000 / len(took)
    return Cost(Rate(len(took), seconds, percentile(took, 50), percentile(took, 99), 0), each)


def compare(graph: Graph, snapshot: Path, folder: Path, rounds: int, seconds: float) -> None:
    """Ours, the peer and the engine alone, in turns."""
    print(
        f"{len(graph):,} quads, {rounds} rounds of {seconds:g} s, of which the medians; load {os.getloadavg()}\n"
        f"{'':22}{'clients':>8}{'':14}{'a second':>9}{'p50 ms':>9}{'p99 ms':>9}{'CPU ms':>9}"
        f"{'p50: ratio':>12}{'throughput':>12}{'CPU':>12}"
    )
    store = Store.read_only(str(snapshot))
    with tempfile.TemporaryDirectory() as scratch, contextlib.ExitStack() as running:
        ours = running.enter_context(sitrep(folder, Path(scratch) / "log"))
        peer = running.enter_context(oxigraph(snapshot, Path(scratch) / "peer"))
        for kind in kinds(graph):
            agree(ours, peer, kind)
            for clients in CLIENTS:
                run: dict[str, Callable[[], Cost]] = {
                    "ours": lambda: cost(ours, kind.paths, clients, seconds),  # noqa: B023  run at once
                    "oxigraph serve": lambda: cost(peer, kind.peers, clients, seconds),  # noqa: B023
                    "in process": lambda: in_process(store, kind.texts, seconds),  # noqa: B023
                }
                found: dict[str, list[Cost]] = {name: [] for name in run}
                for turn in range(rounds):
                    for name in sorted(run, reverse=bool(turn % 2)):  # whoever is first is not always first
                        found[name].append(run[name]())
                tell(kind.name, clients, found)
        print(f"\nmemory: ours {_memory(ours):.0f} MB with its readers, oxigraph serve {_memory(peer):.0f} MB")


def tell(kind: str, clients: int, found: dict[str, list[Cost]]) -> None:
    """The figures of one kind of request, and the ratios."""
    pairs = list(zip(found["ours"], found["oxigraph serve"], strict=True))
    ratios = (
        statistics.median(ours.rate.p50 / peer.rate.p50 for ours, peer in pairs),
        statistics.median(ours.rate.a_second / peer.rate.a_second for ours, peer in pairs),
        statistics.median(ours.processor / peer.processor for ours, peer in pairs),
    )
    for name, costs in found.items():
        rates = [one.rate for one in costs]
        figures = [statistics.median(getattr(rate, x) for rate in rates) for x in ("a_second", "p50", "p99")]
        figures.append(statistics.median(one.processor for one in costs))
        what = f"{kind:22}{clients:8}" if name == "ours" else " " * 30
        compared = "".join(f"{ratio:12.2f}" for ratio in ratios) if name == "ours" else ""
        failed = sum(rate.errors for rate in rates)
        print(
            f"{what} {name:14}{figures[0]:8.0f}" + "".join(f"{figure:9.2f}" for figure in figures[1:]) + compared
            + (f"   {failed} failed" if failed else ""), flush=True,
        )  # fmt: skip


def hub(graph: Graph, folder: Path, seconds: float) -> None:
    """Someone with very many ties: page by page by REST, and by SPARQL."""
    (busiest,) = _found(graph, "SELECT ?thing { ?x kg:memberOf ?thing } GROUP BY ?thing ORDER BY DESC(COUNT(*))")[:1]
    slug = busiest.rpartition("/")[2]
    with tempfile.TemporaryDirectory() as scratch, sitrep(folder, Path(scratch) / "log") as ours:
        first = f"/entities/{slug}/neighbours?limit={LIMIT}"
        page, total = first, 0
        for _ in range(50):
            about = httpx2.get(ours.url + page, timeout=60).raise_for_status().json()["attributes"]
            total, page = about["total_edges"], about["next"] or page
        members = f"?x <{PREFIXES['kg']}memberOf> <{busiest}>"
        asked = {
            "SPARQL, LIMIT 200": f"SELECT ?x {{ {members} }} LIMIT {LIMIT}",
            "SPARQL, LIMIT 200 OFFSET 90000": f"SELECT ?x {{ {members} }} LIMIT {LIMIT} OFFSET 90000",
            "SPARQL, all counted": f"SELECT (COUNT(*) AS ?n) {{ {members} }}",
        }
        paths = {
            "REST neighbours, first page": first,
            "REST neighbours, page 51": page,
            "REST, one entity": f"/entities/{slug}",
        }
        paths |= {name: f"/sparql?query={quote(text)}" for name, text in asked.items()}
        print(f"\na hub of {total:,} edges, one client{'':9}{'a second':>9}{'p50 ms':>9}{'p99 ms':>9}")
        for name, path in paths.items():
            accept = JSON if "SPARQL" in name else "application/json"
            load(ours.url, [path], 1, 1, accept)
            rate = load(ours.url, [path], 1, seconds * 2, accept)
            failed = f"   {rate.errors} failed" if rate.errors else ""
            print(f"{name:38}{rate.a_second:9.0f}{rate.p50:9.2f}{rate.p99:9.2f}{failed}", flush=True)


def _memory(server: Server) -> float:
    return sum(memory(pid, "RssAnon") for pid in _processes(server))


def _processor(server: Server) -> float:
    return sum(processor_time(pid) for pid in _processes(server))


def _processes(server: Server) -> list[int]:
    return [server.process, *(pid for pid, _ in descendants(server.process))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph", type=Path, help="what ours and the peer are compared on")
    parser.add_argument("--hub", type=Path, help="a graph with someone of very many ties")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=2)
    given = parser.parse_args()
    base = Settings().base
    if given.graph:
        with Graph.snapshot(given.graph, base=base) as graph:
            assert graph.folder is not None
            compare(graph, graph.folder, given.graph, given.rounds, given.seconds)
    if given.hub:
        with Graph.snapshot(given.hub, base=base) as graph:
            hub(graph, given.hub, given.seconds)


if __name__ == "__main__":
    main()
