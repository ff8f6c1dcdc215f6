"""Entities: found, of the right class, and each one thing in the graph."""

from __future__ import annotations

from kg.evaluate.align import Alignment, kinds
from kg.evaluate.gold import Gold
from kg.evaluate.report import Discrepancy, Figure, Findings


def score_entities(aligned: Alignment, gold: Gold) -> Findings:
    """Scores the graph's entities: found ones of the gold, their classes, and named ones beyond the gold."""
    out = Findings()
    total = len(gold.entities)
    found = [id_ for id_ in gold.entities if aligned.members[id_]]
    wanted = {id_: gold.entities[id_].type for id_ in found}
    kind = [id_ for id_ in found if kinds({wanted[id_]}) <= kinds(aligned.types(id_))]
    exact = [id_ for id_ in found if wanted[id_] in aligned.types(id_)]
    out.figures += [
        Figure("entities", "entities", len(found), total, len(found) + len(aligned.invented)),
        Figure("entities", "found", len(found), total),
        Figure("entities", "right kind", len(kind), total),
        Figure("entities", "exact class", len(exact), total),
    ]
    out.problems += [Discrepancy("entities", "missed", id_) for id_ in gold.entities if id_ not in wanted]
    out.problems += [
        Discrepancy("entities", "wrong", f"{id_} is {', '.join(sorted(aligned.types(id_)))} for {wanted[id_]}")
        for id_ in found
        if id_ not in exact
    ]
    out.problems += [Discrepancy("entities", "wrong", f"{name} <{iri}>") for iri, name in aligned.invented.items()]
    return out


def score_identity(aligned: Alignment, gold: Gold) -> Findings:
    """Whether each gold entity is one thing in the graph, and each thing one gold entity."""
    out = Findings()
    total = len(gold.entities)
    found = [id_ for id_ in gold.entities if aligned.members[id_]]
    split = [id_ for id_ in found if len(aligned.members[id_]) > 1]
    out.figures += [
        Figure("resolution", "not split", len(found) - len(split), total),
        Figure("resolution", "not merged", total - len(aligned.merged), total),
    ]
    out.problems += [
        Discrepancy("resolution", "missed", f"{id_} is split into {', '.join(aligned.members[id_])}") for id_ in split
    ]
    out.problems += [
        Discrepancy("resolution", "wrong", f"{' and '.join(ids)} are run together in {iri}")
        for iri, ids in aligned.merged.items()
    ]
    return out
