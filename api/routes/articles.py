"""Articles: the list, and each with its text and what was read in it."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.deps import CurrentGraph
from api.problems import PROBLEMS
from kg import lookup

router = APIRouter(tags=["Articles"], responses=PROBLEMS)


class Articles(BaseModel):
    """Some of the articles; `next` is the address of those that follow, if any do."""

    articles: list[lookup.Report]
    next: str | None


@router.get("/articles")
def articles(
    graph: CurrentGraph,
    after: Annotated[str, Query(description="the id that the list goes on after")] = "",
    limit: Annotated[int, Query(ge=1, le=1000, description="at most so many")] = 100,
) -> Articles:
    """List the articles, in the order of their ids."""
    found = lookup.articles(graph, after=after, limit=limit + 1)
    more = len(found) > limit
    following = f"/articles?{urlencode({'after': found[limit - 1].id, 'limit': limit})}" if more else None
    return Articles(articles=found[:limit], next=following)


@router.get("/articles/{id}")
def article(graph: CurrentGraph, id: str) -> lookup.Page:  # noqa: A002  as the address has it
    """Show an article: metadata, text, mentions and claims, with offsets into the text."""
    return lookup.article(graph, id)
