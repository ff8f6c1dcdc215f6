"""What resolution costs as the corpus grows, and whether it stays right: against the generator's truth.

    python benchmarks/resolution.py [--sizes 1000 10000 100000] [--add]

Each size runs in a process of its own, whose peak of memory is told. Precision and recall are B-cubed (Bagga
and Baldwin) over named entities, and over incidents. Seconds are the processor's, of the one process that works, so
that they hold on a machine that is busy with other things. With --add, twenty articles more are added one by one: what
each of them costs in a register of that size.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from apart import measured_apart
from corpus import corpus
from figures import keep
from stories import Told

from kg.knowledge import ActorList, Gazetteer
from kg.model import Facts, Ref
from kg.resolve.register import queries
from kg.resolve.register.database import Register
from kg.resolve.resolver import Resolver
from kg.settings import Settings

MORE = 20


def measure(n: int, *, more: int) -> dict[str, Any]:
    """Resolve so many articles at once, then some more one by one."""
    chosen = Settings()
    actors, gazetteer = ActorList.load(chosen.actors), Gazetteer.load(chosen.places)
    truth: dict[Ref, str] = {}
    told = corpus(n + more)
    spent = 0.0

    def facts() -> Iterable[Facts]:
        nonlocal spent
        for _ in range(n):
            start = time.process_time()
            one = next(told)
            spent += time.process_time() - start
            truth.update(_named(one))
            yield one.facts

    with tempfile.TemporaryDirectory() as folder, Register(Path(folder) / "register", "") as register:
        resolver = Resolver(register, actors, gazetteer)
        start = time.process_time()
        resolver.change(facts(), (), lambda _: None)
        register.commit()
        took = time.process_time() - start - spent
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
        found = {kind: _b_cubed(_clusters(register, kind), truth) for kind in ("entity", "event")}
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        single = []
        for one in told:
            start = time.process_time()
            resolver.change([one.facts], (), lambda _: None)
            register.commit()
            single.append(time.process_time() - start)
    return {
        "articles": n, "mentions": len(truth), "seconds": round(took, 1), "ms_each": round(took / n * 1000, 2),
        "peak_mb": round(peak), "disk_mb": round(size / 1e6), **found,
        "add_ms": round(statistics.median(single) * 1000, 1) if single else None,
    }  # fmt: skip


def _named(told: Told) -> dict[Ref, str]:
    id_ = told.facts.article.id
    apart = ("unnamed/", "recurring/")
    return {Ref(id_, local): key for local, key in told.truth.items() if not any(mark in key for mark in apart)}


def _clusters(register: Register, kind: str) -> Iterable[list[Ref]]:
    groups: dict[str, list[Ref]] = defaultdict(list)
    for each, slug, article, local in register.rows(queries.MEMBERS):
        if each == kind:
            groups[slug].append(Ref(article, local))
    return groups.values()


def _b_cubed(clusters: Iterable[list[Ref]], truth: Mapping[Ref, str]) -> dict[str, float]:
    right = [[truth[ref] for ref in cluster if ref in truth] for cluster in clusters]
    sizes = Counter(key for cluster in right for key in cluster)
    total = precision = recall = 0.0
    for cluster in right:
        for key, count in Counter(cluster).items():
            precision += count * count / len(cluster)
            recall += count * count / sizes[key]
            total += count
    clusters_found = sum(bool(cluster) for cluster in right)
    return {
        "precision": round(precision / total, 4), "recall": round(recall / total, 4),
        "found": clusters_found, "true": len(sizes),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--add", action="store_true", help="add articles one by one, too")
    parser.add_argument("--one", action="store_true", help="measure the first size in this process, and keep nothing")
    given = parser.parse_args()
    more = MORE if given.add else 0
    if given.one:
        print(json.dumps(measure(given.sizes[0], more=more)))
        return
    keep("resolution", measured_apart(__file__, given.sizes, *(["--add"] if given.add else [])))


if __name__ == "__main__":
    main()
