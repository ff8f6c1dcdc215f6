"""Processes killed at random moments while they change a graph: nothing is lost, doubled or stuck.

    python benchmarks/random_kills.py --kills 300 [--seed 0]

A process does one thing after another to a graph: it adds and replaces articles, takes some back, builds with fewer,
judges, backs up and restores. It says when each is done, and dies at a random moment. Then readers see the state
before or after what it was about, never another; what was judged is kept; doing the same again does it; and in the end
the graph is the one that a build from scratch would make. Processes are forked, since starting one takes a second.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Final

from figures import keep
from random_operations import BASE, lines, pool, world

from kg.model import Article, Facts
from kg.pipeline.build import add, build, refresh, retract
from kg.pipeline.publish import publish
from kg.resolve import Judgement, append_judgements, read_judgements
from kg.resolve.clustering.references import EntityName
from kg.resolve.context import ResolutionContext
from kg.store import Graph
from kg.store.backups import back_up, restore

SEQUENCE: Final = 12  # operations on one graph
_OPERATIONS: Final = ("add", "replace", "retract", "retract", "build", "judge", "restore")
_LONGEST: Final = 0.5  # seconds of the processor until a process is killed, at most


class Knows:
    """Reads in an article what it is told stands there."""

    version = "known-1"

    def __init__(self, facts: list[Facts]) -> None:
        self._facts = {told.article: told for told in facts}

    def extract(self, articles: Iterator[Article]) -> Iterator[Facts]:
        """The facts of each."""
        return (self._facts[article] for article in articles)


@dataclass
class Account:
    """What became of it all."""

    operations: int = 0
    killed: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass
class State:
    """What a graph should hold."""

    there: dict[str, Facts]
    judged: tuple[Judgement, ...] = ()

    @cached_property
    def lines(self) -> bytes:
        """Its quads, built at once."""
        context = ResolutionContext(*world(), self.judged)
        with Graph.memory(base=BASE) as graph:
            if facts := list(self.there.values()):
                add(graph, [told.article for told in facts], extractor=Knows(facts), context=context)
            return lines(graph)


def play_killed(root: Path, seed: int, kills: int, account: Account) -> None:
    """One sequence of operations, until so many processes were killed."""
    chance, folder, copy = Random(seed), root / "graph", root / "copy"
    facts = chance.sample(pool(), k=12)
    facts = list({told.article.text: told for told in facts}.values())  # one text, one reading
    now = State({told.article.id: told for told in facts[:4]})
    _run(lambda: _build(folder, now))
    kept = now
    _run(lambda: back_up(folder, BASE, copy))
    until = account.killed + kills
    for _ in range(SEQUENCE * 4):
        if account.killed >= until:
            return
        wanted, act = _operation(chance, facts, now, kept, folder, copy)
        account.operations += 1
        for _ in range(3):
            died = _run(act, kill_after=chance.uniform(0.002, _LONGEST))
            account.killed += died
            seen = _seen(folder)
            if seen not in (now.lines, wanted.lines) or (not died and seen != wanted.lines):
                account.faults.append(f"seed {seed}: readers see a state that nobody made")
            if not died:
                break
        else:
            if _run(act):
                account.faults.append(f"seed {seed}: an operation cannot be done again")
        if _seen(folder) != wanted.lines:
            account.faults.append(f"seed {seed}: after it was done again another graph is there")
            return
        if not _all_judged(folder, {*now.judged, *wanted.judged}):
            account.faults.append(f"seed {seed}: judgements are gone")
        now = wanted


def _operation(
    chance: Random, facts: list[Facts], now: State, kept: State, folder: Path, copy: Path
) -> tuple[State, Callable[[], object]]:
    """One thing to do, that may be done again: what should come of it, and what does it."""
    kind = chance.choice(_OPERATIONS)
    if kind == "retract" and len(now.there) > 2:
        gone = chance.sample(sorted(now.there), k=2)
        left = State({id_: told for id_, told in now.there.items() if id_ not in gone}, now.judged)
        return left, lambda: _write(folder, lambda graph, context: retract(graph, gone, context=context))
    named = [(told.article.id, one) for told in now.there.values() for one in told.entities if one.names]
    if kind == "judge" and len(named) >= 2:
        (first, left_), (second, right) = chance.sample(named, k=2)
        said = Judgement(
            EntityName(first, left_.label, left_.cls), EntityName(second, right.label, right.cls), "unsure"
        )
        judged = State(now.there, (*now.judged, said))
        return judged, lambda: _judge(folder, said)
    if kind == "restore":
        return State(kept.there, now.judged if not kept.judged else kept.judged), lambda: _restore(folder, copy)
    new = chance.sample(facts, k=chance.randint(1, 3))
    if kind == "build":
        wanted = State({told.article.id: told for told in new}, now.judged)
        return wanted, lambda: _build(folder, wanted)
    wanted = State(now.there | {told.article.id: told for told in new}, now.judged)
    return wanted, lambda: _write(
        folder,
        lambda graph, context: add(graph, [told.article for told in new], extractor=Knows(new), context=context),
    )


def _write(folder: Path, act: Callable[[Graph, ResolutionContext], object]) -> None:
    context = ResolutionContext(*world(), read_judgements(folder))
    with Graph.open(folder, base=BASE) as graph:
        act(graph, context)


def _build(folder: Path, wanted: State) -> None:
    facts = list(wanted.there.values())
    _write(
        folder,
        lambda graph, context: build(graph, [told.article for told in facts], extractor=Knows(facts), context=context),
    )


def _judge(folder: Path, said: Judgement) -> None:
    if said not in read_judgements(folder):
        append_judgements(folder, said)
    _write(folder, lambda graph, context: refresh(graph, context=context))


def _restore(folder: Path, copy: Path) -> None:
    restore(copy, folder, BASE, replace=True)
    with Graph.open(folder, base=BASE) as graph:
        publish(graph)


def _seen(folder: Path) -> bytes:
    """What readers see, read in a process of its own: one that has opened a store must not fork."""
    read, write = os.pipe()
    if os.fork() == 0:
        os.close(read)
        with os.fdopen(write, "wb") as out, contextlib.suppress(Exception), Graph.snapshot(folder, base=BASE) as graph:
            out.write(lines(graph))
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as answer:
        told = answer.read()
    os.wait()
    return told


def _all_judged(folder: Path, wanted: set[Judgement]) -> bool:
    """Whether every judgement is kept, be it set aside."""
    files = folder.glob("judgements.jsonl*")
    return {str(said) for said in wanted} <= {str(said) for file in files for said in _judgements_in(file)}


def _judgements_in(file: Path) -> tuple[Judgement, ...]:
    with tempfile.TemporaryDirectory() as at:
        (Path(at) / "judgements.jsonl").write_bytes(file.read_bytes())
        return read_judgements(Path(at))


def _run(act: Callable[[], object], kill_after: float | None = None) -> bool:
    """Do it in a process of its own; whether that was killed.

    Raises:
        AssertionError: it failed by itself.
    """
    child = os.fork()
    if child == 0:
        if kill_after is not None:
            signal.signal(signal.SIGPROF, signal.SIG_DFL)  # which ends a process at once, wherever it is
            signal.setitimer(signal.ITIMER_PROF, kill_after)
        try:
            act()
        except BaseException:  # noqa: BLE001  it is told of by the exit code
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.WEXITSTATUS(status) == 0, "an operation failed by itself"
    return False


def main() -> None:
    """As the command line says."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=300)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--keep", action="store_true", help="keep the figures")
    chosen = asked.parse_args()
    account, seed, begun = Account(), chosen.seed, time.monotonic()
    while account.killed < chosen.kills:
        with tempfile.TemporaryDirectory() as root:
            try:
                play_killed(Path(root), seed, min(20, chosen.kills - account.killed), account)
            except AssertionError as stuck:
                account.faults.append(f"seed {seed}: {stuck}")
        seed += 1
    print(f"{account.killed} kills in {account.operations} operations, {time.monotonic() - begun:.0f} s")
    print(*account.faults or ["nothing lost, doubled or stuck"], sep="\n")
    if chosen.keep:
        keep("random_kills", [{"kills": account.killed, "operations": account.operations, "faults": account.faults}])


if __name__ == "__main__":
    main()
