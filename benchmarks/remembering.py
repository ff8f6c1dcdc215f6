"""What an answer costs that is given again, beside the least that the same HTTP server can do.

    python benchmarks/remembering.py --graph FOLDER [--rounds 5] [--seconds 2]

FOLDER is what `corpus.py --graph FOLDER --quads 1000000` made; the client is wrk (`apt install wrk`). The floor is an
application of four lines, behind the same uvicorn with the same limits, that gives the bytes of one of our answers to
whoever asks. Both are measured in turns; each ratio is the median over the rounds of the ratios within one round. Ours
runs with its default settings, with limits and log. CPU is the processor time that a server takes for a request.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx2
from figures import Row, keep
from servers import Server, sitrep
from serving import JSON, Cost, Kind, cost, kinds

from kg.settings import Settings
from kg.store import Graph

CLIENTS = (16, 128)
_FLOOR = """
import sys
from kg.cli.listening import listen, server_of
from kg.settings import Settings

body = sys.stdin.buffer.read()
start = {"type": "http.response.start", "status": 200, "headers": [(b"content-length", str(len(body)).encode())]}

async def app(scope, receive, send):
    if scope["type"] == "http":
        await send(start)
        await send({"type": "http.response.body", "body": body})

socket = listen("127.0.0.1", 0)
print(f"on http://127.0.0.1:{socket.getsockname()[1]}", flush=True)
server_of(app, Settings()).run(sockets=[socket])
"""


@contextlib.contextmanager
def floor(body: bytes) -> Iterator[Server]:
    """A server that gives always the same bytes."""
    command = [sys.executable, "-c", _FLOOR]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            assert process.stdin
            assert process.stdout
            process.stdin.write(body)
            process.stdin.close()
            yield Server(process.stdout.readline().decode().split()[1], process.pid)
        finally:
            process.terminate()
            process.wait(60)


def compare(folder: Path, kind: Kind, rounds: int, seconds: float) -> Iterator[Row]:
    """Ours and the floor in turns, at each number of clients."""
    with tempfile.TemporaryDirectory() as scratch, sitrep(folder, Path(scratch) / "log") as ours:
        for path in kind.paths:
            body = httpx2.get(ours.url + path, headers={"Accept": JSON}, timeout=60).raise_for_status().content
        with floor(body) as least:
            for clients in CLIENTS:
                pairs: list[tuple[Cost, Cost]] = []
                for turn in range(rounds):
                    servers = (ours, least) if turn % 2 else (least, ours)
                    found = {one.url: cost(one, kind.paths, clients, seconds) for one in servers}
                    pairs.append((found[ours.url], found[least.url]))
                yield row(kind.name, clients, pairs)


def row(kind: str, clients: int, pairs: list[tuple[Cost, Cost]]) -> Row:
    """The medians of one kind of request."""
    middle = statistics.median
    return {
        "kind": kind,
        "clients": clients,
        "a_second": round(middle(ours.rate.a_second for ours, _ in pairs)),
        "floor_a_second": round(middle(least.rate.a_second for _, least in pairs)),
        "throughput_ratio": round(middle(o.rate.a_second / f.rate.a_second for o, f in pairs), 2),
        "cpu_ms": round(middle(ours.processor for ours, _ in pairs), 3),
        "floor_cpu_ms": round(middle(least.processor for _, least in pairs), 3),
        "cpu_ratio": round(middle(o.processor / f.processor for o, f in pairs), 2),
        "failed": sum(ours.rate.errors for ours, _ in pairs),
        "load": round(os.getloadavg()[0], 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--keep", action="store_true", help="write the figures to benchmarks/figures")
    given = parser.parse_args()
    with Graph.snapshot(given.graph, base=Settings().base) as graph:
        some = [kind for kind in kinds(graph) if not kind.name.startswith("one hop")]
    rows = []
    for kind in some:
        for found in compare(given.graph, kind, given.rounds, given.seconds):
            print(found, flush=True)
            rows.append(found)
    if given.keep:
        keep("remembering", rows)


if __name__ == "__main__":
    main()
