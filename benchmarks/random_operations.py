"""Random changes of a small graph: after every sequence it is the graph that a build from scratch would make.

    python benchmarks/random_operations.py --operations 1000 [--seed 0]

Articles are put, replaced and taken back, builds leave some out, people judge and take judgements back, and now and
then the register is closed and opened again. No language model is loaded: the facts are those of `corpus`.
"""

from __future__ import annotations

import argparse
import dataclasses
import logging
import tempfile
import time
from functools import cache
from pathlib import Path
from random import Random
from typing import Final, cast

from corpus import facts as corpus_facts
from figures import keep

from kg.errors import JudgementError
from kg.knowledge import ActorList, Gazetteer
from kg.model import Facts
from kg.pipeline.update import merge
from kg.rdf.project import record_quads
from kg.resolve import Judgement, Verdict
from kg.resolve.clustering.references import EntityName
from kg.resolve.context import ResolutionContext, lists
from kg.settings import Settings
from kg.store import Graph

BASE: Final = "https://example.org/"
MOST: Final = 12  # articles of a graph
EACH: Final = 25  # operations on one graph
_OPERATIONS: Final = ("add", "replace", "replace", "retract", "build", "judge")


@cache
def world() -> tuple[ActorList, Gazetteer]:
    """Who is known, and which places are."""
    return lists(Settings())


@cache
def pool() -> list[Facts]:
    """The articles of which each graph has some."""
    return list(corpus_facts(3 * MOST))


def lines(graph: Graph) -> bytes:
    """The graph but for the times of its runs."""
    runs = f"<{BASE}graph/runs>".encode()
    return b"".join(line for line in graph.sorted_nquads().splitlines(keepends=True) if runs not in line)


def altered(told: Facts, others: list[Facts], chance: Random) -> Facts:
    """An article of the same id that says what another one says, or something less."""
    other = chance.choice(others)
    kept = tuple(claim for claim in other.claims if chance.random() < 0.7)
    article = dataclasses.replace(other.article, id=told.article.id, title="Corrected")
    return dataclasses.replace(other, article=article, claims=kept)


class Player:
    """Changes one graph, and knows what should be in it.

    Attributes:
        graph: the one that is changed.
        there: the facts that it should hold, by article.
    """

    def __init__(self, graph: Graph, seed: int) -> None:
        self.graph = graph
        self.there: dict[str, Facts] = {}
        self._chance = Random(seed)
        self._pool = self._chance.sample(pool(), k=MOST)
        self._judgements: tuple[Judgement, ...] = ()

    def step(self) -> None:
        """One operation."""
        chance, operation = self._chance, self._chance.choice(_OPERATIONS)
        if operation == "judge":
            self._judge()
            return
        if operation == "retract":
            gone = chance.sample(sorted(self.there), k=min(len(self.there), chance.randint(1, 3)))
            self.there = {id_: told for id_, told in self.there.items() if id_ not in gone}
            self._merge([], gone)
            return
        new = chance.sample(self._pool, k=chance.randint(1, 4))
        if operation != "add":
            new = [altered(told, self._pool, chance) for told in new]
        gone = []
        if operation == "build":
            gone = chance.sample(sorted(self.there), k=len(self.there) // 2)
        put = {told.article.id: told for told in new}
        gone = [id_ for id_ in gone if id_ not in put]
        self.there = {id_: told for id_, told in self.there.items() if id_ not in gone} | put
        self._merge(list(put.values()), gone)

    def fresh(self) -> bytes:
        """The graph of just what should be there, built at once."""
        with Graph.memory(base=BASE) as graph:
            _merge(graph, list(self.there.values()), [], self._context())
            return lines(graph)

    def _judge(self) -> None:
        named = [(told.article.id, one) for told in self.there.values() for one in told.entities if one.names]
        if len(named) < 2:
            return
        (first, left), (second, right) = self._chance.sample(named, k=2)
        verdict = cast("Verdict", self._chance.choice(("same", "different", "unsure")))
        said = Judgement(EntityName(first, left.label, left.cls), EntityName(second, right.label, right.cls), verdict)
        before, self._judgements = self._judgements, (*self._judgements, said)
        try:
            self._merge([], [])
        except JudgementError:  # it contradicts others, so it is taken back
            self._judgements = before
            self._merge([], [])

    def _merge(self, put: list[Facts], gone: list[str]) -> None:
        try:
            _merge(self.graph, put, gone, self._context())
        except JudgementError:  # articles that came are what contradictory judgements speak of
            self._judgements = ()
            _merge(self.graph, put, gone, self._context())

    def _context(self) -> ResolutionContext:
        return ResolutionContext(*world(), self._judgements)


def _is_no_fault(record: logging.LogRecord) -> bool:
    """Let no register be made anew in silence, as a run does that meets a fault in it."""
    assert record.levelno < logging.ERROR, record.getMessage()
    return True


def _merge(graph: Graph, put: list[Facts], gone: list[str], context: ResolutionContext) -> None:
    stale = graph.unmerged
    graph.write_facts((told.article.id, record_quads(told, graph.iris)) for told in put)
    merge(graph, context, [told.article.id for told in put], gone, lambda *_: None, stale=stale)


def play(seed: int, operations: int = EACH) -> None:
    """Change a graph so many times.

    Raises:
        AssertionError: it is not what a build from scratch makes, or a fault of the register had to be healed.
    """
    logging.getLogger("kg.pipeline.update").addFilter(_is_no_fault)
    with tempfile.TemporaryDirectory() as folder, Graph.open(Path(folder), base=BASE) as graph:
        player = Player(graph, seed)
        for _ in range(operations):
            player.step()
        assert lines(graph) == player.fresh(), f"seed {seed}: another graph than that of a fresh build"


def main() -> None:
    """As the command line says."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--operations", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--keep", action="store_true", help="keep the figures")
    chosen = asked.parse_args()
    begun, failed, sequences = time.process_time(), 0, -(-chosen.operations // EACH)
    for seed in range(chosen.seed, chosen.seed + sequences):
        try:
            play(seed)
        except Exception as error:  # noqa: BLE001  each is told, and the rest goes on
            failed += 1
            print(f"seed {seed}: {type(error).__name__}: {error}")
    took = time.process_time() - begun
    print(
        f"{sequences * EACH:,} operations on {sequences} graphs of up to {MOST} articles: {failed} failed, "
        f"{took:.0f} s of the processor"
    )
    if chosen.keep:
        found = {"operations": sequences * EACH, "graphs": sequences, "failed": failed, "seconds": round(took)}
        keep("random_operations", [found])


if __name__ == "__main__":
    main()
