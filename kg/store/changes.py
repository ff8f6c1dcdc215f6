"""Writing of graphs by difference: only quads that differ are added or removed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from kg.errors import StoreError
from kg.rdf import iris
from kg.rdf.iris import Iris, kg
from kg.store.edits import Edits
from kg.store.folder import FAILURES
from kg.store.touched import ChangeSet
from kg.vocab import DIRECT

BATCH: Final = 50_000  # quads removed or added in one transaction, at most: some 50 MB
_LOAD: Final = 20_000  # from so many on, quads that are only added are loaded past the transaction log: much faster
_DIRECT: Final = frozenset(map(kg, DIRECT))
_CLAIM: Final = kg("Claim")


class QuadWriter:
    """Quads to remove and to add, written whenever enough have gathered.

    Attributes:
        quads, claims: how many there are more than before, or fewer.
        made: how many quads were removed or added.
    """

    def __init__(
        self,
        store: Store,
        before_writing: Callable[[Collection[Quad]], None] = lambda _: None,
        touched: ChangeSet | None = None,
    ) -> None:
        self._store = store
        self._before_writing = before_writing
        self._touched = touched
        self._gone: list[Quad] = []
        self._new: list[Quad] = []
        self.quads = self.claims = self.made = 0

    def gather(self, name: NamedNode | DefaultGraph, quads: Iterable[Quad]) -> tuple[set[Quad], set[Quad]]:
        """Find out what makes one graph hold just these quads: what goes, and what comes."""
        return self.differ(self._store.quads_for_pattern(None, None, None, name), quads)

    def differ(self, here: Iterable[Quad], wanted: Iterable[Quad]) -> tuple[set[Quad], set[Quad]]:
        """Put some quads in the place of some that are there: what goes, and what comes."""
        there, wanted = set(here), set(wanted)
        gone, new = there - wanted, wanted - there
        if len(self._gone) + len(self._new) + len(gone) + len(new) > BATCH:
            self.commit()
        self._gone += gone
        self._new += new
        self.quads += len(new) - len(gone)
        self.claims += sum(map(_is_claim, new)) - sum(map(_is_claim, gone))
        return gone, new

    def commit(self) -> None:
        """Remove and add what has gathered: in one transaction, unless one graph alone is too much for that."""
        while self._gone or self._new:
            gone, new = self._gone[:BATCH], self._new[:BATCH]
            try:
                self._before_writing([*gone, *new])
                if gone:
                    # Only a SPARQL update both removes and adds in one transaction.
                    self._store.update(f"DELETE DATA {{ {_sparql(gone)} }} ; INSERT DATA {{ {_sparql(new)} }}")
                elif len(new) >= _LOAD:
                    self._store.bulk_extend(new)
                else:
                    self._store.extend(new)
            except FAILURES as failed:
                if self._touched is not None:
                    self._touched.note_everything()
                raise StoreError(
                    f"The graph could not be written: {failed}; run it again when there is room and leave to write"
                ) from failed
            self.made += len(gone) + len(new)
            if self._touched is not None:
                self._touched.note(gone, new)
            del self._gone[:BATCH], self._new[:BATCH]


class DefaultGraphUpdater:
    """Keeps the default graph in step with articles' graphs as these change, without going through the others."""

    def __init__(self, store: Store, changes: QuadWriter, edits: Edits, base: Iris) -> None:
        self._store = store
        self._changes = changes
        self._edits = edits
        self._articles = base.article("").value
        self._edited = edits.any_in(store)
        self._empty = next(store.quads_for_pattern(None, None, None, DefaultGraph()), None) is None  # as it is at first
        self._said: set[Triple] = set()  # what articles say that the store does not know of yet
        self._unsaid: defaultdict[Triple, set[NamedNode]] = defaultdict(set)

    def article(self, name: NamedNode, quads: Iterable[Quad]) -> None:
        """Make an article's graph hold just these quads; what it says directly is said in the default graph too."""
        gone, new = self._changes.gather(name, quads)
        for quad in gone:
            if quad.predicate in _DIRECT:
                self._unsaid[quad.triple].add(name)
        self._add(quad.triple for quad in new if quad.predicate in _DIRECT)

    def describe(self, node: NamedNode, quads: Iterable[Quad]) -> None:
        """Make these all that is believed of something besides what articles say of it directly."""
        believed = self._edits.over(quads, self._store, node) if self._edited else quads
        here = () if self._empty else self._store.quads_for_pattern(node, None, None, DefaultGraph())
        self._changes.differ(_undirected(here), _undirected(believed))

    def settle(self) -> None:
        """Take out of the default graph what no article says any more."""
        for triple, where in self._unsaid.items():
            if triple not in self._said and not self._is_said(triple, where):
                self._changes.differ([_believed(triple)], ())

    def sweep(self, described: set[NamedNode]) -> None:
        """Take out whatever the default graph holds that nothing speaks for, however it came there."""
        self._changes.commit()
        if self._empty:
            return  # and so holds what was written since, and no more
        for quad in self._store.quads_for_pattern(None, None, None, DefaultGraph()):
            known = self._is_said(quad.triple, set()) if quad.predicate in _DIRECT else quad.subject in described
            if not known and not self._holds(quad.triple, self._edits.added):
                self._changes.differ([quad], ())

    def _add(self, triples: Iterable[Triple]) -> None:
        for triple in triples:
            new = _believed(triple)
            if triple not in self._said and new not in self._store and not self._holds(triple, self._edits.removed):
                made = self._changes.made
                self._changes.differ((), [new])
                if self._changes.made != made:  # written meanwhile, so that the store itself knows
                    self._said.clear()
            self._said.add(triple)  # also if it is there: the article that said it may be about to unsay it

    def _is_said(self, triple: Triple, besides: set[NamedNode]) -> bool:
        """Whether an article says it, or someone added it."""
        if self._holds(triple, self._edits.added):
            return True
        found = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return any(
            isinstance(name := quad.graph_name, NamedNode)
            and name.value.startswith(self._articles)
            and name not in besides
            for quad in found
        )

    def _holds(self, triple: Triple, name: NamedNode) -> bool:
        return self._edited and Quad(triple.subject, triple.predicate, triple.object, name) in self._store


def _undirected(quads: Iterable[Quad]) -> Iterator[Quad]:
    return (quad for quad in quads if quad.predicate not in _DIRECT)


def _believed(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object)


def _is_claim(quad: Quad) -> bool:
    return bool(quad.predicate == iris.TYPE and quad.object == _CLAIM)


def _sparql(quads: Iterable[Quad]) -> str:
    """Quads as they stand in INSERT DATA."""
    return "\n".join(
        str(quad.triple) + " ." if quad.graph_name == DefaultGraph() else f"GRAPH {quad.graph_name} {{ {quad.triple} }}"
        for quad in quads
    )
