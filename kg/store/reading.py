"""Reading a graph in Oxigraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Final

from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from kg.errors import InvalidSparql, NotFound, QueryError, StoreError
from kg.model import Article, Facts
from kg.rdf import facts_json, iris
from kg.rdf.iris import LANGUAGE, Iris, kg
from kg.rdf.project import article_record
from kg.store.folder import FAILURES
from kg.vocab import PREFIXES

UNKNOWN_FUNCTION: Final = re.compile(r"custom (?:aggregate )?function (<[^>]*>) is not supported")
"""What the engine says of a function that it does not have."""


class GraphReader:
    """The questions that a graph answers.

    Attributes:
        iris: the IRIs of its things.
    """

    def __init__(self, store: Store, base: Iris) -> None:
        self._store = store
        self._runs = base.graph("runs")
        self.iris = base

    def query(
        self,
        text: str,
        *,
        union: bool = False,
        default_graphs: Sequence[NamedNode] | None = None,
        named_graphs: Sequence[NamedNode] | None = None,
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a SPARQL query, with the vocabulary's prefixes declared and relative IRIs below the base.

        Args:
            text: SELECT, ASK, CONSTRUCT or DESCRIBE.
            union: whether patterns outside of GRAPH match in every graph, instead of in the default graph alone.
            default_graphs: the graphs that patterns outside of GRAPH match in, together; None for the default graph.
            named_graphs: the graphs that GRAPH finds; None for all.

        Raises:
            QueryError: it is no valid query; says where.
            StoreError: the store cannot be read.
        """
        try:
            return self._store.query(
                text,
                prefixes=PREFIXES,
                base_iri=self.iris.base,
                use_default_graph_as_union=union,
                default_graph=None if default_graphs is None else list(default_graphs),
                named_graphs=None if named_graphs is None else list(named_graphs),
            )
        except (SyntaxError, ValueError) as wrong:
            raise InvalidSparql(f"The query is not valid SPARQL: {wrong}") from None
        except FAILURES as failed:
            if unknown := UNKNOWN_FUNCTION.search(str(failed)):
                raise QueryError(f"There is no function {unknown[1]} here") from None
            raise StoreError(f"The store could not answer: {failed}") from failed

    def has_article(self, id_: str) -> bool:
        """Whether there is an article of that id."""
        return self._value(self.iris.article(id_), kg("facts")) is not None

    def article_ids(self) -> list[str]:
        """The ids of all articles, sorted."""
        found = self._store.quads_for_pattern(None, iris.IDENTIFIER, None, None)
        # Anyone's own graph may give something an identifier; an article gives itself one, in its graph.
        return sorted(
            quad.object.value
            for quad in found
            if isinstance(quad.object, Literal)
            and quad.subject == quad.graph_name == self.iris.article(quad.object.value)
        )

    def facts(self, article_id: str) -> Facts:
        """The facts of one article.

        Raises:
            NotFound: there is no such article.
            StoreError: its facts were written by a version of the program that this one does not understand.
        """
        graph = self.iris.article(article_id)
        text, body = self._value(graph, kg("facts")), self._value(graph, iris.BODY)
        if text is None or body is None:
            raise NotFound(f"There is no article {article_id!r} in the graph")
        try:
            return facts_json.loads(text, body)
        except ValueError as wrong:
            raise StoreError(
                f"The facts of article {article_id!r} are of another version ({wrong}); kg reread reads it anew"
            ) from wrong

    def article(self, article_id: str) -> Article:
        """One article, as it was read: whatever version read it.

        Raises:
            NotFound: there is no such article.
        """
        graph = self.iris.article(article_id)
        if (body := self._value(graph, iris.BODY)) is None:
            raise NotFound(f"There is no article {article_id!r} in the graph")
        day = self._value(graph, iris.PUBLISHED)
        title, publisher, url = (self._value(graph, said) for said in (iris.HEADLINE, iris.PUBLISHER, iris.URL))
        return Article(article_id, body, title, date.fromisoformat(day) if day else None, publisher, url)

    def record_of(self, article_id: str) -> Iterator[Quad]:
        """The record of an article: its text, metadata and facts, as `kg.rdf.project.record_quads` made it."""
        graph = self.iris.article(article_id)
        here = self._store.quads_for_pattern(graph, None, None, graph)
        return (quad for quad in here if quad.predicate != kg("copyOf"))

    def read_otherwise(self, extractor: str) -> list[str]:
        """The ids of the articles that another version of the extractor read, sorted."""
        found = self._store.quads_for_pattern(None, kg("extractor"), None, None)
        others = (
            quad.subject
            for quad in found
            if quad.subject == quad.graph_name and isinstance(quad.object, Literal) and quad.object.value != extractor
        )
        ids = (self._value(name, iris.IDENTIFIER) for name in others if isinstance(name, NamedNode))
        return sorted(id_ for id_ in ids if id_ is not None)

    def text(self, article_id: str) -> str | None:
        """The text of one article; None if there is no such article."""
        return self._value(self.iris.article(article_id), iris.BODY)

    def holds(self, article: Article, extractor: str) -> bool:
        """Whether that article is here, in just these words and read by this version of the extractor."""
        graph = self.iris.article(article.id)
        derived = (kg("facts"), kg("copyOf"), LANGUAGE)
        here = self._store.quads_for_pattern(graph, None, None, graph)
        return {quad for quad in here if quad.predicate not in derived} == set(
            article_record(article, extractor, self.iris)
        )

    def has(self, quad: Quad) -> bool:
        """Whether it holds a quad."""
        return quad in self._store

    def graph_names(self) -> Iterator[NamedNode]:
        """The names of all named graphs, in no order."""
        return (name for name in self._store.named_graphs() if isinstance(name, NamedNode))

    def has_graph(self, name: NamedNode) -> bool:
        """Whether there is a named graph of that name, be it empty."""
        return self._store.contains_named_graph(name)

    def claim_count(self) -> int:
        """How many claims all articles make."""
        return sum(1 for _ in self._store.quads_for_pattern(None, iris.TYPE, kg("Claim"), None))

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: NamedNode | Literal | None = None,  # noqa: A002  it is what RDF calls it
        graph: NamedNode | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """The quads that have those parts, in no order; None fits all, but for the graph of runs, if not asked for."""
        found = self._store.quads_for_pattern(subject, predicate, object, graph)
        return found if graph is not None else (quad for quad in found if quad.graph_name != self._runs)

    def believed(
        self, predicate: NamedNode, of: Iterable[NamedNode] | None = None
    ) -> dict[str, list[NamedNode | Literal]]:
        """The values that the default graph gives its things for a predicate, by the things' IRIs, in no order.

        Args:
            predicate: the predicate.
            of: only these things; None for all.
        """
        found: dict[str, list[NamedNode | Literal]] = {}
        for node in [None] if of is None else of:
            for quad in self._store.quads_for_pattern(node, predicate, None, DefaultGraph()):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                    found.setdefault(quad.subject.value, []).append(quad.object)
        return found

    def sorted_nquads(self) -> bytes:
        """The whole graph but its runs as sorted N-Quads: equal graphs give equal bytes. Held in memory."""
        lines = serialize(self.quads(), format=RdfFormat.N_QUADS) or b""
        return b"".join(sorted(lines.splitlines(keepends=True)))

    def dump(self, out: IO[bytes], format: RdfFormat) -> None:  # noqa: A002  it is what pyoxigraph calls it
        """Write the graph but its runs; in a format that knows no named graphs, the default graph alone."""
        if format.supports_datasets:
            serialize(self.quads(), out, format, prefixes=PREFIXES)
        else:
            self._store.dump(out, format, from_graph=DefaultGraph(), prefixes=PREFIXES)

    def __len__(self) -> int:
        """How many quads it has, those about its runs left out."""
        return len(self._store) - sum(1 for _ in self.quads(graph=self._runs))

    def _value(self, subject: NamedNode, predicate: NamedNode) -> str | None:
        for quad in self._store.quads_for_pattern(subject, predicate, None, subject):
            return quad.object.value if isinstance(quad.object, Literal | NamedNode) else None
        return None


def reader_of(snapshot: Path, base: Iris) -> GraphReader:
    """A published state, while its graph is open for writing.

    Raises:
        OSError, RuntimeError: it cannot be read.
    """
    return GraphReader(Store.read_only(str(snapshot)), base)


def articles_of(snapshot: Path | None, base: Iris) -> set[str]:
    """The ids of the articles in a published state, while its graph is open for writing; none where there is none."""
    return set(reader_of(snapshot, base).article_ids()) if snapshot else set()
