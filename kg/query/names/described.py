"""A graph's things as names and lists need them: some of them, or all."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.query.names.values import Kind, most_specific, shown_day
from kg.rdf import iris, literals
from kg.rdf.iris import kg
from kg.store import Graph
from kg.vocab import KG, SUPERCLASS, is_a

_EVENT: Final = kg("Event")
_TRUE: Final = literals.boolean(True)
_COPY_OF, _EXTRACTOR = kg("copyOf"), kg("extractor")
_OF_ARTICLES: Final = (
    iris.IDENTIFIER, iris.HEADLINE, iris.PUBLISHED, iris.PUBLISHER, iris.URL, _COPY_OF, _EXTRACTOR,
)  # fmt: skip
_WITHHELD: Final = (kg("believed"), kg("generic"))
SHOWN_TIES: Final = frozenset(map(kg, ("place", "attacker", "target", "disputed")))
"""Properties, of those that tie a thing to others, which lists show."""

_SHOWN: Final = (
    *SHOWN_TIES, *map(kg, ("killedMin", "killedMax", "woundedMin", "woundedMax", "corroboration", "recurring")),
    iris.LAT, iris.LONG, kg("radius"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ArticleOutput:
    """What an article adds to its outlet's output: which extractor read it, whether it is a copy, its claims."""

    extractor: str | None
    copy: bool
    claims: int
    withheld: int


@dataclass(frozen=True, slots=True)
class NamedThing:
    """An entity, incident or article.

    Attributes:
        iri, kind, label, cls: as in `Named`.
        named: whether it has a proper name, and is not only described.
        place: where it stands in the list of its kind.
        day, outlet: an incident's and an article's day, and an article's publisher, as far as they are known.
        names: all of its names; an article's is its headline.
        about: what lists show of it besides: values by the property's local name, sorted.
        output: of an article.
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
    about: Mapping[str, Sequence[str]]
    output: ArticleOutput | None = None


def things(graph: Graph, of: Collection[str] | None = None) -> Iterator[NamedThing]:
    """The things with a name, and incidents without one; entities and incidents first: all, or those of some IRIs."""
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


def tellings(graph: Graph, by: Collection[str] | None = None) -> Iterator[tuple[str, str, str | None]]:
    """Articles with the incidents of which they make claims that are not withheld, and their outlets: all, or some."""
    events = graph.iris.event("").value
    for article in [None] if by is None else [NamedNode(iri) for iri in sorted(by)]:
        withheld = {quad.subject for flag in _WITHHELD for quad in graph.quads(predicate=flag, graph=article)}
        told = {
            (quad.graph_name.value, quad.object.value)
            for quad in graph.quads(predicate=iris.SUBJECT, graph=article)
            if isinstance(quad.graph_name, NamedNode)
            and isinstance(quad.object, NamedNode)
            and quad.object.value.startswith(events)
            and quad.subject not in withheld
            and _is_articles(graph, quad)
        }
        outlets = {
            quad.graph_name.value: quad.object.value
            for quad in graph.quads(article, iris.PUBLISHER, graph=article)
            if isinstance(quad.graph_name, NamedNode)
            and quad.subject == quad.graph_name
            and isinstance(quad.object, Literal)
        }
        yield from ((iri, incident, outlets.get(iri)) for iri, incident in sorted(told))


def _believed(graph: Graph, of: list[NamedNode] | None) -> Iterator[NamedThing]:
    labels, others, classes, named, days = (
        graph.believed(predicate, of) for predicate in (iris.LABEL, iris.ALT_LABEL, iris.TYPE, kg("named"), kg("date"))
    )
    shown = {predicate: graph.believed(predicate, of) for predicate in _SHOWN}
    events = graph.iris.event("").value
    unnamed = {iri for iri, types in classes.items() if _EVENT in types} - labels.keys()
    for iri in labels.keys() | others.keys() | unnamed:
        preferred = [name.value for name in labels.get(iri, ()) if isinstance(name, Literal)]
        names = frozenset(preferred).union(name.value for name in others.get(iri, ()) if isinstance(name, Literal))
        if not names and iri not in unnamed:
            continue
        cls = most_specific(term.value.removeprefix(KG) for term in classes.get(iri, ()))
        is_event = iri.startswith(events) or (cls in SUPERCLASS and is_a(cls, "Event"))
        kind: Kind = "incident" if is_event else "entity"
        label, proper = min(preferred or names or [iri]), _TRUE in named.get(iri, ())
        day = shown_day([date.value for date in days.get(iri, ())])
        place = _day_place(day) if kind == "incident" else f"{int(not proper)} {label.casefold()}"
        about = {
            _local(predicate): sorted({value.value for value in found[iri]})
            for predicate, found in shown.items()
            if iri in found
        }
        yield NamedThing(iri, kind, label, cls, proper, place, day, None, names, about)


def _articles(graph: Graph, of: list[NamedNode] | None) -> Iterator[NamedThing]:
    about: dict[str, dict[NamedNode, str]] = {}
    for predicate in _OF_ARTICLES:
        for node in [None] if of is None else of:
            for quad in graph.quads(node, predicate, graph=node):
                if (
                    quad.subject == quad.graph_name
                    and isinstance(quad.object, NamedNode | Literal)
                    and _is_articles(graph, quad)
                ):
                    about.setdefault(str(quad.subject)[1:-1], {})[predicate] = quad.object.value
    claims = _claims(graph, of)
    for iri, said in about.items():
        if iris.IDENTIFIER in said:
            id_, day = said[iris.IDENTIFIER], said.get(iris.PUBLISHED)
            label = said.get(iris.HEADLINE, id_)
            place = f"{_day_place(day)} {id_}"
            kept = {_local(predicate): [value] for predicate, value in said.items() if predicate != _EXTRACTOR}
            output = ArticleOutput(said.get(_EXTRACTOR), _COPY_OF in said, *claims[iri])
            yield NamedThing(
                *(iri, "article", label, "Article", True, place, day, said.get(iris.PUBLISHER), frozenset([label])),
                *(kept, output),
            )


def _claims(graph: Graph, of: list[NamedNode] | None) -> defaultdict[str, tuple[int, int]]:
    """How many claims each article makes, and how many of them are withheld: all articles, or some."""
    counted = defaultdict[str, tuple[int, int]](lambda: (0, 0))
    for article in [None] if of is None else of:
        held = Counter(str(quad.graph_name)[1:-1] for quad in graph.quads(None, iris.TYPE, kg("Claim"), graph=article))
        withheld = {
            (quad.graph_name, quad.subject) for flag in _WITHHELD for quad in graph.quads(predicate=flag, graph=article)
        }
        doubted = Counter(str(name)[1:-1] for name, _ in withheld)
        counted.update({iri: (n, doubted[iri]) for iri, n in held.items()})
    return counted


def _is_articles(graph: Graph, quad: Quad) -> bool:
    """Whether an article says it; anyone may say anything in a graph of their own."""
    return isinstance(quad.graph_name, NamedNode) and graph.iris.is_article(quad.graph_name.value)


def _local(predicate: NamedNode) -> str:
    return re.split("[#/]", predicate.value)[-1]


def _day_place(day: str | None) -> str:
    """Days of no known year stand after all others, and after them what has no date at all."""
    return "~~" if day is None else f"~{day}" if day.startswith("-") else day
