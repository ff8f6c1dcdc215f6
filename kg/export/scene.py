"""The layout of a picture of the network: positions, sizes, strokes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from kg.errors import ParameterError
from kg.export import space
from kg.query.network import Node, Subnetwork, placed
from kg.query.network.columns import Floats, Ints, Mask

TEXT: Final = 13.0
"""The size of labels."""

_LEADING: Final = TEXT + 2
MOST_NODES: Final = 400  # nodes; with more, labels cannot be read on a page
_ROOM: Final = 150.0  # between the ends of a tie, on average


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a kind of edge is drawn."""

    name: str
    colour: str
    dashes: str | None = None


_ATTACK = Stroke("attacked, killed", "#b2182b")
_BELONGS = Stroke("belongs to, leads, speaks for", "#2166ac")
_SIDES = Stroke("sides with, is backed by", "#1b7837")
_OPPOSES = Stroke("opposes", "#b35806", "6 4")
_ROLE = Stroke("has a part in an incident", "#8a8a8a")
_STROKES: Final = {
    "attacked": _ATTACK, "killed": _ATTACK, "memberOf": _BELONGS, "leads": _BELONGS, "spokespersonFor": _BELONGS,
    "partOf": _BELONGS, "alignedWith": _SIDES, "backedBy": _SIDES, "opposes": _OPPOSES,
}  # fmt: skip


STROKES: Final = (_ATTACK, _BELONGS, _SIDES, _OPPOSES, _ROLE)


def stroke(kind: str) -> Stroke:
    """How a kind of edge is drawn."""
    return _STROKES.get(kind, _ROLE)


@dataclass(frozen=True, slots=True)
class PlacedNode:
    """A node with its place and its label, below it or above."""

    node: Node
    x: float
    y: float
    radius: float
    label: list[str]
    above: bool = False

    @property
    def reach(self) -> float:
        """How far it extends to the left and right."""
        return max(self.radius, *(space.width(line, TEXT) / 2 for line in self.label))

    @property
    def top(self) -> float:
        """Where it begins, label included."""
        return self.y - self.radius - (self._label_height if self.above else 0)

    @property
    def bottom(self) -> float:
        """Where it ends, label included."""
        return self.y + self.radius + (0 if self.above else self._label_height)

    def baselines(self) -> Iterator[tuple[float, str]]:
        """Where each line of its label is written."""
        first = self.top if self.above else self.y + self.radius + 3
        return ((first + TEXT + n * _LEADING, line) for n, line in enumerate(self.label))

    @property
    def _label_height(self) -> float:
        return len(self.label) * _LEADING + 5


def spots(part: Subnetwork) -> list[PlacedNode]:
    """Every node with its place, so that neither nodes nor labels lie on each other.

    Raises:
        ParameterError: there are none, or too many.
    """
    if not 0 < len(part.node_numbers) <= MOST_NODES:
        raise ParameterError(
            f"A picture has room for 1 to {MOST_NODES} nodes, and these are {len(part.node_numbers):,}: "
            "draw what is around one of them, or ask for less"
        )
    part = placed(part)
    assert part.positions is not None
    source, target = _tied(part)
    places = _fitted(part.positions, source, target)
    count = np.bincount(np.concatenate((source, target)), minlength=len(places))
    above = _crowded_below(places, source, target)
    flat = [
        PlacedNode(node, 0, 0, 7 + 3.2 * math.sqrt(ties), space.lines(node.label, 20, 3), bool(up))
        for node, ties, up in zip(part.nodes(), count, above, strict=True)
    ]
    # A box is around the middle of node and label together.
    shift = np.array([(0, (spot.top + spot.bottom) / 2) for spot in flat])
    sizes = np.array([(2 * spot.reach + 16, spot.bottom - spot.top + 16) for spot in flat])
    places = space.apart(places + shift, sizes) - shift
    return [replace(spot, x=float(x), y=float(y)) for spot, (x, y) in zip(flat, places, strict=True)]


def _fitted(places: Floats, source: Ints, target: Ints) -> Floats:
    """The positions, turned so that the picture is wider than high, and spread so that ties have room."""
    _, axes = np.linalg.eigh(np.cov(places.T)) if len(places) > 1 else (None, np.eye(2))
    turned = places @ axes[:, ::-1]
    length = np.linalg.norm(turned[source] - turned[target], axis=1)
    fitted: Floats = turned * (_ROOM / length.mean()) if len(length) and length.any() else turned
    return fitted


def _crowded_below(places: Floats, source: Ints, target: Ints) -> Mask:
    """Of each node, whether more ties come from below than from above, where its label would be in their way."""
    steep = (places[target] - places[source]) / np.maximum(
        1e-9, np.linalg.norm(places[target] - places[source], axis=1, keepdims=True)
    )
    down = np.sign(steep[:, 1]) * steep[:, 1] ** 2
    crowded: Mask = np.bincount(source, down, len(places)) - np.bincount(target, down, len(places)) > 0.5
    return crowded


def _tied(part: Subnetwork) -> tuple[Ints, Ints]:
    """Of each edge, the places of its two ends among the part's nodes."""
    order = np.argsort(part.node_numbers)
    source, target = (
        order[np.searchsorted(part.node_numbers, ends[part.edge_numbers], sorter=order)]
        for ends in (part.index.source, part.index.target)
    )
    return source, target
