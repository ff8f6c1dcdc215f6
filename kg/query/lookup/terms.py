"""Reading the terms of an answer: IRIs as ids, labels of what they name, values as text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote

from pyoxigraph import NamedNode

from kg.errors import ParameterError
from kg.query.names import names_of
from kg.sparql.binding import select
from kg.store import Graph

_LABELS: Final = "SELECT ?thing ?label WHERE { VALUES ?thing { UNDEF } ?thing rdfs:label ?label } ORDER BY DESC(?label)"


def slug(graph: Graph, iri: str) -> str:
    """The last part of an entity's, incident's or article's IRI, as it was before percent-encoding."""
    base = graph.iris.base
    return unquote(iri.removeprefix(base).partition("/")[2]) if iri.startswith(base) else iri


def labels(graph: Graph, iris: Iterable[str]) -> dict[str, str]:
    """The preferred names of those that have one."""
    wanted = set(iris)
    if not wanted:
        return {}
    # An index that is there knows them at once; what it does not know, the vocabulary's terms, is asked for.
    known = names_of(graph).labels(wanted) if graph.generation else {}
    nodes = [NamedNode(iri) for iri in sorted(wanted - known.keys())]
    if not nodes:
        return known
    return known | {row["thing"].value: row["label"].value for row in select(graph, _LABELS, thing=nodes)}


def meant(graph: Graph, parameter: str, text: str) -> list[NamedNode]:
    """The entities or incidents with this name, slug or IRI.

    Raises:
        ParameterError: nothing goes by that name, or several things do; the message names the parameter.
    """
    try:
        return [NamedNode(iri) for iri in names_of(graph).meant(text)]
    except ValueError as error:
        raise ParameterError(f"The parameter {parameter!r} is {text!r}, and {error}.") from error
