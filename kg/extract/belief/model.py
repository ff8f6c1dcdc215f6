"""The belief model: a logistic regression over named features, and a curve that makes its scores probabilities.

Inference is a sum of weights and an interpolation: the same on every Python and processor, and open to inspection.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from kg.errors import ResourceError

PLACES = 4  # decimals of what is stored and told


@dataclass(frozen=True, slots=True)
class BeliefModel:
    """How sure a reading is.

    Attributes:
        bias: the log odds of a claim with no known feature.
        weights: what each feature adds to the log odds.
        curve: (log odds, probability), both rising: isotonic calibration on claims that the weights were not fitted to.
    """

    bias: float
    weights: dict[str, float]
    curve: tuple[tuple[float, float], ...]

    def score(self, features: Collection[str]) -> float:
        """The log odds before calibration."""
        return self.bias + math.fsum(w for f in features if (w := self.weights.get(f)) is not None)

    def probability(self, features: Collection[str]) -> float:
        """The calibrated probability that a claim with these features was read rightly."""
        return round(interpolate(self.curve, self.score(features)), PLACES)

    def reasons(self, features: Collection[str], most: int = 5) -> list[tuple[str, float]]:
        """The features that speak loudest for or against, loudest first."""
        known = [(f, self.weights[f]) for f in features if f in self.weights]
        return sorted(known, key=lambda each: (-abs(each[1]), each[0]))[:most]

    @classmethod
    def load(cls, path: Path) -> BeliefModel:
        """The model that `dumps` wrote.

        Raises:
            ResourceError: there is none, or it is of another form.
        """
        try:
            told = json.loads(path.read_bytes())
            curve = tuple((float(x), float(p)) for x, p in told["curve"])
            weights = {str(k): float(v) for k, v in told["weights"].items()}
            bias = float(told["bias"])
        except OSError as error:
            raise ResourceError(f"{path}: {error.strerror}; `kg train` makes the model anew") from error
        except (ValueError, KeyError, TypeError) as error:
            raise ResourceError(f"{path}: is no belief model: {error}") from error
        if not curve or any(a >= b for (a, _), (b, _) in pairwise(curve)):
            raise ResourceError(f"{path}: is no belief model: its curve does not rise")
        return cls(bias, weights, curve)

    def dumps(self) -> str:
        """As JSON, a weight a line, so that two models can be compared by eye."""
        told = {
            "bias": round(self.bias, PLACES),
            "curve": [[round(x, PLACES), round(p, PLACES)] for x, p in self.curve],
            "weights": {f: round(w, PLACES) for f, w in sorted(self.weights.items())},
        }
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def interpolate(curve: tuple[tuple[float, float], ...], x: float) -> float:
    """The height of a curve, level beyond its ends."""
    at = bisect_right(curve, (x, math.inf))
    if at == 0 or at == len(curve):
        return curve[min(at, len(curve) - 1)][1]
    (x0, p0), (x1, p1) = curve[at - 1], curve[at]
    return p0 + (p1 - p0) * (x - x0) / (x1 - x0)


@cache
def load_model(folder: Path) -> BeliefModel | None:
    """The model in a folder of models, read once; None where none was trained yet."""
    path = folder / "belief.json"
    return BeliefModel.load(path) if path.exists() else None
