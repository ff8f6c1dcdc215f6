"""Entities and incidents: found by name, and shown with all that hangs on them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.deps import CurrentGraph, Names
from api.problems import PROBLEMS
from kg import lookup
from kg.names import Hit
from kg.store import Graph
from kg.vocab import SUPERCLASS

router = APIRouter(responses=PROBLEMS)

_ENTITIES = tuple(c for c in SUPERCLASS if c not in ("Claim", "Mention", "Article"))
Limit = Annotated[int, Query(ge=1, le=1000, description="at most so many")]
Class = Annotated[
    str | None,
    Query(alias="class", description="only this class and those below it", json_schema_extra={"enum": list(_ENTITIES)}),
]


class Found(BaseModel):
    """One result of a search: what it is, the name that matched, and how nearly, 0 to 100."""

    iri: str
    slug: str
    label: str
    cls: str
    name: str
    score: float
    href: str


@router.get("/entities", tags=["Entities"])
def entities(
    graph: CurrentGraph,
    names: Names,
    q: Annotated[str, Query(description="a name, part of one, or one with typing errors; none lists all")] = "",
    cls: Class = None,
    limit: Limit = 20,
) -> list[Found]:
    """Find actors and places by name, nearest first."""
    return [_found(graph, hit, "entities") for hit in names.search(q, cls=cls, apart_from="Event", limit=limit)]


@router.get("/incidents", tags=["Incidents"])
def incidents(
    graph: CurrentGraph,
    names: Names,
    q: Annotated[str, Query(description="words of the label, such as a place or a kind; none lists all")] = "",
    cls: Class = None,
    limit: Limit = 20,
) -> list[Found]:
    """Find incidents by label; by place, actor and period they are found with the canned query `incidents`."""
    hits = names.search(q, cls=cls or "Event", limit=limit)
    return [_found(graph, hit, "incidents") for hit in hits if _is_incident(graph, hit.thing.iri)]


@router.get("/entities/{slug}", tags=["Entities"])
def entity(graph: CurrentGraph, slug: str) -> lookup.Thing:
    """Show an entity: names, classes, relations, incidents, and the articles that report on it."""
    return lookup.thing(graph, graph.iris.entity(slug))


@router.get("/incidents/{slug}", tags=["Incidents"])
def incident(graph: CurrentGraph, slug: str) -> lookup.Thing:
    """Show an incident: who had which part in it, and every account of it with its source and quote."""
    return lookup.thing(graph, graph.iris.event(slug))


def _found(graph: Graph, hit: Hit, noun: str) -> Found:
    slug = lookup.slug(graph, hit.thing.iri)
    last = hit.thing.iri.rpartition("/")[2]
    return Found(
        iri=hit.thing.iri, slug=slug, label=hit.thing.label, cls=hit.thing.cls, name=hit.name, score=hit.score,
        href=f"/{noun}/{last}",
    )  # fmt: skip


def _is_incident(graph: Graph, iri: str) -> bool:
    return iri.startswith(graph.iris.event("").value)
