"""Resolution and its reasons: copies, then entities, then the incidents that they take part in."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice, product
from typing import Final, Literal

from kg.knowledge.actors import ActorList
from kg.knowledge.gazetteer import Gazetteer
from kg.model import Canonical, Facts, Ref, Resolution
from kg.resolve.copies import find_copies
from kg.resolve.entities import cluster_entities, name_entities
from kg.resolve.evidence import Evidence
from kg.resolve.incidents import cluster_incidents, compare_incidents, name_incidents
from kg.resolve.judgements import Judgement, Verdicts, place
from kg.resolve.likeness import Likeness, titles_of_bodies
from kg.resolve.profiles import make_profiles

_COMPARED: Final = 400  # pairs of two large clusters that are looked at, at most
Kind = Literal["entities", "incidents"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A resolution with all that can be said about how it came about.

    Attributes:
        resolution: the clusters.
        links: the evidence that made them, one less than members in each.
        apart: pairs for which something spoke, and that are not one.
        verdicts: people's judgements on members.
        compare: all that speaks for and against any two members of one kind.
    """

    resolution: Resolution
    links: tuple[Evidence, ...]
    apart: tuple[Evidence, ...]
    verdicts: Verdicts
    compare: Callable[[Ref, Ref], Evidence]

    def uncertain(self, kind: Kind | None = None) -> list[Evidence]:
        """Pairs that little more or less would join or part and on which nobody has judged; most uncertain first."""
        home = self.resolution.by_ref()
        events = {ref for event in self.resolution.events for ref in event.members}
        asked: dict[tuple[Ref, Ref], Evidence] = {}
        for pair in sorted((*self.links, *self.apart), key=lambda e: (abs(e.score - 0.5), e.left, e.right)):
            if not pair.uncertain or (kind is not None and (pair.left in events) != (kind == "incidents")):
                continue
            sides = self._sides(pair, home)
            key = min(sides[0]), min(sides[1])
            if self.verdicts.between(*sides) or (home[pair.left] is not home[pair.right] and self._never(*sides)):
                continue
            asked.setdefault((min(key), max(key)), pair)
        return list(asked.values())

    def _never(self, left: set[Ref], right: set[Ref]) -> bool:
        """Whether something rules out that two clusters are one, though not these two members of them."""
        pairs = islice(product(sorted(left), sorted(right)), _COMPARED)
        return any(self.compare(a, b).ruled_out for a, b in pairs)

    def _sides(self, pair: Evidence, home: Mapping[Ref, Canonical]) -> tuple[set[Ref], set[Ref]]:
        """The two sets of members that a pair's evidence joins or would join: without it, if it is a link."""
        left, right = set(home[pair.left].members), set(home[pair.right].members)
        if left != right:
            return left, right
        near: dict[Ref, set[Ref]] = defaultdict(set)
        for link in self.links:
            if link != pair and link.left in left:
                near[link.left].add(link.right)
                near[link.right].add(link.left)
        side, queue = {pair.left}, [pair.left]
        while queue:
            new = near[queue.pop()] - side
            side |= new
            queue += new
        return side, left - side


def decide(
    facts: Iterable[Facts], actors: ActorList, gazetteer: Gazetteer, judgements: Iterable[Judgement] = ()
) -> Decision:
    """Cluster the entities and events of all articles; every local one is a member of exactly one canonical one.

    Args:
        facts: of all articles, in any order.
        actors: who is known.
        gazetteer: which places are.
        judgements: people's, oldest first: what they say outranks all else.

    Raises:
        JudgementError: people's judgements contradict each other.
    """
    every = sorted(facts, key=lambda f: (f.article.date or dt.date.max, f.article.id))
    order = {f.article.id: n for n, f in enumerate(every)}
    verdicts = place(judgements, {f.article.id: f for f in every})
    copies = find_copies(f.article for f in every)

    likeness = Likeness(
        {Ref(f.article.id, e.id): e for f in every for e in f.entities},
        {f.article.id: f.article.publisher for f in every},
        titles_of_bodies(actors),
    )
    who = cluster_entities(likeness, verdicts)
    entities = name_entities(who.groups, likeness.entities, order, actors, gazetteer)

    profiles, events = make_profiles(every, {ref: c for c in entities for ref in c.members}, gazetteer, copies)
    what = cluster_incidents(profiles, verdicts)
    incidents = name_incidents(what.groups, profiles, events, order, {c.slug: c.label for c in entities})

    def compare(a: Ref, b: Ref) -> Evidence:
        return compare_incidents(a, b, profiles) if a in profiles else likeness.compare(a, b)

    resolution = Resolution(tuple(entities), tuple(incidents), copies)
    return Decision(resolution, who.links + what.links, who.apart + what.apart, verdicts, compare)


def resolve(
    facts: Iterable[Facts], actors: ActorList, gazetteer: Gazetteer, judgements: Iterable[Judgement] = ()
) -> Resolution:
    """The clusters alone; see `decide`.

    Raises:
        JudgementError: people's judgements contradict each other.
    """
    return decide(facts, actors, gazetteer, judgements).resolution
