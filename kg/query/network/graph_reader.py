"""A graph's nodes and articles as the network needs them: some of them, or all."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from pyoxigraph import Literal, NamedNode

from kg.query.names import most_specific, shown_day
from kg.query.network.columns import Texts
from kg.query.network.dates import hull
from kg.query.network.index import CLASSES
from kg.query.network.ties import PREDICATES
from kg.rdf import iris, literals
from kg.rdf.iris import kg
from kg.store import Graph
from kg.vocab import KG

TIES: Final = tuple(map(kg, PREDICATES))
NUMBER: Final = {term: number for number, term in enumerate(TIES)}
_BELIEVED: Final = (kg("Asserted"), kg("Hedged"))
_NO: Final = literals.boolean(False)
_YES: Final = literals.boolean(True)
_NAMELESS: Final = {_NO}

TieTriple = tuple[int, str, str]
"""A triple: the number of its predicate, and the IRIs of its subject and object."""


@dataclass(frozen=True, slots=True)
class StoredNode:
    """One node, as in `Evidence`."""

    iri: str
    label: str
    cls: int
    named: bool
    lat: float
    long: float
    date: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """One article: its id, its outlet if it is known, and whether it is a copy of another one."""

    id: str
    outlet: str | None
    copy: bool


def nodes(graph: Graph, of: Iterable[str] | None = None) -> list[StoredNode]:
    """The things with a name and a class, sorted by IRI: all, or those of some IRIs."""
    wanted = None if of is None else [NamedNode(iri) for iri in of]
    labels, classes, named, lats, longs, dates = (
        graph.believed(predicate, wanted)
        for predicate in (iris.LABEL, iris.TYPE, kg("named"), iris.LAT, iris.LONG, kg("date"))
    )
    found = []
    for iri in sorted(labels.keys() & classes.keys()):
        days = [date.value for date in dates.get(iri, ())]
        begin, end = hull(days) or (0, 0)
        found.append(
            StoredNode(
                iri=iri,
                label=min(label.value for label in labels[iri]),
                cls=CLASSES.index(most_specific(cls.value.removeprefix(KG) for cls in classes[iri])),
                named=_NAMELESS.isdisjoint(named.get(iri, ())),
                lat=_degrees(lats.get(iri, ())),
                long=_degrees(longs.get(iri, ())),
                date=shown_day(days) or "",
                begin=begin,
                end=end,
            )
        )
    return found


def columns(found: list[StoredNode]) -> dict[str, Any]:
    """Nodes side by side."""
    return {
        "iri": Texts.of(node.iri for node in found),
        "label": Texts.of(node.label for node in found),
        "cls": np.array([node.cls for node in found], dtype=np.uint8),
        "named": np.array([node.named for node in found], dtype=bool),
        "lat": np.array([node.lat for node in found], dtype=np.float64),
        "long": np.array([node.long for node in found], dtype=np.float64),
        "date": Texts.of(node.date for node in found),
        "begin": np.array([node.begin for node in found], dtype=np.int32),
        "end": np.array([node.end for node in found], dtype=np.int32),
    }


def report(graph: Graph, article: NamedNode) -> StoredArticle | None:
    """An article; None where it is not there."""
    ids = _own(graph, article, iris.IDENTIFIER)
    if not ids:
        return None
    return StoredArticle(
        ids[0], min(_own(graph, article, iris.PUBLISHER), default=None), bool(_own(graph, article, _COPY))
    )


def article_ties(graph: Graph, article: NamedNode) -> dict[TieTriple, float]:
    """An article's ties, each with the confidence of the surest believed claim behind it; NaN if there is none."""
    said = {
        (number, quad.subject.value, quad.object.value): math.nan
        for number, predicate in enumerate(TIES)
        for quad in graph.quads(predicate=predicate, graph=article)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
    }
    believed = {
        quad.subject
        for factuality in _BELIEVED
        for quad in graph.quads(predicate=kg("factuality"), object=factuality, graph=article)
    } - {
        quad.subject
        for flag, value in ((kg("believed"), _NO), (kg("generic"), _YES))
        for quad in graph.quads(predicate=flag, object=value, graph=article)
    }
    subject, predicate, object_, confidence = (
        {quad.subject: quad.object for quad in graph.quads(predicate=part, graph=article)} for part in _PARTS
    )
    for claim in believed:
        sure = confidence.get(claim)
        if isinstance(sure, Literal) and (what := predicate.get(claim)) in NUMBER:
            key = (NUMBER[what], _value(subject.get(claim)), _value(object_.get(claim)))  # type: ignore[index]
            if key in said:
                said[key] = float(np.fmax(said[key], float(sure.value)))
    return said


_PARTS: Final = (iris.SUBJECT, iris.PREDICATE, iris.OBJECT, kg("confidence"))
_COPY: Final = kg("copyOf")
_NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)


def _degrees(values: Iterable[NamedNode | Literal]) -> float:
    """The least of some numbers; NaN if there is none."""
    return min((float(value.value) for value in values if _NUMBER.fullmatch(value.value)), default=math.nan)


def _own(graph: Graph, article: NamedNode, predicate: NamedNode) -> list[str]:
    return [_value(quad.object) for quad in graph.quads(article, predicate, graph=article)]


def _value(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
