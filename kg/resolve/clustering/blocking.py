"""What may be one with what, followed from a few members to all that they can reach, and no further.

Members meet in blocks: those that share a key. Whatever lies in one component of the pairs that speak for being one is
decided together and without a look at the rest: so a change is settled where it happened, and all piece by piece.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Generic, TypeVar

from kg.model import Ref
from kg.resolve.clustering.evidence import Evidence

Body = TypeVar("Body")
_KEPT: Final = 100_000  # pairs whose evidence is kept at hand
_LEADERS: Final = 200  # of a block's groups, those that all others are compared with


@dataclass(frozen=True, slots=True)
class Item(Generic[Body]):
    """A member of blocks.

    Attributes:
        identity: items that share it are one if two of them are; only one of them is compared with others.
    """

    ref: Ref
    keys: frozenset[str]
    identity: Hashable
    body: Body


class BlockingIndex(Generic[Body]):
    """Finds components.

    Args:
        item: a member by its reference.
        block: who has a key.
        compare: what speaks for and against two; None where a shared key does not make them worth comparing.
        given: pairs that belong together whatever is said of them.
    """

    def __init__(
        self,
        item: Callable[[Ref], Item[Body]],
        block: Callable[[str], Iterable[Ref]],
        compare: Callable[[str, Item[Body], Item[Body]], Evidence | None],
        given: Iterable[tuple[Ref, Ref]] = (),
    ) -> None:
        self._item = item
        self._block = block
        self._compare = compare
        self._found: dict[tuple[Ref, Ref], Evidence] = {}  # blocks are met again from each of their components
        self._given: dict[Ref, set[Ref]] = defaultdict(set)
        for a, b in given:
            self._given[a].add(b)
            self._given[b].add(a)

    def components(self, start: Iterable[Ref]) -> Iterator[tuple[dict[Ref, Item[Body]], list[Evidence]]]:
        """The components of some members: all members of each, and the evidence that joins pairs of them."""
        done: set[Ref] = set()
        for ref in sorted(start):
            if ref not in done:
                found = self._reach(ref)
                done.update(found[0])
                yield found
                if len(self._found) > _KEPT:
                    self._found.clear()

    def _reach(self, start: Ref) -> tuple[dict[Ref, Item[Body]], list[Evidence]]:
        near: dict[Ref, set[Ref]] = defaultdict(set)
        found: dict[tuple[Ref, Ref], Evidence] = {}
        met: dict[Ref, Item[Body]] = {start: self._item(start)}
        seen: dict[Ref, Item[Body]] = {}
        opened: set[str] = set()
        queue = [start]
        while queue:
            ref = queue.pop()
            if ref in seen:
                continue
            item = seen[ref] = met.get(ref) or self._item(ref)
            for key in sorted(item.keys - opened):
                opened.add(key)
                block = [met.get(other) or met.setdefault(other, self._item(other)) for other in self._block(key)]
                for a, b in pairs(block):
                    pair = (min(a.ref, b.ref), max(a.ref, b.ref))
                    if pair in found:
                        continue
                    evidence = self._found.get(pair) or self._compare(key, a, b)
                    if evidence is not None:
                        found[pair] = self._found[pair] = evidence
                        if evidence.joins:
                            near[a.ref].add(b.ref)
                            near[b.ref].add(a.ref)
            queue += (near[ref] | self._given[ref]) - seen.keys()
        return seen, [e for e in found.values() if e.joins and e.left in seen]


def pairs(block: Iterable[Item[Body]]) -> Iterator[tuple[Item[Body], Item[Body]]]:
    """Pairs worth comparing: the first of each identity with the others of it, and these firsts with each other."""
    block = [*block]
    if len(block) == 1:
        return
    groups: dict[Hashable, list[Item[Body]]] = defaultdict(list)
    for item in block:
        groups[item.identity].append(item)
    leaders: list[Item[Body]] = []
    for group in groups.values():
        first = min(group, key=lambda item: item.ref)
        leaders.append(first)
        yield from ((first, other) for other in group if other is not first)
    leaders.sort(key=lambda item: item.ref)
    yield from combinations(leaders[:_LEADERS], 2)
    yield from ((first, other) for other in leaders[_LEADERS:] for first in leaders[:_LEADERS])
