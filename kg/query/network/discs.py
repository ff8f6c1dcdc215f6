"""Places for what belongs together: in discs that lie side by side, none over another."""

from __future__ import annotations

from typing import Final

import numpy as np

from kg.query.network.columns import Floats, Ints, Mask
from kg.query.network.layout import layout

_STEPS: Final = (40, 120)  # of the layout within: for few, for hundreds
_FEW: Final = 3  # that stand on a circle
_ROUNDS: Final = 90
_WIDE: Final = np.array((1.6, 1.0))  # pictures are wider than high
_PULL: Final = (0.02, 0.06)  # towards the middle in each round
_FULL: Final = 0.86  # of a disc's radius, within which its members stand
_CROWD: Final = 1.5  # between two members, where that many fit, in widths of an even spread


def side_by_side(radii: Floats, source: Ints, target: Ints, weight: Floats) -> Floats:
    """The centres of discs of those radii, around their common middle.

    Those that are tied come near each other; those that are tied to no other come to lie around them.
    """
    if len(radii) < 2:
        return np.zeros((len(radii), 2))
    alone = np.ones(len(radii), dtype=bool)
    alone[source] = alone[target] = False
    place = np.zeros((len(radii), 2))
    if not alone.all():
        place[~alone] = _packed(_tied(radii, source, target, weight, ~alone), radii[~alone])
    turn = np.arange(alone.sum()) * np.pi * (3 - np.sqrt(5))
    far = float((np.linalg.norm(place, axis=1) + radii).max()) + np.sqrt((radii[alone] ** 2).sum())
    place[alone] = far * np.column_stack((np.cos(turn), np.sin(turn)))
    return _packed(place, radii)


def _packed(place: Floats, radii: Floats) -> Floats:
    """Discs drawn together from their places until they lie side by side."""
    reach = radii[:, None] + radii[None, :]
    for _ in range(_ROUNDS):
        place = _apart(place - place * _PULL, reach)
    return _apart(place, reach, _ROUNDS)


def _tied(radii: Floats, source: Ints, target: Ints, weight: Floats, which: Mask) -> Floats:
    """The places of those that are tied, spread as far as their discs need."""
    number = np.cumsum(which) - 1
    place = layout(int(which.sum()), number[source], number[target], weight, _STEPS[1])
    spread = float(np.abs(place).max()) or 1.0
    spreads: Floats = place * (1.2 * np.sqrt((radii[which] ** 2).sum()) / spread) * _WIDE
    return spreads


def within(nodes: int, source: Ints, target: Ints, weight: Floats) -> Floats:
    """The places of a disc's members in a disc of radius 1 around 0."""
    if nodes <= _FEW:
        turn = np.arange(nodes) * 2 * np.pi / max(1, nodes) + np.pi * (nodes == 2)  # of two the hub is on the left
        circle: Floats = np.column_stack((np.cos(turn), np.sin(turn))) * (0.55 if nodes > 1 else 0)
        return circle
    place = layout(nodes, source, target, weight, int(np.clip(2 * nodes, *_STEPS)))
    # Directions are the layout's, and the order from the middle outwards; how far is so that all have the same room.
    distance = np.linalg.norm(place, axis=1)
    rank = np.empty(nodes)
    rank[np.argsort(distance, kind="stable")] = np.arange(nodes)
    place = place / np.maximum(distance, 1e-9)[:, None] * (_FULL * np.sqrt((rank + 0.2) / nodes))[:, None]
    near = np.full((nodes, nodes), _CROWD * _FULL / np.sqrt(nodes))
    for _ in range(_ROUNDS // 4):
        place = _apart(place, near)
        distance = np.linalg.norm(place, axis=1)
        place = place * np.minimum(1, _FULL / np.maximum(distance, 1e-9))[:, None]
    inside: Floats = place
    return inside


def _apart(place: Floats, reach: Floats, rounds: int = 1) -> Floats:
    """Pushes apart what is nearer to each other than its reach, half the way each."""
    for _ in range(rounds):
        offset = place[:, None, :] - place[None, :, :]
        apart = np.sqrt(np.einsum("ijk,ijk->ij", offset, offset))
        over = np.maximum(0, reach - apart)
        np.fill_diagonal(over, 0)
        if not over.any():
            break
        place = place + np.einsum("ij,ijk->ik", 0.5 * over / np.maximum(apart, 1e-9), offset)
    moved: Floats = place
    return moved
