"""The whole network by communities, with incidents folded into ties: what a picture of everything shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from kg.query.lookup.values import Ref
from kg.query.network import (
    Arrangement,
    Filter,
    Subnetwork,
    Tied,
    arranged,
    behind,
    folded_of,
    graphology,
    index_of,
    tied,
)
from kg.query.network.ties import KINDS
from kg.store import Graph

_NAMED: Final = 3  # members at most whose names make a community's,
_LONG: Final = 32  # letters up to which there is another
_TOP: Final = 12  # members that are told of each


@dataclass(frozen=True, slots=True)
class ShownCommunity:
    """Some actors that have more to do with each other than with the rest.

    Attributes:
        key: what opens it: its hub's slug and its level.
        label: the names of its hubs.
        number: of the community of the whole that it is or lies in; the largest is 0.
        members: how many belong to it.
        left_out: how many of them are not in the picture, though it is open.
        inside: the key of the community that it lies in; null for those of the whole.
        open: whether its members or parts are in the picture, in place of itself.
        x, y, radius: of its disc.
        top: those with most ties.
    """

    key: str
    label: str
    number: int
    members: int
    left_out: int
    inside: str | None
    open: bool
    x: float
    y: float
    radius: float
    top: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Communities:
    """The whole, as a picture shows it.

    Attributes:
        communities: those that are shown, each before those within it.
        all_communities: how many there are, of the whole.
        nodes: how many have ties; the rest is left out.
        left_out: how many of these belong to nothing that is shown.
        edges: how many ties there are.
        network: as graphology's `Graph.from` loads it: members, closed communities, and the ties between them.
    """

    communities: tuple[ShownCommunity, ...]
    all_communities: int
    nodes: int
    left_out: int
    edges: int
    network: dict[str, Any]


def communities(
    graph: Graph,
    wanted: Filter,
    *,
    opened: Collection[str] = (),
    closed: Collection[str] = (),
    most: int = 60,
    everything: bool | None = None,
) -> Communities:
    """The whole network by communities.

    Args:
        graph: where it is.
        wanted: which nodes and ties count.
        opened: keys of the communities to open: those that hold these hubs now.
        closed: keys of those to leave closed.
        most: how many communities are shown side by side, and how many nodes at most where everything is opened.
        everything: open all that there is room for, or none; None opens all of a small network.
    """
    net = tied(graph, wanted)
    keys = [
        [f"{graph.iris.entity(slug).value}.{level}" for slug, _, level in (key.rpartition(".") for key in some)]
        for some in (opened, closed)
    ]
    made = arranged(net, *keys, most=most, everything=everything)
    groups = tuple(_communities(net, made))
    return Communities(
        groups,
        made.communities,
        len(net.nodes),
        int(np.count_nonzero(made.number < 0)),
        len(net.edges),
        _network(net, made, groups),
    )


def _communities(net: Tied, made: Arrangement) -> Iterator[ShownCommunity]:
    for one in made.groups:
        members = one.community.members
        # Named ones tell more, however many ties the others have.
        named = members[net.index.named[net.nodes[members]]]
        top = np.concatenate((named[:_TOP], members[:_TOP]))
        top = top[np.sort(np.unique(top, return_index=True)[1])][:_TOP]
        numbers = net.nodes[top]
        refs = tuple(map(Ref, net.index.iri.at(numbers), net.index.label.at(numbers)))
        names, shown = refs[0].label, 1
        while shown < min(_NAMED, len(refs)) and len(names) + len(refs[shown].label) <= _LONG:
            names, shown = f"{names}, {refs[shown].label}", shown + 1
        more = len(members) - shown
        yield ShownCommunity(
            _slug(one.key), f"{names} +{more:,}" if more else names, one.number, len(members), one.left_out,
            _slug(one.inside) if one.inside else None, one.open, round(one.x, 2), round(one.y, 2),
            round(one.radius, 2), refs,
        )  # fmt: skip


def _slug(key: str) -> str:
    return key.rpartition("/")[2]


def _network(net: Tied, made: Arrangement, groups: tuple[ShownCommunity, ...]) -> dict[str, Any]:
    alone = np.flatnonzero(made.stands_for == -1)
    stands_for = made.stands_for
    ends = stands_for[net.source], stands_for[net.target]
    single = (ends[0] == -1) & (ends[1] == -1)
    part = Subnetwork(net.index, net.nodes[alone], net.edges[single], positions=np.round(made.place[alone], 2))
    shown = graphology(part)
    nodes = []
    for number, node in zip(made.number[alone].tolist(), shown["nodes"], strict=True):
        node["attributes"]["community"] = number
        nodes.append(node)
    closed = [
        {
            "key": f"community:{one.key}",
            "attributes": {
                "label": one.label, "class": "Community", "members": one.members, "community": one.number, "x": one.x,
                "y": one.y, "radius": one.radius,
            },
        }
        for one in groups
        if not one.open
    ]  # fmt: skip
    joined = [*_joined(net, made, groups)]
    return {**shown, "nodes": [*nodes, *closed], "edges": [*shown["edges"], *joined]}


def _joined(net: Tied, made: Arrangement, groups: tuple[ShownCommunity, ...]) -> Iterator[dict[str, Any]]:
    """Ties of closed communities: one for each two, whatever their kinds and directions, the strongest first."""
    count = len(groups)
    # Each end as a number: of its community, or after these of the node itself.
    one, other = (
        np.where(made.stands_for[end] == -1, count + end, made.stands_for[end]) for end in (net.source, net.target)
    )
    low, high = np.minimum(one, other), np.maximum(one, other)
    there = (low >= 0) & (one != other) & (low < count)
    edges = net.edges[there]
    pairs = np.column_stack((low[there], high[there], net.index.kind[edges]))
    found, which, ties = np.unique(pairs, axis=0, return_inverse=True, return_counts=True)
    incidents = np.bincount(which.ravel(), net.index.incidents.lengths(edges), len(found)).astype(int)
    kinds: dict[tuple[int, int], Counter[str]] = {}
    behind: Counter[tuple[int, int]] = Counter()
    for (a, b, kind), n, some in zip(found.tolist(), ties.tolist(), incidents.tolist(), strict=True):
        kinds.setdefault((a, b), Counter())[KINDS[kind]] += n
        behind[a, b] += some
    names = [f"community:{one.key}" for one in groups]
    for (a, b), counts in sorted(kinds.items(), key=lambda item: (-item[1].total(), item[0])):
        source, target = (names[end] if end < count else net.index.iri[int(net.nodes[end - count])] for end in (a, b))
        [(kind, _), *_] = counts.most_common(1)
        yield {
            "key": f"{source} {kind} {target}",
            "source": source,
            "target": target,
            "attributes": {
                "kind": kind, "weight": counts.total(), "kinds": dict(counts.most_common()), "incidents": behind[a, b],
            },
        }  # fmt: skip


def incidents_behind(graph: Graph, edge: str, limit: int) -> dict[str, Any]:
    """The incidents that are folded into a tie, the latest first, as graphology's `Graph.from` loads them.

    Args:
        graph: where they are.
        edge: the tie's key: two IRIs and its kind between them.
        limit: at most so many.

    Raises:
        NotFound: there is no such tie.
        ParameterError: the key is none.
    """
    shown = graphology(behind(index_of(graph), folded_of(graph), edge, limit))
    return shown | {name: list(shown[name]) for name in ("nodes", "edges")}
