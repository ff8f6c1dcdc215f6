"""Metrics for Prometheus."""

from __future__ import annotations

import time
from typing import Final, NamedTuple

from fastapi import APIRouter, Depends, FastAPI, Request, Response

from api.http.authorization import knows_token
from api.params.state import GraphReaders
from api.readers import Readers
from kg.errors import SitrepError
from kg.observe import metrics as kept

router = APIRouter(tags=["Health"])

RECOUNT_AFTER: Final = 60.0  # seconds that a number of quads is good for: counting them takes a look at each


class QuadCount(NamedTuple):
    """How many quads a published state of the graph has, and when they were counted, by the monotonic clock."""

    quads: int
    generation: int
    at: float


async def _may_read(request: Request) -> None:
    """Let pass whoever may read the metrics, by the settings."""
    if request.app.state.settings.metrics == "token":
        await knows_token(request)


@router.get(
    "/metrics",
    dependencies=[Depends(_may_read)],
    response_class=Response,
    responses={200: {"content": {kept.MEDIA_TYPE: {}}}},
)
async def metrics(request: Request, readers: GraphReaders) -> Response:
    """Tell Prometheus how many requests were answered, how fast, and how large the graph is."""
    kept.GENERATION.set(readers.generation())
    try:
        kept.QUADS.set(await _quads(request.app, readers))
    except SitrepError:  # there is no graph yet, or no reader has time: that is for the other metrics to show
        kept.QUADS.set(0)
    return Response(kept.exposition(), media_type=kept.MEDIA_TYPE)


async def _quads(app: FastAPI, readers: Readers) -> int:
    counted: QuadCount | None = getattr(app.state, "counted", None)
    generation, now = readers.generation(), time.monotonic()
    if counted is None or (counted.generation != generation and counted.at + RECOUNT_AFTER < now):
        counted = app.state.counted = QuadCount(await readers.call(len), generation, now)
    return counted.quads
