"""A graph in Oxigraph: asked with SPARQL, changed article by article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
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
)

from kg.errors import NotFound, QueryError, StoreError
from kg.model import Article, Facts
from kg.rdf import facts_json, iris
from kg.rdf.iris import Iris, kg
from kg.rdf.project import article_record
from kg.store.folder import FAILURES, Folder
from kg.vocab import PREFIXES

_BATCH: Final = 50_000  # quads removed or added in one transaction, at most: some 50 MB


class Graph:
    """A graph of articles and of what is believed from them; a context manager.

    Attributes:
        iris: the IRIs of its things.
        generation: which published snapshot this is; 0 where it is none.
    """

    def __init__(self, store: Store, base: Iris, folder: Folder | None = None, generation: int = 0) -> None:
        """Use `open`, `snapshot` or `memory` instead."""
        self._store = store
        self._folder = folder
        self.iris = base
        self.generation = generation

    @classmethod
    def open(cls, folder: Path, *, base: str, create: bool = True) -> Graph:
        """Open the graph in a folder to write to it; start a new one if the folder is absent or empty.

        Raises:
            NoGraph: there is none, and it is not to be created.
            StoreLocked: another process is writing to it.
            StoreError: the folder holds something else, or a graph with another base.
        """
        own, place = Iris(base), Folder(folder, base)
        return cls(place.open(create=create), own, place)

    @classmethod
    def snapshot(cls, folder: Path, *, base: str) -> Graph:
        """Open the last published state of the graph in a folder, to read it only.

        Raises:
            NoGraph: nothing was published there yet.
            StoreError: it cannot be read, or has another base.
        """
        own, place = Iris(base), Folder(folder, base)
        store, generation = place.open_snapshot()
        return cls(store, own, place, generation)

    @classmethod
    def memory(cls, *, base: str) -> Graph:
        """A graph that is gone when it is closed."""
        return cls(Store(), Iris(base))

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store, and of its lock."""
        # Oxigraph closes a store when the last reference to it goes.
        self.__dict__.pop("_store", None)

    # Reading

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
            raise QueryError(f"The query is not valid SPARQL: {wrong}") from None
        except FAILURES as failed:
            raise StoreError(f"The store could not answer: {failed}") from failed

    def article_ids(self) -> list[str]:
        """The ids of all articles, sorted."""
        found = self._store.quads_for_pattern(None, iris.IDENTIFIER, None, None)
        return sorted(quad.object.value for quad in found if isinstance(quad.object, Literal))

    def facts(self, article_id: str) -> Facts:
        """What was read in one article.

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
                f"The facts of article {article_id!r} are of another version ({wrong}); build into a new folder"
            ) from wrong

    def all_facts(self) -> Iterator[Facts]:
        """What was read in every article, in the order of their ids, one at a time."""
        return (self.facts(id_) for id_ in self.article_ids())

    def holds(self, article: Article, extractor: str) -> bool:
        """Whether that article is here, in just these words and read by this version of the extractor."""
        graph = self.iris.article(article.id)
        derived = (kg("facts"), kg("copyOf"))
        here = self._store.quads_for_pattern(graph, None, None, graph)
        return {quad for quad in here if quad.predicate not in derived} == set(
            article_record(article, extractor, self.iris)
        )

    def claim_count(self) -> int:
        """How many claims all articles make."""
        return sum(1 for _ in self._store.quads_for_pattern(None, iris.TYPE, kg("Claim"), None))

    def quads(self) -> Iterator[Quad]:
        """Every quad, in no order."""
        return iter(self._store)

    def sorted_nquads(self) -> bytes:
        """The whole graph as sorted N-Quads: equal graphs give equal bytes. Held in memory."""
        lines = self._store.dump(format=RdfFormat.N_QUADS) or b""
        return b"".join(sorted(lines.splitlines(keepends=True)))

    def dump(self, out: IO[bytes], format: RdfFormat) -> None:  # noqa: A002  it is what pyoxigraph calls it
        """Write the graph; in a format that knows no named graphs, the default graph alone."""
        only = None if format.supports_datasets else DefaultGraph()
        self._store.dump(out, format, from_graph=only, prefixes=PREFIXES)

    def __len__(self) -> int:
        return len(self._store)

    # Writing

    def apply(
        self,
        put: Iterable[tuple[str, Iterable[Quad]]] = (),
        drop: Iterable[str] = (),
        believed: Iterable[Quad] | None = None,
    ) -> int:
        """Make articles' graphs and the default graph what they shall be, by changing only what differs.

        All is one transaction unless it is large. Then it is several, each of whole articles, the default graph last:
        what is done stays done if the process dies, and readers see none of it before `publish`.

        Args:
            put: articles' ids, each with all quads of its named graph; it may be a generator that reads this graph.
            drop: ids of articles to take out.
            believed: all quads of the default graph, repetitions allowed; None leaves it as it is. Read after `put`.

        Returns:
            How many quads were added or removed.

        Raises:
            StoreError: the store could not be written, or is a snapshot.
        """
        if self.generation:
            raise StoreError("A snapshot is only for reading; open the graph itself to write to it")
        changes = _Changes(self._store, self._folder.changing if self._folder else lambda: None)
        for id_ in drop:
            changes.gather(self.iris.article(id_), ())
        for id_, quads in put:
            changes.gather(self.iris.article(id_), quads)
        if believed is not None:
            changes.gather(DefaultGraph(), believed)
        changes.commit()
        return changes.made

    def publish(self) -> None:
        """Let readers see what was written; nothing happens if that is what they see already.

        Raises:
            StoreError: the snapshot could not be written.
        """
        if self._folder is None:
            return
        try:
            self._folder.publish(self._store)
        except FAILURES as failed:
            raise StoreError(f"The graph in {self._folder.path} was written but not published: {failed}") from failed

    def _value(self, subject: NamedNode, predicate: NamedNode) -> str | None:
        for quad in self._store.quads_for_pattern(subject, predicate, None, subject):
            return quad.object.value if isinstance(quad.object, Literal) else None
        return None


class _Changes:
    """What is to be removed and added, written whenever enough has gathered."""

    def __init__(self, store: Store, before_writing: Callable[[], None]) -> None:
        self._store = store
        self._before_writing = before_writing
        self._gone: list[Quad] = []
        self._new: list[Quad] = []
        self.made = 0

    def gather(self, name: NamedNode | DefaultGraph, quads: Iterable[Quad]) -> None:
        """Find out what makes one graph hold just these quads."""
        wanted = set(quads)
        here = set(self._store.quads_for_pattern(None, None, None, name))
        gone, new = here - wanted, wanted - here
        if len(self._gone) + len(self._new) + len(gone) + len(new) > _BATCH:
            self.commit()
        self._gone += gone
        self._new += new

    def commit(self) -> None:
        """Remove and add what has gathered: in one transaction, unless one graph alone is too much for that."""
        while self._gone or self._new:
            gone, new = self._gone[:_BATCH], self._new[:_BATCH]
            try:
                self._before_writing()
                if gone:
                    # Only a SPARQL update both removes and adds in one transaction.
                    self._store.update(f"DELETE DATA {{ {_sparql(gone)} }} ; INSERT DATA {{ {_sparql(new)} }}")
                else:
                    self._store.extend(new)
            except FAILURES as failed:
                raise StoreError(
                    f"The graph could not be written: {failed}; run it again when there is room and leave to write"
                ) from failed
            self.made += len(gone) + len(new)
            del self._gone[:_BATCH], self._new[:_BATCH]


def _sparql(quads: Iterable[Quad]) -> str:
    """Quads as they stand in INSERT DATA."""
    return "\n".join(
        str(quad.triple) + " ." if quad.graph_name == DefaultGraph() else f"GRAPH {quad.graph_name} {{ {quad.triple} }}"
        for quad in quads
    )
