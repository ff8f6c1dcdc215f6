"""A neighbourhood, written out for one request."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import Final, Literal

from kg.errors import ParameterError
from kg.export.forms import FORMS
from kg.query.network import NeighbourhoodQuery, communities_of, folded_of, index_of, neighbourhood, placed
from kg.store import Graph

_TRIPLES: Final = ("jsonld", "turtle")
_HAIRBALL: Final = 300  # nodes above which a picture needs positions to begin with


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A page of a neighbourhood.

    Attributes:
        body: the page in the form that was asked for.
        next: the address of the page after it; None on the last.
        total_edges: how many edges all pages have; None where counting would take too long.
    """

    body: bytes
    next: str | None
    total_edges: int | None


def neighbours(
    graph: Graph,
    kind: Literal["entity", "event"],
    slug: str,
    wanted: NeighbourhoodQuery,
    form: str,
    *,
    pages: str = "",
    positions: bool = False,
    fold: bool = False,
    communities: bool = False,
) -> Neighbours:
    """Write what is tied to a node within some steps.

    Args:
        graph: where it is looked up.
        kind: whether the node in the middle is an entity or an event.
        slug: the last part of its IRI.
        wanted: which nodes and edges, and how many.
        form: a name of `FORMS`.
        pages: the address of these pages, ready for a cursor to be put at its end.
        positions: whether nodes have positions in any case; where there are hundreds they have them anyhow.
        fold: whether incidents are folded into ties, where the node has any such tie; else they are there as ever.
        communities: whether nodes tell which community of the whole they belong to.

    Raises:
        NotFound: there is no such node.
        ParameterError: the cursor is none; or the form is RDF, in which a tie made of incidents would be a new claim.
    """
    centre = graph.iris.entity(slug) if kind == "entity" else graph.iris.event(slug)
    if fold and form in _TRIPLES:
        raise ParameterError(f"fold: {form} holds triples of the graph, and a tie made of incidents is none.")
    part = neighbourhood(folded_of(graph), centre.value, wanted) if fold else None
    if part is None or not len(part.edge_numbers):
        part = neighbourhood(index_of(graph), centre.value, wanted)
    if part.next is not None:
        part = replace(part, next=f"{pages}{part.next}")
    if positions or len(part.node_numbers) > _HAIRBALL:
        part = placed(part)
    if communities:
        part = replace(part, community=communities_of(graph)[part.node_numbers])
    out = io.BytesIO()
    FORMS[form].write(part, out)
    return Neighbours(out.getvalue(), part.next, part.total_edges)
