"""The reference implementation of the default graph: all of it projected at once, for tests and generated corpora.

`kg.pipeline.update` projects piece by piece what a change touches, and Spark shard by shard, by the same functions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from kg.knowledge import ActorList, Gazetteer
from kg.knowledge.conflicts import conflicts
from kg.model import DisputableClaim, Entity, Event, Facts, Ref, Resolution
from kg.rdf.believed import entity_quads, event_quads
from kg.rdf.conflicts import conflict_quads
from kg.rdf.iris import Iris, kg
from kg.rdf.project import article_quads
from kg.resolve.events.signatures import accounts
from kg.resolve.events.statements import Filler
from kg.vocab import DIRECT


def believed_quads(
    resolution: Resolution, facts: Iterable[Facts], base: Iris, actors: ActorList, gazetteer: Gazetteer
) -> Iterator[Quad]:
    """The whole default graph, in no order and with repetitions; the facts are gone through once.

    Raises:
        ValueError: a fact is of an entity or event that the resolution lacks.
    """
    canonical, direct = resolution.by_ref(), set(map(kg, DIRECT))
    entities: defaultdict[str, list[Entity]] = defaultdict(list)
    events: defaultdict[str, list[Event]] = defaultdict(list)
    said: defaultdict[str, list[DisputableClaim]] = defaultdict(list)
    for told in facts:
        for quad in article_quads(told, canonical, base):
            if quad.predicate in direct:
                yield Quad(quad.subject, quad.predicate, quad.object)
        here = told.article.id
        for entity in told.entities:
            if of := canonical.get(Ref(here, entity.id)):
                entities[of.slug].append(entity)
        for event in told.events:
            if of := canonical.get(Ref(here, event.id)):
                events[of.slug].append(event)
        for local, account in accounts(told):

            def who(filler: str, here: str = here) -> Filler:
                one = canonical[Ref(here, filler)]
                return Filler(one.slug, one.cls, one.actor, one.place, one.label)

            of = canonical[Ref(here, local)]
            said[of.slug] += account.disputable(here, who, actors, copy=here in resolution.copies)
    states = _states(resolution, actors, base)
    places = {one.place: base.entity(one.slug) for one in reversed(resolution.entities) if one.place}
    for one in resolution.entities:
        yield from entity_quads(
            *(one, entities[one.slug], base),
            actors=actors,
            gazetteer=gazetteer,
            state=states.get,
            located=places.get,
        )
    for one in resolution.events:
        yield from event_quads(one, events[one.slug], said[one.slug], base, gazetteer)
    for war in conflicts():
        if any(one.conflict == war.id for one in resolution.events):
            yield from conflict_quads(war, base)


def _states(resolution: Resolution, actors: ActorList, base: Iris) -> dict[str, NamedNode]:
    states: dict[str, NamedNode] = {}
    for entity in resolution.entities:
        actor = actors.get(entity.actor) if entity.actor else None
        if actor and actor.cls == "State" and actor.country:
            states[actor.country] = base.entity(entity.slug)
    return states
