"""Which entities of different articles are the same actor or place.

The actor list and the gazetteer decide where they know the entity. Else names do: persons by first and family name across
transliterations, everything else by its words. Unnamed entities and bare surnames stay their article's own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from kg.knowledge.actors import ActorList
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.names import is_kunya, same_person, same_word, skeleton, words
from kg.model import Canonical, Entity, Ref
from kg.resolve.clusters import Disjoint
from kg.resolve.slugs import distinct_slugs, slug
from kg.vocab import SUPERCLASS, is_a

_KINDS = ("Person", "Organization", "Place", "State", "Group")
_CLASSES = tuple(SUPERCLASS)
_FORMS_IN_A_BLOCK = 200  # a block of more different names than that is no evidence of anything


def resolve_entities(
    entities: Mapping[Ref, Entity], order: Mapping[str, int], actors: ActorList, places: Gazetteer
) -> list[Canonical]:
    """Cluster article-local entities.

    Args:
        entities: every entity by reference.
        order: article id -> rank by date; the earliest article's name gives a cluster its slug, so that it rarely changes.
    """
    joined: Disjoint[Ref] = Disjoint()
    for ref in sorted(entities):
        joined.find(ref)
    known: dict[Ref, str] = {}  # two that the actor list tells apart never join through a third's name
    for a, b in _pairs(entities):
        left, right = joined.find(a), joined.find(b)
        actors_there = {x for x in (known.get(left), known.get(right), entities[a].actor, entities[b].actor) if x}
        if len(actors_there) <= 1:
            joined.union(a, b)
            known.update(dict.fromkeys((joined.find(a),), next(iter(actors_there), "")))
    clusters = [sorted(members, key=lambda r: (order[r.article], r)) for members in joined.sets()]
    drafts = [_canonical(members, entities, actors, places) for members in clusters]
    return distinct_slugs(drafts)


def _pairs(entities: Mapping[Ref, Entity]) -> Iterator[tuple[Ref, Ref]]:
    """Pairs to join: identifiers first, then forms of names within blocks."""
    first: dict[tuple[str, str], Ref] = {}
    forms: dict[tuple[str, tuple[str, ...]], list[Ref]] = defaultdict(list)
    for ref in sorted(entities):
        entity = entities[ref]
        identifier = ("actor", entity.actor) if entity.actor else ("place", entity.place) if entity.place else None
        if identifier is not None:
            yield first.setdefault(identifier, ref), ref  # type: ignore[arg-type] - checked not None above
        for name in entity.names if entity.place is None else ():
            if _tells_apart(entity, name):
                forms[_kind(entity.cls), words(name)].append(ref)
    for refs in forms.values():
        yield from ((refs[0], other) for other in refs[1:])
    blocks: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
    for kind, form in forms:
        blocks[kind, skeleton(form[-1])].append(form)
    for (kind, _), block in blocks.items():
        if len(block) <= _FORMS_IN_A_BLOCK:
            for a, b in combinations(sorted(block), 2):
                if _same(kind, a, b):
                    yield forms[kind, a][0], forms[kind, b][0]


def _tells_apart(entity: Entity, name: str) -> bool:
    """Whether a name means the same one in every article: a full name, a byname, an organisation's or a place's."""
    if entity.cls == "Person":
        return is_kunya(name) or len(words(name)) > 1
    return bool(words(name)) and entity.cls != "Group"


def _same(kind: str, a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if kind == "Person":
        return same_person(" ".join(a), " ".join(b))
    return len(a) == len(b) and all(same_word(x, y) for x, y in zip(a, b, strict=True))


def _kind(cls: str) -> str:
    return next(top for top in _KINDS if is_a(cls, top))


def _canonical(members: list[Ref], entities: Mapping[Ref, Entity], actors: ActorList, places: Gazetteer) -> Canonical:
    found = [entities[r] for r in members]
    actor = actors.get(next((e.actor for e in found if e.actor), None) or "")
    place = places.get(next((e.place for e in found if e.place), None) or "")
    names = {n for e in found for n in e.names}
    if actor is not None:
        names.add(actor.name)
        return Canonical(actor.id, actor.cls, actor.name, tuple(sorted(names)), tuple(sorted(members)), actor.id)
    cls = _agreed(e.cls for e in found)
    if not names:
        one = members[0]
        return Canonical(slug(f"{one.article} {found[0].label} {one.local}"), cls, found[0].label, (), tuple(members))
    label = place.name if place is not None and place.name in names else _preferred(found)
    return Canonical(
        slug(place.name if place is not None else _full(found[0])), cls, label, tuple(sorted(names | {label})), tuple(sorted(members)),
        place=place.id if place is not None else None,
    )  # fmt: skip


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
