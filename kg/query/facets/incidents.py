"""The facets of incidents: counted in the network's columns, in one pass for each facet."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final
from weakref import WeakKeyDictionary

import numpy as np

from kg.errors import ParameterError
from kg.query.facets.values import EVENTS, Facet, Facets, facet, marks
from kg.query.lookup.incident_filter import LEAST, TOLL_BANDS, IncidentFilter, matching
from kg.query.lookup.terms import meant
from kg.query.network import PREDICATES, Index, index_of
from kg.query.network.columns import Ints, Lists, Mask
from kg.query.network.index import CLASSES
from kg.rdf.disputes import DISPUTABLE
from kg.sparql.binding import select
from kg.store import Graph
from kg.vocab import KG, is_a

_WITHIN: Final = "SELECT ?place ?around WHERE { ?place kg:within+ ?around }"
_DISPUTED: Final = "SELECT DISTINCT ?incident ?value WHERE { ?incident kg:disputed ?value }"
_DEAD: Final = "SELECT ?incident (MIN(?least) AS ?value) WHERE { ?incident kg:killedMin ?least } GROUP BY ?incident"

_EVENT: Final = marks("Event")
_SITE: Final = marks("Place")
_PARTIES: Final = [PREDICATES.index(name) for name in ("attacker", "target", "victim")]
_PLACE: Final = PREDICATES.index("place")
# What each facet leaves of the filter: all but its own part.
_OTHERS: Final[Mapping[str, Mapping[str, Any]]] = {
    "class": {"cls": "Event"},
    "actor": {"actor": None},
    "place": {"place": None, "at": None},
    "outlet": {"outlet": None},
    "differs": {"differs": None, "disputed": False},
    "toll": {"toll": None},
}
_around: Final[WeakKeyDictionary[Graph, Lists]] = WeakKeyDictionary()


def incident_facets(graph: Graph, wanted: IncidentFilter) -> Facets:
    """How many incidents there are of each kind, actor, place, outlet, dispute and toll.

    Raises:
        ParameterError: nothing goes by a name that the filter gives, or several things do.
    """
    index = index_of(graph)
    whole = _marked(graph, index, wanted)
    found = []
    for name, others in _OTHERS.items():
        rest = replace(wanted, **others)
        marked = whole if rest == wanted else _marked(graph, index, rest)
        found.append(_COUNTED[name](graph, index, marked, wanted))
    return Facets(int(np.count_nonzero(whole)), tuple(one for one in found if one.values))


def _marked(graph: Graph, index: Index, wanted: IncidentFilter) -> Mask:
    """Which nodes are the incidents that pass a filter."""
    marked: Mask = _EVENT[index.cls]
    if wanted == IncidentFilter(order=wanted.order):
        return marked
    passing = matching(graph, wanted)
    events = np.flatnonzero(marked)
    marked[events] = np.fromiter((iri in passing for iri in index.iri.at(events)), bool, len(events))
    return marked


def _kinds(_: Graph, index: Index, marked: Mask, wanted: IncidentFilter) -> Facet:
    """A class counts what is of a class below it too, as the filter does."""
    many = np.bincount(index.cls[marked], minlength=len(CLASSES)).tolist()
    counts = Counter[str]()
    for cls, n in zip(CLASSES, many, strict=True):
        for above in EVENTS if n else ():
            counts[above] += n * is_a(cls, above)
    return facet("class", +counts, [wanted.cls])


def _actors(graph: Graph, index: Index, marked: Mask, wanted: IncidentFilter) -> Facet:
    edges = _edges(index, marked, _PARTIES)
    edges = edges[(index.named & ~_SITE[index.cls])[index.target[edges]]]
    return _nodes(index, "actor", index.target[edges], index.source[edges], _meant(graph, "actor", wanted.actor))


def _places(graph: Graph, index: Index, marked: Mask, wanted: IncidentFilter) -> Facet:
    """A place counts what lies within it too, as the filter does."""
    edges = _edges(index, marked, [_PLACE])
    places = _within(graph, index).of(index.target[edges])
    incidents = np.repeat(index.source[edges], places.lengths())
    return _nodes(index, "place", places.values, incidents, _meant(graph, "place", wanted.place or wanted.at))


def _outlets(_: Graph, index: Index, marked: Mask, wanted: IncidentFilter) -> Facet:
    edges = _edges(index, marked)
    told = index.articles.of(edges)
    outlets = index.published_by[told.values]
    incidents = np.repeat(index.source[edges], told.lengths())[outlets >= 0]
    counts = _counts(outlets[outlets >= 0], incidents, len(index.iri))
    return facet("outlet", {index.outlet[at]: n for at, n in counts.items()}, [wanted.outlet] if wanted.outlet else ())


def _disputes(graph: Graph, index: Index, marked: Mask, wanted: IncidentFilter) -> Facet:
    there = _iris(index, marked)
    rows = ((row["incident"].value, row["value"].value.removeprefix(KG)) for row in select(graph, _DISPUTED))
    counts = Counter(name for incident, name in rows if incident in there)
    return facet("differs", counts, [wanted.differs] if wanted.differs else (), order=DISPUTABLE)


def _tolls(graph: Graph, index: Index, marked: Mask, wanted: IncidentFilter) -> Facet:
    there = _iris(index, marked)
    dead = {row["incident"].value: int(row["value"].value) for row in select(graph, _DEAD)}
    names, least = list(LEAST), list(LEAST.values())
    counts = Counter[str](names[bisect_right(least, dead[one]) - 1] if one in dead else "untold" for one in there)
    return facet("toll", counts, [wanted.toll] if wanted.toll else (), order=TOLL_BANDS)


_COUNTED: Final = {
    "class": _kinds, "actor": _actors, "place": _places, "outlet": _outlets, "differs": _disputes, "toll": _tolls,
}  # fmt: skip


def _edges(index: Index, marked: Mask, kinds: list[int] | None = None) -> Ints:
    """The edges that begin at an incident, of some kinds or of all."""
    begin = marked[index.source]
    return np.flatnonzero(begin if kinds is None else begin & np.isin(index.kind, kinds))


def _nodes(index: Index, parameter: str, values: Ints, incidents: Ints, chosen: Iterable[str]) -> Facet:
    counts = _counts(values, incidents, len(index.iri))
    numbers = np.array(list(counts), dtype=np.int64)
    iris = index.iri.at(numbers)
    labels = dict(zip(iris, index.label.at(numbers), strict=True))
    return facet(parameter, dict(zip(iris, counts.values(), strict=True)), chosen, labels)


def _counts(values: Ints, incidents: Ints, nodes: int) -> dict[int, int]:
    """Of each value how many incidents have it, each counted once."""
    pairs = np.unique(values.astype(np.int64) * nodes + incidents)
    numbers, many = np.unique(pairs // max(1, nodes), return_counts=True)
    return dict(zip(numbers.tolist(), many.tolist(), strict=True))


def _iris(index: Index, marked: Mask) -> set[str]:
    return set(index.iri.at(np.flatnonzero(marked)))


def _within(graph: Graph, index: Index) -> Lists:
    """Of each node, itself and the places that it lies in."""
    if graph in _around:
        return _around[graph]
    pairs = [(n, n) for n in range(len(index.iri))]
    for row in select(graph, _WITHIN):
        inner, outer = index.iri.find(row["place"].value), index.iri.find(row["around"].value)
        if inner is not None and outer is not None:
            pairs.append((inner, outer))
    columns = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    found = Lists.grouped(columns[:, 0], columns[:, 1], len(index.iri))
    if graph.generation:
        _around[graph] = found
    return found


def _meant(graph: Graph, parameter: str, text: str | None) -> list[str]:
    try:
        return [node.value for node in meant(graph, parameter, text)] if text else []
    except ParameterError:
        return []  # the filter itself refuses the name, where it asks for it
