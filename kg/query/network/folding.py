"""The network without its incidents: each is folded into ties between those who did it and those whom it was done to.

What follows from an attack's roles (attacked, killed) is a tie already, and only learns how many incidents are behind
it. Other incidents, whose actor deals with a recipient, become a tie of the name of their class: an accusation by one
against the other. Places and the roles themselves go with the incidents; standing relations stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Final, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from kg.errors import NotFound, ParameterError
from kg.query.network.columns import Ints, Lists
from kg.query.network.evidence import NodesAndArticles
from kg.query.network.index import Index
from kg.query.network.index_cache import index_of
from kg.query.network.pairs import Pairs, Triples
from kg.query.network.part import Subnetwork
from kg.query.network.ties import KINDS, MADE_OF, PREDICATES, Edge
from kg.store import Graph
from kg.vocab import ROLES

_ROLES: Final = [PREDICATES.index(name) for name in ROLES if name in PREDICATES]
_OTHERS: Final = ("actor", "recipient")
"""The roles of incidents that are no attacks: of two that fill them, no relation follows in the graph itself."""


@dataclass(frozen=True, slots=True, eq=False)
class Folded(Index):
    """The index of the network without its incidents, of which each edge knows the numbers."""

    incidents: Lists

    def edges_at(self, numbers: Ints) -> Iterator[Edge]:
        """The edges of those numbers, each with how many incidents are behind it."""
        counts = self.incidents.lengths(numbers).tolist()
        for edge, count in zip(Index.edges_at(self, numbers), counts, strict=True):
            yield replace(edge, incidents=count)


_kept: Final[WeakKeyDictionary[Graph, Folded]] = WeakKeyDictionary()


def folded_of(graph: Graph) -> Folded:
    """The network of a graph without its incidents; kept for as long as a snapshot is open."""
    if not graph.generation:
        return folded(index_of(graph))
    if graph not in _kept:
        _kept[graph] = folded(index_of(graph))
    return _kept[graph]


def folded(index: Index) -> Folded:
    """A network without its incidents; takes as long as these have roles."""
    standing = np.flatnonzero(~np.isin(index.kind, _ROLES))
    made = [_between(index, *roles) for roles in MADE_OF.values()]
    dealt = _between(index, *_OTHERS)
    numbers = _numbers(index, standing)
    rows, incidents = [], []
    for derived, pairs in zip(MADE_OF, made, strict=True):
        at = _find(
            numbers, _key(index, np.full(len(pairs.source), PREDICATES.index(derived)), pairs.source, pairs.target)
        )
        rows.append(at[at >= 0])
        incidents.append(pairs.incident[at >= 0])
    kind = len(PREDICATES) + index.cls[dealt.incident].astype(np.int64)
    new, which = np.unique(_key(index, kind, dealt.source, dealt.target), return_inverse=True)
    rows.append(len(standing) + which)
    incidents.append(dealt.incident)
    behind = Lists.grouped(*_unique(np.concatenate(rows), np.concatenate(incidents)), len(standing) + len(new))
    return _arranged(index, standing, _Dealings(new, which, dealt), behind)


def behind(index: Index, ties: Folded, edge: str, limit: int) -> Subnetwork:
    """The incidents behind a tie, the latest first, and what ties them to its two ends.

    Raises:
        NotFound: there is no such tie.
        ParameterError: the key is none.
    """
    number = _edge_of(ties, edge)
    incidents = ties.incidents[number]
    latest = incidents[np.lexsort((incidents, -index.end[incidents].astype(np.int64)))]
    shown = latest[:limit]
    ends = np.array([ties.source[number], ties.target[number]])
    edges = np.unique(index.edges.of(np.sort(shown)).values)
    edges = edges[np.isin(index.target[edges], ends)]
    return Subnetwork(
        index, np.concatenate((ends, shown)), edges, centre=ties.iri[int(ends[0])], total_edges=len(incidents),
    )  # fmt: skip


class _Parts(NamedTuple):
    """Who did something to whom in which incident, and the edges that say so of each."""

    incident: Ints
    source: Ints
    target: Ints
    does: Ints
    suffers: Ints


class _Dealings(NamedTuple):
    """New ties: the sorted numbers of their triples, and of each part of an incident which of them it is."""

    numbers: Any
    which: Ints
    parts: _Parts


def _between(index: Index, does: str, suffers: str) -> _Parts:
    """Every two who have these roles in one incident."""
    one, other = (np.flatnonzero(index.kind == PREDICATES.index(role)) for role in (does, suffers))
    others = Lists.grouped(index.source[other], other, len(index.iri)).of(index.source[one])
    first, second = np.repeat(one, others.lengths()), others.values
    apart = index.target[first] != index.target[second]
    first, second = first[apart], second[apart]
    return _Parts(index.source[first], index.target[first], index.target[second], first, second)


def _arranged(index: Index, standing: Ints, dealings: _Dealings, behind: Lists) -> Folded:
    """The index of the ties that stay, followed by new ones; the best attested first."""
    numbers, which, parts = dealings
    nodes = len(index.iri)
    rest, target = np.divmod(numbers, max(1, nodes))
    kind, source = np.divmod(rest, max(1, nodes))
    weight, sure = np.ones(len(numbers), dtype=np.int32), np.full(len(numbers), np.nan, dtype=np.float32)
    # As many articles as tell of both roles in the incident that is told most; never more than there are.
    np.maximum.at(weight, which, np.minimum(index.weight[parts.does], index.weight[parts.suffers]))
    np.fmax.at(sure, which, np.fmin(index.confidence[parts.does], index.confidence[parts.suffers]))
    spells = np.column_stack((which, index.begin[parts.incident], index.end[parts.incident]))
    spells = np.unique(spells[spells[:, 1] > 0], axis=0)
    told = _told(index, dealings)

    def joined(name: str, new: Any) -> Any:
        return np.concatenate((getattr(index, name)[standing], new))

    ties = Triples(nodes, joined("kind", kind), joined("source", source), joined("target", target))
    weights = joined("weight", weight)
    order = np.lexsort((ties.target, ties.kind, ties.source, -weights))
    ties = ties.sorted(order)
    return Folded(
        **{field.name: getattr(index, field.name) for field in fields(NodesAndArticles)},
        edges=ties.at_nodes(),
        source=ties.source.astype(np.int32),
        target=ties.target.astype(np.int32),
        kind=ties.kind.astype(np.int32),
        weight=weights[order],
        confidence=joined("confidence", sure)[order],
        articles=index.articles.of(standing).joined(told).of(order),
        first=_more(index.first.of(standing), spells, 1, len(numbers)).of(order),
        last=_more(index.last.of(standing), spells, 2, len(numbers)).of(order),
        incidents=behind.of(order),
    )


def _told(index: Index, dealings: _Dealings) -> Lists:
    """The articles that tell of each new tie: of both roles in one incident."""
    numbers, which, parts = dealings
    count = max(1, len(index.article))
    does, suffers = (_told_by(index.articles.of(edges), count) for edges in (parts.does, parts.suffers))
    row, article = np.divmod(np.intersect1d(does, suffers, assume_unique=True), count)
    return Lists.grouped(*_unique(which[row], article), len(numbers))


def _told_by(lists: Lists, count: int) -> Any:
    """Numbers of pairs: a list and an article in it."""
    return np.repeat(np.arange(len(lists), dtype=np.int64), lists.lengths()) * count + lists.values


def _more(before: Lists, spells: Any, column: int, count: int) -> Lists:
    return before.joined(Lists.grouped(spells[:, 0], spells[:, column].astype(np.int32), count))


def _unique(rows: Ints, values: Ints) -> tuple[Ints, Ints]:
    """Pairs without those that come again, in the order of rows and values."""
    pairs = np.unique(np.column_stack((rows, values)), axis=0)
    return pairs[:, 0], pairs[:, 1].astype(np.int32)


def _numbers(index: Index, edges: Ints) -> Pairs:
    """The numbers of edges' triples, sorted; as values where each stands among those edges."""
    numbers = _key(index, index.kind[edges], index.source[edges], index.target[edges])
    order = np.argsort(numbers)
    return Pairs(numbers[order], order)


def _find(numbers: Pairs, wanted: Any) -> Ints:
    """Where each stands among those edges; -1 for those that are not there."""
    if not len(numbers.rows):
        return np.full(len(wanted), -1)
    at = np.minimum(np.searchsorted(numbers.rows, wanted), len(numbers.rows) - 1)
    return np.where(numbers.rows[at] == wanted, numbers.values[at], -1)


def _key(index: Index, kind: Ints, source: Ints, target: Ints) -> Any:
    nodes = len(index.iri)
    return (kind.astype(np.int64) * nodes + source) * nodes + target


def _edge_of(ties: Folded, key: str) -> int:
    """The number of the tie of that key."""
    try:
        source, kind, target = key.split(" ")
        number = KINDS.index(kind)
    except ValueError as wrong:
        raise ParameterError(
            f"edge: {key!r} is none; it is two IRIs and what ties them, with spaces between."
        ) from wrong
    one, other = ties.iri.find(source), ties.iri.find(target)
    if one is not None and other is not None:
        edges = ties.edges[one]
        found = edges[(ties.source[edges] == one) & (ties.kind[edges] == number) & (ties.target[edges] == other)]
        if len(found):
            return int(found[0])
    raise NotFound(f"There is no tie {key!r} between two in the graph.")
