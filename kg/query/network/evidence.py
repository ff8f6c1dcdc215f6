"""The evidence of the network: nodes, believed triples, and which article tells which triple how surely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.query.network.columns import Floats, Ints, Mask, Texts

Keys = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class NodesAndArticles:
    """Columns that the evidence and the index made of it share; nodes are sorted by IRI and numbered from 0.

    Attributes:
        iri, label, cls, named, lat, long, date: of each node (see `Node`); NaN and "" where unknown, `cls` as in
            `CLASSES`.
        begin, end: of each node, the first and last day of its period, as ordinals; 0 where unknown.
        article, published_by: the articles' ids, sorted, and the numbers of their outlets, -1 where unknown.
        outlet: the outlets' names, sorted.
    """

    iri: Texts
    label: Texts
    cls: Ints
    named: Mask
    lat: Floats
    long: Floats
    date: Texts
    begin: Ints
    end: Ints
    article: Texts
    published_by: Ints
    outlet: Texts


@dataclass(frozen=True, slots=True, eq=False)
class NetworkEvidence(NodesAndArticles):
    """Nodes and articles; triples, by predicate, subject, object; tellings, by triple and article.

    All are numbered from 0. Equal graphs give equal columns.

    Attributes:
        copy: of each article, whether it is a copy of another one.
        predicate, subject, object: of each triple that is believed of two nodes; `predicate` as in `PREDICATES`.
        triple, by: of each telling, what is told, and by which article.
        sure: the confidence of the surest believed claim with which it does so; NaN where it makes none.
    """

    copy: Mask
    predicate: Ints
    subject: Ints
    object: Ints
    triple: Ints
    by: Ints
    sure: Floats


def keys(nodes: int, predicate: Ints | int, subject: Ints, object_: Ints) -> Keys:
    """Numbers for triples, which ascend in their order."""
    numbers: Keys = (np.asarray(predicate, np.int64) * nodes + subject) * nodes + object_
    return numbers


def triples(nodes: int, numbers: Keys) -> dict[str, Any]:
    """The columns of the triples that have those numbers."""
    rest, object_ = np.divmod(numbers, max(1, nodes))
    predicate, subject = np.divmod(rest, max(1, nodes))
    return {
        "predicate": predicate.astype(np.uint8),
        "subject": subject.astype(np.int32),
        "object": object_.astype(np.int32),
    }


def tellings(triple: Ints, by: Ints, sure: Floats) -> dict[str, Any]:
    """The columns of tellings, which need not be sorted."""
    order = np.argsort((triple.astype(np.int64) << 32) | by, kind="stable")
    return {
        "triple": triple[order].astype(np.int32),
        "by": by[order].astype(np.int32),
        "sure": sure[order].astype(np.float32),
    }


def find(numbers: Keys, wanted: Keys) -> Ints:
    """Where numbers stand among sorted ones; -1 where they are not there."""
    if not len(numbers):
        return np.full(len(wanted), -1)
    at = np.minimum(np.searchsorted(numbers, wanted), len(numbers) - 1)
    return np.where(numbers[at] == wanted, at, -1)
