"""Joining what belongs together: union-find, and constrained agglomeration. Results never depend on the input's order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


class Disjoint(dict[Key, Key]):
    """Disjoint sets with path halving; a key not seen yet is a set of its own."""

    def find(self, key: Key) -> Key:
        """The representative of a key's set."""
        self.setdefault(key, key)
        while self[key] != key:
            self[key] = self[self[key]]
            key = self[key]
        return key

    def union(self, a: Key, b: Key) -> None:
        """Join the sets of two keys."""
        a, b = self.find(a), self.find(b)
        if a != b:
            self[b] = a

    def sets(self) -> list[list[Key]]:
        """All sets, in the order in which their first keys came."""
        found: dict[Key, list[Key]] = defaultdict(list)
        for key in list(self):
            found[self.find(key)].append(key)
        return list(found.values())


def agglomerate(
    keys: Iterable[Key], pairs: Iterable[tuple[float, Key, Key]], forbidden: Callable[[Key, Key], bool]
) -> list[list[Key]]:
    """Join pairs, best score first, unless that would bring two forbidden keys together.

    Args:
        keys: every key; one that is never joined comes out alone.
        pairs: (score, a, b); equal scores are taken in the order of their keys.
        forbidden: whether two keys exclude each other; asked for every pair across two clusters about to join.
    """
    members: dict[Key, list[Key]] = {key: [key] for key in keys}
    home = {key: key for key in members}
    for _, a, b in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        left, right = home[a], home[b]
        if left == right or any(forbidden(x, y) for x in members[left] for y in members[right]):
            continue
        members[left] += members.pop(right)
        home.update(dict.fromkeys(members[left], left))
    return [sorted(group) for group in members.values()]  # type: ignore[type-var] - keys are ordered dataclasses
