"""A logistic regression and an isotonic curve, in numpy: enough for some thousand claims, and the same every time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_STEPS = 200
_POWERS = 20


def matrix(rows: Sequence[Collection[str]], names: Sequence[str]) -> Floats:
    """The matrix of rows and named features, as 0 and 1."""
    column = {name: at for at, name in enumerate(names)}
    made: Floats = np.zeros((len(rows), len(names)))
    for at, row in enumerate(rows):
        made[at, [column[name] for name in row if name in column]] = 1.0
    return made


def fit(x: Floats, y: Floats, weight: Floats, penalty: float | Floats) -> tuple[float, Floats]:
    """Bias and weights with the least weighted log loss plus `penalty` times half the squared weights.

    A penalty may be one for all weights, or one for each.

    By accelerated gradient descent from zero, with a fixed number of steps.
    """
    step = 1.0 / (_steepest(x, weight) + float(np.max(penalty)))
    at: Any = np.zeros(x.shape[1] + 1)
    ahead, momentum = at.copy(), 1.0
    for _ in range(_STEPS):
        error = weight * (sigmoid(x @ ahead[1:] + ahead[0]) - y)
        slope = np.concatenate(([error.sum()], x.T @ error + penalty * ahead[1:]))
        following = ahead - step * slope
        faster = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = following + (momentum - 1) / faster * (following - at)
        at, momentum = following, faster
    return float(at[0]), at[1:]


def _steepest(x: Floats, weight: Floats) -> float:
    """A bound on how fast the loss's slope changes: a quarter of the largest eigenvalue, by power iteration."""
    direction: Floats = np.ones(x.shape[1] + 1)
    largest = 1.0
    for _ in range(_POWERS):
        seen = weight * (x @ direction[1:] + direction[0])
        direction = np.concatenate(([seen.sum()], x.T @ seen))
        largest = float(np.sqrt((direction**2).sum())) or 1.0
        direction /= largest
    return 0.25 * 1.05 * largest  # the iteration comes to it from below


def sigmoid(x: Floats) -> Floats:
    """The probability for log odds."""
    return 1 / (1 + np.exp(-np.clip(x, -30, 30)))


def isotonic(score: Floats, right: Floats, weight: Floats) -> list[tuple[float, float, float]]:
    """Steps of the rising curve that is nearest to what was right: mean score, share, and weight of each.

    Pools neighbours that violate the order, by the algorithm of that name.
    """
    order = np.argsort(score, kind="stable")
    pools: list[list[float]] = []  # sum of weighted scores, of weighted rights, of weights
    for at in order:
        w = float(weight[at])
        pools.append([w * float(score[at]), w * float(right[at]), w])
        while len(pools) > 1 and pools[-2][1] * pools[-1][2] >= pools[-1][1] * pools[-2][2]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    return [(s / w, r / w, w) for s, r, w in pools]
