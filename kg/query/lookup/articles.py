"""Articles by a filter, in the order of publication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from kg.query.lookup.reports import reports, telling_of
from kg.query.lookup.terms import meant
from kg.query.lookup.values import Order, Report
from kg.query.names import ListFilter, ListKey, names_of, things
from kg.rdf.iris import kg
from kg.sparql.binding import select
from kg.store import Graph

_HITS: Final = 1000  # headlines that are like some words

_TELLING_OF_KIND: Final = """
SELECT DISTINCT ?article WHERE {
  VALUES ?class { UNDEF }
  ?incident a ?class .
  GRAPH ?article { ?claim rdf:subject ?incident FILTER NOT EXISTS { ?claim kg:believed|kg:generic ?withheld } }
}
"""
_COPIES: Final = "SELECT ?article WHERE { GRAPH ?article { ?article kg:copyOf ?original } }"
_ALL: Final = "SELECT ?article WHERE { GRAPH ?article { ?article a kg:Article } }"


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """A filter of articles; empty fields restrict nothing.

    Attributes:
        text: words of the headline, give or take typing errors.
        publisher: only those of that outlet.
        since, until: the first and the last day of publication, as "2024-01-31".
        about: only those that mention all of these entities or incidents, by name, slug or IRI.
        cls: only those that tell of an incident of this class or below it, by local name.
        copies: only those that copy another article, or only those that copy none.
        order: which come first.
    """

    text: str = ""
    publisher: str | None = None
    since: str | None = None
    until: str | None = None
    about: tuple[str, ...] = ()
    cls: str | None = None
    copies: bool | None = None
    order: Order = "oldest"


def articles(
    graph: Graph, wanted: ArticleFilter | None = None, *, after: ListKey | None = None, limit: int = 100
) -> tuple[list[Report], ListKey | None]:
    """Some articles, in the order of publication or its reverse, the undated last.

    Returns:
        At most `limit` of those that follow `after`, and where the last of them stands if there are more.

    Raises:
        ParameterError: nothing goes by a name in `about`, or several things do.
    """
    names = names_of(graph)
    listed, last = things(names, "article", list_filter(graph, wanted or ArticleFilter()), after=after, limit=limit)
    known = {report.iri: report for report in reports(graph, [thing.iri for thing in listed])}
    return [known[thing.iri] for thing in listed if thing.iri in known], last


def list_filter(graph: Graph, wanted: ArticleFilter) -> ListFilter:
    """The filter as the index of names takes it.

    Raises:
        ParameterError: as `articles`.
    """
    parts = [{iri for node in meant(graph, "about", one) for iri in telling_of(graph, node)} for one in wanted.about]
    if wanted.cls is not None:
        parts.append(_found(graph, _TELLING_OF_KIND, kg(wanted.cls)))
    if wanted.copies is not None:
        copies = copying(graph)
        parts.append(copies if wanted.copies else _found(graph, _ALL) - copies)
    among = set.intersection(*parts) if parts else None
    if wanted.text.strip():
        hits = names_of(graph).search(wanted.text, kinds=["article"], among=among, limit=_HITS)
        among = {hit.thing.iri for hit in hits}
    newest = wanted.order == "newest"
    return ListFilter(among=among, outlet=wanted.publisher, since=wanted.since, until=wanted.until, newest=newest)


def copying(graph: Graph) -> set[str]:
    """The IRIs of the articles that copy another one."""
    return _found(graph, _COPIES)


def _found(graph: Graph, query: str, cls: NamedNode | None = None) -> set[str]:
    terms = {} if cls is None else {"class": cls}
    return {row["article"].value for row in select(graph, query, **terms)}
