"""Matching rows of a table to actors, places and incidents, as the reconciliation protocol asks it (W3C CG, 0.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode

from kg.query.lookup.terms import labels, slug
from kg.query.lookup.vocabulary import Term, vocabulary
from kg.query.names import Hit, looks_like_iri, names_of, plain
from kg.query.names.values import at_or_below
from kg.sparql.binding import select
from kg.store import Graph
from kg.vocab import GEO, KG, OWL, RDFS, SKOS, SUPERCLASS

Json = dict[str, Any]

_NOUNS: Final = {"entity": "entities", "incident": "incidents"}
_LOOKED_AT: Final = 200  # things of such a name that are compared
_SURE: Final = 95.0  # a score from which on a candidate is the one, if no other reaches it
_OF_NAME: Final = 0.6  # of a score, where other columns are compared too
_NO_TYPES: Final = ("Claim", "Mention", "Article", "Conflict")
_OTHERS: Final = {
    "label": (RDFS + "label", "name"), "altLabel": (SKOS + "altLabel", "other names"),
    "sameAs": (OWL + "sameAs", "same as"), "lat": (GEO + "lat", "latitude"), "long": (GEO + "long", "longitude"),
}  # fmt: skip
_VALUES: Final = """
SELECT ?thing ?property ?value WHERE {
  VALUES ?thing { UNDEF }
  VALUES ?property { UNDEF }
  ?thing ?property ?value
}
ORDER BY ?thing ?property ?value
"""


@dataclass(frozen=True, slots=True)
class ReconcileQuery:
    """One row to be matched.

    Attributes:
        text: the name.
        types: local names of classes; a candidate is of one of them or below it.
        limit: candidates, at most.
        values: what other columns say, by property; of several values one is enough.
    """

    text: str
    types: tuple[str, ...] = ()
    limit: int = 5
    values: tuple[tuple[str, tuple[str, ...]], ...] = ()


def match(graph: Graph, asked: Mapping[str, ReconcileQuery]) -> Json:
    """Candidates for each row, the likeliest first."""
    return {name: {"result": _candidates(graph, one)} for name, one in asked.items()}


def suggest(graph: Graph, prefix: str, start: int, limit: int) -> list[Json]:
    """Things that somebody may mean who types this."""
    hits = names_of(graph).search(prefix, limit=start + limit)[start:]
    return [
        {
            "id": _id(graph, hit), "name": hit.thing.label, "description": hit.thing.cls,
            "notable": [_type(hit.thing.cls)],
        }
        for hit in hits
    ]  # fmt: skip


def suggest_types(prefix: str) -> list[Json]:
    """Classes whose name begins with this, or holds it."""
    return [
        _type(cls) | ({"broader": [_type(above)]} if above else {})
        for cls, above in SUPERCLASS.items()
        if cls not in _NO_TYPES and plain(prefix) in plain(_type(cls)["name"])
    ]


def suggest_properties(base: str, prefix: str) -> list[Json]:
    """Properties whose name holds this."""
    return [told for told in _properties(base) if plain(prefix) in plain(told["name"])]


def propose(base: str, cls: str | None, limit: int | None) -> list[Json]:
    """Properties that things of a class may have."""
    above = set()
    at: str | None = cls
    while at is not None:
        above.add(at)
        at = SUPERCLASS.get(at)
    domains = {term.name: term.domain for term in _terms(base)}
    found = [
        told
        for told in _properties(base)
        if cls is None or (domain := domains.get(told["id"])) is None or domain in above or domain not in SUPERCLASS
    ]
    return found[:limit]


def extend(graph: Graph, ids: Sequence[str], properties: Sequence[str]) -> Json:
    """The believed values of some things, for new columns of a table."""
    nodes = {id_: node for id_ in ids if (node := _node(graph, id_)) is not None}
    told = _values(graph, list(nodes.values()), properties)
    things = {value for of in told.values() for values in of.values() for value in values if looks_like_iri(value)}
    names = labels(graph, things)
    known = {one["id"]: one["name"] for one in _properties(graph.iris.base)}

    def cell(value: str) -> Json:
        if value in names and (id_ := _id_of(graph, value)):
            return {"id": id_, "name": names[value]}
        return {"str": value.removeprefix(KG)}

    return {
        "meta": [{"id": name, "name": known.get(name, name)} for name in properties],
        "rows": {
            id_: {
                name: [cell(value) for value in told[nodes[id_].value][name]] if id_ in nodes else []
                for name in properties
            }
            for id_ in ids
        },
    }


def _candidates(graph: Graph, asked: ReconcileQuery) -> list[Json]:
    types = {below for cls in asked.types for below in at_or_below(cls)}
    hits = names_of(graph).search(asked.text, limit=_LOOKED_AT)
    hits = [hit for hit in hits if hit.thing.kind in _NOUNS and (not types or hit.thing.cls in types)]
    if asked.values:
        hits = _weighed(graph, hits, asked.values)
    hits = hits[: asked.limit]
    sure = [hit for hit in hits if hit.score >= _SURE]
    return [
        {
            "id": _id(graph, hit), "name": hit.thing.label, "score": round(hit.score, 1),
            "match": len(sure) == 1 and hit in sure, "type": [_type(hit.thing.cls)],
            "description": hit.thing.cls if hit.name == hit.thing.label else f"{hit.thing.cls}, also {hit.name}",
            "features": [{"id": "name", "value": round(hit.score, 1)}],
        }
        for hit in hits
    ]  # fmt: skip


def _weighed(graph: Graph, hits: Sequence[Hit], values: Sequence[tuple[str, tuple[str, ...]]]) -> list[Hit]:
    """The hits by their names and by how many of the other columns agree."""
    told = _values(graph, [NamedNode(hit.thing.iri) for hit in hits], [name for name, _ in values])
    names = labels(graph, {value for of in told.values() for found in of.values() for value in found if "://" in value})

    def agrees(iri: str, name: str, wanted: tuple[str, ...]) -> bool:
        asked = set(map(plain, wanted))
        return any(
            asked & {plain(value), plain(names.get(value, value)), plain(_id_of(graph, value) or value)}
            for value in told[iri][name]
        )

    weighed = [
        replace(
            hit,
            score=_OF_NAME * hit.score
            + (1 - _OF_NAME) * 100 * sum(agrees(hit.thing.iri, *one) for one in values) / len(values),
        )
        for hit in hits
    ]
    return sorted(weighed, key=lambda hit: hit.key)


def _values(
    graph: Graph, nodes: Sequence[NamedNode], properties: Sequence[str]
) -> defaultdict[str, defaultdict[str, list[str]]]:
    found = defaultdict[str, defaultdict[str, list[str]]](lambda: defaultdict(list))
    iris = {_OTHERS[name][0] if name in _OTHERS else KG + name: name for name in properties if _is_name(name)}
    if nodes and iris:
        for row in select(graph, _VALUES, thing=list(nodes), property=[NamedNode(iri) for iri in iris]):
            if isinstance(row["value"], NamedNode | Literal):
                found[row["thing"].value][iris[row["property"].value]].append(row["value"].value)
    return found


def _is_name(name: str) -> bool:
    return name.isascii() and name.isalnum()


def _properties(base: str) -> list[Json]:
    ours = [{"id": term.name, "name": term.label} for term in _terms(base)]
    return [{"id": name, "name": words} for name, (_, words) in _OTHERS.items()] + ours


def _terms(base: str) -> list[Term]:
    """The properties of entities and incidents."""
    elsewhere = ("Claim", "Mention", "Article")
    return [
        term
        for term in vocabulary(base).predicates
        if term.domain is None or (term.domain in SUPERCLASS and term.domain not in elsewhere)
    ]


def _type(cls: str) -> dict[str, str]:
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in cls).strip()
    return {"id": cls, "name": words}


def _id(graph: Graph, hit: Hit) -> str:
    return f"{_NOUNS.get(hit.thing.kind, 'articles')}/{quote(slug(graph, hit.thing.iri), safe='-._~')}"


def _id_of(graph: Graph, iri: str) -> str | None:
    kind, _, rest = iri.removeprefix(graph.iris.base).partition("/")
    noun = {"entity": "entities", "event": "incidents"}.get(kind) if iri.startswith(graph.iris.base) else None
    return f"{noun}/{quote(unquote(rest), safe='-._~')}" if noun else None


def _node(graph: Graph, id_: str) -> NamedNode | None:
    noun, _, rest = id_.partition("/")
    if not rest or noun not in _NOUNS.values():
        return None
    return graph.iris.entity(unquote(rest)) if noun == "entities" else graph.iris.event(unquote(rest))
