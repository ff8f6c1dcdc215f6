"""Gradient boosting of shallow trees for yes-or-no questions, in numpy alone: small, exact and the same everywhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.extract.incidents.model import Forest, Numbers

_NEVER = 1e9  # no figure is larger: a node that asks this sends all to the left
_BINS = 32  # values of a figure that are told apart


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a forest is grown.

    Attributes:
        rate: how much of what a tree found is believed.
        least: examples that a leaf must have.
        ridge: how strongly the values of leaves are pulled to 0.
        sample, share: parts of the examples and of the figures that each tree sees.
    """

    trees: int = 200
    depth: int = 3
    rate: float = 0.06
    least: int = 15
    ridge: float = 5.0
    sample: float = 0.7
    share: float = 0.4
    seed: int = 0


def grow(figures: tuple[str, ...], table: Numbers, answers: Numbers, recipe: Recipe, threshold: float) -> Forest:
    """Fit a forest to examples: one row of figures and one answer (0 or 1) each."""
    rng = np.random.default_rng(recipe.seed)
    edges = [_edges(column) for column in table.T]
    binned = np.stack([np.searchsorted(e, c, side="left") for e, c in zip(edges, table.T, strict=True)], axis=1)
    base = float(answers.mean())
    bias = float(np.log(base / (1 - base)))
    odds = np.full(len(answers), bias)
    inner = 2**recipe.depth - 1
    questions, splits, values = [], [], []
    for _ in range(recipe.trees):
        p = 1 / (1 + np.exp(-odds))
        slope, curve = answers - p, p * (1 - p)
        seen = rng.random(len(answers)) < recipe.sample
        asked = np.flatnonzero(rng.random(table.shape[1]) < recipe.share)
        question, split, value = np.zeros(inner, dtype=np.intp), np.full(inner, _NEVER), np.zeros(2 * inner + 1)
        at = np.zeros(len(answers), dtype=np.intp)
        for node in range(2 * inner + 1):
            here = at == node
            mine = here & seen
            value[node] = recipe.rate * slope[mine].sum() / (curve[mine].sum() + recipe.ridge)
            if node >= inner:
                continue
            best = _best(binned[mine], slope[mine], curve[mine], asked, recipe)
            if best is not None:
                question[node], cut = best
                split[node] = edges[question[node]][cut]
                at[here] = 2 * node + 1 + (binned[here, question[node]] > cut)
            else:  # nothing to ask: all go left, which says the same
                at[here] = 2 * node + 1
        odds += value[at]
        questions.append(question)
        splits.append(split)
        values.append(value)
    rounded = [np.round(np.array(each), 5) for each in (splits, values)]
    return Forest(figures, round(bias, 5), threshold, np.array(questions), *rounded)


def _edges(column: Numbers) -> Numbers:
    """Where a figure's values are parted."""
    distinct = np.unique(column)
    if len(distinct) > _BINS:
        distinct = np.unique(np.quantile(column, np.linspace(0, 1, _BINS + 1)))
    middle: Numbers = (distinct[1:] + distinct[:-1]) / 2
    return np.round(middle, 5)


def _best(
    binned: NDArray[np.intp], slope: Numbers, curve: Numbers, asked: NDArray[np.intp], recipe: Recipe
) -> tuple[int, int] | None:
    """The figure and the bin whose parting gains most."""
    if len(binned) < 2 * recipe.least:
        return None
    best, found = 1e-6, None
    total, weight = slope.sum(), curve.sum()
    for figure in asked:
        column = binned[:, figure]
        s = np.bincount(column, weights=slope).cumsum()[:-1]
        if not len(s):
            continue
        c = np.bincount(column, weights=curve).cumsum()[:-1]
        n = np.bincount(column).cumsum()[:-1]
        gain = s**2 / (c + recipe.ridge) + (total - s) ** 2 / (weight - c + recipe.ridge)
        gain -= total**2 / (weight + recipe.ridge)
        gain[(n < recipe.least) | (len(binned) - n < recipe.least)] = 0
        cut = int(gain.argmax())
        if gain[cut] > best:
            best, found = float(gain[cut]), (int(figure), cut)
    return found
