"""A page of search results: each told apart by its class, its country, and where articles speak of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import NamedNode

from kg.query.facets.values import Facet, Facets, facet
from kg.query.lookup.listing import ListItem, listed
from kg.query.lookup.terms import labels
from kg.query.names import Hit, HitKey, Kind, names_of
from kg.query.names.values import at_or_below
from kg.sparql.binding import select
from kg.store import Graph
from kg.vocab import SUPERCLASS, superclasses

KINDS: Final[tuple[Kind, ...]] = ("entity", "incident", "article")
_TOLD_BY_KIND: Final = ("Event", "Article")  # classes that say no more than the kind does
_MOST: Final = 1000  # hits that are counted

_TOLD: Final = """
SELECT ?thing (COUNT(DISTINCT ?article) AS ?articles) (MAX(COALESCE(STR(?day), "")) AS ?last) WHERE {
  VALUES ?thing { UNDEF }
  { GRAPH ?article { ?mention kg:refersTo ?thing } }
  UNION { GRAPH ?article { ?claim rdf:subject ?thing } }
  UNION { GRAPH ?article { ?claim rdf:object ?thing } }
  OPTIONAL { GRAPH ?article { ?article schema:datePublished ?day } }
}
GROUP BY ?thing
"""
_PUBLISHED: Final = """
SELECT ?thing ?outlet ?day WHERE {
  VALUES ?thing { UNDEF }
  GRAPH ?thing { OPTIONAL { ?thing schema:publisher ?outlet } OPTIONAL { ?thing schema:datePublished ?day } }
}
"""
# A place lies in a country; an incident is where its place is; all others are where most of their incidents are.
_COUNTRIES: Final = """
SELECT ?thing ?country (COUNT(DISTINCT ?incident) AS ?times) WHERE {
  VALUES ?thing { UNDEF }
  { ?thing kg:within* ?country }
  UNION { ?thing kg:place/kg:within* ?country }
  UNION { ?incident kg:attacker|kg:target|kg:victim ?thing ; kg:place/kg:within* ?country }
  ?country a kg:State
}
GROUP BY ?thing ?country
ORDER BY ?thing DESC(?times) ?country
"""


@dataclass(frozen=True, slots=True)
class ResultItem(ListItem):
    """A hit, and what tells it apart from others of that name.

    Attributes:
        country: where it lies or happened, or where most of its incidents did, by name.
        articles: how many mention it, or claim something of it.
        last: when the latest of them was published; of an article, when it was.
        publisher: of an article, its outlet.
    """

    country: str | None = None
    articles: int = 0
    last: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Some hits, nearest first, and the facets of all."""

    items: tuple[ResultItem, ...]
    facets: Facets


def results(
    graph: Graph,
    text: str,
    *,
    kind: Kind | None = None,
    cls: str | None = None,
    after: HitKey | None = None,
    limit: int = 20,
) -> tuple[ResultPage, HitKey | None]:
    """Some of what is called like a text.

    Args:
        graph: where it is.
        text: a name, part of one, or one with typing errors.
        kind: only entities, incidents or articles.
        cls: only things of that class or below it, by local name.
        after: where the last one of the page before stands.
        limit: at most so many.

    Returns:
        They, and where the last of them stands if there are more.
    """
    every = names_of(graph).search(text, kinds=KINDS, limit=_MOST)
    classes = frozenset(at_or_below(cls)) if cls else None
    of_kind = [hit for hit in every if kind in (None, hit.thing.kind)]
    of_class = [hit for hit in every if classes is None or hit.thing.cls in classes]
    chosen = [hit for hit in of_kind if classes is None or hit.thing.cls in classes]
    later = [hit for hit in chosen if after is None or hit.key > after]
    facets = (_kinds(of_class, kind), _classes(of_kind, cls))
    found = ResultPage(
        tuple(_told_apart(graph, [listed(graph, hit) for hit in later[:limit]])),
        Facets(len(chosen), tuple(one for one in facets if one.values)),
    )
    return found, later[limit - 1].key if len(later) > limit else None


def _kinds(hits: Iterable[Hit], chosen: Kind | None) -> Facet:
    counts = Counter[str](hit.thing.kind for hit in hits)
    return facet("kind", counts, [chosen] if chosen else (), order=KINDS)


def _classes(hits: Iterable[Hit], chosen: str | None) -> Facet:
    """A class counts what is of a class below it too, as the filter does."""
    ours = (hit.thing.cls for hit in hits if hit.thing.cls in SUPERCLASS)
    counts = Counter(name for cls in ours for name in superclasses(cls) if name not in _TOLD_BY_KIND)
    return facet("class", counts, [chosen] if chosen else ())


def _told_apart(graph: Graph, items: Sequence[ListItem]) -> list[ResultItem]:
    things = [NamedNode(item.iri) for item in items if item.kind != "article"]
    reports = [NamedNode(item.iri) for item in items if item.kind == "article"]
    told = {row["thing"].value: row for row in select(graph, _TOLD, thing=things)} if things else {}
    published = {row["thing"].value: row for row in select(graph, _PUBLISHED, thing=reports)} if reports else {}
    countries: dict[str, str] = {}
    for row in select(graph, _COUNTRIES, thing=things) if things else ():
        countries.setdefault(row["thing"].value, row["country"].value)
    names = labels(graph, countries.values())
    found = []
    for item in items:
        about = ResultItem(item.iri, item.kind, item.slug, item.label, item.cls, item.name, item.score)
        if row := told.get(item.iri):
            about = replace(about, articles=int(row["articles"].value), last=_text(row["last"]))
        elif row := published.get(item.iri):
            about = replace(about, publisher=_text(row["outlet"]), last=_text(row["day"]))
        country = names.get(countries.get(item.iri, ""))
        found.append(replace(about, country=country if country != item.label else None))
    return found


def _text(term: object) -> str | None:
    value = getattr(term, "value", None)
    return str(value) if value else None
