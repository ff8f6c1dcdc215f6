"""Facets: how many incidents or articles each choice of a filter would leave."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.http.conditional import Conditional, reply
from api.http.problems import PROBLEMS
from api.params.article_filter import ArticleParameters
from api.params.incident_filter import IncidentParameters
from api.params.state import GraphReaders
from kg.query.facets import Facets, article_facets, incident_facets

router = APIRouter(prefix="/facets", tags=["Facets"], responses=PROBLEMS, route_class=Conditional)


@router.get("/incidents", response_model=Facets)
async def of_incidents(readers: GraphReaders, chosen: Annotated[IncidentParameters, Depends()]) -> Response:
    """Count incidents by kind, actor, place, outlet, what is disputed, and toll; filters are those of `/incidents`.

    A count is of what passes all other filters, so that each is the length of the list that its choice leads to.
    """
    return reply(await readers.call(incident_facets, chosen.wanted()), Facets)


@router.get("/articles", response_model=Facets)
async def of_articles(readers: GraphReaders, chosen: Annotated[ArticleParameters, Depends()]) -> Response:
    """Count articles by outlet, kind of incident, actor, place, and copies; the filters are those of `/articles`."""
    return reply(await readers.call(article_facets, chosen.wanted()), Facets)
