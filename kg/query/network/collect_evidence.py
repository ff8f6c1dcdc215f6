"""The network's evidence, gathered from a whole graph."""

from __future__ import annotations

from array import array

import numpy as np
from pyoxigraph import DefaultGraph, NamedNode

from kg.query.network import graph_reader
from kg.query.network.columns import Texts
from kg.query.network.evidence import Keys, NetworkEvidence, find, keys, tellings, triples
from kg.store import Graph


def gather(graph: Graph) -> NetworkEvidence:
    """Every node, every triple that is believed, and every telling of one.

    Time and memory go with the number of triples and of the claims that make them, and not with that of mentions.
    """
    nodes = graph_reader.nodes(graph)
    numbered = {node.iri: number for number, node in enumerate(nodes)}
    found = [report for id_ in graph.article_ids() if (report := graph_reader.report(graph, graph.iris.article(id_)))]
    outlets = sorted({report.outlet for report in found if report.outlet is not None})
    position = {outlet: number for number, outlet in enumerate(outlets)}
    believed = _believed(graph, numbered)
    triple, by, sure = array("q"), array("i"), array("f")
    for number, report in enumerate(found):
        for (predicate, subject, object_), confidence in graph_reader.article_ties(
            graph, graph.iris.article(report.id)
        ).items():
            if subject in numbered and object_ in numbered:
                triple.append((predicate * len(nodes) + numbered[subject]) * len(nodes) + numbered[object_])
                by.append(number)
                sure.append(confidence)
    rows = find(believed, np.array(triple, dtype=np.int64))
    there = rows >= 0
    return NetworkEvidence(
        **graph_reader.columns(nodes),
        article=Texts.of(report.id for report in found),
        published_by=np.array([position.get(report.outlet or "", -1) for report in found], dtype=np.int32),
        outlet=Texts.of(outlets),
        copy=np.array([report.copy for report in found], dtype=bool),
        **triples(len(nodes), believed),
        **tellings(rows[there], np.array(by, dtype=np.int32)[there], np.array(sure, dtype=np.float32)[there]),
    )


def _believed(graph: Graph, numbered: dict[str, int]) -> Keys:
    found = []
    for number, predicate in enumerate(graph_reader.TIES):
        subjects, objects = array("i"), array("i")
        for quad in graph.quads(predicate=predicate, graph=DefaultGraph()):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                subject, object_ = numbered.get(quad.subject.value), numbered.get(quad.object.value)
                if subject is not None and object_ is not None:
                    subjects.append(subject)
                    objects.append(object_)
        found.append(keys(len(numbered), number, np.array(subjects, np.int64), np.array(objects, np.int64)))
    return np.sort(np.concatenate(found))
