"""Articles: the list, and each with its text, mentions and claims."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pyoxigraph import NamedNode

from kg.errors import NotFound
from kg.query.lookup.statements import statements
from kg.query.lookup.terms import labels, slug
from kg.query.lookup.values import Mention, Page, Report
from kg.query.names import most_specific, names_of
from kg.sparql.binding import select
from kg.store import Graph
from kg.vocab import KG

_REPORTS: Final = """
SELECT ?article ?property ?value WHERE {
  VALUES ?article { UNDEF }
  GRAPH ?article { ?article ?property ?value }
  FILTER(?property IN (
    dcterms:identifier, schema:headline, schema:datePublished, schema:publisher, schema:url, kg:copyOf))
}
"""

MOST_TELLING: Final = 10_000
"""Articles telling of a thing that are looked for."""

_TELLING: Final = """
SELECT DISTINCT ?article WHERE {
  { VALUES ?thing { UNDEF } GRAPH ?article { ?mention kg:refersTo ?thing } }
  UNION { VALUES ?thing { UNDEF } GRAPH ?article { ?claim rdf:subject ?thing } }
  UNION { VALUES ?thing { UNDEF } GRAPH ?article { ?claim rdf:object ?thing } }
}
LIMIT %d
"""

_TEXT: Final = "SELECT ?text WHERE { VALUES ?article { UNDEF } GRAPH ?article { ?article schema:articleBody ?text } }"

_MENTIONS: Final = """
SELECT ?thing ?surface ?start ?end WHERE {
  VALUES ?article { UNDEF }
  GRAPH ?article { ?mention kg:refersTo ?thing ; kg:surface ?surface ; kg:start ?start ; kg:end ?end }
}
ORDER BY ?start ?end ?thing
"""

_NONE: Final = (None,)

_CLASSES: Final = "SELECT ?thing ?class WHERE { VALUES ?thing { UNDEF } ?thing a ?class }"


def reports(graph: Graph, articles: Iterable[str]) -> list[Report]:
    """The articles with these IRIs, in the order of publication, the undated first."""
    wanted = set(articles)
    if not wanted:
        return []
    # An index that is there knows articles at once; other graphs, which may be anyone's own, are asked for.
    listed = names_of(graph).about(wanted) if graph.generation else {}
    known = {iri: one.about for iri, one in listed.items() if one.kind == "article"}
    if others := [NamedNode(iri) for iri in sorted(wanted - known.keys())]:
        said = defaultdict[str, dict[str, list[str]]](dict)
        for row in select(graph, _REPORTS, article=others):
            said[row["article"].value][re.split("[#/]", row["property"].value)[-1]] = [row["value"].value]
        known |= said
    made = (_report(graph, iri, about) for iri, about in known.items())
    return sorted(made, key=lambda report: (report.published or "", report.id))


def telling_of(graph: Graph, thing: NamedNode) -> list[str]:
    """The IRIs of the articles that mention a thing or claim something of it, ten thousand at most."""
    return [row["article"].value for row in select(graph, _TELLING % MOST_TELLING, thing=thing)]


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
    return Page(found[0], text[0] if text else "", _mentions(graph, node), statements(graph, article=node))


def _mentions(graph: Graph, article: NamedNode) -> tuple[Mention, ...]:
    rows = list(select(graph, _MENTIONS, article=article))
    things = sorted({row["thing"].value for row in rows})
    names = labels(graph, things)
    classes = defaultdict[str, list[str]](list)
    for row in select(graph, _CLASSES, thing=[NamedNode(iri) for iri in things]) if things else ():
        classes[row["thing"].value].append(row["class"].value.removeprefix(KG))
    return tuple(
        Mention(
            iri := row["thing"].value,
            names.get(iri, iri),
            most_specific(classes[iri]),
            row["surface"].value,
            int(row["start"].value),
            int(row["end"].value),
        )
        for row in rows
    )


def _report(graph: Graph, iri: str, about: Mapping[str, Sequence[str]]) -> Report:
    original = about.get("copyOf", _NONE)[0]
    return Report(
        id=about.get("identifier", _NONE)[0] or slug(graph, iri),
        iri=iri,
        headline=about.get("headline", _NONE)[0],
        published=about.get("datePublished", _NONE)[0],
        publisher=about.get("publisher", _NONE)[0],
        url=_web_address(about.get("url", _NONE)[0]),
        copy_of=slug(graph, original) if original else None,
    )


def _web_address(url: str | None) -> str | None:
    """An address that a page may link to: what a publisher names may be a script or a file."""
    return url if url and url.lower().startswith(("http://", "https://")) else None
