"""Evaluation: a graph and gold in; precision, recall and F1, stage by stage, out."""

from __future__ import annotations

from pathlib import Path

from kg.evaluate.align import Alignment, claims
from kg.evaluate.entities import score_entities, score_identity
from kg.evaluate.events import score_events
from kg.evaluate.gold import Gold
from kg.evaluate.relations import score_relations
from kg.evaluate.report import Discrepancy, Evaluation, Figure
from kg.store import Graph

__all__ = ["Discrepancy", "Evaluation", "Figure", "evaluate"]


def evaluate(graph: Graph, gold: Path) -> Evaluation:
    """Holds a graph against a gold folder, asking only what its vocabulary offers anyone.

    Raises:
        ResourceError: the gold folder is incomplete or broken.
    """
    wanted = Gold.load(gold)
    aligned = Alignment(graph, wanted)
    said = claims(graph, wanted.articles)
    events, incidents = score_events(aligned, said, wanted)
    return Evaluation.of(
        (
            score_entities(aligned, wanted),
            score_relations(aligned, said, wanted),
            events,
            score_identity(aligned, wanted),
            incidents,
        )
    )
