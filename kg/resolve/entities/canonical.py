"""A cluster of forms as one entity: its class, its names and its label."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from kg.knowledge.actors import ActorList
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.names import words
from kg.model import Canonical, Ref
from kg.resolve.clustering.agglomeration import Clustering, agglomerate
from kg.resolve.clustering.blocking import Item
from kg.resolve.clustering.evidence import Evidence
from kg.resolve.clustering.judgements import Verdicts
from kg.resolve.entities.scoring import EntityScorer
from kg.resolve.entities.signatures import EntitySignature
from kg.resolve.register.slugs import slug
from kg.vocab import SUPERCLASS

_CLASSES = tuple(SUPERCLASS)
_SEVERAL = 2
Trait = tuple[str, str]


class Seen(NamedTuple):
    """A form, with the day and the entity that it was seen in first, and in how many."""

    day: str
    first: Ref
    times: int
    form: EntitySignature


class Described(NamedTuple):
    """A cluster of forms as one entity; its slug may be that of others too.

    Attributes:
        one: the entity; `members` holds its first alone.
        seen: its forms, the earliest first.
        country: where it is or belongs, by ISO 3166 alpha-2 code.
        named: whether any article gives it a name.
    """

    one: Canonical
    seen: list[Seen]
    country: str | None
    named: bool


def item(seen: Seen, scorer: EntityScorer) -> Item[EntitySignature]:
    """A form as a member of blocks."""
    keys = (key for key in scorer.keys(seen.form) if not key.startswith(("f|", "k|")))
    return Item(seen.first, frozenset(keys), seen.form.identity, seen.form)


def compare(scorer: EntityScorer, key: str, a: Item[EntitySignature], b: Item[EntitySignature]) -> Evidence | None:
    """What speaks for and against two forms that share a key; None where that does not make them worth comparing."""
    mark = key[0]
    if mark == "w" and a.body.kind == b.body.kind:
        return None  # these meet by all that they have in common
    if mark in "siob" and a.ref.article == b.ref.article:
        return None  # its reader knew why it told them apart
    if mark == "i" and not (_has_initial(a.body) or _has_initial(b.body)):
        return None
    if mark == "b" and not (a.body.actor or b.body.actor):
        return None
    return scorer.compare(a.ref, a.body, b.ref, b.body)


def part(forms: Mapping[Ref, EntitySignature], evidence: Iterable[Evidence], verdicts: Verdicts) -> Clustering:
    """Part a component of forms into clusters."""
    return agglomerate({ref: traits(form) for ref, form in forms.items()}, evidence, clash, verdicts.among(forms))


def describe(groups: Iterable[Iterable[Seen]], actors: ActorList, places: Gazetteer) -> list[Described]:
    """The clusters of a component, or one of them whose forms are seen more or less often than before."""
    ordered = [sorted(group, key=lambda one: (one.day, one.first)) for group in groups]
    by_first = {group[0].first: group for group in ordered}
    drafts = ((name_entity(group, actors, places), sum(one.times for one in group)) for group in ordered)
    return [_described(one, by_first[one.members[0]], places) for one in one_each(drafts)]


def _described(one: Canonical, seen: list[Seen], places: Gazetteer) -> Described:
    countries = {form.country for _, _, _, form in seen if form.country}
    place = places.get(one.place) if one.place else None
    country = (place.country or None) if place else countries.pop() if len(countries) == 1 else None
    return Described(one, seen, country, any(form.names for _, _, _, form in seen))


def _has_initial(form: EntitySignature) -> bool:
    return any(len(words(name)[0]) == 1 for name in form.names if words(name))


def traits(form: EntitySignature) -> set[Trait]:
    """What a form cannot be one with others of: two actors of the list, or two places, never join through a third."""
    return {(what, id_) for what, id_ in (("actor", form.actor), ("place", form.place)) if id_}


def clash(a: AbstractSet[Trait], b: AbstractSet[Trait]) -> bool:
    """Whether two clusters' traits exclude that they are one."""
    both = a | b
    return len({what for what, _ in both}) < len(both)


def name_entity(seen: Sequence[Seen], actors: ActorList, places: Gazetteer) -> Canonical:
    """A cluster as one entity; its slug may be that of others too. `members` holds its first alone.

    Args:
        seen: its forms, the earliest first: that one gives it its slug, which hence rarely changes.
        actors: known actors keep their name and id.
        places: likewise places.
    """
    first = (seen[0].first,)
    actor = actors.get(_usual((one.form.actor, one.times) for one in seen))
    place = places.get(_usual((one.form.place, one.times) for one in seen))
    names = {name for one in seen for name in one.form.names}
    if actor is not None:
        every = tuple(sorted(names | {actor.name}))
        return Canonical(actor.id, actor.cls, actor.name, every, first, actor.id)
    cls = _agreed(seen)
    if not names:
        [member], label = first, seen[0].form.label
        return Canonical(slug(f"{member.article} {label} {member.local}"), cls, label, (), first)
    label = place.name if place is not None and place.name in names else _preferred(seen)
    called = place.name if place is not None else _full(seen[0].form)
    every = tuple(sorted(names | {label}))
    return Canonical(slug(called), cls, label, every, first, place=place.id if place is not None else None)


def one_each(drafts: Iterable[tuple[Canonical, int]]) -> list[Canonical]:
    """Give every actor and place to one cluster: where people split one up, to the largest, then the first.

    Args:
        drafts: clusters, and how many entities each stands for.
    """
    drafts = [*drafts]
    if len(drafts) < _SEVERAL:
        return [draft for draft, _ in drafts]
    holders: dict[tuple[str | None, str | None], list[tuple[Canonical, int]]] = defaultdict(list)
    for draft, size in drafts:
        holders[draft.actor, draft.place].append((draft, size))
    kept: list[Canonical] = []
    for (actor, place), several in holders.items():
        ranked = [draft for draft, _ in sorted(several, key=lambda d: (-d[1], d[0].members))]
        given = len(ranked) if actor is None and place is None else 1
        kept += ranked[:given]
        kept += (replace(other, actor=None, place=None) for other in ranked[given:])
    return kept


def _usual(ids: Iterable[tuple[str | None, int]]) -> str:
    """The id given most often, of equals the first: there are several only where people joined what the lists part."""
    given = [(id_, times) for id_, times in ids if id_]
    if len(given) < _SEVERAL:
        return given[0][0] if given else ""
    counts = Counter[str]()
    for id_, times in given:
        counts[id_] += times
    return counts.most_common(1)[0][0]


def _agreed(seen: Iterable[Seen]) -> str:
    """The class named most often; of equals one that is not just any organisation, the more exact, the first."""
    counts = Counter[str]()
    for one in seen:
        counts[one.form.cls] += one.times
    return max(counts, key=lambda c: (counts[c], c != "Organization", SUPERCLASS[c] is not None, -_CLASSES.index(c)))


def _preferred(seen: Iterable[Seen]) -> str:
    """The full name that most articles use; of equals the longest, then the first by alphabet."""
    counts = Counter[str]()
    for one in seen:
        counts[_full(one.form)] += one.times
    return min(counts, key=lambda n: (-counts[n] * (len(words(n)) > 1), -len(n), n))


def _full(form: EntitySignature) -> str:
    return form.names[0] if form.names else form.label
