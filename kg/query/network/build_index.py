"""The network's index, made from its evidence alone, without the graph."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from kg.query.network.columns import Lists
from kg.query.network.evidence import NetworkEvidence, NodesAndArticles
from kg.query.network.index import Index
from kg.query.network.pairs import Pairs, Triples


def arrange(evidence: NetworkEvidence) -> Index:
    """The index of what is believed."""
    nodes = len(evidence.iri)
    believed = Triples(nodes, evidence.predicate, evidence.subject, evidence.object)
    nearest = believed.nearest()
    edges = believed.sorted(np.flatnonzero(nearest))
    row = np.where(nearest, np.cumsum(nearest) - 1, -1)
    told = Pairs(row[evidence.triple], np.arange(len(evidence.by))).found()
    by = evidence.by[told.values]
    claimed = np.full(len(edges), np.nan, dtype=np.float32)
    np.fmax.at(claimed, told.rows, evidence.sure[told.values])
    confidence = edges.derived_confidence(claimed)
    witnesses = told.rows[~evidence.copy[by]]
    weight = np.maximum(1, np.bincount(witnesses, minlength=len(edges))).astype(np.int32)
    order = np.lexsort((edges.target, edges.kind, edges.source, -weight))
    edges, told = edges.sorted(order), Pairs(told.rows, by).renumbered(order)
    first, last = edges.periods(evidence.begin, evidence.end)
    return Index(
        **{field.name: getattr(evidence, field.name) for field in fields(NodesAndArticles)},
        edges=edges.at_nodes(),
        source=edges.source,
        target=edges.target,
        kind=edges.kind,
        weight=weight[order],
        confidence=confidence[order],
        articles=Lists.grouped(told.rows, told.values, len(edges)),
        first=first,
        last=last,
    )
