"""The look-ups themselves: what the graph is asked, and how the answer is put together."""

from __future__ import annotations

from collections import defaultdict
from typing import Final
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, QuerySolution

from kg.errors import NotFound
from kg.lookup.values import Mention, Page, Ref, Report, Statement, Thing, Tie
from kg.names import most_specific
from kg.network import Edge, edges
from kg.sparql import Term, select
from kg.store import Graph
from kg.vocab import KG, ROLES

_THING: Final = """
SELECT ?label ?alt ?type ?same ?lat ?long WHERE {
  VALUES ?thing { UNDEF }
  ?thing rdfs:label ?label ; a ?type .
  OPTIONAL { ?thing skos:altLabel ?alt }
  OPTIONAL { ?thing owl:sameAs ?same }
  OPTIONAL { ?thing geo:lat ?lat ; geo:long ?long }
}
"""

_VALUES: Final = """
SELECT ?property ?value WHERE {
  VALUES ?thing { UNDEF }
  ?thing ?property ?value .
  FILTER(ISLITERAL(?value) && STRSTARTS(STR(?property), STR(kg:)))
}
ORDER BY ?property ?value
"""

_LABELS: Final = "SELECT ?thing ?label WHERE { VALUES ?thing { UNDEF } ?thing rdfs:label ?label } ORDER BY ?label"

_REPORTS: Final = """
SELECT ?article ?id ?headline ?published ?publisher ?url ?copyOf WHERE {
  { SELECT DISTINCT ?article ?thing WHERE {
      VALUES ?thing { UNDEF }
      GRAPH ?article { { ?claim rdf:subject|rdf:object ?thing } UNION { ?mention kg:refersTo ?thing } }
  } }
  GRAPH ?article {
    ?article dcterms:identifier ?id .
    OPTIONAL { ?article schema:headline ?headline }
    OPTIONAL { ?article schema:datePublished ?published }
    OPTIONAL { ?article schema:publisher ?publisher }
    OPTIONAL { ?article schema:url ?url }
    OPTIONAL { ?article kg:copyOf ?copyOf }
  }
}
ORDER BY ?published ?id
"""

_ARTICLES: Final = """
SELECT ?article ?id ?headline ?published ?publisher ?url ?copyOf WHERE {
  VALUES ?id { UNDEF }
  VALUES ?after { UNDEF }
  GRAPH ?article {
    ?article dcterms:identifier ?id .
    OPTIONAL { ?article schema:headline ?headline }
    OPTIONAL { ?article schema:datePublished ?published }
    OPTIONAL { ?article schema:publisher ?publisher }
    OPTIONAL { ?article schema:url ?url }
    OPTIONAL { ?article kg:copyOf ?copyOf }
  }
  FILTER(!BOUND(?after) || STR(?id) > STR(?after))
}
ORDER BY STR(?id)
LIMIT 10000
"""

_TEXT: Final = "SELECT ?text WHERE { VALUES ?article { UNDEF } GRAPH ?article { ?article schema:articleBody ?text } }"

_MENTIONS: Final = """
SELECT ?thing ?surface ?start ?end WHERE {
  VALUES ?article { UNDEF }
  GRAPH ?article { ?mention kg:refersTo ?thing ; kg:surface ?surface ; kg:start ?start ; kg:end ?end }
}
ORDER BY ?start ?end ?thing
"""

_CLAIMS: Final = """
SELECT ?claim ?article ?subject ?subjectLabel ?predicate ?object ?objectLabel
  ?factuality ?bound ?source ?sourceText ?confidence ?quote ?start ?end
WHERE {
  VALUES ?article { UNDEF }
  VALUES ?subject { UNDEF }
  GRAPH ?article {
    ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; kg:factuality ?factuality ;
      kg:quote ?quote ; kg:start ?start ; kg:end ?end .
    OPTIONAL { ?claim kg:bound ?bound }
    OPTIONAL { ?claim kg:attributedTo ?source }
    OPTIONAL { ?claim kg:sourceText ?sourceText }
    OPTIONAL { ?claim kg:confidence ?confidence }
  }
  OPTIONAL { ?subject rdfs:label ?subjectLabel }
  OPTIONAL { ?object rdfs:label ?objectLabel }
}
ORDER BY ?predicate ?article ?start ?claim
"""


def thing(graph: Graph, node: NamedNode) -> Thing:
    """An entity or incident by its IRI.

    Raises:
        NotFound: nothing in the graph has that IRI.
    """
    rows = list(select(graph, _THING, thing=node))
    if not rows:
        raise NotFound(f"There is no entity or incident {slug(graph, node.value)!r} in the graph.")
    classes = sorted({row["type"].value.removeprefix(KG) for row in rows})
    out, into = list(edges(graph, sources=[node.value])), list(edges(graph, targets=[node.value]))
    labels = _labels(graph, {edge.target for edge in out} | {edge.source for edge in into})
    ties_out = [(edge, _tie(edge, edge.target, labels)) for edge in out]
    ties_in = [(edge, _tie(edge, edge.source, labels)) for edge in into]
    first = rows[0]
    return Thing(
        iri=node.value,
        label=first["label"].value,
        cls=most_specific(classes),
        classes=tuple(classes),
        names=tuple(sorted({row["alt"].value for row in rows if row["alt"]})),
        same_as=tuple(sorted({row["same"].value for row in rows if row["same"]})),
        lat=float(first["lat"].value) if first["lat"] else None,
        long=float(first["long"].value) if first["long"] else None,
        relations=tuple(tie for edge, tie in ties_out if edge.kind not in ROLES),
        related_from=tuple(tie for edge, tie in ties_in if edge.kind not in ROLES),
        incidents=tuple(tie for edge, tie in ties_in if edge.kind in ROLES),
        roles=tuple(tie for edge, tie in ties_out if edge.kind in ROLES),
        claims=_claims(graph, subject=node) if "Event" in classes else (),
        values=_literals(graph, node),
        reported_in=tuple(_report(graph, row) for row in select(graph, _REPORTS, thing=node)),
    )


def article(graph: Graph, id_: str) -> Page:
    """An article by its id.

    Raises:
        NotFound: there is none of that id.
    """
    node = graph.iris.article(id_)
    reports = [_report(graph, row) for row in select(graph, _ARTICLES, id=Literal(id_))]
    text = [row["text"].value for row in select(graph, _TEXT, article=node)]
    if not reports:
        raise NotFound(f"There is no article {id_!r} in the graph.")
    mentions = tuple(
        Mention(row["thing"].value, row["surface"].value, int(row["start"].value), int(row["end"].value))
        for row in select(graph, _MENTIONS, article=node)
    )
    return Page(reports[0], text[0] if text else "", mentions, _claims(graph, article=node))


def articles(graph: Graph, *, after: str = "", limit: int = 100) -> list[Report]:
    """The articles whose ids follow another one, in the order of their ids."""
    found = select(graph, _ARTICLES.replace("LIMIT 10000", f"LIMIT {int(limit)}"), after=Literal(after))
    return [_report(graph, row) for row in found]


def slug(graph: Graph, iri: str) -> str:
    """The last part of an entity's, incident's or article's IRI, as it was before percent-encoding."""
    base = graph.iris.base
    return unquote(iri.removeprefix(base).partition("/")[2]) if iri.startswith(base) else iri


def _literals(graph: Graph, node: NamedNode) -> dict[str, tuple[str, ...]]:
    values = defaultdict[str, list[str]](list)
    for row in select(graph, _VALUES, thing=node):
        values[row["property"].value.removeprefix(KG)].append(row["value"].value)
    return {name: tuple(found) for name, found in values.items()}


def _claims(graph: Graph, **of: Term) -> tuple[Statement, ...]:
    return tuple(_statement(graph, row) for row in select(graph, _CLAIMS, **of))


def _statement(graph: Graph, row: QuerySolution) -> Statement:
    subject, target = row["subject"].value, row["object"]
    return Statement(
        iri=row["claim"].value,
        article=slug(graph, row["article"].value),
        subject=Ref(subject, _value(row, "subjectLabel") or subject),
        predicate=row["predicate"].value.removeprefix(KG),
        value=_value(row, "objectLabel") or target.value,
        object=target.value if isinstance(target, NamedNode) else None,
        factuality=row["factuality"].value.removeprefix(KG),
        bound=(_value(row, "bound") or "").removeprefix(KG) or None,
        source=_value(row, "source"),
        source_text=_value(row, "sourceText"),
        confidence=float(row["confidence"].value) if row["confidence"] else None,
        quote=row["quote"].value,
        start=int(row["start"].value),
        end=int(row["end"].value),
    )


def _report(graph: Graph, row: QuerySolution) -> Report:
    original = _value(row, "copyOf")
    return Report(
        id=row["id"].value,
        iri=row["article"].value,
        headline=_value(row, "headline"),
        published=_value(row, "published"),
        publisher=_value(row, "publisher"),
        url=_value(row, "url"),
        copy_of=slug(graph, original) if original else None,
    )


def _tie(edge: Edge, other: str, labels: dict[str, str]) -> Tie:
    return Tie(edge.kind, Ref(other, labels.get(other, other)), edge.weight, edge.articles)


def _labels(graph: Graph, iris: set[str]) -> dict[str, str]:
    if not iris:
        return {}
    rows = select(graph, _LABELS, thing=[NamedNode(iri) for iri in sorted(iris)])
    return {row["thing"].value: row["label"].value for row in rows}


def _value(row: QuerySolution, name: str) -> str | None:
    term = row[name]
    return term.value if isinstance(term, NamedNode | Literal) else None
