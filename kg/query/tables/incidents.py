"""Incidents, one a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

import numpy as np
from pyoxigraph import NamedNode

from kg.query.lookup.incidents import summaries
from kg.query.lookup.terms import labels, slug
from kg.query.lookup.values import Summary
from kg.query.names import most_specific
from kg.query.network import Filter, Index, Subnetwork, whole
from kg.query.tables.codes import code
from kg.query.tables.columns import Cell, Column, Row, several
from kg.sparql.binding import select
from kg.store import Graph
from kg.vocab import KG, is_a

_AT_ONCE: Final = 500  # incidents that are looked up together

INCIDENT_COLUMNS: Final = (
    Column("id", "text", "the last part of its IRI, by which `/incidents/ID` shows it"),
    Column("name", "text", "what happened, in words"),
    Column("date", "text", "the earliest day, month or year that is believed; `--02-07` is a day of no known year"),
    Column("date_precision", "text", "`day`, `month`, `year`, or `day of unknown year`"),
    Column("kind", "text", "its most specific class"),
    Column("plover", "text", "the PLOVER event type and its mode, as in `ASSAULT > drone`"),
    Column("acled", "text", "the ACLED event type and sub-event type, likewise"),
    Column("attackers", "text", "who did it; of other kinds than attacks the actors"),
    Column("targets", "text", "whom or what it was aimed at; of other kinds than attacks the recipients"),
    Column("victims", "text", "who was killed or hurt"),
    Column("weapons", "text", "with what, in the articles' words"),
    Column("places", "text", "where, as accounts have it"),
    Column("latitude", "number", "degrees; of the town or building, never of a province or state"),
    Column("longitude", "number", "degrees"),
    Column("radius_km", "number", "how far from there it may have been, if it is told as near there"),
    Column("admin_units", "text", "what the places lie within, the nearest first, without the state"),
    Column("country", "text", "the state that the places lie in, or that is all that is known of the place"),
    Column("dead_low", "integer", "the lowest toll of the dead"),
    Column(
        "dead_best", "integer", "the toll in between that most outlets give, copies left out; of several the lowest"
    ),
    Column("dead_high", "integer", "the highest toll"),
    Column("wounded_low", "integer", "the lowest number of wounded"),
    Column("wounded_high", "integer", "the highest"),
    Column("conflict", "text", "the war that it is part of"),
    Column("recurring", "boolean", "whether it sums up many incidents: leave these out when you count"),
    Column("corroboration", "integer", "how many independent outlets tell of it"),
    Column("outlets", "integer", "how many outlets tell of it"),
    Column("disputed", "text", "what its accounts disagree on, by the properties' names"),
    Column("sources", "text", "the articles that tell of it, by id"),
    Column("links", "text", "their addresses, where known"),
    Column("iri", "text", "its IRI"),
)

_BELIEVED: Final = """
SELECT ?incident ?property ?value WHERE {
  VALUES ?incident { UNDEF }
  ?incident ?property ?value
  FILTER(?property IN (kg:actor, kg:recipient, kg:victim, kg:weapon, kg:partOfConflict, kg:recurring))
}
ORDER BY ?value
"""
_WITHIN: Final = """
SELECT ?place ?above ?type WHERE { VALUES ?place { UNDEF } ?place kg:within+ ?above . ?above a ?type }
"""
_STATES: Final = "SELECT ?place WHERE { VALUES ?place { UNDEF } ?place a kg:State }"
_WIDTH: Final = """
SELECT ?place (COUNT(DISTINCT ?far) AS ?n) WHERE { VALUES ?place { UNDEF } ?place kg:within+ ?far } GROUP BY ?place
"""
_TOLLS: Final = """
SELECT ?incident ?number (COUNT(DISTINCT ?voice) AS ?voices) WHERE {
  VALUES ?incident { UNDEF }
  GRAPH ?article {
    ?claim rdf:subject ?incident ; rdf:predicate kg:killedCount ; rdf:object ?number ; kg:factuality ?stance
    FILTER(?stance IN (kg:Asserted, kg:Hedged))
    FILTER NOT EXISTS { ?claim kg:believed|kg:generic ?withheld }
    FILTER NOT EXISTS { ?article kg:copyOf ?original }
    OPTIONAL { ?article schema:publisher ?outlet }
  }
  BIND(COALESCE(?outlet, STR(?article)) AS ?voice)
}
GROUP BY ?incident ?number
"""
_SOURCES: Final = """
SELECT DISTINCT ?incident ?id ?url WHERE {
  VALUES ?incident { UNDEF }
  GRAPH ?article {
    ?claim rdf:subject ?incident . ?article dcterms:identifier ?id
    FILTER NOT EXISTS { ?claim kg:believed|kg:generic ?withheld }
    OPTIONAL { ?article schema:url ?url }
  }
}
ORDER BY ?id
"""
_PRECISION: Final = {4: "year", 7: "month", 10: "day"}

_Values = Mapping[str, Sequence[str]]


def incidents_that(index: Index, wanted: Filter) -> Subnetwork:
    """The part of the network in which a filter's incidents are, with no ties: a day and a class are asked of nodes."""
    nodes = np.flatnonzero(wanted.nodes(index)).astype(np.int32)
    if wanted.predicates or wanted.outlets or wanted.min_confidence is not None:
        nodes = np.intersect1d(nodes, whole(index, replace(wanted, classes=())).node_numbers)
    return Subnetwork(index, nodes, np.empty(0, np.int32))


def incidents_in(graph: Graph, part: Subnetwork) -> Iterator[Row]:
    """The incidents of a part of the network."""
    iris = (node.iri for node in part.nodes() if is_a(node.cls, "Event"))
    while some := list(islice(iris, _AT_ONCE)):
        yield from incident_rows(graph, some)


def incident_rows(graph: Graph, iris: Sequence[str]) -> Iterator[Row]:
    """The incidents with those IRIs, in the same order; some hundreds at most."""
    if not iris:
        return
    nodes = [NamedNode(iri) for iri in iris]
    some = summaries(graph, iris)
    about = defaultdict[str, defaultdict[str, list[str]]](lambda: defaultdict(list))
    for row in select(graph, _BELIEVED, incident=nodes):
        about[row["incident"].value][row["property"].value.removeprefix(KG)].append(row["value"].value)
    roles = ("actor", "recipient", "victim", "partOfConflict")
    names = labels(graph, {iri for one in about.values() for role in roles for iri in one[role]})
    tolls = defaultdict[str, list[tuple[int, int]]](list)
    for row in select(graph, _TOLLS, incident=nodes):
        tolls[row["incident"].value].append((int(row["number"].value), int(row["voices"].value)))
    sources = defaultdict[str, list[tuple[str, str | None]]](list)
    for row in select(graph, _SOURCES, incident=nodes):
        sources[row["incident"].value].append((row["id"].value, row["url"].value if row["url"] else None))
    where = _Region(graph, {place.iri for one in some for place in one.places})
    for one in some:
        known = about[one.iri]
        named = {role: [names.get(iri, iri) for iri in known[role]] for role in roles}
        told = _cells(one, known, named) | where.row(one) | _toll(one, tolls[one.iri])
        told["id"] = slug(graph, one.iri)
        told["sources"] = several(id_ for id_, _ in sources[one.iri])
        told["links"] = several(url for _, url in sources[one.iri] if url)
        yield {column.name: told[column.name] for column in INCIDENT_COLUMNS}


def _cells(one: Summary, known: _Values, named: _Values) -> dict[str, Cell]:
    precision = "day of unknown year" if (one.date or "").startswith("-") else _PRECISION.get(len(one.date or ""))
    return {
        "iri": one.iri, "name": one.label, "date": one.date, "date_precision": precision, "kind": one.cls,
        "plover": code(one.cls, "plover"), "acled": code(one.cls, "acled"),
        "attackers": several([ref.label for ref in one.attackers] or named["actor"]),
        "targets": several([ref.label for ref in one.targets] or named["recipient"]),
        "victims": several(named["victim"]), "weapons": several(known["weapon"]),
        "places": several(place.label for place in one.places),
        "latitude": one.lat, "longitude": one.long, "radius_km": one.radius,
        "wounded_low": one.wounded.min if one.wounded else None,
        "wounded_high": one.wounded.max if one.wounded else None,
        "conflict": several(named["partOfConflict"]), "recurring": known["recurring"] == ["true"],
        "corroboration": one.corroboration, "outlets": one.outlets, "disputed": several(one.disputed),
    }  # fmt: skip


def _toll(one: Summary, told: Sequence[tuple[int, int]]) -> dict[str, Cell]:
    if one.killed is None:
        return {"dead_low": None, "dead_best": None, "dead_high": None}
    low, high = one.killed.min, one.killed.max
    within = [(-voices, number) for number, voices in told if low <= number <= high]
    return {"dead_low": low, "dead_best": min(within)[1] if within else low, "dead_high": high}


class _Region:
    """The administrative units of some places."""

    def __init__(self, graph: Graph, places: set[str]) -> None:
        nodes = [NamedNode(iri) for iri in sorted(places)]
        classes = defaultdict[tuple[str, str], set[str]](set)
        for row in select(graph, _WITHIN, place=nodes) if nodes else ():
            classes[row["place"].value, row["above"].value].add(row["type"].value.removeprefix(KG))
        above = sorted({unit for _, unit in classes})
        depth = dict.fromkeys(above, 0)
        for row in select(graph, _WIDTH, place=[NamedNode(iri) for iri in above]) if above else ():
            depth[row["place"].value] = int(row["n"].value)
        self._above = defaultdict[str, list[tuple[str, str]]](list)
        for (place, unit), of in sorted(classes.items(), key=lambda one: (-depth[one[0][1]], one[0])):
            self._above[place].append((unit, most_specific(of)))
        states = {row["place"].value for row in select(graph, _STATES, place=nodes)} if nodes else set()
        self._states = {unit for found in self._above.values() for unit, cls in found if cls == "State"} | states
        self._names = labels(graph, {*above, *states})

    def row(self, one: Summary) -> dict[str, Cell]:
        """The administrative units and the country of an incident's places, each once."""
        chain = [unit for place in one.places for unit, _ in self._above[place.iri]]
        chain += [place.iri for place in one.places if place.iri in self._states]
        names = {unit: self._names.get(unit, unit) for unit in chain}
        return {
            "admin_units": several(name for unit, name in names.items() if unit not in self._states),
            "country": several(name for unit, name in names.items() if unit in self._states),
        }
