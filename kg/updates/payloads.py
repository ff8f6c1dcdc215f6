"""RDF payloads, parsed into triples."""

from __future__ import annotations

from pyoxigraph import DefaultGraph, RdfFormat, Triple, parse

from kg.errors import QueryError


def triples_of(data: bytes, form: RdfFormat, base: str) -> list[Triple]:
    """The triples of a document, its blank nodes told from all others'.

    Args:
        data: the document.
        form: how it is written; in a form that knows named graphs, it has none.
        base: what its relative IRIs are below.

    Raises:
        QueryError: it is not written so, or has named graphs.
    """
    try:
        quads = list(parse(data, form, base_iri=base, rename_blank_nodes=True))
    except (SyntaxError, ValueError) as wrong:
        raise QueryError(f"The body is not valid {form.name}: {wrong}") from None
    if any(quad.graph_name != DefaultGraph() for quad in quads):
        raise QueryError("The body names graphs of its own, and what is sent here goes into one graph: send triples")
    return [quad.triple for quad in quads]
