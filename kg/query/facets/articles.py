"""The facets of articles: outlets, kinds of incidents that they tell of, whom and which places they mention, copies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from pyoxigraph import NamedNode

from kg.query.facets.values import EVENTS, Facet, Facets, facet, marks
from kg.query.lookup.articles import ArticleFilter, copying, list_filter
from kg.query.lookup.terms import meant
from kg.query.names import ListFilter, names_of, tally
from kg.query.network import index_of
from kg.sparql.binding import select
from kg.store import Graph
from kg.vocab import KG

_MOST: Final = 5000  # articles of which mentions and claims are counted: they take a second or two

_MENTIONED: Final = """
SELECT ?thing (COUNT(DISTINCT ?article) AS ?articles) WHERE {
  VALUES ?article { UNDEF }
  { GRAPH ?article { ?mention kg:refersTo ?thing } }
  UNION { GRAPH ?article { ?claim rdf:subject ?thing } }
  UNION { GRAPH ?article { ?claim rdf:object ?thing FILTER(ISIRI(?thing)) } }
}
GROUP BY ?thing
"""
_TOLD: Final = """
SELECT ?thing (COUNT(DISTINCT ?article) AS ?articles) WHERE {
  VALUES ?article { UNDEF }
  GRAPH ?article { ?claim rdf:subject ?incident FILTER NOT EXISTS { ?claim kg:believed|kg:generic ?withheld } }
  ?incident a ?thing
}
GROUP BY ?thing
"""
_PLACE: Final = marks("Place")
_EVENT: Final = marks("Event")
_COPIED: Final = {"false": "originals", "true": "copies of others"}


def article_facets(graph: Graph, wanted: ArticleFilter) -> Facets:
    """How many articles there are of each outlet, kind of incident, actor and place, and how many are copies.

    Raises:
        ParameterError: nothing goes by a name in `about`, or several things do.
    """
    passing = list_filter(graph, wanted)
    whole = set(tally(names_of(graph), "article", passing, "iri"))
    facets, left_out = [_outlets(graph, wanted, passing)], tuple[str, ...]()
    if len(whole) > _MOST:
        left_out = ("class", "about")
    else:
        facets += [_kinds(graph, wanted, whole), *_mentioned(graph, wanted, whole)]
    facets.append(_copies(graph, wanted, whole))
    return Facets(len(whole), tuple(one for one in facets if one.values), left_out)


def _passing(graph: Graph, wanted: ArticleFilter) -> set[str]:
    return set(tally(names_of(graph), "article", list_filter(graph, wanted), "iri"))


def _outlets(graph: Graph, wanted: ArticleFilter, passing: ListFilter) -> Facet:
    counts = tally(names_of(graph), "article", replace(passing, outlet=None), "outlet")
    return facet("outlet", counts, [wanted.publisher] if wanted.publisher else (), parameter="publisher")


def _kinds(graph: Graph, wanted: ArticleFilter, whole: set[str]) -> Facet:
    some = whole if wanted.cls is None else _passing(graph, replace(wanted, cls=None))
    told = _counted(graph, _TOLD, some)
    return facet(
        "class", {name: told[KG + name] for name in EVENTS if KG + name in told}, [wanted.cls] if wanted.cls else ()
    )


def _mentioned(graph: Graph, wanted: ArticleFilter, whole: set[str]) -> tuple[Facet, Facet]:
    """Actors and places: each choice is one more that the articles are to mention."""
    index, told = index_of(graph), _counted(graph, _MENTIONED, whole)
    chosen = [node.value for one in wanted.about for node in meant(graph, "about", one)]
    named = np.flatnonzero(index.named & ~_EVENT[index.cls])
    iris = dict(zip(index.iri.at(named), named.tolist(), strict=True))
    numbers = {iri: iris[iri] for iri in told if iri in iris}
    labels = dict(zip(numbers, index.label.at(np.array(list(numbers.values()), dtype=np.int64)), strict=True))
    actors = {iri: told[iri] for iri, n in numbers.items() if not _PLACE[index.cls[n]]}
    places = {iri: told[iri] for iri, n in numbers.items() if _PLACE[index.cls[n]]}
    return (
        facet("actor", actors, chosen, labels, parameter="about"),
        facet("place", places, chosen, labels, parameter="about"),
    )


def _copies(graph: Graph, wanted: ArticleFilter, whole: set[str]) -> Facet:
    some = whole if wanted.copies is None else _passing(graph, replace(wanted, copies=None))
    copies = len(some & copying(graph))
    counts = {"false": len(some) - copies, "true": copies} if copies else {}
    chosen = [] if wanted.copies is None else [str(wanted.copies).lower()]
    return facet("copies", counts, chosen, _COPIED, order=_COPIED)


def _counted(graph: Graph, query: str, articles: set[str]) -> Mapping[str, int]:
    if not articles:
        return {}
    rows = select(graph, query, article=[NamedNode(iri) for iri in sorted(articles)])
    return {row["thing"].value: int(row["articles"].value) for row in rows}
