"""The network's index, made from a graph."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import numpy as np
from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg.names import most_specific
from kg.network.columns import Floats, Lists, Mask, Texts
from kg.network.dates import hull
from kg.network.index import CLASSES, Index
from kg.network.pairs import Pairs, Triples
from kg.network.ties import PREDICATES
from kg.rdf import iris
from kg.rdf.iris import kg
from kg.sparql import select
from kg.store import Graph
from kg.vocab import KG

_BELIEVED: Final = DefaultGraph()

_CONFIDENCES: Final = f"""
SELECT ?subject ?property ?object ?confidence WHERE {{
  VALUES ?property {{ {" ".join(f"kg:{name}" for name in PREDICATES)} }}
  GRAPH ?article {{
    ?claim rdf:predicate ?property ; rdf:subject ?subject ; rdf:object ?object ; kg:confidence ?confidence ;
      kg:factuality ?factuality
  }}
  FILTER(?factuality IN (kg:Asserted, kg:Hedged))
}}
"""


def gather(graph: Graph) -> Index:
    """Every node and edge that is believed, with the articles behind it.

    Time and memory go with the number of edges and of claims that make them, and not with that of mentions.
    """
    nodes, articles = _Nodes(graph), _Articles(graph)
    triples, told = _triples(graph, nodes, articles)
    confidence = triples.derived_confidence(_confidence(graph, nodes, triples))
    witnesses = told.rows[~articles.copies[told.values]]
    weight = np.maximum(1, np.bincount(witnesses, minlength=len(triples))).astype(np.int32)
    order = np.lexsort((triples.target, triples.kind, triples.source, -weight))
    triples, told = triples.sorted(order), told.renumbered(order)
    periods = [hull(dates) or (0, 0) for dates in nodes.dates]
    begin, end = np.array(periods, dtype=np.int32).reshape(-1, 2).T
    first, last = triples.periods(begin, end)
    return Index(
        iri=Texts.of(nodes.iris),
        label=Texts.of(nodes.labels),
        cls=nodes.classes,
        lat=nodes.numbers(iris.LAT),
        long=nodes.numbers(iris.LONG),
        date=Texts.of(min(dates, default="") for dates in nodes.dates),
        begin=begin,
        end=end,
        edges=triples.at_nodes(),
        source=triples.source,
        target=triples.target,
        kind=triples.kind,
        weight=weight[order],
        confidence=confidence[order],
        articles=Lists.grouped(told.rows, told.values, len(triples)),
        first=first,
        last=last,
        article=Texts.of(articles.ids),
        published_by=articles.published_by,
        outlet=Texts.of(articles.outlets),
    )


class _Nodes:
    """What has a name and a class, sorted by IRI."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        labels: dict[str, str] = {}
        for iri, label in self._values(iris.LABEL):
            labels[iri] = min(label, labels.get(iri, label))
        classes = defaultdict[str, list[str]](list)
        for iri, cls in self._values(iris.TYPE):
            classes[iri].append(cls.removeprefix(KG))
        self.iris = sorted(labels.keys() & classes.keys())
        self.numbered = {iri: n for n, iri in enumerate(self.iris)}
        self.labels = [labels[iri] for iri in self.iris]
        self.classes = np.array([CLASSES.index(most_specific(classes[iri])) for iri in self.iris], dtype=np.uint8)
        self.dates: list[list[str]] = [[] for _ in self.iris]
        for iri, date in self._values(kg("date")):
            if iri in self.numbered:
                self.dates[self.numbered[iri]].append(date)

    def numbers(self, predicate: NamedNode) -> Floats:
        """A number for each node; NaN where it has none."""
        column = np.full(len(self.iris), np.nan)
        for iri, value in self._values(predicate):
            if iri in self.numbered:
                column[self.numbered[iri]] = np.fmin(column[self.numbered[iri]], float(value))
        return column

    def pair(self, source: str, target: str) -> int | None:
        """A number for two nodes, which ascends with their IRIs; None if one of them is no node."""
        one, other = self.numbered.get(source), self.numbered.get(target)
        return None if one is None or other is None else one * len(self.iris) + other

    def _values(self, predicate: NamedNode) -> Iterator[tuple[str, str]]:
        for quad in self._graph.quads(predicate=predicate, graph=_BELIEVED):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                yield quad.subject.value, quad.object.value


class _Articles:
    """The articles, sorted by id, with their outlets."""

    def __init__(self, graph: Graph) -> None:
        self.ids = graph.article_ids()
        self.numbered = {graph.iris.article(id_).value: n for n, id_ in enumerate(self.ids)}
        outlet = {
            quad.subject.value: quad.object.value
            for quad in graph.quads(predicate=iris.PUBLISHER)
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
        }
        self.outlets = sorted(set(outlet.values()))
        position = {name: n for n, name in enumerate(self.outlets)}
        self.published_by = np.array(
            [position[outlet[iri]] if iri in outlet else -1 for iri in self.numbered], dtype=np.int32
        )
        self.copies: Mask = np.zeros(len(self.ids), dtype=bool)
        for quad in graph.quads(predicate=kg("copyOf")):
            if isinstance(quad.subject, NamedNode) and quad.subject.value in self.numbered:
                self.copies[self.numbered[quad.subject.value]] = True


def _triples(graph: Graph, nodes: _Nodes, articles: _Articles) -> tuple[Triples, Pairs]:
    """What is believed, and which of it each article says: an article's graph repeats the triples that it supports."""
    believed, told = Triples.none(len(nodes.iris)), []
    for kind, name in enumerate(PREDICATES):
        here, there, by = array("q"), array("q"), array("i")
        for quad in graph.quads(predicate=kg(name)):
            if not (isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)):
                continue
            pair = nodes.pair(quad.subject.value, quad.object.value)
            if pair is None:
                continue
            if not isinstance(quad.graph_name, NamedNode):
                here.append(pair)
            elif quad.graph_name.value in articles.numbered:
                there.append(pair)
                by.append(articles.numbered[quad.graph_name.value])
        believed = believed.joined(kind, np.array(here, dtype=np.int64))
        told.append((kind, np.array(there, dtype=np.int64), np.array(by, dtype=np.int32)))
    believed = believed.nearest()
    rows = np.concatenate([believed.find(kind, pairs) for kind, pairs, _ in told])
    return believed, Pairs(rows, np.concatenate([by for *_, by in told])).found()


def _confidence(graph: Graph, nodes: _Nodes, triples: Triples) -> Floats:
    """That of the surest believed claim behind each triple; NaN where none makes it."""
    best: dict[str, tuple[array[int], array[float]]] = {name: (array("q"), array("f")) for name in PREDICATES}
    for subject, property_, object_, confidence in select(graph, _CONFIDENCES):
        pair = nodes.pair(subject.value, object_.value)
        if pair is not None:
            pairs, values = best[property_.value.removeprefix(KG)]
            pairs.append(pair)
            values.append(float(confidence.value))
    column = np.full(len(triples), np.nan, dtype=np.float32)
    for kind, name in enumerate(PREDICATES):
        claims = Pairs(triples.find(kind, np.array(best[name][0], dtype=np.int64)), np.array(best[name][1])).found()
        np.fmax.at(column, claims.rows, claims.values.astype(np.float32))
    return column
