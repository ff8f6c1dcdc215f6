"""One entity or incident with its relations, incidents and claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from pyoxigraph import NamedNode

from kg.errors import NotFound
from kg.query.lookup.citations import ClaimFilter, citations, first_claims
from kg.query.lookup.reports import MOST_TELLING, reports, telling_of
from kg.query.lookup.statements import statements
from kg.query.lookup.terms import labels, slug
from kg.query.lookup.values import Account, Incident, Ref, Statement, Thing, Tie
from kg.query.names import looks_like_iri, most_specific
from kg.query.network import Edge, index_of
from kg.sparql.binding import select
from kg.store import Graph
from kg.vocab import GEO, KG, OWL, RDF, RDFS, ROLES, SKOS

_TIES: Final = 1000  # ties that it is shown with, at most
_REPORTED: Final = 1000  # articles likewise
_SHOWN: Final = 20  # claims that an entity is shown with; all others are listed apart

# With OPTIONAL for what only some have, the store would go through the values of all things.
_ABOUT: Final = """
SELECT ?property ?value WHERE {
  VALUES ?thing { UNDEF }
  ?thing ?property ?value .
  FILTER(ISLITERAL(?value) || ?property IN (rdf:type, owl:sameAs, kg:disputed))
}
ORDER BY ?property ?value
"""

_LABEL: Final = RDFS + "label"
_TYPE: Final = RDF + "type"
_DISPUTED: Final = KG + "disputed"

_CLAIM_COUNTS: Final = """
SELECT ?factuality (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
  { VALUES ?thing { UNDEF } GRAPH ?article { ?claim rdf:subject ?thing ; kg:factuality ?factuality } }
  UNION { VALUES ?thing { UNDEF } GRAPH ?article { ?claim rdf:object ?thing ; kg:factuality ?factuality } }
  FILTER NOT EXISTS { GRAPH ?article { ?claim kg:believed|kg:generic ?withheld } }
}
GROUP BY ?factuality
ORDER BY ?factuality
"""


def entity(graph: Graph, slug_: str) -> Thing:
    """An entity by the last part of its IRI; one that is not below our base by its whole IRI.

    Raises:
        NotFound: there is none.
    """
    return thing(graph, _entity(graph, slug_))


def _entity(graph: Graph, slug_: str) -> NamedNode:
    try:
        return NamedNode(slug_ if looks_like_iri(slug_) else graph.iris.entity(slug_).value)
    except ValueError:
        raise NotFound(f"There is no entity or incident {slug_!r} in the graph.") from None


def incident(graph: Graph, slug_: str) -> Thing:
    """An incident by the last part of its IRI, with its accounts.

    Raises:
        NotFound: there is none.
    """
    return thing(graph, graph.iris.event(slug_))


def thing(graph: Graph, node: NamedNode) -> Thing:
    """An entity or incident by its IRI; an incident with its accounts.

    Raises:
        NotFound: nothing in the graph has that IRI.
    """
    about = defaultdict[str, list[str]](list)
    for row in select(graph, _ABOUT, thing=node):
        about[row["property"].value].append(row["value"].value)
    if not (about[_LABEL] and about[_TYPE]):
        raise NotFound(f"There is no entity or incident {slug(graph, node.value)!r} in the graph.")
    classes = sorted({cls.removeprefix(KG) for cls in about[_TYPE]})
    ties = _edges(graph, node)
    out, into = [e for e in ties if e.source == node.value], [e for e in ties if e.target == node.value]
    names = labels(graph, {edge.target for edge in out} | {edge.source for edge in into})
    ties_out = [(edge, _tie(edge, edge.target, names)) for edge in out]
    ties_in = [(edge, _tie(edge, edge.source, names)) for edge in into]
    lat, long = about[GEO + "lat"], about[GEO + "long"]
    telling = telling_of(graph, node)
    found = Thing(
        iri=node.value,
        slug=slug(graph, node.value),
        label=about[_LABEL][0],
        cls=most_specific(classes),
        classes=tuple(classes),
        names=tuple(sorted(set(about[SKOS + "altLabel"]))),
        same_as=tuple(sorted(set(about[OWL + "sameAs"]))),
        lat=float(lat[0]) if lat and long else None,
        long=float(long[0]) if lat and long else None,
        relations=tuple(tie for edge, tie in ties_out if edge.kind not in ROLES),
        related_from=tuple(tie for edge, tie in ties_in if edge.kind not in ROLES),
        incidents=tuple(tie for edge, tie in ties_in if edge.kind in ROLES),
        roles=tuple(tie for edge, tie in ties_out if edge.kind in ROLES),
        claims=_claims(graph, node, telling, incident="Event" in classes),
        claim_counts={
            row["factuality"].value.removeprefix(KG): int(row["claims"].value)
            for row in select(graph, _CLAIM_COUNTS, thing=node)
        },
        values={
            name.removeprefix(KG): tuple(values)
            for name, values in about.items()
            if name.startswith(KG) and name != _DISPUTED
        },
        reported_in=tuple(reports(graph, telling[:_REPORTED])),
    )
    contested = tuple(name.removeprefix(KG) for name in about[_DISPUTED])
    return _incident(graph, found, contested) if "Event" in classes else found


def _incident(graph: Graph, found: Thing, contested: tuple[str, ...]) -> Incident:
    agreed = defaultdict[str, set[str]](set)
    for claim in found.claims:
        if claim.predicate not in contested and claim.factuality in ("Asserted", "Hedged"):
            agreed[claim.predicate].add(claim.value)
    return Incident(
        **{name: getattr(found, name) for name in Thing.__dataclass_fields__},
        agreed={name: tuple(sorted(values)) for name, values in sorted(agreed.items())},
        disputed=contested,
        corroboration=int(found.values.get("corroboration", ("0",))[0]),
        accounts=tuple(_accounts(found, labels(graph, {c.source for c in found.claims if c.source}))),
    )


def _accounts(found: Thing, names: dict[str, str]) -> list[Account]:
    """The claims by article and voice, in the order of publication, an article's own voice first."""
    voices = defaultdict[tuple[str, str, str], list[Statement]](list)
    for claim in found.claims:
        voices[claim.article, claim.source or "", claim.source_text or ""].append(claim)
    return [
        Account(report, Ref(source, names.get(source, source)) if source else None, words or None, tuple(said))
        for report in found.reported_in
        for (article, source, words), said in sorted(voices.items(), key=lambda voice: voice[0])
        if article == report.id
    ]


def _edges(graph: Graph, node: NamedNode) -> list[Edge]:
    """What ties it to others, the best attested first; a hub's neighbours are listed page by page apart from this."""
    index = index_of(graph)
    number = index.iri.find(node.value)
    if number is None:
        return []
    found = index.edges_at(index.edges[number][:_TIES])
    return sorted(found, key=lambda edge: (-edge.weight, edge.source, edge.kind, edge.target))


def _claims(graph: Graph, node: NamedNode, telling: Sequence[str], *, incident: bool) -> tuple[Statement, ...]:
    if incident:
        return tuple(claim for claim in statements(graph, subject=node) if claim.believed)
    if len(telling) == MOST_TELLING:  # and perhaps others
        return tuple(citations(graph, ClaimFilter(about=node.value), limit=_SHOWN)[0])
    return tuple(first_claims(graph, node, telling, limit=_SHOWN))


def _tie(edge: Edge, other: str, names: dict[str, str]) -> Tie:
    return Tie(edge.kind, Ref(other, names.get(other, other)), edge.weight, edge.articles)
