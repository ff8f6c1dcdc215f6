"""The model that says how likely two accounts tell of one happening: boosted decision trees, as numbers in a file.

Inference is comparisons and sums in numpy: the same on every Python and processor. `reasons` tells which figures
decided. `kg train incidents` makes the file, and its card beside it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import ResourceError

Numbers = NDArray[np.float64]
_FORM = ("figures", "bias", "threshold", "questions", "splits", "values")


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Complete trees of one depth, each stored level by level.

    Attributes:
        figures: the names of what the trees ask for.
        bias: the log odds before any tree.
        threshold: the probability from which two are one.
        questions: which figure each inner node asks for; a row a tree.
        splits: above which number a node sends to the right.
        values: what each node, leaves included, adds to the log odds; that of a leaf counts.
    """

    figures: tuple[str, ...]
    bias: float
    threshold: float
    questions: NDArray[np.intp]
    splits: Numbers
    values: Numbers

    def probabilities(self, asked: Sequence[Mapping[str, float]]) -> Numbers:
        """For each set of figures, how likely the answer is yes."""
        columns = {name: [each[name] for each in asked] for name in self.figures}
        return self.probabilities_in(columns, len(asked))

    def probabilities_in(self, asked: Mapping[str, Sequence[float] | float], many: int) -> Numbers:
        """Likewise, of so many sets whose figures are given side by side, or as one number where all have the same."""
        table = np.empty((len(self.figures), many), dtype=np.float64)
        for number, name in enumerate(self.figures):
            table[number] = asked[name]
        odds: Numbers = self.bias + self._leaf_values(table).sum(axis=1)
        result: Numbers = 1.0 / (1.0 + np.exp(-odds))
        return result

    def _leaf_values(self, table: Numbers) -> Numbers:
        """What each tree says, a row for each column of the table.

        Taken from flat arrays, which is several times as fast as by two indexes.
        """
        many, (trees, inner) = table.shape[1], self.questions.shape
        sets, root = np.arange(many)[:, None], np.arange(trees)[None, :] * inner
        figures, questions, splits = table.ravel(), self.questions.ravel(), self.splits.ravel()
        at = np.zeros((many, trees), dtype=np.intp)
        while at.size and at[0, 0] < inner:
            node = root + at
            right = figures.take(questions.take(node) * many + sets) > splits.take(node)
            at = 2 * at + 1 + right
        found: Numbers = self.values.ravel().take(np.arange(trees)[None, :] * self.values.shape[1] + at)
        return found

    def reasons(self, asked: Mapping[str, float], most: int = 5) -> list[tuple[str, float]]:
        """The figures that speak loudest for or against, loudest first: what each node asked adds to the one above."""
        adds = dict.fromkeys(self.figures, 0.0)
        for question, split, value in zip(self.questions, self.splits, self.values, strict=True):
            at = 0
            while at < len(question):
                name = self.figures[question[at]]
                below = 2 * at + 1 + int(asked[name] > split[at])
                adds[name] += float(value[below] - value[at])
                at = below
        return sorted(adds.items(), key=lambda each: (-abs(each[1]), each[0]))[:most]

    @classmethod
    def load(cls, path: Path) -> Forest:
        """The model that `dumps` wrote.

        Raises:
            ResourceError: there is none, or it is of another form.
        """
        try:
            told = json.loads(path.read_bytes())
            figures, bias, threshold, questions, splits, values = (told[key] for key in _FORM)
            return cls(
                tuple(map(str, figures)), float(bias), float(threshold), np.array(questions, dtype=np.intp),
                np.array(splits, dtype=np.float64), np.array(values, dtype=np.float64),
            )  # fmt: skip
        except OSError as error:
            raise ResourceError(f"{path}: {error.strerror}; `kg train` makes the model anew") from error
        except (ValueError, KeyError, TypeError) as error:
            raise ResourceError(f"{path}: is no model of incidents: {error}") from error

    def dumps(self) -> str:
        """As JSON, a tree a line."""
        told = {
            "figures": list(self.figures), "bias": self.bias, "threshold": self.threshold,
            "questions": self.questions.tolist(), "splits": self.splits.tolist(), "values": self.values.tolist(),
        }  # fmt: skip
        lines = (
            f'"{key}": [\n' + ",\n".join(json.dumps(each) for each in value) + "\n]"
            if key in ("questions", "splits", "values")
            else f'"{key}": {json.dumps(value)}'
            for key, value in told.items()
        )
        return "{\n" + ",\n".join(lines) + "\n}\n"


@cache
def load_forest(folder: Path) -> Forest | None:
    """The model in a folder of models, read once; None where none was trained yet."""
    path = folder / "incidents.json"
    return Forest.load(path) if path.exists() else None
