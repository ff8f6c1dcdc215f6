"""The update of the network's evidence to the next state: only changes are read from the graph."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any, Final

import numpy as np
from pyoxigraph import DefaultGraph, NamedNode

from kg.query.network import graph_reader
from kg.query.network.columns import Ints, Texts
from kg.query.network.evidence import Keys, NetworkEvidence, find, keys, tellings, triples
from kg.query.network.graph_reader import TieTriple
from kg.store import ChangeSet, Graph

FOLLOW_FACTOR: Final = (
    10  # a change of more than one in so many things is followed no more quickly than all is made anew
)


def worth_following(before: NetworkEvidence, touched: ChangeSet) -> bool:
    """Whether `follow` is quicker than gathering all anew."""
    return not touched.everything and FOLLOW_FACTOR * len(touched) <= len(before.iri) + len(before.article)


def follow(before: NetworkEvidence, graph: Graph, touched: ChangeSet) -> NetworkEvidence:
    """The evidence of a graph, from that of an earlier state; the same as if all was gathered anew.

    Takes as long as the change is large, but for a pass over each column.

    Args:
        before: the earlier state's.
        graph: as it is now.
        touched: what changed since; not everything.
    """
    return _Following(before, graph, touched).evidence()


class _Splice:
    """Some rows of a sorted column go, others come.

    Attributes:
        order: the positions, in the old rows followed by the new ones, of the current rows, in their order.
        old, new: where the rows before and those that come are now; -1 for those that are gone.
    """

    def __init__(self, before: Texts, gone: Iterable[str], new: list[str]) -> None:
        """Take the sorted column, the values to remove where present, and the values to add; the latter is sorted."""
        found = [at for text in {*gone, *new} if (at := before.find(text)) is not None]
        kept = np.delete(np.arange(len(before)), np.array(found, dtype=np.int64))
        into = np.searchsorted(kept, np.array([bisect_left(before, text) for text in new], dtype=np.int64))
        self.order = np.insert(kept, into, len(before) + np.arange(len(new)))
        place = np.full(len(before) + len(new), -1)
        place[self.order] = np.arange(len(self.order))
        self.old, self.new = place[: len(before)], place[len(before) :]

    def column(self, before: Any, new: Any) -> Any:
        """One column, from what it was and what comes."""
        if isinstance(before, Texts):
            return Texts(before.utf8.joined(new.utf8).of(self.order))
        return np.concatenate((before, new))[self.order]


class _Following:
    def __init__(self, before: NetworkEvidence, graph: Graph, touched: ChangeSet) -> None:
        self._before = before
        self._graph = graph
        self._touched = touched
        nodes = graph_reader.nodes(graph, touched.nodes)
        self._nodes = _Splice(before.iri, touched.nodes, [node.iri for node in nodes])
        self._node_columns = self._spliced(self._nodes, graph_reader.columns(nodes))
        self._iri: Texts = self._node_columns["iri"]
        self._number: Callable[[str], int | None] = cache(self._iri.find)
        self._appeared: list[str] = []
        self._place = self._nodes.old.copy()  # where each node that was there is now, -1 if it is gone
        for node, at in zip(nodes, self._nodes.new, strict=True):
            if (old := before.iri.find(node.iri)) is None:
                self._appeared.append(node.iri)
            else:
                self._place[old] = at
        ids = {graph.iris.article_id(iri) for iri in touched.articles}
        found = (graph_reader.report(graph, graph.iris.article(id_)) for id_ in sorted(ids))
        self._reports = [report for report in found if report]
        self._articles = _Splice(before.article, ids, [report.id for report in self._reports])
        self._ties_of = cache(partial(graph_reader.article_ties, graph))

    def evidence(self) -> NetworkEvidence:
        believed, where, newcomers = self._believed()
        return NetworkEvidence(
            **self._node_columns,
            **self._article_columns(),
            **triples(len(self._iri), believed),
            **self._tellings(believed, where, newcomers),
        )

    def _spliced(self, splice: _Splice, new: dict[str, Any]) -> dict[str, Any]:
        return {name: splice.column(getattr(self._before, name), column) for name, column in new.items()}

    def _article_columns(self) -> dict[str, Any]:
        before, reports = self._before, self._reports
        used = np.unique(before.published_by[self._articles.old >= 0])
        kept = {before.outlet[number]: number for number in used[used >= 0].tolist()}
        outlets = sorted(kept.keys() | {report.outlet for report in reports if report.outlet is not None})
        position = {outlet: number for number, outlet in enumerate(outlets)}
        renumbered = np.full(len(before.outlet) + 1, -1, dtype=np.int32)  # the last one is that of -1
        for outlet, number in kept.items():
            renumbered[number] = position[outlet]
        new = np.array([position.get(report.outlet or "", -1) for report in reports], dtype=np.int32)
        return {
            "published_by": self._articles.column(renumbered[before.published_by], new),
            "outlet": Texts.of(outlets),
            **self._spliced(
                self._articles,
                {
                    "article": Texts.of(report.id for report in reports),
                    "copy": np.array([report.copy for report in reports], dtype=bool),
                },
            ),
        }

    def _believed(self) -> tuple[Keys, Ints, dict[int, TieTriple]]:
        """Numbers of all triples; the new position of each old triple (-1 if it is gone); the new triples."""
        before, nodes = self._before, len(self._iri)
        subject, object_ = self._place[before.subject], self._place[before.object]
        held = np.where((subject >= 0) & (object_ >= 0), keys(nodes, before.predicate, subject, object_), -1)
        asked = {number: triple for triple in self._asked() if (number := self._key(triple)) is not None}
        now = {number: triple for number, triple in asked.items() if self._is_believed(triple)}
        held[np.isin(held, np.array([*(asked.keys() - now.keys())], dtype=np.int64))] = -1
        kept = held[held >= 0]
        new = np.array(sorted(now), dtype=np.int64)
        new = new[find(kept, new) < 0]
        believed = np.insert(kept, np.searchsorted(kept, new), new)
        return believed, find(believed, held), {number: now[number] for number in new.tolist()}

    def _asked(self) -> Iterator[TieTriple]:
        """The triples that may be, or may have been: those that came or went, and all at nodes that came."""
        for triple in self._touched.ties:
            if triple.predicate in graph_reader.NUMBER:
                yield graph_reader.NUMBER[triple.predicate], triple.subject.value, triple.object.value  # type: ignore[union-attr]
        for node in map(NamedNode, self._appeared):
            for number, predicate in enumerate(graph_reader.TIES):
                for ends in ((node, None), (None, node)):
                    for quad in self._graph.quads(ends[0], predicate, ends[1], DefaultGraph()):
                        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                            yield number, quad.subject.value, quad.object.value

    def _key(self, triple: TieTriple) -> int | None:
        """Its number; None where one of its ends is no node."""
        predicate, *ends = triple
        subject, object_ = map(self._number, ends)
        if subject is None or object_ is None:
            return None
        nodes = len(self._iri)
        return (predicate * nodes + subject) * nodes + object_

    def _is_believed(self, triple: TieTriple) -> bool:
        predicate, subject, object_ = triple
        ends = NamedNode(subject), NamedNode(object_)
        return any(self._graph.quads(ends[0], graph_reader.TIES[predicate], ends[1], DefaultGraph()))

    def _tellings(self, believed: Keys, where: Ints, newcomers: dict[int, TieTriple]) -> dict[str, Any]:
        before = self._before
        triple, by = where[before.triple], self._articles.old[before.by]
        kept = (triple >= 0) & (by >= 0)
        new = [
            (number, at, sure)
            for report, at in zip(self._reports, self._articles.new.tolist(), strict=True)
            for one, sure in self._ties_of(self._graph.iris.article(report.id)).items()
            if (number := self._key(one)) is not None
        ]
        new += [(number, *witness) for number, one in newcomers.items() for witness in self._witnesses(one)]
        numbers, articles, sure = zip(*new, strict=True) if new else ((), (), ())
        rows = find(believed, np.array(numbers, dtype=np.int64))
        there = rows >= 0
        return tellings(
            np.concatenate((triple[kept], rows[there])),
            np.concatenate((by[kept], np.array(articles, dtype=np.int64)[there])),
            np.concatenate((before.sure[kept], np.array(sure, dtype=np.float32)[there])),
        )

    def _witnesses(self, triple: TieTriple) -> Iterator[tuple[int, float]]:
        """The articles that did not change and tell a triple, by number, and how surely each does."""
        predicate, subject, object_ = triple
        for quad in self._graph.quads(NamedNode(subject), graph_reader.TIES[predicate], NamedNode(object_)):
            name = quad.graph_name
            if not isinstance(name, NamedNode) or name.value in self._touched.articles:
                continue
            if self._graph.iris.is_article(name.value):
                at = self._before.article.find(self._graph.iris.article_id(name.value))
                if at is not None:
                    yield int(self._articles.old[at]), self._ties_of(name)[triple]
