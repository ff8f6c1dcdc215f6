"""The whole network by communities: closed ones as one node each, opened ones as their members or their own parts.

A community is called by its hub, the member with most ties, and by how deep it lies ("israel.1"): so its address means
the same after the next build, if its members changed or not.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from weakref import WeakKeyDictionary

import numpy as np

from kg.query.network.columns import Floats, Ints
from kg.query.network.communities import communities
from kg.query.network.discs import side_by_side, within
from kg.query.network.filters import Filter
from kg.query.network.folding import Folded, folded_of
from kg.query.network.part import whole
from kg.store import Graph

SHOWN: Final = 300  # members of one community, or of all: what a picture can hold by name
_RIM, _AIR = 0.2, 1.07  # of discs: what even two need, and how far apart they stand
_KEPT: Final = 8  # filters of which a graph's communities are kept
_kept: Final[WeakKeyDictionary[Graph, OrderedDict[Filter, Tied]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True, eq=False)
class LocalTies:
    """LocalTies of nodes that are numbered from 0: from where, whereto, how strong."""

    source: Ints
    target: Ints
    weight: Floats

    def among(self, members: Ints, count: int) -> LocalTies:
        """Those between some of so many nodes, which are numbered anew in their order."""
        number = np.full(count, -1)
        number[members] = np.arange(len(members))
        source, target = number[self.source], number[self.target]
        both = (source >= 0) & (target >= 0)
        return LocalTies(source[both], target[both], self.weight[both])

    def between(self, group: Ints) -> LocalTies:
        """Those between groups, given the group of each node."""
        source, target = group[self.source], group[self.target]
        apart = source != target
        return LocalTies(source[apart], target[apart], self.weight[apart])


class Community:
    """Some nodes that have more to do with each other than with the rest.

    Attributes:
        members: their numbers, those with most ties first.
        level: 1 for the communities of the whole, 2 for theirs, and so on; 0 for the whole.
    """

    def __init__(self, members: Ints, level: int, ties: LocalTies, degree: Ints) -> None:
        self.members = members
        self.level = level
        self._degree = degree
        self._inner = ties
        self._side_by_side: dict[int, tuple[Floats, Floats]] = {}

    def __len__(self) -> int:
        return len(self.members)

    @cached_property
    def parts(self) -> list[Community]:
        """The communities within, the largest first; empty where it is one whole. The whole has one at least."""
        if not len(self):
            return []
        number = communities(len(self), self._inner.source, self._inner.target, self._inner.weight)
        if number.max(initial=0) == 0 and self.level:
            return []
        order = np.argsort(number, kind="stable")
        found = np.split(order, np.cumsum(np.bincount(number))[:-1])
        return [
            Community(
                self.members[inside], self.level + 1, self._inner.among(inside, len(self)), self._degree,
            )
            for inside in found
        ]  # fmt: skip

    def has_any(self, hubs: set[tuple[int, int]]) -> bool:
        """Whether one of those of its level is among its members."""
        mine = [hub for level, hub in hubs if level == self.level]
        return bool(mine) and bool(np.isin(mine, self.members).any())

    def side_by_side(self, most: int) -> tuple[Floats, Floats]:
        """The centres and radii of the discs of its first parts."""
        if most not in self._side_by_side:
            radii = np.array([np.sqrt(len(part)) + _RIM for part in self.parts[:most]])
            ties = self._between(len(radii))
            self._side_by_side[most] = side_by_side(radii * _AIR, ties.source, ties.target, ties.weight), radii
        return self._side_by_side[most]

    def _between(self, parts: int) -> LocalTies:
        """The ties between the first parts, numbered as they stand."""
        group = np.full(len(self), -1)
        for at, part in enumerate(self.parts[:parts]):
            group[np.searchsorted(self.members, part.members)] = at
        ties = self._inner.between(group)
        inside = (ties.source >= 0) & (ties.target >= 0)
        return LocalTies(ties.source[inside], ties.target[inside], ties.weight[inside])

    @cached_property
    def placed(self) -> Floats:
        """The places of its first members in a disc of radius 1."""
        shown = np.arange(min(SHOWN, len(self)))
        ties = self._inner.among(shown, len(self))
        return within(len(shown), ties.source, ties.target, ties.weight)


@dataclass(frozen=True, slots=True, eq=False)
class Tied:
    """What a filter lets through of a folded network: its nodes that have ties, numbered from 0.

    Attributes:
        nodes, edges: their numbers in the index.
        source, target: of each edge, its ends among those nodes.
        degree: of each node, how many ties it has here.
    """

    index: Folded
    nodes: Ints
    edges: Ints
    source: Ints
    target: Ints
    degree: Ints
    all: Community


def tied(graph: Graph, wanted: Filter) -> Tied:
    """The folded network of a graph, filtered; kept with its communities as long as a snapshot is open."""
    if not graph.generation:
        return tied_of(folded_of(graph), wanted)
    kept = _kept.setdefault(graph, OrderedDict())
    if wanted not in kept:
        kept[wanted] = tied_of(folded_of(graph), wanted)
        if len(kept) > _KEPT:
            kept.popitem(last=False)
    kept.move_to_end(wanted)
    return kept[wanted]


def communities_of(graph: Graph) -> Ints:
    """The number of each node's community of the whole, the largest being 0; -1 where it has none."""
    net = tied(graph, Filter())
    numbers = np.full(len(net.index.iri), -1, dtype=np.int32)
    for number, part in enumerate(net.all.parts):
        numbers[net.nodes[part.members]] = number
    return numbers


def tied_of(index: Folded, wanted: Filter) -> Tied:
    """The same of a folded network that is no graph's."""
    part = whole(index, wanted)
    edges = part.edge_numbers[index.source[part.edge_numbers] != index.target[part.edge_numbers]]
    nodes = np.unique(np.concatenate((index.source[edges], index.target[edges])))
    source, target = (np.searchsorted(nodes, ends[edges]) for ends in (index.source, index.target))
    degree = np.bincount(np.concatenate((source, target)), minlength=len(nodes))
    order = np.lexsort((np.arange(len(nodes)), -degree))  # so that the first are the hubs
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    source, target = rank[source], rank[target]
    degree = degree[order]
    ties = LocalTies(source, target, np.log2(1 + index.weight[edges].astype(float)))
    return Tied(index, nodes[order], edges, source, target, degree, Community(np.arange(len(nodes)), 0, ties, degree))


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A community in the picture.

    Attributes:
        key: its hub's IRI and its level.
        number: of the community of the whole that it is or lies in, from 0.
        inside: the key of the one that it lies in; None for those of the whole.
        open: whether its parts or members are in the picture, in place of itself.
        left_out: how many of its members are not, though it is open.
        x, y, radius: of its disc.
    """

    community: Community
    key: str
    number: int
    inside: str | None
    open: bool
    left_out: int
    x: float
    y: float
    radius: float


@dataclass(slots=True, eq=False)
class Arrangement:
    """What of the whole is in the picture: communities, and members with their places.

    Attributes:
        groups: the communities, open or closed, each before those within it.
        place: x and y of each node that is in the picture by itself; NaN of the others.
        stands_for: of each node of the network, the position in `groups` of the closed one that stands for it, -1 if it
            is there by itself, -2 if it is left out.
        number: of each node, the community of the whole that it belongs to.
        communities: how many there are, with those left out.
    """

    groups: list[Shown]
    place: Floats
    stands_for: Ints
    number: Ints
    communities: int


def arranged(
    net: Tied, opened: Collection[str], closed: Collection[str] = (), *, most: int, everything: bool | None = None
) -> Arrangement:
    """Arrange the whole by communities.

    Args:
        net: the filtered network.
        opened: keys of the communities to open. One counts for whichever community of its level has its hub now.
        closed: likewise, of those to leave closed, whatever else is said.
        most: how many communities are shown side by side, 300 at most; also how many nodes `everything` may open.
        everything: open all, the largest first, as long as there is room, or none; None opens all of a small network.
    """
    count = len(net.nodes)
    made = Arrangement([], np.full((count, 2), np.nan), np.full(count, -2), np.full(count, -1), len(net.all.parts))
    room = max(most, SHOWN) if everything or (everything is None and count <= SHOWN) else 0
    _Arranging(made, net, _hubs(net, opened), _hubs(net, closed), most, room).go(net.all, (0.0, 0.0), None, None)
    return made


def _hubs(net: Tied, keys: Collection[str]) -> set[tuple[int, int]]:
    """The levels and hubs of communities, by their keys; without those that are not there."""
    found = set()
    for key in keys:
        iri, _, level = key.rpartition(".")
        number = net.index.iri.find(iri)
        if number is not None and level.isdigit():
            found |= {(int(level), int(at)) for at in np.flatnonzero(net.nodes == number)}
    return found


@dataclass(slots=True, eq=False)
class _Arranging:
    made: Arrangement
    net: Tied
    opened: set[tuple[int, int]]
    closed: set[tuple[int, int]]
    most: int
    room: int

    def go(self, of: Community, centre: tuple[float, float], radius: float | None, inside: Shown | None) -> None:
        """Arrange the parts of a community side by side, within a disc where there is a radius."""
        places, radii = of.side_by_side(min(self.most, SHOWN))  # its time goes with the square of their number
        scale = 1.0
        if radius is not None:
            scale = radius / float((np.linalg.norm(places, axis=1) + radii).max())
        for at, (part, place) in enumerate(zip(of.parts, places * scale + centre, strict=False)):
            self._one(part, at if inside is None else inside.number, place, float(radii[at] * scale), inside)

    def _one(self, part: Community, number: int, place: Any, radius: float, inside: Shown | None) -> None:
        made = self.made
        divided = len(part) > SHOWN and len(part.parts) > 1
        opens = self._opens(part, divided)
        left_out = max(0, len(part) - SHOWN) if opens and not divided else 0
        key = f"{self.net.index.iri[int(self.net.nodes[int(part.members[0])])]}.{part.level}"
        x, y = (float(at) for at in place)
        one = Shown(part, key, number, inside.key if inside else None, opens, left_out, x, y, radius)
        made.groups.append(one)
        made.number[part.members] = number
        if not opens:
            made.stands_for[part.members] = len(made.groups) - 1
        elif divided:
            self.go(part, (x, y), radius, one)
        else:
            some = part.members[:SHOWN]
            made.stands_for[some] = -1
            made.place[some] = part.placed * radius + place

    def _opens(self, part: Community, divided: bool) -> bool:
        if part.has_any(self.closed):
            return False
        if part.has_any(self.opened):
            return True
        if len(part) > self.room:
            return False
        if not divided:  # else its parts take their room themselves
            self.room -= min(SHOWN, len(part))
        return True
