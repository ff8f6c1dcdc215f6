"""A soak: a real server, asked and written to for as long as you like, by people of good and of ill will.

    python benchmarks/soak.py --graph FOLDER --articles N --minutes 60 --out soak.csv

FOLDER is a graph that `corpus.py --articles N` (or `--quads`, N being a 190th of it) made; it is written to. Clients
look up articles, neighbourhoods, canned queries, lists and exports, and compare what they are told with the corpus, or
with a second answer from the same state of the graph. Others write graphs, edits and articles, read back each write
that was acknowledged, and all of them at the end, once more after the server was started anew. Others send what runs
away, is too large, is read slowly or not at all; and kill the writer. Each minute's figures are printed and written as
CSV. The exit status is 1 after a wrong answer, a lost write, an unexpected status, or growth beyond the bounds below.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import itertools
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from statistics import median

import httpx2
from asking import TIME_UP, Known, Reader
from corpus import QUADS_EACH, facts
from hostile import Hostile
from keeping import GraphKeeper, Keeper, Lost, NewsKeeper
from servers import sitrep
from tally import Minute, Tally
from vitals import Vitals, vitals

TOKEN = "soak"
LIMITS = {"TOKEN": TOKEN, "QUERY_TIMEOUT": str(TIME_UP), "WORKER_MEMORY": "512", "LOG_LEVEL": "warning"}
"""Shorter than the defaults, so that more queries are ended in the same time."""

GROWTH = {"server": 40, "forker": 10, "readers": 80, "writer": 200, "open_files": 60, "processes": 3, "disk": 150,
          "snapshots": 3}  # fmt: skip
"""By how much the median of the last quarter may exceed the median of the second one (the first is for warming up): MB,
or a number."""

PAUSES = {"probe": 0.5, "graphs": 0.7, "news": 8.0, "hostile": 4.0}
"""Seconds between two steps of a client, on average."""
READS = 7
"""Reads a second of all readers together, on average: more readers come less often, and more of them at once."""


@dataclass
class Row:
    """One minute: its number, requests, and how the server was at its end."""

    minute: int
    requests: Minute
    held: Vitals

    def flat(self) -> dict[str, object]:
        """All figures by name, for the CSV file."""
        of, kinds = self.requests, sorted(self.requests.seconds)
        figures: dict[str, object] = {"minute": self.minute}
        figures |= {"probe_p50_ms": _ms(of, 50), "probe_p99_ms": _ms(of, 99)}
        figures |= {name: round(value, 1) for name, value in asdict(self.held).items()}
        figures |= {"faults": sum(of.faults.values())}
        figures |= {"refused": "; ".join(f"{why}: {n}" for why, n in sorted(of.refused.items()))}
        rates = (
            f"{kind}: {len(of.seconds[kind]) / 60:.2f}/s p99 {of.percentile(kind, 99) * 1000:.0f} ms" for kind in kinds
        )
        return figures | {"answered": "; ".join(rates)}


def client(url: str) -> httpx2.Client:
    """One that may write, and waits long enough for a language model to be loaded on a busy machine."""
    limits = httpx2.Limits(keepalive_expiry=2)  # less than the server's, which could close one as it is used
    return httpx2.Client(base_url=url, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=180, limits=limits)


def repeat(step: Callable[[], None], pause: float, until: threading.Event, tally: Tally, random: Random) -> None:
    """Take steps until it is over."""
    while not until.is_set():
        try:
            step()
        except Lost as lost:
            tally.fault("lost write", str(lost))
        except Exception as error:  # noqa: BLE001  a client of ours that fails is a fault, and no end
            tally.fault("unexpected", f"{step}: {type(error).__name__}: {error}")
        until.wait(random.expovariate(1 / pause))


def soak(
    folder: Path, known: Known, minutes: float, clients: int, seed: int, log: Path, tell: Callable[[Row], None]
) -> Tally:
    """All of it, by so many clients; each minute is told as it ends."""
    tally, over = Tally(), threading.Event()
    ends = time.monotonic() + minutes * 60
    keepers: list[Keeper] = []
    with sitrep(folder, log, LIMITS) as server, contextlib.ExitStack() as opened:

        def http() -> httpx2.Client:
            return opened.enter_context(client(server.url))

        randoms = map(Random, itertools.count(seed))
        keepers = [GraphKeeper(http(), tally, next(randoms)), NewsKeeper(http(), tally, next(randoms))]
        hostile = Hostile(http(), tally, next(randoms), server.process)
        prober, *readers = (Reader(http(), tally, known, next(randoms)) for _ in range(clients - 3))
        steps: list[tuple[Callable[[], None], float]] = [
            (prober.probe, PAUSES["probe"]),
            (keepers[0].step, PAUSES["graphs"]),
            (keepers[1].step, PAUSES["news"]),
            (hostile.step, PAUSES["hostile"]),
            *((reader.step, len(readers) / READS) for reader in readers),
        ]
        threads = [
            threading.Thread(target=repeat, args=(step, pause, over, tally, next(randoms))) for step, pause in steps
        ]
        for thread in threads:
            thread.start()
        minute = 0
        try:
            while time.monotonic() < ends:
                minute += 1
                time.sleep(max(0.0, min(60, ends - time.monotonic())))
                tell(Row(minute, tally.turn(), vitals(server.process, folder)))
        finally:
            over.set()
            for thread in threads:
                thread.join()
        check(keepers, tally)
        tell(Row(minute + 1, tally.turn(), vitals(server.process, folder)))
    with sitrep(folder, log, LIMITS) as again, client(again.url) as http_:
        for keeper in keepers:
            keeper.http = http_
        check(keepers, tally)
    return tally


def check(keepers: Sequence[Keeper], tally: Tally) -> None:
    """Look for all that was written."""
    for keeper in keepers:
        try:
            keeper.check()
        except Lost as lost:
            tally.fault("lost write", str(lost))


def growth(rows: Sequence[Row]) -> dict[str, float]:
    """By how much what the server holds grew from the second quarter to the last, in medians."""
    quarter = max(1, len(rows) // 4)
    early, late = rows[quarter : 2 * quarter] or rows[:1], rows[-quarter:]
    return {
        name: median(getattr(row.held, name) for row in late) - median(getattr(row.held, name) for row in early)
        for name in GROWTH
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph", type=Path, required=True)
    parser.add_argument("--articles", type=int, help="of how many articles the corpus is that it was made of")
    parser.add_argument("--quads", type=int, help="or of about how many quads")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--clients", type=int, default=6, help="in all; four are not readers")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("soak.csv"))
    given = parser.parse_args()
    known = Known.of(list(facts(given.articles or given.quads // QUADS_EACH)))
    print(f"{len(known.articles):,} articles; settings {LIMITS}; load {os.getloadavg()}", flush=True)
    rows: list[Row] = []
    totals: Counter[str] = Counter()
    with given.out.open("w", newline="") as file:
        table: csv.DictWriter[str] | None = None

        def tell(row: Row) -> None:
            nonlocal table
            rows.append(row)
            flat = row.flat()
            if table is None:
                table = csv.DictWriter(file, list(flat))
                table.writeheader()
                print(HEAD)
            table.writerow(flat)
            file.flush()
            print(line(row), flush=True)
            totals.update({f"answered {kind}": len(seconds) for kind, seconds in row.requests.seconds.items()})
            totals.update({f"refused {why}": n for why, n in row.requests.refused.items()})

        tally = soak(
            given.graph, known, given.minutes, given.clients, given.seed, given.out.with_suffix(".server.log"), tell
        )
    print("\n" + "\n".join(f"{n:8,} {what}" for what, n in sorted(totals.items())))
    grown = growth(rows[:-1])
    print("\ngrowth: " + ", ".join(f"{name} {by:+.1f} (at most {GROWTH[name]})" for name, by in grown.items()))
    bad = [name for name, by in grown.items() if by > GROWTH[name]]
    print("\n".join(tally.faults) or "no wrong answer, no lost write, nothing unexpected")
    return 1 if bad or tally.faults else 0


HEAD = (
    f"{'min':>3} {'read/s':>7} {'write/s':>7} {'refused':>7} {'ended':>5} {'faults':>6} {'p50 ms':>7} {'p99 ms':>7} "
    f"{'server':>7} {'readers':>7} {'writer':>7} {'procs':>5} {'files':>5} {'disk MB':>7} {'states':>6}"
)
WRITES = frozenset(("put", "post", "delete", "update", "edit", "article", "retract"))


def line(row: Row) -> str:
    """One minute for people: memory in MB; `refused` are requests of good will, `ended` those of ill will."""
    of, held = row.requests, row.held
    writes = sum(len(seconds) for kind, seconds in of.seconds.items() if kind in WRITES)
    reads = sum(map(len, of.seconds.values())) - writes
    ended = sum(n for why, n in of.refused.items() if why.startswith("hostile"))
    return (
        f"{row.minute:3} {reads / 60:7.2f} {writes / 60:7.2f} {sum(of.refused.values()) - ended:7} {ended:5} "
        f"{sum(of.faults.values()):6} {_ms(of, 50):7.1f} {_ms(of, 99):7.1f} {held.server:7.1f} {held.readers:7.1f} "
        f"{held.writer:7.1f} {held.processes:5} {held.open_files:5} {held.disk:7.1f} {held.snapshots:6}"
    )


def _ms(of: Minute, which: int) -> float:
    return round(of.percentile("probe", which) * 1000, 1)


if __name__ == "__main__":
    sys.exit(main())
