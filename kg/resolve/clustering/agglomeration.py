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
from kg.resolve.clustering.evidence import Evidence
from kg.resolve.clustering.judgements import Verdicts

Trait = TypeVar("Trait", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Clustering:
    """The outcome of agglomeration.

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
    verdicts.check()
    if len(traits) == 1:
        return Clustering((tuple(traits),), (), ())  # as most are: nobody is like them
    found = _Clusters(traits, clash)
    links = [e for e in verdicts.same_evidence() if e.left in found.whole.home and found.whole.join(e.left, e.right)]
    for left, right in verdicts.different():
        if left in found.whole.home:
            found.part(left, right)
    ranked = sorted(evidence, key=lambda e: (-e.total, e.left, e.right))
    links += [e for e in ranked if e.joins and found.join(e)]
    home = found.whole.home
    apart = tuple(e for e in ranked if home[e.left] != home[e.right])
    return Clustering(tuple(tuple(sorted(group)) for group in found.whole.members.values()), tuple(links), apart)


class _Sets:
    """Disjoint sets; each is known by one of its members."""

    def __init__(self, members: Iterable[Ref]) -> None:
        self.home = {ref: ref for ref in sorted(members)}
        self.members = {ref: [ref] for ref in self.home}

    def join(self, a: Ref, b: Ref) -> tuple[Ref, Ref] | None:
        """Merge the sets of two: the key of the merged set, and the key of the moved part; None if they are one."""
        kept, gone = self.home[a], self.home[b]
        if kept == gone:
            return None
        if len(self.members[kept]) < len(self.members[gone]):  # moving the smaller keeps the whole near linear
            kept, gone = gone, kept
        moved = self.members.pop(gone)
        self.members[kept] += moved
        self.home.update(dict.fromkeys(moved, kept))
        return kept, gone


class _Clusters(Generic[Trait]):
    """The clusters as they grow.

    The machine's own (`core`) are what traits exclude from each other; people's sames tie several of them into one
    `whole`, however much their traits clash, and it is wholes that hold no pair judged different.
    """

    def __init__(
        self,
        traits: Mapping[Ref, Iterable[Trait]],
        clash: Callable[[AbstractSet[Trait], AbstractSet[Trait]], bool],
    ) -> None:
        self.core, self.whole = _Sets(traits), _Sets(traits)
        self._clash = clash
        self._traits = {ref: set(traits[ref]) for ref in self.core.home}
        self._foes: dict[Ref, set[Ref]] = defaultdict(set)

    def part(self, left: Ref, right: Ref) -> None:
        """Keep two members apart from now on."""
        home = self.whole.home
        self._foes[home[left]].add(right)
        self._foes[home[right]].add(left)

    def join(self, pair: Evidence) -> bool:
        """Make a pair's clusters one if nothing keeps them apart; whether two wholes became one by it."""
        core, whole = self.core.home, self.whole.home
        left, right = core[pair.left], core[pair.right]
        if (
            left == right
            or self._parted(whole[left], whole[right])
            or self._clash(self._traits[left], self._traits[right])
        ):
            return False
        if (joined := self.core.join(left, right)) is not None:
            self._traits[joined[0]] |= self._traits.pop(joined[1])
        if (joined := self.whole.join(left, right)) is None:
            return False
        if joined[1] in self._foes:
            self._foes[joined[0]] |= self._foes.pop(joined[1])
        return True

    def _parted(self, left: Ref, right: Ref) -> bool:
        return any(self.whole.home[foe] == right for foe in self._foes.get(left, ()))
