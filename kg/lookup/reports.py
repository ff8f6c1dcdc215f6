"""Articles: the list, and each with its text and what was read there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import NamedNode, QuerySolution

from kg.errors import NotFound
from kg.lookup.statements import statements
from kg.lookup.terms import slug, value
from kg.lookup.values import Mention, Page, Report
from kg.names import most_specific
from kg.sparql import select
from kg.store import Graph

_REPORTS: Final = """
SELECT ?article ?id ?headline ?published ?publisher ?url ?copyOf WHERE {
  VALUES ?article { UNDEF }
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

_TELLING: Final = """
SELECT DISTINCT ?article WHERE {
  { VALUES ?thing { UNDEF } GRAPH ?article { ?mention kg:refersTo ?thing } }
  UNION { VALUES ?thing { UNDEF } GRAPH ?article { ?claim rdf:subject ?thing } }
  UNION { VALUES ?thing { UNDEF } GRAPH ?article { ?claim rdf:object ?thing } }
}
LIMIT 10000
"""

_TEXT: Final = "SELECT ?text WHERE { VALUES ?article { UNDEF } GRAPH ?article { ?article schema:articleBody ?text } }"

_MENTIONS: Final = """
SELECT ?thing (MIN(?name) AS ?label) (GROUP_CONCAT(DISTINCT ?class; separator=" ") AS ?classes) ?surface ?start ?end
WHERE {
  VALUES ?article { UNDEF }
  GRAPH ?article { ?mention kg:refersTo ?thing ; kg:surface ?surface ; kg:start ?start ; kg:end ?end }
  OPTIONAL { ?thing rdfs:label ?name }
  OPTIONAL { ?thing a ?type BIND(STRAFTER(STR(?type), STR(kg:)) AS ?class) }
}
GROUP BY ?thing ?surface ?start ?end
ORDER BY ?start ?end ?thing
"""


def reports(graph: Graph, articles: Iterable[str]) -> list[Report]:
    """What is known of the articles with those IRIs, in the order of publication, the undated first."""
    nodes = [NamedNode(iri) for iri in articles]
    return [_report(graph, row) for row in select(graph, _REPORTS, article=nodes)] if nodes else []


def telling_of(graph: Graph, thing: NamedNode) -> list[str]:
    """The IRIs of the articles that mention a thing or claim something of it, ten thousand at most."""
    return [row["article"].value for row in select(graph, _TELLING, thing=thing)]


def article(graph: Graph, id_: str) -> Page:
    """An article by its id.

    Raises:
        NotFound: there is none of that id.
    """
    node = graph.iris.article(id_)
    found = reports(graph, [node.value])
    if not found:
        raise NotFound(f"There is no article {id_!r} in the graph.")
    text = [row["text"].value for row in select(graph, _TEXT, article=node)]
    mentions = tuple(_mention(row) for row in select(graph, _MENTIONS, article=node))
    return Page(found[0], text[0] if text else "", mentions, statements(graph, article=node))


def _mention(row: QuerySolution) -> Mention:
    iri = row["thing"].value
    classes = (row["classes"].value if row["classes"] else "").split()
    label = value(row, "label") or iri
    return Mention(
        iri, label, most_specific(classes), row["surface"].value, int(row["start"].value), int(row["end"].value)
    )


def _report(graph: Graph, row: QuerySolution) -> Report:
    original = value(row, "copyOf")
    return Report(
        id=row["id"].value,
        iri=row["article"].value,
        headline=value(row, "headline"),
        published=value(row, "published"),
        publisher=value(row, "publisher"),
        url=value(row, "url"),
        copy_of=slug(graph, original) if original else None,
    )
