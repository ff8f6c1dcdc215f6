"""Resolution of a set of facts at once, with its reasons."""

from __future__ import annotations

import weakref
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import heappop, heappush, merge
from itertools import chain, groupby, islice, product
from operator import itemgetter
from typing import Final

from kg.explain.review_candidates import ReviewCandidates, weight_of_event, weight_of_form
from kg.knowledge.actors import ActorList
from kg.knowledge.gazetteer import Gazetteer
from kg.model import Facts, Ref, Resolution
from kg.resolve.clustering.evidence import Evidence
from kg.resolve.clustering.judgements import Judgement, Verdicts
from kg.resolve.entities.signatures import EntitySignature
from kg.resolve.events import serialization
from kg.resolve.events.scoring import compare_incidents
from kg.resolve.events.signatures import EventSignature
from kg.resolve.register import queries
from kg.resolve.register.database import Register, ids
from kg.resolve.register.membership import KINDS, Cluster, Kind, Membership
from kg.resolve.resolution import resolution_of, resolved
from kg.resolve.resolver import Resolver
from kg.resolve.stories.incremental import Stories

_COMPARED: Final = 400  # pairs of two large clusters that are looked at, at most
_KEPT: Final = 50_000  # forms and profiles that are kept at hand
_AT_ONCE: Final = 50  # components that are parted anew at once
_Doubt = tuple[float, Ref, Ref]
"""How much an answer is worth, below zero so that the most comes first, and the pair."""


class Decision:
    """The decisions of a resolver and their reasons, looked up on demand.

    Attributes:
        clusters: who is in which.
        verdicts: people's judgements on members.
    """

    def __init__(self, resolver: Resolver, gazetteer: Gazetteer) -> None:
        """Take a resolver that does not change any more."""
        self.clusters = Membership(resolver.register)
        self.verdicts: Verdicts = resolver.verdicts
        self._resolver = resolver
        self._gazetteer = gazetteer
        self._stories = Stories(resolver.register)
        self._body = lru_cache(_KEPT)(self._read)
        self._joins = lru_cache(_KEPT)(self._settle)
        resolver.scorer.only_one = lru_cache(maxsize=None)(resolver.scorer.only_one)

    @property
    def resolution(self) -> Resolution:
        """All clusters."""
        return resolution_of(self._resolver)

    def links(self, cluster: Cluster) -> Iterator[Evidence]:
        """The evidence that made it, one less than its members."""
        yield from self._joins(cluster)
        forms = [(first, self.clusters.members([first])) for first in self.clusters.firsts(cluster)]
        for first, members in sorted(forms, key=lambda form: _place(form[1][0])):
            for ref in members:
                if ref != first:  # entities of one form are one beyond doubt
                    yield self.compare(first, ref)

    def compare(self, a: Ref, b: Ref) -> Evidence:
        """The evidence for and against two members of one kind."""
        left, right = self._body(a), self._body(b)
        if isinstance(left, EventSignature) and isinstance(right, EventSignature):
            return compare_incidents(a, left, b, right)
        assert isinstance(left, EntitySignature)
        assert isinstance(right, EntitySignature)
        return self._resolver.scorer.compare(a, left, b, right)

    def uncertain(self, kind: Kind | None = None) -> Iterator[Evidence]:
        """Pairs near the threshold that nobody has judged.

        First come those whose answer is worth most: how uncertain a pair is times how much is told of the two.
        """
        asked: set[tuple[Ref, Ref]] = set()
        met: set[frozenset[Cluster]] = set()
        for left, right in self._ranked(kind):
            homes = frozenset((self.clusters.home(left), self.clusters.home(right)))
            if homes in met:
                continue
            if len(homes) > 1:  # whatever is asked or not of these two is settled by their first pair
                met.add(homes)
            sides = self._sides(left, right)
            judged = (tuple(map(self.clusters.first, pair)) for pair in self.verdicts.on)
            if any((a in sides[0] and b in sides[1]) or (b in sides[0] and a in sides[1]) for a, b in judged):
                continue
            if len(homes) > 1 and self._never(*sides):
                continue
            least = [self.clusters.members(side, 1)[0] for side in sides]
            key = min(least), max(least)
            if key not in asked:
                asked.add(key)
                yield self.compare(left, right)

    def _ranked(self, kind: Kind | None) -> Iterator[tuple[Ref, Ref]]:
        """Pairs of firsts that are uncertain by themselves; no more is compared than is needed for the next one."""
        waiting: list[_Doubt] = []
        streams = (stream for each in KINDS if kind in (None, each) for stream in self._doubtful(each))
        for most, found in merge(*streams, key=itemgetter(0), reverse=True):
            while waiting and waiting[0][0] < -round(most, 2):  # what is still to come is worth less
                yield heappop(waiting)[1:]
            for evidence in found:
                if evidence.uncertain:
                    heappush(waiting, (self._worth(evidence), evidence.left, evidence.right))
        while waiting:
            yield heappop(waiting)[1:]

    def _doubtful(self, kind: Kind) -> Iterator[Iterator[tuple[float, Iterable[Evidence]]]]:
        """Links, and pairs that are not linked: each in parts, with what the rest is worth at most."""
        candidates = ReviewCandidates(self._resolver.register, self._resolver.scorer, kind)
        yield self._contested(candidates, kind)
        yield self._apart(candidates)

    def _contested(self, candidates: ReviewCandidates, kind: Kind) -> Iterator[tuple[float, Iterable[Evidence]]]:
        contested = candidates.contested()
        while some := list(islice(contested, _AT_ONCE)):
            parted = self._resolver.clusterings(kind, [ref for _, ref in some])
            yield some[0][0], (evidence for found in parted for evidence in chain(found.links, found.apart))

    def _apart(self, candidates: ReviewCandidates) -> Iterator[tuple[float, Iterable[Evidence]]]:
        for most, pairs in groupby(candidates.pairs(), key=itemgetter(0)):
            yield (
                most,
                (
                    self.compare(a, b)
                    for a, b in {pair[1:] for pair in pairs}
                    if a.article != b.article and self.clusters.home(a) != self.clusters.home(b)
                ),
            )

    def _worth(self, evidence: Evidence) -> float:
        doubt = abs(evidence.score - 0.5)
        return -round((1 - 2 * doubt) * min(self._weight(evidence.left), self._weight(evidence.right)), 2)

    def _weight(self, ref: Ref) -> float:
        """How much hangs on what or who this is: what is told of an incident, in how many articles someone is."""
        body = self._body(ref)
        if isinstance(body, EventSignature):
            return weight_of_event(body)
        row = self._resolver.register.row(queries.FORM_OF_ENTITY, *ids(ref))
        return weight_of_form(int(row[-1])) if row else 0.0

    def _sides(self, a: Ref, b: Ref) -> tuple[set[Ref], set[Ref]]:
        """The firsts of both clusters; if the pair joined one cluster, its two parts without the pair."""
        homes = self.clusters.home(a), self.clusters.home(b)
        if homes[0] != homes[1]:
            return set(self.clusters.firsts(homes[0])), set(self.clusters.firsts(homes[1]))
        near_by: dict[Ref, set[Ref]] = defaultdict(set)
        for link in self._joins(homes[0]):
            if (link.left, link.right) != (a, b):
                near_by[link.left].add(link.right)
                near_by[link.right].add(link.left)
        side, queue = {a}, [a]
        while queue:
            new = near_by[queue.pop()] - side
            side |= new
            queue += new
        return side, set(self.clusters.firsts(homes[0])) - side

    def _never(self, left: set[Ref], right: set[Ref]) -> bool:
        """Whether something rules out that two clusters are one, though not these two members of them."""
        pairs = product(self.clusters.members(left, _COMPARED), self.clusters.members(right, _COMPARED))
        return any(self.compare(a, b).ruled_out for a, b in islice(pairs, _COMPARED))

    def _settle(self, cluster: Cluster) -> tuple[Evidence, ...]:
        """The evidence that joined its forms, or its events."""
        firsts = self.clusters.firsts(cluster)
        if len(firsts) == 1:
            return ()
        (found,) = self._resolver.clusterings(cluster.kind, firsts[:1])
        return tuple(link for link in found.links if link.left in set(firsts))

    def _read(self, ref: Ref) -> EntitySignature | EventSignature:
        form = self._resolver.register.row(queries.FORM_OF_ENTITY, *ids(ref))
        if form:
            return EntitySignature.loads(form[-2])
        profile = self._resolver.register.row(queries.PROFILE_OF_EVENT, *ids(ref))
        assert profile
        return serialization.loads(profile[0], self._gazetteer.get, self._stories.terms(ref.article))


def _place(ref: Ref) -> tuple[str, int, str]:
    """Where it comes among all, as articles count their entities: e2 before e10."""
    return ref.article, len(ref.local), ref.local


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
    register = Register(None, "")
    decision = Decision(resolved(register, facts, actors, gazetteer, judgements), gazetteer)
    weakref.finalize(decision, register.close)
    return decision
