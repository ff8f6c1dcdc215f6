"""The belief model, learned from judged claims: weights by logistic regression, probabilities by isotonic calibration.

Folds go by article, so that no claim is judged by weights that were fitted to its neighbours: the curve is fitted to
scores of models that had not seen the claim, and every figure is of claims that neither weights nor curve had seen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from kg.extract.belief.features import BONDS
from kg.extract.belief.model import BeliefModel, interpolate
from kg.train.calibration import Bin, ThresholdFigures, calibration_error, kept, reliability
from kg.train.logistic import Floats, fit, isotonic, matrix

FOLDS = 10
PENALTIES = (8.0, 20.0, 50.0)
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_OF_FEW = 0.1  # of the penalty, for kinds of claims and for bonds: few, and borne out by many claims
_SUPPORT = (6, 4)  # a feature is weighed that stands in so many claims, of so many articles
_STEP = 25.0  # weight of the claims that a step of the curve rests on, at least
_LEAST = 0.01  # no reading is sure, nor hopeless


@dataclass(frozen=True, slots=True)
class Example:
    """A claim, judged.

    Attributes:
        article: where it is claimed.
        predicate: what is claimed.
        features: how it was read.
        right: whether that is right.
        weight: how much it counts.
        origin: who judged it: a gold folder's name, or a sheet's.
    """

    article: str
    predicate: str
    features: frozenset[str]
    right: bool
    weight: float = 1.0
    origin: str = ""


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """A model, and how it does on claims that it was not fitted to."""

    model: BeliefModel
    examples: int
    articles: int
    right: float
    penalty: float
    error: float
    bins: tuple[Bin, ...]
    kept: tuple[ThresholdFigures, ...]
    by_predicate: tuple[tuple[str, float, float, float], ...]  # weight, share right, mean probability
    by_origin: tuple[tuple[str, float, float, float], ...]


Curve = tuple[tuple[float, float], ...]


def train(examples: Sequence[Example]) -> TrainedModel:
    """Fit weights and curve; deterministic in the order of the examples."""
    names = supported(examples)
    x = matrix([e.features for e in examples], names)
    y = np.array([e.right for e in examples], dtype=np.float64)
    weight = np.array([e.weight for e in examples], dtype=np.float64)
    fold = np.array([_fold(e.article) for e in examples])
    few = {*BONDS, *(e.predicate for e in examples)}
    share = np.array([_OF_FEW if name in few else 1.0 for name in names])
    scores = {penalty: _held_out(x, y, weight, fold, penalty * share) for penalty in PENALTIES}
    penalty = min(PENALTIES, key=lambda each: _log_loss(scores[each], y, weight))
    held_out = scores[penalty]
    probability = _calibrated(held_out, y, weight, fold)
    bias, weights = fit(x, y, weight, penalty * share)
    model = BeliefModel(
        bias, {name: float(w) for name, w in zip(names, weights, strict=True) if abs(w) >= 0.005},
        curve_of(held_out, y, weight),
    )  # fmt: skip
    bins = reliability(probability, y, weight)
    return TrainedModel(
        model,
        len(examples),
        len({e.article for e in examples}),
        float((weight * y).sum() / weight.sum()),
        penalty,
        calibration_error(bins),
        tuple(bins),
        tuple(kept(probability, y, weight, each) for each in THRESHOLDS),
        _by([e.predicate for e in examples], probability, y, weight),
        _by([e.origin for e in examples], probability, y, weight),
    )


def supported(examples: Sequence[Example]) -> list[str]:
    """The features that stand in enough claims of enough articles, sorted."""
    claims: Counter[str] = Counter()
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for example in examples:
        for name in example.features:
            claims[name] += 1
            articles[name].add(example.article)
    least, spread = _SUPPORT
    return sorted(name for name, many in claims.items() if many >= least and len(articles[name]) >= spread)


def curve_of(score: Floats, right: Floats, weight: Floats) -> Curve:
    """The rising curve from scores to shares that are right, its steps resting on enough claims."""
    steps: list[tuple[float, float, float]] = []
    for at, share, held in isotonic(score, right, weight):
        steps.append((at, share, held))
        while len(steps) > 1 and steps[-2][2] < _STEP:
            (a, p, v), (b, q, w) = steps.pop(-2), steps.pop(-1)
            steps.append(((a * v + b * w) / (v + w), (p * v + q * w) / (v + w), v + w))
    if len(steps) > 1 and steps[-1][2] < _STEP:
        (a, p, v), (b, q, w) = steps[-2], steps[-1]
        steps[-2:] = [((a * v + b * w) / (v + w), (p * v + q * w) / (v + w), v + w)]
    return tuple((at, min(1 - _LEAST, max(_LEAST, (share * held + 0.5) / (held + 1)))) for at, share, held in steps)


def _held_out(x: Floats, y: Floats, weight: Floats, fold: Floats, penalty: Floats) -> Floats:
    """Each claim's log odds by a model fitted to the articles of the other folds."""
    score: Floats = np.zeros(len(y))
    for number in range(FOLDS):
        there = fold != number
        if there.all() or not there.any():
            continue
        bias, weights = fit(x[there], y[there], weight[there], penalty)
        score[~there] = x[~there] @ weights + bias
    return score


def _calibrated(score: Floats, y: Floats, weight: Floats, fold: Floats) -> Floats:
    """Each claim's probability by a curve fitted to the other folds."""
    made: Floats = np.zeros(len(y))
    for number in range(FOLDS):
        there = fold != number
        if there.any() and not there.all():
            curve = curve_of(score[there], y[there], weight[there])
            made[~there] = [interpolate(curve, float(each)) for each in score[~there]]
    return made


def _fold(article: str) -> int:
    return int(sha256(article.encode()).hexdigest(), 16) % FOLDS


def _log_loss(score: Floats, y: Floats, weight: Floats) -> float:
    loss = np.logaddexp(0, score) - y * score
    return float((weight * loss).sum())


def _by(keys: Sequence[str], p: Floats, y: Floats, weight: Floats) -> tuple[tuple[str, float, float, float], ...]:
    told = []
    for key in sorted(set(keys)):
        here = np.array([each == key for each in keys])
        total = float(weight[here].sum())
        told.append((key, total, float((weight * y)[here].sum()) / total, float((weight * p)[here].sum()) / total))
    return tuple(told)
