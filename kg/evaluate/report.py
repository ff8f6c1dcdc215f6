"""The report of an evaluation: figures by stage, with every miss and mistake."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Stage = Literal["entities", "relations", "events", "attribution", "resolution"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing counted.

    Attributes:
        hits: how many of the wanted were found.
        wanted: how many the gold has.
        predicted: how many the graph has, right or wrong; None where nothing can be too many (a share, then).
    """

    stage: Stage
    name: str
    hits: int
    wanted: int
    predicted: int | None = None

    @property
    def precision(self) -> float | None:
        """Share of the predicted that is right, 0 to 1; None for a mere share."""
        if self.predicted is None:
            return None
        return self.hits / self.predicted if self.predicted else float(not self.wanted)

    @property
    def recall(self) -> float:
        """Share of the wanted that was found, 0 to 1."""
        return self.hits / self.wanted if self.wanted else 1.0

    @property
    def score(self) -> float:
        """F1, or for a mere share that share."""
        if self.precision is None:
            return self.recall
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class FigureCount:
    """A figure while it is being counted."""

    hits: int = 0
    wanted: int = 0
    predicted: int = 0

    def add(self, hits: int, wanted: int, wrong: int) -> None:
        """Counts what was found, what was to be found, and what was found amiss."""
        self.hits += hits
        self.wanted += wanted
        self.predicted += hits + wrong

    def figure(self, stage: Stage, name: str) -> Figure:
        """The count as it stands."""
        return Figure(stage, name, self.hits, self.wanted, self.predicted)


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One miss or mistake: where, what, and the article's words where the graph gives any."""

    stage: Stage
    kind: Literal["missed", "wrong"]
    what: str
    article: str | None = None
    quote: str = ""

    def __str__(self) -> str:
        where = f"{self.article}  " if self.article else ""
        return f"{self.kind:6}  {self.stage}  {where}{self.what}" + (f"  “{self.quote}”" if self.quote else "")


@dataclass(slots=True)
class Findings:
    """The figures and problems of one stage, in the order found."""

    figures: list[Figure] = field(default_factory=list)
    problems: list[Discrepancy] = field(default_factory=list)


# What the overall figure is the mean of.
_OVERALL = (
    "found", "not split", "not merged", "relations", "all roles", "factuality of attackers", "source of attackers",
    "incidents joined",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A graph held against gold."""

    figures: tuple[Figure, ...]
    problems: tuple[Discrepancy, ...]

    @classmethod
    def of(cls, stages: Iterable[Findings]) -> Evaluation:
        """Puts the stages together; a figure of which the gold has nothing tells nothing and is left out."""
        found = list(stages)
        return cls(
            tuple(figure for stage in found for figure in stage.figures if figure.wanted),
            tuple(problem for stage in found for problem in stage.problems),
        )

    def __getitem__(self, name: str) -> Figure:
        return next(figure for figure in self.figures if figure.name == name)

    @property
    def overall(self) -> float:
        """The mean of one figure per question that a reader of the graph would ask, 0 to 1."""
        scores = [figure.score for figure in self.figures if figure.name in _OVERALL]
        return sum(scores) / len(scores) if scores else 0.0

    def as_json(self) -> dict[str, object]:
        """The same as plain values: `overall`, `figures` and `problems`."""
        return {
            "overall": round(self.overall, 4),
            "figures": [
                {
                    "stage": f.stage, "name": f.name, "hits": f.hits, "wanted": f.wanted, "predicted": f.predicted,
                    "precision": _rounded(f.precision), "recall": _rounded(f.recall), "score": _rounded(f.score),
                }
                for f in self.figures
            ],
            "problems": [
                {"stage": p.stage, "kind": p.kind, "article": p.article, "what": p.what, "quote": p.quote}
                for p in self.problems
            ],
        }  # fmt: skip


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
