"""A graph in Oxigraph: asked with SPARQL, changed article by article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO

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
from kg.store.changes import Changes
from kg.store.edits import Edits
from kg.store.folder import FAILURES, Folder
from kg.vocab import PREFIXES


class Graph:
    """A graph of articles and of what is believed from them; a context manager.

    Attributes:
        iris: the IRIs of its things.
        edits: where people's edits of the default graph are kept.
        generation: which published snapshot this is; 0 where it is none.
    """

    def __init__(self, store: Store, base: Iris, folder: Folder | None = None, generation: int = 0) -> None:
        """Use `open`, `snapshot` or `memory` instead."""
        self._store = store
        self._folder = folder
        self.iris = base
        self.edits = Edits(base)
        self.generation = generation

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        base: str,
        create: bool = True,
        wait: float = 0,
        told: Callable[[str], None] = lambda _: None,
    ) -> Graph:
        """Open the graph in a folder to write to it; start a new one if the folder is absent or empty.

        Args:
            folder: the graph's.
            base: what its IRIs begin with.
            create: whether to start a new one.
            wait: seconds to wait for another process that is writing to it.
            told: hears for whom this waits.

        Raises:
            NoGraph: there is none, and it is not to be created.
            StoreLocked: another process is writing to it, and still was when the time was up.
            StoreError: the folder holds something else, or a graph with another base.
        """
        own, place = Iris(base), Folder(folder, base)
        return cls(place.open(create=create, wait=wait, told=told), own, place)

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

    @property
    def folder(self) -> Path | None:
        """The snapshot's own folder, where what is derived from it is kept; None where it is no snapshot."""
        return self._folder.snapshot(self.generation) if self._folder and self.generation else None

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
        # Anyone's own graph may give something an identifier; an article gives itself one, in its graph.
        return sorted(
            quad.object.value
            for quad in found
            if isinstance(quad.object, Literal)
            and quad.subject == quad.graph_name == self.iris.article(quad.object.value)
        )

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
        """The quads that have those parts, in no order; None fits all."""
        return self._store.quads_for_pattern(subject, predicate, object, graph)

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
            believed: all that is believed, repetitions allowed; with people's edits it becomes the default graph. None
                leaves that as it is. Read after `put`.

        Returns:
            How many quads were added or removed.

        Raises:
            StoreError: the store could not be written, or is a snapshot.
        """
        if self.generation:
            raise StoreError("A snapshot is only for reading; open the graph itself to write to it")
        changes = Changes(self._store, self._folder.changing if self._folder else lambda: None)
        for id_ in drop:
            changes.gather(self.iris.article(id_), ())
        for id_, quads in put:
            changes.gather(self.iris.article(id_), quads)
        if believed is not None:
            changes.gather(DefaultGraph(), self.edits.over(believed, self._store))
        changes.commit()
        return changes.made

    def update(self, text: str) -> None:
        """Carry out SPARQL update operations as they stand, all or none; `kg.updates` says what people may write.

        Raises:
            QueryError: they are no valid SPARQL, or one cannot be done, such as dropping a graph that is not there.
            StoreError: the store could not be written, or is a snapshot.
        """
        if self.generation:
            raise StoreError("A snapshot is only for reading; open the graph itself to write to it")
        if self._folder:
            self._folder.changing()
        try:
            self._store.update(text, prefixes=PREFIXES, base_iri=self.iris.base)
        except (SyntaxError, ValueError) as wrong:
            raise QueryError(f"The update is not valid SPARQL: {wrong}") from None
        except RuntimeError as failed:
            raise QueryError(f"The update cannot be done, and nothing was changed: {failed}") from None
        except OSError as failed:
            raise StoreError(f"The graph could not be written: {failed}") from failed

    @property
    def unpublished(self) -> bool:
        """Whether a process that is gone has, or may have, left what readers do not see yet."""
        return self._folder is not None and self._folder.unpublished

    def publish(self, beside: Iterable[Callable[[Path], None]] = ()) -> None:
        """Let readers see what was written; nothing happens if that is what they see already.

        Args:
            beside: write what else readers want, into the snapshot's folder, before they see it (see `kg.publish`).

        Raises:
            StoreError: the snapshot could not be written.
        """
        if self._folder is None:
            return
        try:
            self._folder.publish(self._store, beside)
        except FAILURES as failed:
            raise StoreError(f"The graph in {self._folder.path} was written but not published: {failed}") from failed

    def _value(self, subject: NamedNode, predicate: NamedNode) -> str | None:
        for quad in self._store.quads_for_pattern(subject, predicate, None, subject):
            return quad.object.value if isinstance(quad.object, Literal) else None
        return None
