"""The weights that tell a name's kind; `data/lexicon/kinds.yaml` says where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import ResourceError
from kg.knowledge.sections import section_of, within


@dataclass(frozen=True, slots=True)
class Kinds:
    """A linear model: kind -> its bias and the weight of each feature."""

    bias: Mapping[str, float]
    weights: Mapping[str, Mapping[str, float]]

    def scores(self, features: Mapping[str, float]) -> dict[str, float]:
        """How much speaks for each kind, in log-odds."""
        found = dict(self.bias)
        for feature, value in features.items():
            for kind, weight in self.weights.get(feature, {}).items():
                found[kind] += weight * value
        return found

    def best(self, features: Mapping[str, float]) -> str:
        """The kind that most speaks for; of equals, the first in the file."""
        found = self.scores(features)
        return max(found, key=lambda kind: found[kind])


@cache
def load_kinds(folder: Path) -> Kinds:
    """Read `kinds.yaml` of a lexicon's folder.

    Raises:
        ResourceError: it is missing, is no YAML, or weighs for a kind that has no bias.
    """
    file = section_of(folder / "kinds.yaml")
    bias = {kind: _number(value, file.where) for kind, value in within(file, "bias").items()}
    weights = within(file, "weights")
    known: dict[str, dict[str, float]] = {}
    for feature in weights:
        row = within(weights, feature)
        if unknown := row.keys() - bias.keys():
            raise ResourceError(f"{row.where}: no such kind: {min(unknown)!r}; the kinds are {', '.join(bias)}")
        known[feature] = {kind: _number(value, row.where) for kind, value in row.items()}
    return Kinds(bias, known)


def _number(value: object, where: str) -> float:
    if not isinstance(value, int | float):
        raise ResourceError(f"{where}: {value!r} is no number")
    return float(value)
