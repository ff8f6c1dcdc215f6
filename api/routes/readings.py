"""Readings: what would be read in articles, before they are kept."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict

from api.http.authorization import ALLOWED, REFUSALS
from api.params.state import GraphReaders, GraphWriter, Limits
from api.routes.article_uploads import SENT, uploads
from api.writer import jobs
from kg.query import lookup
from kg.store import Graph

router = APIRouter(tags=["Writing"], responses=REFUSALS)


class Reading(BaseModel):
    """What is read in one article; `page` is null where it cannot be read, and `reason` says why.

    `known` if the graph holds an article of this id, which this one would replace.
    """

    model_config = ConfigDict(serialize_by_alias=True)

    id: str | None
    reason: str | None
    known: bool
    page: lookup.Page | None


class Readings(BaseModel):
    """What is read in each article, in the order sent."""

    model_config = ConfigDict(serialize_by_alias=True)

    items: list[Reading]


@router.post("/readings", dependencies=[ALLOWED], response_model=Readings, openapi_extra=SENT)
async def read_articles(request: Request, writer: GraphWriter, readers: GraphReaders, limits: Limits) -> Readings:
    """Read articles as `POST /articles` would, show what is read in each by itself, and keep nothing.

    At most twenty at once. IRIs are those that things would have if no other article were in the graph.
    """
    sent = await uploads(request, limits)
    done = await writer.call(jobs.read_articles, sent, seconds=limits.article_timeout, setting="SITREP_ARTICLE_TIMEOUT")
    ids = [one.id for one in done.value if one.id]
    known = await readers.call(held, ids) if readers.generation() else set()
    return Readings(
        items=[Reading(id=one.id, reason=one.reason, known=one.id in known, page=one.page) for one in done.value]
    )


def held(graph: Graph, ids: Sequence[str]) -> set[str]:
    """A reader's job: which of some articles the graph holds."""
    return {id_ for id_ in ids if graph.has_article(id_)}
