"""Claims as assistants cite them: words, position, source, and whether other accounts differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from pyoxigraph import NamedNode

from kg.model import Span
from kg.query.lookup.quotes import quoted
from kg.query.lookup.reports import reports
from kg.query.lookup.terms import labels
from kg.query.lookup.values import Report, Statement
from kg.sparql.binding import select
from kg.store import Graph
from kg.vocab import KG

Json = dict[str, Any]

_TEXTS: Final = """
SELECT ?article ?text WHERE { VALUES ?article { UNDEF } GRAPH ?article { ?article schema:articleBody ?text } }
"""
_DISPUTED: Final = "SELECT ?thing ?property WHERE { VALUES ?thing { UNDEF } ?thing kg:disputed ?property }"


def source(report: Report) -> Json:
    """An article as it is cited; the link is its address, or its IRI where it has none."""
    told = {
        "id": report.id, "outlet": report.publisher, "published": report.published, "headline": report.headline,
        "link": report.url or report.iri, "copy_of": report.copy_of,
    }  # fmt: skip
    return {name: value for name, value in told.items() if value is not None}


def cited(graph: Graph, claims: Sequence[Statement]) -> list[Json]:
    """Claims, each with its quote, its article, and whether accounts of that incident disagree on it."""
    by_id = {report.id: report for report in reports(graph, {graph.iris.article(one.article).value for one in claims})}
    names = labels(graph, {one.source for one in claims if one.source})
    texts = _texts(graph, [report.iri for report in by_id.values()])
    contested = disputed(graph, {one.subject.iri for one in claims})
    return [
        _cited(one, by_id[one.article], texts, names, one.predicate in contested[one.subject.iri]) for one in claims
    ]


def disputed(graph: Graph, iris: Iterable[str]) -> defaultdict[str, set[str]]:
    """The disputed properties of some incidents, by local name."""
    found = defaultdict[str, set[str]](set)
    if nodes := [NamedNode(iri) for iri in sorted(iris)]:
        for row in select(graph, _DISPUTED, thing=nodes):
            found[row["thing"].value].add(row["property"].value.removeprefix(KG))
    return found


def _texts(graph: Graph, articles: Sequence[str]) -> dict[str, str]:
    if not articles:
        return {}
    rows = select(graph, _TEXTS, article=[NamedNode(iri) for iri in articles])
    return {row["article"].value: row["text"].value for row in rows}


def _cited(one: Statement, report: Report, texts: Mapping[str, str], names: Mapping[str, str], contested: bool) -> Json:
    where = (report.headline if one.headline else texts.get(report.iri)) or ""
    told = {
        "claim": one.iri, "subject": one.subject.label, "subject_iri": one.subject.iri, "predicate": one.predicate,
        "value": one.value, "value_iri": one.object, "bound": one.bound, "factuality": one.factuality,
        "said_by": (names.get(one.source) if one.source else None) or one.source_text, "said_by_iri": one.source,
        "confidence": one.confidence, "disputed": contested, "quote": one.quote, "start": one.start, "end": one.end,
        "sentence": quoted(where, Span(one.start, one.end)).sentence if where else None,
        "in": "headline" if one.headline else "text", "page": one.page, "article": source(report),
    }  # fmt: skip
    return {name: value for name, value in told.items() if value is not None}
