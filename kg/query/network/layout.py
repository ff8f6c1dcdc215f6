"""Node layout: ForceAtlas2, with its repulsion on a grid.

Every node pushes every other away as 1/distance. The nodes' masses are put on a grid, the push of all cells on all
others is one convolution, by fast Fourier transform, and each node feels what its place on the grid does. So a step
costs the same however the nodes crowd, and hardly more for a hundred thousand of them than for a thousand. A few nodes
push each other one by one, which is exact and then even faster.

Sources: Jacomy, Venturini, Heymann, Bastian, "ForceAtlas2" (PLOS ONE 9(6), 2014), for the forces and the speed;
Linderman et al., "Fast interpolation-based t-SNE" (Nature Methods 16, 2019), for the grid.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from kg.query.network.columns import Floats, Ints

_STEPS: Final = 300
_CELLS: Final = 128  # along each side, for few nodes
_FEW: Final = 300  # nodes that are better off without a grid
_MANY: Final = 5_000  # nodes from which on the grid is twice as fine
_ROUGH: Final = 0.5  # of the steps, for so many nodes
_NEIGHBOURS: Final = 4  # in its cell, that a node feels one by one
_GRAVITY: Final = 1.0
_REPULSION: Final = 10.0
_TOLERANCE: Final = 1.0  # how much swinging is borne for the sake of speed


def layout(nodes: int, source: Ints, target: Ints, weight: Floats, steps: int = _STEPS) -> Floats:
    """The x and y of each node; the same network always gets the same.

    Args:
        nodes: how many there are.
        source: the node that each edge begins at, from 0.
        target: the node that each edge ends at.
        weight: how strongly each edge pulls.
        steps: how long to go on; time goes with it.
    """
    if nodes < 2:
        return np.zeros((nodes, 2))
    away = source != target
    source, target, weight = source[away], target[away], np.log2(1 + weight[away])
    mass = 1.0 + np.bincount(source, minlength=nodes) + np.bincount(target, minlength=nodes)
    grid = None if nodes <= _FEW else _Grid(_CELLS if nodes < _MANY else 2 * _CELLS)
    place = _scattered(nodes)
    before = np.zeros_like(place)
    speed, efficiency = 1.0, 1.0
    for step in range(steps):
        # As long as all is far from its place, it does not matter how neighbours in a cell lie to each other.
        near = nodes < _MANY or step >= _ROUGH * steps
        pushed = _push(place, mass) if grid is None else grid.push(place, mass, near=near)
        force = _REPULSION * mass[:, None] * pushed
        pull = weight[:, None] * (place[target] - place[source])
        for axis in (0, 1):
            force[:, axis] += np.bincount(source, pull[:, axis], nodes) - np.bincount(target, pull[:, axis], nodes)
        distance = np.linalg.norm(place, axis=1, keepdims=True)
        force -= _GRAVITY * mass[:, None] * place / np.maximum(distance, 1e-9)
        swing = np.linalg.norm(force - before, axis=1)
        traction = np.linalg.norm(force + before, axis=1) / 2
        speed, efficiency = _paced(speed, efficiency, float(mass @ swing), float(mass @ traction), nodes)
        place = place + force * (speed / (1 + np.sqrt(speed * swing)))[:, None]
        before = force
    centred: Floats = place - place.mean(axis=0)
    return centred


def _scattered(nodes: int) -> Floats:
    """Places in a disc, evenly, in an order that has nothing to do with the nodes'."""
    turn = np.pi * (3 - np.sqrt(5)) * np.arange(nodes)
    radius = 10 * np.sqrt(np.arange(nodes) + 0.5)
    spiral = np.column_stack((radius * np.cos(turn), radius * np.sin(turn)))
    places: Floats = np.random.default_rng(0).permutation(spiral)
    return places


def _paced(speed: float, efficiency: float, swinging: float, traction: float, nodes: int) -> tuple[float, float]:
    """The speed of the next step: as fast as it goes without too much swinging."""
    tolerance = _TOLERANCE * max(0.05 * np.sqrt(nodes) ** 0.5, min(10.0, 0.05 * np.sqrt(nodes) * traction / nodes**2))
    if swinging > 2 * traction:
        efficiency = max(0.05, efficiency * 0.5)
        tolerance = max(tolerance, _TOLERANCE)
    target = tolerance * efficiency * traction / max(swinging, 1e-9)
    if swinging > tolerance * traction:
        efficiency = max(0.05, efficiency * 0.7)
    elif speed < 1000:
        efficiency *= 1.3
    return speed + min(target - speed, 0.5 * speed), efficiency


def _push(place: Floats, mass: Floats) -> Floats:
    """The sum of mass / distance over all others, away from them."""
    offset = place[:, None, :] - place[None, :, :]
    apart = np.einsum("ijk,ijk->ij", offset, offset)
    np.fill_diagonal(apart, np.inf)
    pushed: Floats = np.einsum("ijk,ij->ik", offset, mass / np.maximum(apart, 1e-9))
    return pushed


class _Grid:
    """A square of cells around the nodes."""

    def __init__(self, cells: int) -> None:
        self._cells = cells
        steps = np.arange(2 * cells)
        steps = np.where(steps < cells, steps, steps - 2 * cells).astype(float)
        apart = steps[:, None] ** 2 + steps[None, :] ** 2
        apart[0, 0] = np.inf  # a cell pushes not itself
        self._kernels = [np.fft.rfft2(steps[:, None] / apart), np.fft.rfft2(steps[None, :] / apart)]

    def push(self, place: Floats, mass: Floats, *, near: bool) -> Floats:
        """As `_push`, nearly; without `near`, those in one cell do not feel each other."""
        low = place.min(axis=0)
        width = float((place.max(axis=0) - low).max()) / (self._cells - 2) + 1e-9
        at = (place - low) / width
        corner = np.floor(at).astype(np.int64)
        part = at - corner
        corners = [
            ((corner[:, 0] + right) * self._cells + corner[:, 1] + up,
             (part[:, 0] if right else 1 - part[:, 0]) * (part[:, 1] if up else 1 - part[:, 1]))
            for right in (0, 1)
            for up in (0, 1)
        ]  # fmt: skip
        size = (2 * self._cells, 2 * self._cells)
        masses = sum(np.bincount(cell, share * mass, self._cells**2) for cell, share in corners)
        spectrum = np.fft.rfft2(np.asarray(masses).reshape(self._cells, self._cells), size)
        pushes = [np.fft.irfft2(spectrum * kernel, size)[: self._cells, : self._cells] for kernel in self._kernels]
        far = np.column_stack([sum(share * push.ravel()[cell] for cell, share in corners) / width for push in pushes])
        return far + _near(place, mass, corners[0][0]) if near else far


def _near(place: Floats, mass: Floats, cell: Ints) -> Floats:
    """The push of some others in the same cell, which do not feel each other by way of the grid."""
    order = np.lexsort((place[:, 0], cell))
    push = np.zeros_like(place)
    for step in range(1, _NEIGHBOURS + 1):
        one, other = order[:-step], order[step:]
        together = cell[one] == cell[other]
        one, other = one[together], other[together]
        offset = place[one] - place[other]
        # At one and the same place they part along a line, whichever.
        offset[~offset.any(axis=1)] = (1e-3, 1e-3)
        away = offset / np.einsum("ij,ij->i", offset, offset)[:, None]
        push[one] += mass[other, None] * away
        push[other] -= mass[one, None] * away
    return push
