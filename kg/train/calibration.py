"""Calibration of probabilities: expected calibration error, reliability, precision above a threshold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.train.logistic import Floats

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims of about the same probability: its mean, the share that is right, and how many there are (weighted)."""

    told: float
    right: float
    weight: float


@dataclass(frozen=True, slots=True)
class ThresholdFigures:
    """A threshold's effect: precision of the believed claims, and their shares of right and of all claims."""

    threshold: float
    precision: float
    recall: float
    share: float


def reliability(p: Floats, right: Floats, weight: Floats) -> list[Bin]:
    """Bins of equal width that hold anything."""
    at = np.minimum((p * BINS).astype(int), BINS - 1)
    made = []
    for number in range(BINS):
        here = at == number
        total = float(weight[here].sum())
        if total:
            told, share = (float((weight[here] * of[here]).sum()) / total for of in (p, right))
            made.append(Bin(told, share, total))
    return made


def calibration_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error: the mean distance of what was told from what was right."""
    total = sum(b.weight for b in bins)
    return sum(b.weight * abs(b.told - b.right) for b in bins) / total if total else 0.0


def kept(p: Floats, right: Floats, weight: Floats, threshold: float) -> ThresholdFigures:
    """Precision and recall of what a threshold lets through."""
    through = p >= threshold
    held, good = float(weight[through].sum()), float((weight * right)[through].sum())
    every, all_good = float(weight.sum()), float((weight * right).sum())
    return ThresholdFigures(
        threshold,
        good / held if held else 1.0,
        good / all_good if all_good else 1.0,
        held / every if every else 0.0,
    )
