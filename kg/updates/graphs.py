"""Operations of the Graph Store Protocol: put, post and delete of whole graphs.

A name of None is the default graph. What is written there is kept as people's edits.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Triple

from kg.errors import NotFound
from kg.store import Graph
from kg.updates.refusals import protected
from kg.updates.rewriting import update


def replace(graph: Graph, name: NamedNode | None, triples: Iterable[Triple]) -> bool:
    """Make a graph just these triples.

    Returns:
        Whether it is new.

    Raises:
        Forbidden: it is not to be written to.
        StoreError: the store could not be written.
    """
    if name is None:
        edits = graph.edits
        graph.update(f"""
INSERT DATA {{ GRAPH {edits.inserts} {{ {_listed(triples)} }} }} ;
INSERT {{ GRAPH {edits.deletes} {{ ?s ?p ?o }} }}
WHERE {{ ?s ?p ?o FILTER NOT EXISTS {{ GRAPH {edits.inserts} {{ ?s ?p ?o }} }} }} ;
{edits.settle()}""")
        return False
    protected(graph, name)
    new = not graph.has_graph(name)
    graph.update(f"DROP SILENT GRAPH {name} ; CREATE GRAPH {name} ; INSERT DATA {{ {_listed(triples, name)} }}")
    return new


def add(graph: Graph, name: NamedNode | None, triples: Iterable[Triple]) -> bool:
    """Add triples to a graph, which is made if it is not there.

    Returns:
        Whether it is new.

    Raises:
        Forbidden: it is not to be written to.
        StoreError: the store could not be written.
    """
    if name is None:
        graph.update(f"INSERT DATA {{ {_listed(triples, graph.edits.inserts)} }} ;\n{graph.edits.settle()}")
        return False
    protected(graph, name)
    new = not graph.has_graph(name)
    graph.update(f"CREATE SILENT GRAPH {name} ; INSERT DATA {{ {_listed(triples, name)} }}")
    return new


def change(graph: Graph, name: NamedNode | None, text: str, *, depth: int = 100) -> None:
    """Carry out a SPARQL update, to which one graph is the default graph: it writes there and reads there.

    Raises:
        NotFound: there is no such graph.
        QueryError, TooDeep, Forbidden, StoreError: as `update` does.
    """
    _there(graph, name)
    update(graph, text, depth=depth, home=name)


def delete(graph: Graph, name: NamedNode | None) -> None:
    """Take a graph out; the default graph is emptied, since it is always there.

    Raises:
        NotFound: there is no such graph.
        Forbidden: it is not to be written to.
        StoreError: the store could not be written.
    """
    if name is None:
        update(graph, "DROP DEFAULT")
        return
    protected(graph, name)
    _there(graph, name)
    graph.update(f"DROP GRAPH {name}")


def _there(graph: Graph, name: NamedNode | None) -> None:
    if name is not None and not graph.has_graph(name):
        raise NotFound(f"There is no graph <{name.value}>.")


def _listed(triples: Iterable[Triple], name: NamedNode | None = None) -> str:
    listed = "\n".join(f"{triple} ." for triple in triples)
    return f"GRAPH {name} {{ {listed} }}" if name else listed
