"""People's edits of the default graph, kept on top of what follows from articles.

    default graph = (believed - removed) + added

Both are named graphs of the store, `<base>graph/added` and `<base>graph/removed`, changed in one transaction with the
default graph, so that no crash can part them. Readers never see them, since no article says what is in there: a
published state goes without, and has them in a file beside it, for backups. An update writes what it would add and
remove into two scratch graphs; `settle` carries that out, and records what differs from before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse, serialize

from kg.errors import InvalidSparql, QueryError, StoreError
from kg.rdf.iris import Iris
from kg.store.folder import FAILURES
from kg.store.outbox import Outbox
from kg.store.touched import ChangeSet
from kg.vocab import PREFIXES

FILE: Final = "EDITS.nq"
"""In the folder of a published store: the edits that were left out of it."""


class Edits:
    """People's edits of one graph.

    Attributes:
        added, removed: the named graphs that hold them.
        inserts, deletes: the scratch graphs that an update writes into; gone when it is done.
        trace: another one, which tells what updates may have changed in the default graph; read and dropped after each.
        refused: marks an update that wrote where nobody may; see `kg.updates.rewriting`.
    """

    def __init__(self, base: Iris) -> None:
        self.added = base.graph("added")
        self.removed = base.graph("removed")
        self.inserts = base.graph("inserts")
        self.deletes = base.graph("deletes")
        self.trace = base.graph("trace")
        self.refused = base.graph("refused")

    def over(self, believed: Iterable[Quad], store: Store, of: NamedNode | None = None) -> Iterator[Quad]:
        """The default graph's quads, or those of one subject: the believed ones but those removed, and those added."""
        removed = {quad.triple for quad in store.quads_for_pattern(of, None, None, self.removed)}
        yield from (quad for quad in believed if quad.triple not in removed) if removed else believed
        for quad in store.quads_for_pattern(of, None, None, self.added):
            yield Quad(quad.subject, quad.predicate, quad.object)

    def any_in(self, store: Store) -> bool:
        """Whether people edited anything."""
        return any(map(store.contains_named_graph, (self.added, self.removed)))

    def settle(self) -> str:
        """The SPARQL operations that carry out what the scratch graphs hold: deletions first, insertions then.

        What is inserted although it is there, or deleted although it is not, is no edit. What is deleted stays deleted
        even where the articles say it again, until someone adds it.
        """
        added, removed, inserts, deletes = self.added, self.removed, self.inserts, self.deletes
        return f"""
DELETE {{ ?s ?p ?o . GRAPH {added} {{ ?s ?p ?o }} }} INSERT {{ GRAPH {removed} {{ ?s ?p ?o }} }}
WHERE {{ GRAPH {deletes} {{ ?s ?p ?o }} ?s ?p ?o FILTER NOT EXISTS {{ GRAPH {inserts} {{ ?s ?p ?o }} }} }} ;
DELETE {{ GRAPH {removed} {{ ?s ?p ?o }} }} INSERT {{ ?s ?p ?o . GRAPH {added} {{ ?s ?p ?o }} }}
WHERE {{ GRAPH {inserts} {{ ?s ?p ?o }} FILTER NOT EXISTS {{ ?s ?p ?o }} }} ;
ADD SILENT GRAPH {deletes} TO GRAPH {self.trace} ; ADD SILENT GRAPH {inserts} TO GRAPH {self.trace} ;
DROP SILENT GRAPH {deletes} ; DROP SILENT GRAPH {inserts}"""

    def trace_everything(self) -> str:
        """The SPARQL operation that tells of a change of the default graph as a whole."""
        return f"INSERT DATA {{ GRAPH {self.trace} {{ {self.trace} a {self.trace} }} }}"

    def follow(self, store: Store, touched: ChangeSet, outbox: Outbox | None) -> None:
        """Note what updates changed, as their trace tells, and drop that.

        Raises:
            OSError, RuntimeError: the store failed.
        """
        if not store.contains_named_graph(self.trace):
            return
        traced = store.quads_for_pattern(None, None, None, self.trace)
        quads = [Quad(quad.subject, quad.predicate, quad.object) for quad in traced]
        everything = any(quad.subject == self.trace for quad in quads)
        if everything:
            touched.note_everything()
        touched.note((), quads)
        if outbox is not None:
            outbox.lose() if everything else outbox.note(quads)
        store.remove_graph(self.trace)

    def hide(self, store: Store, snapshot: Path) -> None:
        """Leave the edits out of a copy of the store that is about to be published, and keep them beside it.

        Raises:
            OSError, RuntimeError: the copy could not be written.
        """
        names = [name for name in (self.added, self.removed) if store.contains_named_graph(name)]
        if not names:
            return
        quads = chain.from_iterable(store.quads_for_pattern(None, None, None, name) for name in names)
        (snapshot / FILE).write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
        published = Store(str(snapshot))
        for name in names:
            published.remove_graph(name)
        published.flush()

    def bring_back(self, store: Store, folder: Path) -> None:
        """Take up the edits that lie beside a store, which came from a published state.

        Raises:
            StoreError: they cannot be read or written.
        """
        kept = folder / FILE
        if not kept.exists():
            return
        try:
            store.extend(parse(path=str(kept), format=RdfFormat.N_QUADS))
            store.flush()
            kept.unlink()
        except (*FAILURES, SyntaxError) as failed:
            raise StoreError(f"People's edits in {kept} cannot be taken up: {failed}") from failed


def carry_out(text: str, store: Store, base: Iris) -> None:
    """Carry out SPARQL operations in one transaction.

    Raises:
        QueryError: they are no valid SPARQL, or one cannot be done; nothing was.
        StoreError: the store could not be written.
    """
    try:
        store.update(text, prefixes=PREFIXES, base_iri=base.base)
    except (SyntaxError, ValueError) as wrong:
        raise InvalidSparql(f"The update is not valid SPARQL: {wrong}") from None
    except RuntimeError as failed:
        raise QueryError(f"The update cannot be done, and nothing was changed: {failed}") from None
    except OSError as failed:
        raise StoreError(f"The graph could not be written: {failed}") from failed


def parse_update(text: str, base: Iris) -> None:
    """See that operations are valid SPARQL, without doing them.

    Args:
        text: the operations; LOAD and SERVICE are not among them, since the engine has no parser but that which runs.
        base: what relative IRIs are below.

    Raises:
        QueryError: they are not; says where.
    """
    try:
        Store().update(text, prefixes=PREFIXES, base_iri=base.base)
    except (SyntaxError, ValueError) as wrong:
        raise InvalidSparql(f"The update is not valid SPARQL: {wrong}") from None
    except FAILURES:
        return  # such as for a graph that is not there: no fault of its grammar
