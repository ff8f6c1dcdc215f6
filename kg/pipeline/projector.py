"""The projector: changes of a resolution, as quads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TypeVar

from pyoxigraph import NamedNode, Quad

from kg.knowledge.conflicts import conflicts
from kg.rdf.believed import entity_quads, event_quads
from kg.rdf.conflicts import conflict_quads
from kg.rdf.project import article_quads
from kg.resolve.context import ResolutionContext
from kg.resolve.resolver import ResolutionDelta, Resolver
from kg.store import Graph

Progress = Callable[[str, int, int | None], None]
"""Told after each thing: the step (extract, resolve, project or merge), how many are done, of how many if known."""

T = TypeVar("T")


class QuadProjector:
    """Projects the changes of a resolution to quads."""

    def __init__(self, graph: Graph, resolver: Resolver, context: ResolutionContext, progress: Progress) -> None:
        self._graph = graph
        self._resolver = resolver
        self._context = context
        self._progress = progress

    def articles(self, changes: ResolutionDelta) -> Iterator[tuple[str, Iterable[Quad]]]:
        """Articles that name others than before, each with its graph's quads."""
        graph, resolver = self._graph, self._resolver
        for id_ in counted(changes.articles, "project", len(changes.articles), self._progress):
            facts = self._context.claims.over(graph.facts(id_))
            quads = article_quads(
                *(facts, resolver.canonical(id_), graph.iris, resolver.copy_of(id_)), graph.record_of(id_)
            )
            yield id_, quads

    def described(self, changes: ResolutionDelta, *, anew: bool) -> Iterator[tuple[NamedNode, Iterable[Quad]]]:
        """Entities and incidents that are others than before, each with what is believed of it."""
        base, resolver = self._graph.iris, self._resolver
        entities = resolver.slugs("entity") if anew else sorted(changes.entities | self._within(changes))
        events = resolver.slugs("event") if anew else sorted(changes.events)
        total = sum(map(resolver.register.count, ("entity", "event"))) if anew else None
        named = ((base.entity(slug), self._entity(slug)) for slug in entities)
        told = ((base.event(slug), self._event(slug)) for slug in events)
        return chain(counted(chain(named, told), "merge", total, self._progress), self._conflicts())

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


def counted(things: Iterable[T], step: str, total: int | None, progress: Progress) -> Iterator[T]:
    """The things, each told of when it is done."""
    for done, thing in enumerate(things, start=1):
        yield thing
        progress(step, done, total)
