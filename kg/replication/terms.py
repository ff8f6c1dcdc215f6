"""Quads on their way to a server store and back.

Blank nodes travel as IRIs below `<base>.well-known/genid/` (RDF 1.1 Concepts, section 3.5), so that one and the same
can be sent twice, and taken back. The default graph may stand in a named one there: many a server takes its own for the
union of all graphs, or has none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, QuerySolution, RdfFormat, serialize

GraphName = NamedNode | DefaultGraph | BlankNode


class Terms:
    """How one server writes a graph's quads.

    Attributes:
        default: the named graph that stands for the default graph; None where the default graph does.
        state: the named graph, of the server alone, that says what it holds.
    """

    def __init__(self, base: str, default: str | None) -> None:
        self._genid = f"{base}.well-known/genid/"
        self.base = base
        self.default = NamedNode(default) if default else None
        self.state = NamedNode(f"{base}graph/server")

    def revision(self, name: str) -> NamedNode:
        """What stands for one of the server's states in that graph."""
        return NamedNode(f"{self.state.value}#{name}")

    def there(self, quad: Quad) -> Quad:
        """A quad as the server has it."""
        if not (isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)) and not self.default:
            return quad
        return Quad(
            self._named(quad.subject), quad.predicate, self._named(quad.object), self.graph_there(quad.graph_name)
        )

    def graph_there(self, name: GraphName) -> GraphName:
        """A graph's name as the server has it."""
        return self.default if self.default and isinstance(name, DefaultGraph) else name

    def graph_here(self, name: NamedNode | None) -> GraphName:
        """A graph's name here, from its name on the server; None is the server's default graph."""
        return DefaultGraph() if name is None or name == self.default else name

    def quad_here(self, row: QuerySolution, name: GraphName) -> Quad:
        """A quad as we have it, from what a query found."""
        return Quad(self._blank(row["s"]), row["p"], self._blank(row["o"]), name)

    def update(self, gone: Iterable[Quad], new: Iterable[Quad]) -> str:
        """The SPARQL update that removes some quads and adds others."""
        operations = (("DELETE DATA", gone), ("INSERT DATA", new))
        return " ;\n".join(f"{word} {{ {listed(map(self.there, quads))} }}" for word, quads in operations if quads)

    def nquads(self, quads: Iterable[Quad]) -> bytes:
        """Quads as N-Quads."""
        return serialize(map(self.there, quads), format=RdfFormat.N_QUADS) or b""

    def _named(self, term: Any) -> Any:
        return NamedNode(self._genid + term.value) if isinstance(term, BlankNode) else term

    def _blank(self, term: Any) -> Any:
        if isinstance(term, NamedNode) and term.value.startswith(self._genid):
            return BlankNode(term.value.removeprefix(self._genid))
        return term


def listed(quads: Iterable[Quad]) -> str:
    """Quads as they stand in INSERT DATA, graph by graph."""
    graphs = defaultdict[GraphName, list[str]](list)
    for quad in quads:
        graphs[quad.graph_name].append(f"{quad.triple} .")
    return "\n".join(
        "\n".join(triples) if isinstance(name, DefaultGraph) else f"GRAPH {name} {{ {' '.join(triples)} }}"
        for name, triples in graphs.items()
    )
