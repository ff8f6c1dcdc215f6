"""What follows from articles, drawn anew where they changed: resolved, projected, and believed.

Everything can be drawn anew from the articles' facts alone, and is, wherever what resolution remembers of a graph is
missing, damaged, of another actor list or resolver, or left behind by a process that died: so it cannot drift.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeVar

from pyoxigraph import NamedNode, Quad

from kg.errors import NotFound
from kg.knowledge.conflicts import conflicts
from kg.model import Facts
from kg.rdf.believed import entity_quads, event_quads
from kg.rdf.conflicts import conflict_quads
from kg.rdf.project import article_quads
from kg.resolve.context import ResolutionContext
from kg.resolve.register.database import Register, copy_register
from kg.resolve.resolver import ResolutionDelta, Resolver
from kg.store import Graph

Progress = Callable[[str, int, int | None], None]
"""Told after each thing: the step (extract, resolve, project or merge), how many are done, of how many if known."""

T = TypeVar("T")

GENERATION_KEY: Final = "generation"
"""Meta key: the first published generation that this register matches."""

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
) -> GraphCounts:
    """Draw all that follows from articles that came, changed or are to go.

    Args:
        graph: holds the facts of all that came or changed.
        context: who is known, where is what, and what people said.
        changed: ids of articles whose facts are new.
        without: ids of those to take out.
        progress: is told of each step.
        stale: whether changes may have gone before that nothing was drawn from.

    Raises:
        JudgementError: people's judgements contradict each other.
        StoreError: the graph could not be written.
    """
    with Register(graph.resolution, context.version) as register:
        if stale and not register.new:
            register.clear()
        anew = register.new
        ids = [id_ for id_ in graph.article_ids() if id_ not in without] if anew else list(changed)
        resolver = Resolver(register, context.actors, context.gazetteer, context.judgements)
        facts = facts_of(graph, set(without))
        changes = resolver.change(
            _counted((graph.facts(id_) for id_ in ids), "resolve", len(ids), progress), without, facts
        )
        drawing = _QuadProjector(graph, resolver, context, progress)
        gone = _all_but(graph, changes.articles) if anew else without
        done = graph.apply_delta(drawing.articles(changes), gone, drawing.described(changes, anew=anew), sweep=anew)
        if anew:
            register.set("claims", str(graph.claim_count()))
            register.set("quads", str(len(graph)))
        else:
            register.tally("claims", done.claims)
            register.tally("quads", done.quads)
        register.set(GENERATION_KEY, next_generation(graph))
        register.commit()
        graph.merged()
        clusters = register.count("entity"), register.count("event")
        return GraphCounts(
            register.count("articles"),
            *clusters,
            register.count("claims"),
            register.count("quads"),
            register.count("members") - sum(clusters),
        )


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

    That is a copy of what resolution remembers, with the judgements that came since; where that is of another state or
    of other lists, all is resolved anew, which takes as long as for `kg build`.

    Args:
        folder: the graph's.
        base: what its IRIs begin with.
        context: who is known, where is what, and what people said.
        patience: seconds to wait for a run that has resolved, and is about to publish.
        told: hears for what this waits, and if all is resolved anew.

    Raises:
        NoGraph: nothing was published yet.
        JudgementError: people's judgements contradict each other.
    """
    until, waiting = time.monotonic() + patience, False
    with TemporaryDirectory(prefix="sitrep-") as at:
        copy = Path(at) / "resolution.sqlite"
        while True:
            with Graph.snapshot(folder, base=base) as graph:
                assert graph.resolution
                copy_register(graph.resolution, copy)
                with Register(copy, context.version) as register:
                    ahead = not register.new and int(register.get(GENERATION_KEY) or sys.maxsize) > graph.generation
                    if not ahead or time.monotonic() > until:
                        yield graph, _recalled(graph, register, context, told, anew=ahead)
                        return
            if not waiting:
                told("waiting for a run that is about to publish…")
                waiting = True
            time.sleep(_LOOK_AGAIN)


def _recalled(
    graph: Graph, register: Register, context: ResolutionContext, told: Callable[[str], None], *, anew: bool
) -> Resolver:
    resolver = Resolver(register, context.actors, context.gazetteer, context.judgements)
    if anew and not register.new:
        register.clear()
    ids = graph.article_ids() if register.new else []
    if len(ids) > _MANY:
        told(f"what resolution remembers is not of this state of the graph: {len(ids):,} articles are resolved anew")
    resolver.change((graph.facts(id_) for id_ in ids), (), facts_of(graph))
    return resolver


class _QuadProjector:
    """What changed, as quads."""

    def __init__(self, graph: Graph, resolver: Resolver, context: ResolutionContext, progress: Progress) -> None:
        self._graph = graph
        self._resolver = resolver
        self._context = context
        self._progress = progress

    def articles(self, changes: ResolutionDelta) -> Iterator[tuple[str, Iterable[Quad]]]:
        """Articles that name others than before, each with its graph's quads."""
        graph, resolver = self._graph, self._resolver
        for id_ in _counted(changes.articles, "project", len(changes.articles), self._progress):
            quads = article_quads(graph.facts(id_), resolver.canonical(id_), graph.iris, resolver.copy_of(id_))
            yield id_, quads

    def described(self, changes: ResolutionDelta, *, anew: bool) -> Iterator[tuple[NamedNode, Iterable[Quad]]]:
        """Entities and incidents that are others than before, each with what is believed of it."""
        base, resolver = self._graph.iris, self._resolver
        entities = resolver.slugs("entity") if anew else sorted(changes.entities | self._within(changes))
        events = resolver.slugs("event") if anew else sorted(changes.events)
        total = sum(map(resolver.register.count, ("entity", "event"))) if anew else None
        named = ((base.entity(slug), self._entity(slug)) for slug in entities)
        told = ((base.event(slug), self._event(slug)) for slug in events)
        return chain(_counted(chain(named, told), "merge", total, self._progress), self._conflicts())

    def _conflicts(self) -> Iterator[tuple[NamedNode, Iterable[Quad]]]:
        """All wars that are known: nothing is said of those that no incident is part of. They are few."""
        base, there = self._graph.iris, self._resolver.conflicts()
        return ((base.conflict(war.id), conflict_quads(war, base) if war.id in there else ()) for war in conflicts())

    def _entity(self, slug: str) -> Iterable[Quad]:
        found = self._resolver.entity(slug)
        if found is None:
            return ()
        context = self._context
        return entity_quads(
            *(*found, self._graph.iris),
            actors=context.actors,
            gazetteer=context.gazetteer,
            state=self._state,
            located=self._located,
        )

    def _event(self, slug: str) -> Iterable[Quad]:
        found = self._resolver.event(slug)
        if found is None:
            return ()
        event, members, said = found
        return event_quads(event, members, said, self._graph.iris, self._context.gazetteer)

    def _state(self, country: str) -> NamedNode | None:
        state = self._context.actors.state(country)
        slug = self._resolver.slug_of_actor(state.id) if state else None
        return self._graph.iris.entity(slug) if slug else None

    def _located(self, place: str) -> NamedNode | None:
        slug = self._resolver.slug_of_place(place)
        return self._graph.iris.entity(slug) if slug else None

    def _within(self, changes: ResolutionDelta) -> set[str]:
        """The places in those that are states or provinces, and came or went."""
        context = self._context
        actors = (context.actors.get(slug) for slug in changes.entities)
        countries = {actor.country for actor in actors if actor and actor.cls == "State" and actor.country}
        places = (context.gazetteer.get(id_) for id_ in changes.places)
        countries |= {place.country for place in places if place and place.area}
        return {place for country in countries for place in self._resolver.places_in(country)}


def facts_of(graph: Graph, gone: Collection[str] = ()) -> Callable[[str], Facts | None]:
    """What finds an article's facts by its id; None if it is not there, or about to go."""

    def facts(id_: str) -> Facts | None:
        try:
            return None if id_ in gone else graph.facts(id_)
        except NotFound:
            return None

    return facts


def next_generation(graph: Graph) -> str:
    """The number of the state that is published, or about to be where there are changes."""
    published = int(graph.published.name) if graph.published else 0
    return str(published + graph.unpublished)


def _all_but(graph: Graph, ids: Iterable[str]) -> set[str]:
    return set(graph.article_ids()).difference(ids)


def _counted(things: Iterable[T], step: str, total: int | None, progress: Progress) -> Iterator[T]:
    for done, thing in enumerate(things, start=1):
        yield thing
        progress(step, done, total)
