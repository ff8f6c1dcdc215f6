"""Incidents by a filter, in order of time: for lists, timelines and maps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.query.lookup.incident_filter import IncidentFilter, conditions
from kg.query.lookup.terms import slug
from kg.query.lookup.values import Range, Ref, Spot, Summary
from kg.query.names import most_specific, shown_day
from kg.sparql.binding import select
from kg.store import Graph
from kg.vocab import GEO, KG, RDF, RDFS

Key = tuple[str, str]
"""Where an incident stands in the list: its day as the list sorts it, and its IRI."""

# Days of no known year stand after all others, and after them what has no date at all; in either order. An incident
# stands where its date has it stand that the list shows: the earliest, as exactly as any account has it.
_PAGE: Final = """
SELECT ?incident ?key WHERE {
  {
    SELECT ?incident (MIN(?told) AS ?key) WHERE {
      %s
      VALUES ?class { UNDEF }
      ?incident a ?class .
      %s
      OPTIONAL {
        ?incident kg:date ?date
        FILTER NOT EXISTS {
          ?incident kg:date ?finer
          FILTER(STRLEN(STR(?finer)) > STRLEN(STR(?date)) && STRSTARTS(STR(?finer), STR(?date)))
        }
      }
      BIND(COALESCE(IF(STRSTARTS(STR(?date), "-"), CONCAT("~", STR(?date)), STR(?date)), "~~") AS ?told)
    }
    GROUP BY ?incident
  }
  BIND(STRSTARTS(?key, "~") AS ?unknown)
  %s
}
ORDER BY %s ?incident
LIMIT %d
"""

_ORDERS: Final[Mapping[str, str]] = {"oldest": "?key", "newest": "?unknown DESC(IF(?unknown, '', ?key)) ?key"}
_LATER: Final = "?key > ?afterKey"
_EARLIER: Final = "?unknown || ?key < ?afterKey"
_AFTER: Final = """VALUES ?afterKey { UNDEF }
  VALUES ?afterIri { UNDEF }
  FILTER(%s || ?key = ?afterKey && STR(?incident) > ?afterIri)"""

_TRIPLES: Final = "SELECT ?thing ?property ?value WHERE { VALUES ?thing { UNDEF } ?thing ?property ?value }"

_TOLD_IN: Final = """
SELECT ?incident (COUNT(?article) AS ?articles) (COUNT(DISTINCT ?outlet) AS ?outlets) WHERE {
  { SELECT DISTINCT ?incident ?article { VALUES ?incident { UNDEF } GRAPH ?article { ?claim rdf:subject ?incident
    FILTER NOT EXISTS { ?claim kg:believed|kg:generic ?withheld } } } }
  OPTIONAL { GRAPH ?article { ?article schema:publisher ?outlet } }
}
GROUP BY ?incident
"""


def incidents(
    graph: Graph, wanted: IncidentFilter, *, after: Key | None = None, limit: int = 100
) -> tuple[list[Summary], Key | None]:
    """Some incidents, in the order of their days, from the oldest on or from the newest.

    Returns:
        At most `limit` of those that follow `after`, and where the last of them stands if there are more.

    Raises:
        ParameterError: nothing goes by the name of the place or actor, or several things do.
    """
    keys = _keys(graph, wanted, after, limit + 1)
    last = keys[limit - 1] if len(keys) > limit else None
    return summaries(graph, [iri for _, iri in keys[:limit]]), last


def _keys(graph: Graph, wanted: IncidentFilter, after: Key | None, limit: int) -> list[Key]:
    patterns, period, terms = conditions(graph, wanted)
    rest = ""
    if after:
        terms |= {"afterKey": [Literal(after[0])], "afterIri": [Literal(after[1])]}
        # What has no known year is in the one order that there is for it.
        rest = _AFTER % (_EARLIER if wanted.order == "newest" and not after[0].startswith("~") else _LATER)
    text = _PAGE % (patterns, period, rest, _ORDERS[wanted.order], limit)
    return [(row["key"].value, row["incident"].value) for row in select(graph, text, **terms)]


def summaries(graph: Graph, iris: Sequence[str]) -> list[Summary]:
    """The incidents with those IRIs, in the same order."""
    if not iris:
        return []
    about = _triples(graph, iris)
    players = {iri for one in about.values() for name in ("place", "attacker", "target") for iri in one[KG + name]}
    known = _triples(graph, sorted(players))
    told_in = {
        row["incident"].value: (int(row["articles"].value), int(row["outlets"].value))
        for row in select(graph, _TOLD_IN, incident=[NamedNode(iri) for iri in iris])
    }

    def refs(one: Mapping[str, list[str]], role: str) -> tuple[Ref, ...]:
        return tuple(Ref(iri, (known[iri][RDFS + "label"] or [iri])[0]) for iri in one[KG + role])

    def spots(one: Mapping[str, list[str]]) -> tuple[Spot, ...]:
        return tuple(
            Spot(ref.iri, ref.label, *(first_number(known[ref.iri][GEO + axis]) for axis in ("lat", "long")))
            for ref in refs(one, "place")
        )

    made = []
    for iri in iris:
        one, (articles, outlets) = about[iri], told_in.get(iri, (0, 0))
        made.append(
            Summary(
                iri=iri,
                slug=slug(graph, iri),
                label=(one[RDFS + "label"] or [iri])[0],
                cls=most_specific(name.removeprefix(KG) for name in one[RDF + "type"]),
                date=shown_day(one[KG + "date"]),
                places=spots(one),
                attackers=refs(one, "attacker"),
                targets=refs(one, "target"),
                killed=_range(one, "killed"),
                wounded=_range(one, "wounded"),
                outlets=outlets,
                articles=articles,
                corroboration=int((one[KG + "corroboration"] or ["0"])[0]),
                disputed=tuple(name.removeprefix(KG) for name in one[KG + "disputed"]),
            )
        )
    return made


def _triples(graph: Graph, iris: Sequence[str]) -> defaultdict[str, defaultdict[str, list[str]]]:
    """The believed values of some things' properties: as text, sorted."""
    about = defaultdict[str, defaultdict[str, list[str]]](lambda: defaultdict(list))
    if iris:
        for row in select(graph, _TRIPLES, thing=[NamedNode(iri) for iri in iris]):
            about[row["thing"].value][row["property"].value].append(row["value"].value)
    for one in about.values():
        for values in one.values():
            values.sort()
    return about


def first_number(values: Sequence[str]) -> float | None:
    """The first of some values, as a number; None where there is none."""
    return float(values[0]) if values else None


def _range(one: Mapping[str, list[str]], what: str) -> Range | None:
    low, high = one[f"{KG}{what}Min"], one[f"{KG}{what}Max"]
    return Range(int(low[0]), int(high[0])) if low and high else None
