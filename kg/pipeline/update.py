"""The update of a graph after changes of articles: resolved, projected and written only where something changed.

Everything can be drawn anew from the articles' facts alone, and is, wherever what resolution remembers of a graph is
missing, damaged, of another actor list or resolver, or left behind by a process that died: so it cannot drift.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kg.errors import NotFound, SitrepError, StoreError
from kg.model import Facts
from kg.observe import logger
from kg.pipeline.projector import Progress, QuadProjector, counted
from kg.resolve import ClaimVerdicts
from kg.resolve.context import ResolutionContext
from kg.resolve.register.database import Register, copy_register
from kg.resolve.resolver import Resolver
from kg.store import Graph

_log: Final = logger("kg.pipeline.update")

GENERATION_KEY: Final = "generation"
"""Meta key: the first published generation that this register matches."""

_COUNTED: Final = "counted"  # meta key: the published generation of which it says how many claims and quads it has
_LOOK_AGAIN: Final = 0.2  # seconds
_MANY: Final = 1000  # articles that take long enough to tell of it


@dataclass(frozen=True, slots=True)
class GraphCounts:
    """How much a graph holds; `merged` are entities and events of articles that are one with another."""

    articles: int
    entities: int
    events: int
    claims: int
    triples: int
    merged: int


def merge(
    graph: Graph,
    context: ResolutionContext,
    changed: Iterable[str],
    without: Collection[str],
    progress: Progress,
    *,
    stale: bool,
    written: tuple[int, int] | None = None,
    thorough: bool = False,
) -> GraphCounts:
    """Draw all that follows from articles that came, changed or are to go.

    Where the register fails, it is made anew from the facts: no fault of it outlasts the run that meets it.

    Args:
        graph: holds the facts of all that came or changed.
        context: who is known, where is what, and what people said.
        changed: ids of articles whose facts are new.
        without: ids of those to take out.
        progress: is told of each step.
        stale: whether changes may have gone before that nothing was drawn from.
        written: how many claims and quads those facts are more; None where others may have written meanwhile.
        thorough: whether to see first that the register is not damaged; else that shows where a damaged part is read.

    Raises:
        JudgementError: people's judgements contradict each other.
        StoreError: the graph could not be written.
    """
    with Register(graph.resolution, context.version) as register:
        if not register.new and (stale or (thorough and not register.is_sound())):
            register.clear()
        changed, remembered = list(changed), not register.new
        try:
            held = _draw(graph, register, context, changed, without, progress, written)
        except (SitrepError, MemoryError):
            raise
        except Exception as fault:  # damaged, or wrong by a fault of ours: the facts are neither
            if not remembered:
                raise
            _log.error("register made anew", reason=repr(fault))
            register.clear()
            held = _draw(graph, register, context, changed, without, progress, None)
        graph.merged()
        return held


def _draw(
    graph: Graph,
    register: Register,
    context: ResolutionContext,
    changed: Iterable[str],
    without: Collection[str],
    progress: Progress,
    written: tuple[int, int] | None,
) -> GraphCounts:
    anew = register.new
    ids = [id_ for id_ in graph.article_ids() if id_ not in without] if anew else list(changed)
    resolver = Resolver(register, context.actors, context.gazetteer, context.judgements, context.claims)
    facts = facts_of(graph, context.claims, set(without))
    put = (context.claims.over(graph.facts(id_)) for id_ in ids)
    changes = resolver.change(counted(put, "resolve", len(ids), progress), without, facts)
    drawing = QuadProjector(graph, resolver, context, progress)
    gone = _all_but(graph, changes.articles) if anew else without
    done = graph.apply_delta(drawing.articles(changes), gone, drawing.described(changes, anew=anew), sweep=anew)
    more = None if anew or written is None else (written[0] + done.claims, written[1] + done.quads)
    _count(graph, register, more)
    clusters = register.count("entity"), register.count("event")
    register.set(GENERATION_KEY, next_generation(graph))
    register.set(_COUNTED, next_generation(graph))
    register.commit()
    return GraphCounts(
        register.count("articles"),
        *clusters,
        register.count("claims"),
        register.count("quads"),
        register.count("members") - sum(clusters),
    )


def _count(graph: Graph, register: Register, more: tuple[int, int] | None) -> None:
    """Keep count of claims and quads; updates write without counting, so all are counted anew after one."""
    if more is not None and graph.published and register.get(_COUNTED) == graph.published.name:
        register.tally("claims", more[0])
        register.tally("quads", more[1])
    else:
        register.set("claims", str(graph.claim_count()))
        register.set("quads", str(len(graph)))


@contextmanager
def open_resolution(
    folder: Path,
    base: str,
    context: ResolutionContext,
    *,
    patience: float = 0,
    told: Callable[[str], None] = lambda _: None,
) -> Iterator[tuple[Graph, Resolver]]:
    """The last published state of a graph, and what resolution makes of it, to be read.

    That is a copy of what resolution remembers, with the judgements that came since; if it is of another state or other
    lists, everything is resolved again, as in `kg build`.

    Args:
        folder: the graph's.
        base: what its IRIs begin with.
        context: who is known, where is what, and what people said.
        patience: seconds to wait for a run that has resolved, and is about to publish.
        told: hears for what this waits, and if all is resolved anew.

    Raises:
        NoGraph: nothing was published yet.
        JudgementError: people's judgements contradict each other.
        StoreError: what resolution remembers makes no sense.
    """
    until, waiting = time.monotonic() + patience, False
    with TemporaryDirectory(prefix="sitrep-") as at:
        copy = Path(at) / "resolution.sqlite"
        while True:
            with Graph.snapshot(folder, base=base) as graph:
                assert graph.resolution
                copy_register(graph.resolution, copy)
                with Register(copy, context.version) as register:
                    ahead = not register.new and _generation(register) > graph.generation
                    if not ahead or time.monotonic() > until:
                        with _told_of_damage(graph.resolution):
                            yield graph, _recalled(graph, register, context, told, anew=ahead)
                        return
            if not waiting:
                told("waiting for a run that is about to publish…")
                waiting = True
            time.sleep(_LOOK_AGAIN)


@contextmanager
def _told_of_damage(register: Path) -> Iterator[None]:
    """Say what to do where what is read of a register makes no sense, although all its pages can be read."""
    try:
        yield
    except (LookupError, TypeError, ValueError, AssertionError, sqlite3.DatabaseError) as fault:
        raise StoreError(
            f"What resolution remembers in {register} makes no sense ({fault!r}); remove that file, which is made anew"
        ) from fault


def _generation(register: Register) -> int:
    """The published generation that a register matches; far ahead of all where it does not say."""
    try:
        return int(register.get(GENERATION_KEY) or sys.maxsize)
    except ValueError:
        return sys.maxsize


def _recalled(
    graph: Graph, register: Register, context: ResolutionContext, told: Callable[[str], None], *, anew: bool
) -> Resolver:
    resolver = Resolver(register, context.actors, context.gazetteer, context.judgements, context.claims)
    if anew and not register.new:
        register.clear()
    if not register.new and not register.is_sound():
        register.clear()
    ids = graph.article_ids() if register.new else []
    if len(ids) > _MANY:
        told(f"what resolution remembers is not of this state of the graph: {len(ids):,} articles are resolved anew")
    resolver.change((context.claims.over(graph.facts(id_)) for id_ in ids), (), facts_of(graph, context.claims))
    return resolver


def facts_of(graph: Graph, claims: ClaimVerdicts, gone: Collection[str] = ()) -> Callable[[str], Facts | None]:
    """What finds an article's facts by its id, with what people said of its claims.

    None if it is not there, or about to go.
    """

    def facts(id_: str) -> Facts | None:
        try:
            return None if id_ in gone else claims.over(graph.facts(id_))
        except NotFound:
            return None

    return facts


def next_generation(graph: Graph) -> str:
    """The number of the state that is published, or about to be where there are changes."""
    published = int(graph.published.name) if graph.published else 0
    return str(published + graph.unpublished)


def _all_but(graph: Graph, ids: Iterable[str]) -> set[str]:
    return set(graph.article_ids()).difference(ids)
