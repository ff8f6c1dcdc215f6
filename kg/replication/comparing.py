"""The quads of a graph here and on a server store: counts by graph, and differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.errors import ServerStoreError
from kg.replication.server import Server
from kg.replication.terms import GraphName
from kg.sparql.binding import select
from kg.store import Graph

PACK: Final = 20_000  # quads that are asked for in one query, unless one graph alone has more
_GRAPHS: Final = 200  # of which at most


def all_quads(graph: Graph) -> Iterator[Quad]:
    """The quads that a server is to hold: all, those about runs too."""
    return chain(graph.quads(), graph.quads(graph=graph.iris.graph("runs")))


def counts_here(graph: Graph) -> Counter[GraphName]:
    """How many quads each graph has here."""
    default = next(select(graph, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
    counts = Counter[GraphName]({DefaultGraph(): int(default["n"].value)})
    for row in select(graph, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"):
        counts[row["g"]] = int(row["n"].value)
    return +counts


def counts_there(server: Server, others: Iterable[NamedNode] = ()) -> dict[GraphName, int]:
    """How many quads each graph has on the server: the default graph, those of the program's, and some others.

    Raises:
        ServerStoreError: it does not answer.
    """
    terms, own = server.terms, f'FILTER(STRSTARTS(STR(?g), "{server.terms.base}"))'
    named = f"SELECT ?g (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} {own} }} GROUP BY ?g"
    found = {row["g"]: int(row["n"].value) for row in server.select(named)}
    for pack in _packs({name: 0 for name in others if not name.value.startswith(terms.base)}):
        listed = f"SELECT ?g (COUNT(*) AS ?n) {{ VALUES ?g {{ {' '.join(map(str, pack))} }} GRAPH ?g {{ ?s ?p ?o }} }}"
        found |= {row["g"]: int(row["n"].value) for row in server.select(f"{listed} GROUP BY ?g") if row["g"]}
    inside = f"GRAPH {terms.default} {{ ?s ?p ?o }}" if terms.default else "?s ?p ?o"
    default = next(iter(server.select(f"SELECT (COUNT(*) AS ?n) {{ {inside} }}")))
    found.pop(terms.default, None)
    found.pop(terms.state, None)
    found[DefaultGraph()] = int(default["n"].value)
    return {name: count for name, count in found.items() if count}


def quads_there(
    server: Server, counts: Mapping[GraphName, int]
) -> Iterator[tuple[Sequence[GraphName], Iterator[Quad]]]:
    """The quads of some graphs on the server, a pack of graphs at a time; a pack is to be read before the next.

    Args:
        server: the server.
        counts: how many quads it said that each has.

    Raises:
        ServerStoreError: it does not answer, or not with all.
    """
    terms = server.terms
    for pack in _packs(counts):
        names = [terms.graph_there(name) for name in pack]
        if isinstance(names[0], DefaultGraph):
            text = "SELECT ?s ?p ?o { ?s ?p ?o }"
        else:
            text = f"SELECT ?g ?s ?p ?o {{ VALUES ?g {{ {' '.join(map(str, names))} }} GRAPH ?g {{ ?s ?p ?o }} }}"
        yield pack, _complete(server, text, sum(counts[name] for name in pack))


def difference(graph: Graph, pack: Sequence[GraphName], there: Iterable[Quad]) -> tuple[set[Quad], set[Quad]]:
    """The differences of a pack of graphs: the quads to remove there, and those to add."""
    found = set(there)
    wanted = {quad for name in pack for quad in graph.quads(graph=name)}  # type: ignore[arg-type]
    return found - wanted, wanted - found


def _complete(server: Server, text: str, wanted: int) -> Iterator[Quad]:
    terms, found = server.terms, 0
    for row in server.select(text):
        found += 1
        yield terms.quad_here(row, terms.graph_here(row["g"] if "?g" in text else None))
    if found < wanted:
        raise ServerStoreError(
            f"{server.url} gave {found:,} of {wanted:,} quads: it cuts answers short, or is being changed by others; "
            "raise its limit (Virtuoso: ResultSetMaxRows), or try again"
        )


def _packs(counts: Mapping[GraphName, int]) -> Iterator[list[GraphName]]:
    """Graphs by the pack; the default graph is one of its own."""
    pack: list[GraphName] = []
    size = 0
    for name, count in counts.items():
        if isinstance(name, DefaultGraph):
            yield [name]
            continue
        if pack and (size + count > PACK or len(pack) == _GRAPHS):
            yield pack
            pack, size = [], 0
        pack.append(name)
        size += count
    if pack:
        yield pack
