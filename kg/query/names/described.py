"""A graph's things as names and lists need them: some of them, or all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.query.names.values import Kind, most_specific, shown_day
from kg.rdf import iris, literals
from kg.rdf.iris import kg
from kg.store import Graph
from kg.vocab import KG

_TRUE: Final = literals.boolean(True)
_OF_ARTICLES: Final = (iris.IDENTIFIER, iris.HEADLINE, iris.PUBLISHED, iris.PUBLISHER)


@dataclass(frozen=True, slots=True)
class NamedThing:
    """An entity, incident or article.

    Attributes:
        iri, kind, label, cls: as in `Named`.
        named: whether it has a proper name, and is not only described.
        place: where it stands in the list of its kind.
        day, outlet: an incident's and an article's day, and an article's publisher, as far as they are known.
        names: all of its names; an article's is its headline.
    """

    iri: str
    kind: Kind
    label: str
    cls: str
    named: bool
    place: str
    day: str | None
    outlet: str | None
    names: frozenset[str]


def things(graph: Graph, of: Collection[str] | None = None) -> Iterator[NamedThing]:
    """The things with a name, entities and incidents first: all, or those of some IRIs."""
    nodes = None if of is None else [NamedNode(iri) for iri in sorted(of)]
    yield from _believed(graph, nodes)
    yield from _articles(graph, nodes)


def mentions(graph: Graph, of: Iterable[str] | None = None) -> Counter[str]:
    """How often articles mention things, by IRI: some things, or all."""
    nodes = [None] if of is None else [NamedNode(iri) for iri in of]
    return Counter(
        quad.object.value
        for node in nodes
        for quad in graph.quads(predicate=kg("refersTo"), object=node)
        if isinstance(quad.object, NamedNode) and _is_articles(graph, quad)
    )


def _believed(graph: Graph, of: list[NamedNode] | None) -> Iterator[NamedThing]:
    labels, others, classes, named, days = (
        graph.believed(predicate, of) for predicate in (iris.LABEL, iris.ALT_LABEL, iris.TYPE, kg("named"), kg("date"))
    )
    events = graph.iris.event("").value
    for iri in labels.keys() | others.keys():
        preferred = [name.value for name in labels.get(iri, ()) if isinstance(name, Literal)]
        names = frozenset(preferred).union(name.value for name in others.get(iri, ()) if isinstance(name, Literal))
        if not names:
            continue
        kind: Kind = "incident" if iri.startswith(events) else "entity"
        label, proper = min(preferred or names), _TRUE in named.get(iri, ())
        day = shown_day([date.value for date in days.get(iri, ())])
        place = _day_place(day) if kind == "incident" else f"{int(not proper)} {label.casefold()}"
        cls = most_specific(term.value.removeprefix(KG) for term in classes.get(iri, ()))
        yield NamedThing(iri, kind, label, cls, proper, place, day, None, names)


def _articles(graph: Graph, of: list[NamedNode] | None) -> Iterator[NamedThing]:
    about: dict[str, dict[NamedNode, str]] = {}
    for predicate in _OF_ARTICLES:
        for node in [None] if of is None else of:
            for quad in graph.quads(node, predicate, graph=node):
                if quad.subject == quad.graph_name and isinstance(quad.object, Literal) and _is_articles(graph, quad):
                    about.setdefault(str(quad.subject)[1:-1], {})[predicate] = quad.object.value
    for iri, said in about.items():
        if iris.IDENTIFIER in said:
            id_, day = said[iris.IDENTIFIER], said.get(iris.PUBLISHED)
            label = said.get(iris.HEADLINE, id_)
            place = f"{_day_place(day)} {id_}"
            yield NamedThing(
                iri, "article", label, "Article", True, place, day, said.get(iris.PUBLISHER), frozenset([label])
            )


def _is_articles(graph: Graph, quad: Quad) -> bool:
    """Whether an article says it; anyone may say anything in a graph of their own."""
    return isinstance(quad.graph_name, NamedNode) and graph.iris.is_article(quad.graph_name.value)


def _day_place(day: str | None) -> str:
    """Days of no known year stand after all others, and after them what has no date at all."""
    return "~~" if day is None else f"~{day}" if day.startswith("-") else day
