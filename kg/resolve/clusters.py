"""Joining what belongs together: agglomeration, best evidence first, under what people said and what cannot be.

The invariant: people's word outranks. What they judged the same is together; no cluster holds a pair that they judged
different, unless their own sames force it, which is an error. Results never depend on the input's order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Generic, TypeVar

from kg.model import Ref
from kg.resolve.evidence import Evidence
from kg.resolve.judgements import Verdicts

Trait = TypeVar("Trait", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Clustering:
    """What agglomeration found.

    Attributes:
        groups: the clusters, each sorted.
        links: the evidence that joined them, one less than members in each cluster.
        apart: evidence that was considered and whose pair ended in two clusters.
    """

    groups: tuple[tuple[Ref, ...], ...]
    links: tuple[Evidence, ...]
    apart: tuple[Evidence, ...]


def agglomerate(
    traits: Mapping[Ref, Iterable[Trait]],
    evidence: Iterable[Evidence],
    clash: Callable[[AbstractSet[Trait], AbstractSet[Trait]], bool],
    verdicts: Verdicts,
) -> Clustering:
    """Join pairs, best first, unless their clusters exclude each other.

    Args:
        traits: every member, with what decides whom it excludes; one that is never joined comes out alone.
        evidence: pairs of them; those that do not have enough are only told apart.
        clash: whether two clusters' traits, taken together, exclude that they are one.
        verdicts: what people said of pairs; what they called the same is joined even if it clashes.

    Raises:
        JudgementError: people's judgements contradict each other.
    """
    clusters = _Clusters(traits)
    links = [e for e in verdicts.same_evidence() if e.left in clusters.home and clusters.join(e)]
    verdicts.check()
    for left, right in verdicts.different():
        if left in clusters.home and right in clusters.home:
            clusters.part(left, right)
    ranked = sorted(evidence, key=lambda e: (-e.total, e.left, e.right))
    links += [e for e in ranked if e.joins and not clusters.excluded(e, clash) and clusters.join(e)]
    apart = tuple(e for e in ranked if clusters.home[e.left] != clusters.home[e.right])
    return Clustering(tuple(tuple(sorted(group)) for group in clusters.members.values()), tuple(links), apart)


class _Clusters(Generic[Trait]):
    """The clusters as they grow: members, traits and whom people keep out, by the member that stands for each."""

    def __init__(self, traits: Mapping[Ref, Iterable[Trait]]) -> None:
        self.home = {ref: ref for ref in sorted(traits)}
        self.members = {ref: [ref] for ref in self.home}
        self._traits = {ref: set(traits[ref]) for ref in self.home}
        self._foes: dict[Ref, set[Ref]] = defaultdict(set)

    def part(self, left: Ref, right: Ref) -> None:
        """Keep two members' clusters apart from now on."""
        self._foes[self.home[left]].add(right)
        self._foes[self.home[right]].add(left)

    def excluded(self, pair: Evidence, clash: Callable[[AbstractSet[Trait], AbstractSet[Trait]], bool]) -> bool:
        """Whether something keeps a pair's clusters apart."""
        left, right = self.home[pair.left], self.home[pair.right]
        if left == right:
            return False
        if any(self.home[foe] == right for foe in self._foes.get(left, ())):
            return True
        return clash(self._traits[left], self._traits[right])

    def join(self, pair: Evidence) -> bool:
        """Make a pair's clusters one; False if they are one already."""
        left, right = self.home[pair.left], self.home[pair.right]
        if left == right:
            return False
        if len(self.members[left]) < len(self.members[right]):  # moving the smaller keeps the whole near linear
            left, right = right, left
        moved = self.members.pop(right)
        self.members[left] += moved
        self.home.update(dict.fromkeys(moved, left))
        self._traits[left] |= self._traits.pop(right)
        if right in self._foes:
            self._foes[left] |= self._foes.pop(right)
        return True
