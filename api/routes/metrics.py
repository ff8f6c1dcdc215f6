"""What Prometheus asks for."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.deps import GraphReaders
from kg.errors import SitrepError
from kg.observe import metrics as kept

router = APIRouter(tags=["Health"])


@router.get("/metrics", response_class=Response, responses={200: {"content": {kept.MEDIA_TYPE: {}}}})
async def metrics(readers: GraphReaders) -> Response:
    """Tell Prometheus how many requests were answered, how fast, and how large the graph is."""
    kept.GENERATION.set(readers.generation())
    try:
        kept.QUADS.set(await readers.call(len))
    except SitrepError:  # there is no graph yet, or no reader has time: that is for the other metrics to show
        kept.QUADS.set(0)
    return Response(kept.exposition(), media_type=kept.MEDIA_TYPE)
