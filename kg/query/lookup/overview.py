"""The overview of a graph: its size, months, actors, places, outlets and disputes.

Counts come from the indexes beside the state, in passes over their columns and rows. A published state
does not change, so its overview is kept for as long as it is open.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from weakref import WeakKeyDictionary

import numpy as np

from kg.query.lookup.incidents import summaries
from kg.query.lookup.overview_values import Active, Disputes, LastRun, Month, Outlet, Overview, Read
from kg.query.lookup.reports import reports
from kg.query.lookup.values import Range
from kg.query.names import ListFilter, NameIndex, OutletOutput, names_of, things
from kg.query.network import PREDICATES, Index, index_of
from kg.query.network.index import CLASSES
from kg.query.status import last_runs
from kg.rdf.disputes import DISPUTABLE
from kg.store import Graph
from kg.vocab import KG, SUPERCLASS, is_a

MOST: Final = 10  # rows of each list
_CARDS: Final = 6  # incidents and articles that are shown

_EVENT: Final = np.array([cls in SUPERCLASS and is_a(cls, "Event") for cls in CLASSES])
_ATTACKER: Final = PREDICATES.index("attacker")
_SUFFERS: Final = [PREDICATES.index(name) for name in ("target", "victim")]
_PLACE: Final = PREDICATES.index("place")
_MONTH: Final = len("2024-01")


_kept: Final[WeakKeyDictionary[Graph, Overview]] = WeakKeyDictionary()


def overview(graph: Graph) -> Overview:
    """The overview of a graph."""
    if not graph.generation:
        return _made(graph)
    if graph not in _kept:
        _kept[graph] = _made(graph)
    return _kept[graph]


def _made(graph: Graph) -> Overview:
    index = index_of(graph)
    events = np.flatnonzero(_EVENT[index.cls])
    dates = dict(zip(index.iri.at(events), index.date.at(events), strict=True))
    names = names_of(graph)
    published = names.published()
    outlets = _outlets(published, index)
    tolls, disputed = _tolls_and_disputes(names)
    dated = sorted(((date, iri) for iri, date in dates.items() if date[:1].isdigit()), key=lambda one: one[1])
    latest = [iri for _, iri in sorted(dated, key=lambda one: one[0], reverse=True)[:_CARDS]]
    differing = sorted(disputed, key=lambda iri: (-len(disputed[iri][0]), -disputed[iri][1], iri))[:_CARDS]
    newest, _ = things(names, "article", ListFilter(newest=True), limit=_CARDS)
    days = [day[:10] for _, *span in outlets for day in span if day]
    return Overview(
        articles=len(index.article),
        entities=int(np.count_nonzero(index.named & ~_EVENT[index.cls])),
        incidents=len(events),
        claims=sum(one.claims for one in published),
        withheld=sum(one.withheld for one in published),
        all_outlets=sum(one.name is not None for one, *_ in outlets),
        first=min(days, default=None),
        last=max(days, default=None),
        read=_read(published),
        run=_last_run(graph),
        months=_months(index, events, tolls),
        actors=_active(index, [_ATTACKER, *_SUFFERS]),
        places=_active(index, [_PLACE]),
        outlets=tuple(one for one, *_ in outlets[:MOST]),
        disputes=_disputes(properties for properties, _ in disputed.values()),
        differing=tuple(summaries(graph, differing)),
        latest=tuple(summaries(graph, latest)),
        newest=tuple(reversed([one for one in reports(graph, (one.iri for one in newest)) if one.published])),
    )


def _tolls_and_disputes(names: NameIndex) -> tuple[dict[str, Range], dict[str, tuple[set[str], int]]]:
    """The dead of attacks, one by one; and where accounts differ, on what, and how many outlets each rests on."""
    tolls: dict[str, Range] = {}
    disputed: dict[str, tuple[set[str], int]] = {}
    for iri, cls, about in names.attacks():
        low, high = about.get("killedMin"), about.get("killedMax")
        if low and high and cls in SUPERCLASS and is_a(cls, "Attack") and "true" not in about.get("recurring", ()):
            tolls[iri] = Range(min(map(int, low)), max(map(int, high)))
        if properties := about.get("disputed"):
            independent = max(map(int, about.get("corroboration", ["0"])))
            disputed[iri] = {name.removeprefix(KG) for name in properties}, independent
    return tolls, disputed


def _read(published: Iterable[OutletOutput]) -> tuple[Read, ...]:
    """Versions of the extractor, those that read most articles first."""
    counted = Counter[str]()
    for one in published:
        if one.extractor is not None:
            counted[one.extractor] += one.articles
    return tuple(Read(*one) for one in sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _months(index: Index, events: Any, tolls: Mapping[str, Range]) -> tuple[Month, ...]:
    """The incidents by month and class, and the dead of each."""
    counted = Counter[tuple[str, str]]()
    killed = defaultdict[tuple[str, str], list[Range]](list)
    columns = (index.iri.at(events), index.date.at(events), index.cls[events].tolist())
    for iri, date, cls in zip(*columns, strict=True):
        key = (date[:_MONTH] if date[:1].isdigit() else "", CLASSES[cls])
        counted[key] += 1
        if toll := tolls.get(iri):
            killed[key].append(toll)
    return tuple(Month(*key, counted[key], _sum(killed[key]), len(killed[key])) for key in sorted(counted))


def _sum(ranges: Sequence[Range]) -> Range | None:
    return Range(sum(one.min for one in ranges), sum(one.max for one in ranges)) if ranges else None


def _active(index: Index, kinds: Sequence[int]) -> tuple[Active, ...]:
    """The named nodes that most incidents have as one of these, each incident counted once."""
    edges = np.flatnonzero(np.isin(index.kind, kinds) & index.named[index.target] & _EVENT[index.cls[index.source]])
    nodes = len(index.iri)

    def many(kinds: Sequence[int]) -> Any:
        some = edges[np.isin(index.kind[edges], kinds)]
        pairs = np.unique(index.target[some].astype(np.int64) * nodes + index.source[some])
        return np.bincount(pairs // nodes, minlength=nodes)

    total, attacks, suffers = many(kinds), many([_ATTACKER]), many(_SUFFERS)
    most = np.argsort(-total, kind="stable")[:MOST]  # nodes are sorted by IRI: so ties stay in one order
    most = most[total[most] > 0]
    return tuple(
        Active(node.iri, node.label, node.cls, int(total[at]), int(attacks[at]), int(suffers[at]))
        for node, at in zip(index.nodes_at(most), most.tolist(), strict=True)
    )


def _outlets(published: Iterable[OutletOutput], index: Index) -> list[tuple[Outlet, str | None, str | None]]:
    """Every outlet, most articles first, and the first and last days of publication."""
    edges = np.flatnonzero(_EVENT[index.cls[index.source]])
    told = index.articles.of(edges)
    incident = np.repeat(index.source[edges], told.lengths()).astype(np.int64)
    by, many = index.published_by[told.values], max(1, len(index.outlet))
    pairs = np.unique((incident * many + by)[by >= 0])
    _, position, tellers = np.unique(pairs // many, return_inverse=True, return_counts=True)
    incidents = np.bincount(pairs % many, minlength=many)
    alone = np.bincount((pairs % many)[tellers[position] == 1], minlength=many)
    found: list[tuple[Outlet, str | None, str | None]] = []
    by_outlet = defaultdict[str | None, list[OutletOutput]](list)
    for one in published:
        by_outlet[one.outlet].append(one)
    for name, parts in by_outlet.items():
        at = index.outlet.find(name) if name is not None else None
        tells = (int(incidents[at]), int(alone[at])) if at is not None else (0, 0)
        first = min((one.first for one in parts if one.first), default=None)
        last = max((one.last for one in parts if one.last), default=None)
        articles, copies = sum(one.articles for one in parts), sum(one.copies for one in parts)
        found.append((Outlet(name, articles, copies, *tells), first, last))
    return sorted(found, key=lambda one: (-one[0].articles, one[0].name or ""))


def _disputes(found: Iterable[set[str]]) -> tuple[Disputes, ...]:
    counted = Counter(name for properties in found for name in properties)
    return tuple(
        Disputes(name, counted[name]) for name in sorted(DISPUTABLE, key=lambda n: (-counted[n], n)) if counted[name]
    )


def _last_run(graph: Graph) -> LastRun | None:
    return next((LastRun(r.command, r.ended.isoformat(), r.counts["extracted"]) for r in last_runs(graph, 1)), None)
