"""What the whole network by communities costs: the first answer for a filter, and those after it.

    python benchmarks/communities.py [NODES ...]        (default: 5,000 and 100,000)

Actors in blocks of some 500 with a few hubs, three ties for each actor, one in 15 of them to anywhere. The network's
index is made here, so that the figures are those of folding, communities and places alone, in seconds of this process.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Final, TypeVar

import numpy as np

from kg.query.network import Filter, arranged, groups
from kg.query.network.build_index import arrange
from kg.query.network.columns import Texts
from kg.query.network.evidence import NetworkEvidence, keys, triples
from kg.query.network.folding import folded
from kg.query.network.index import CLASSES, Index
from kg.query.network.ties import PREDICATES

IRI: Final = "https://w3id.org/sitrep/id/entity/n{:07}"
BLOCK: Final = 500

T = TypeVar("T")


def index_of(nodes: int) -> Index:
    """The index of such a network."""
    chance = np.random.default_rng(0)
    source = chance.integers(0, nodes, 3 * nodes)
    near = source // BLOCK * BLOCK + (chance.random(len(source)) ** 3 * BLOCK).astype(int)
    anywhere = chance.random(len(source)) < 1 / 15
    target = np.minimum(np.where(anywhere, chance.integers(0, nodes, len(source)), near), nodes - 1)
    apart = source != target
    ties = np.unique(keys(nodes, PREDICATES.index("opposes"), source[apart], target[apart]))
    nothing, unknown = np.empty(0, np.int64), np.full(nodes, np.nan)
    return arrange(
        NetworkEvidence(
            iri=Texts.of(map(IRI.format, range(nodes))), label=Texts.of(f"Group {n}" for n in range(nodes)),
            cls=np.full(nodes, CLASSES.index("ArmedGroup")), named=np.full(nodes, True), lat=unknown, long=unknown,
            date=Texts.of([""] * nodes), begin=np.zeros(nodes, int), end=np.zeros(nodes, int), article=Texts.of([]),
            published_by=nothing, outlet=Texts.of([]), copy=np.empty(0, bool), **triples(nodes, ties), triple=nothing,
            by=nothing, sure=nothing.astype(np.float32),
        )
    )  # fmt: skip


def timed(name: str, act: Callable[[], T]) -> T:
    """Do it, and print the seconds that it took."""
    start = time.process_time()
    done = act()
    print(f"  {name}: {time.process_time() - start:.2f} s")
    return done


def main() -> None:
    """Measure each size."""
    for nodes in [int(size.replace(",", "")) for size in sys.argv[1:]] or [5_000, 100_000]:
        index = index_of(nodes)
        print(f"{nodes:,} actors, {len(index.source):,} ties")
        net = groups.tied_of(timed("incidents folded", lambda index=index: folded(index)), Filter())  # type: ignore[misc]
        for name in ("communities and places, the first time", "after that"):
            timed(name, lambda net=net: arranged(net, (), most=60))  # type: ignore[misc]
        timed("one opened", lambda net=net: arranged(net, [f"{IRI.format(0)}.1"], most=60))  # type: ignore[misc]


if __name__ == "__main__":
    main()
