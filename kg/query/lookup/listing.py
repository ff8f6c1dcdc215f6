"""Lists of entities, and suggestions for a few typed letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from kg.query.lookup.terms import slug
from kg.query.lookup.values import Class
from kg.query.names import Hit, HitKey, Kind, ListFilter, ListKey, Named, names_of, things
from kg.sparql.binding import select
from kg.store import Graph

_TOLD_BY: Final = """
SELECT DISTINCT ?thing WHERE {
  VALUES ?outlet { UNDEF }
  GRAPH ?article { ?article schema:publisher ?outlet . ?mention kg:refersTo ?thing }
}
"""


@dataclass(frozen=True, slots=True)
class ListItem:
    """One entity, incident or article of a list.

    Attributes:
        label: the preferred name; an article's headline.
        name: what was found, which may be another of its names.
        score: how near that is to what was looked for, 0 to 100; 100 where nothing was.
    """

    iri: str
    kind: Kind
    slug: str
    label: str
    cls: Class
    name: str
    score: float


def search(
    graph: Graph, text: str, *, kinds: Sequence[Kind] = ("entity", "incident", "article"), cls: str | None = None,
    limit: int = 10,
) -> list[ListItem]:  # fmt: skip
    """Suggestions for a typed text, nearest first."""
    return [listed(graph, hit) for hit in names_of(graph).search(text, kinds=kinds, cls=cls, limit=limit)]


def entities(
    graph: Graph,
    text: str = "",
    *,
    cls: str | None = None,
    outlet: str | None = None,
    after: HitKey | ListKey | None = None,
    limit: int = 100,
) -> tuple[list[ListItem], HitKey | ListKey | None]:
    """Some entities: those that are called something like the text, nearest first; without one all, by name.

    Args:
        graph: where they are.
        text: a name, part of one, or one with typing errors.
        cls: only those of that class or below it.
        outlet: only those that it mentions.
        after: where the last one of the page before stands.
        limit: at most so many.

    Returns:
        They, and where the last of them stands if there are more.
    """
    among = None
    if outlet is not None:
        among = {row["thing"].value for row in select(graph, _TOLD_BY, outlet=Literal(outlet))}
    if text.strip():
        start = after if after is None or len(after) == 3 else None
        hits = names_of(graph).search(text, kinds=["entity"], cls=cls, among=among, after=start, limit=limit + 1)
        more = hits[limit - 1].key if len(hits) > limit else None
        return [listed(graph, hit) for hit in hits[:limit]], more
    begin = after if after is None or len(after) == 2 else None
    some, last = things(names_of(graph), "entity", ListFilter(cls=cls, among=among), after=begin, limit=limit)
    return [listed(graph, Hit(thing, thing.label, 100.0)) for thing in some], last


def listed(graph: Graph, hit: Hit) -> ListItem:
    """A hit as lists have it."""
    thing: Named = hit.thing
    return ListItem(thing.iri, thing.kind, slug(graph, thing.iri), thing.label, thing.cls, hit.name, hit.score)
