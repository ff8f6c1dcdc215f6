"""Which entities of different articles are the same actor or place, and what to call it."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from kg.knowledge.actors import ActorList
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.names import words
from kg.model import Canonical, Entity, Ref
from kg.resolve.clusters import Clustering, agglomerate
from kg.resolve.judgements import Verdicts
from kg.resolve.likeness import Likeness
from kg.resolve.slugs import distinct_slugs, slug
from kg.vocab import SUPERCLASS

_CLASSES = tuple(SUPERCLASS)


def cluster_entities(likeness: Likeness, verdicts: Verdicts) -> Clustering:
    """Join article-local entities; two that the actor list tells apart never join through a third's name."""
    known = {ref: {entity.actor} if entity.actor else () for ref, entity in likeness.entities.items()}
    return agglomerate(known, likeness.candidates(), _two_actors, verdicts)


def _two_actors(a: AbstractSet[str], b: AbstractSet[str]) -> bool:
    return len(a | b) > 1


def name_entities(
    groups: Iterable[Iterable[Ref]],
    entities: Mapping[Ref, Entity],
    order: Mapping[str, int],
    actors: ActorList,
    places: Gazetteer,
) -> list[Canonical]:
    """Make each cluster a canonical entity.

    Args:
        groups: the clusters.
        entities: every entity by reference.
        order: article id -> rank by date; the earliest article's name gives a cluster its slug: that rarely changes.
        actors: known actors keep their name and id.
        places: likewise places.
    """
    clusters = [sorted(members, key=lambda r: (order[r.article], r)) for members in groups]
    drafts = [_canonical(members, entities, actors, places) for members in clusters]
    return distinct_slugs(_one_each(drafts))


def _one_each(drafts: list[Canonical]) -> list[Canonical]:
    """Give every actor and place to one cluster: where people split one up, to the largest, then the first."""
    holders: dict[tuple[str | None, str | None], list[Canonical]] = defaultdict(list)
    for draft in drafts:
        holders[draft.actor, draft.place].append(draft)
    kept: list[Canonical] = []
    for (actor, place), several in holders.items():
        if actor is None and place is None:
            kept += several
            continue
        first, *others = sorted(several, key=lambda c: (-len(c.members), c.members))
        kept.append(first)
        kept += (dataclasses.replace(other, actor=None, place=None) for other in others)
    return kept


def _canonical(members: list[Ref], entities: Mapping[Ref, Entity], actors: ActorList, places: Gazetteer) -> Canonical:
    found = [entities[r] for r in members]
    actor = actors.get(_usual(e.actor for e in found))
    place = places.get(_usual(e.place for e in found))
    names = {n for e in found for n in e.names}
    if actor is not None:
        names.add(actor.name)
        return Canonical(actor.id, actor.cls, actor.name, tuple(sorted(names)), tuple(sorted(members)), actor.id)
    cls = _agreed(e.cls for e in found)
    if not names:
        one = members[0]
        return Canonical(
            slug(f"{one.article} {found[0].label} {one.local}"), cls, found[0].label, (), tuple(sorted(members))
        )
    label = place.name if place is not None and place.name in names else _preferred(found)
    first = place.name if place is not None else _full(found[0])
    every = tuple(sorted(names | {label}))
    return Canonical(
        slug(first), cls, label, every, tuple(sorted(members)), place=place.id if place is not None else None
    )


def _usual(ids: Iterable[str | None]) -> str:
    """The id given most often, of equals the first: there are several only where people joined what the lists part."""
    counts = Counter(id_ for id_ in ids if id_)
    return counts.most_common(1)[0][0] if counts else ""


def _agreed(classes: Iterable[str]) -> str:
    """The class named most often; of equals the more exact one, then the vocabulary's first."""
    counts = Counter(classes)
    return max(counts, key=lambda c: (counts[c], SUPERCLASS[c] is not None, -_CLASSES.index(c)))


def _preferred(found: list[Entity]) -> str:
    """The full name that most articles use; of equals the longest, then the first by alphabet."""
    counts = Counter(_full(e) for e in found)
    return min(counts, key=lambda n: (-counts[n] * (len(words(n)) > 1), -len(n), n))


def _full(entity: Entity) -> str:
    return entity.names[0] if entity.names else entity.label
