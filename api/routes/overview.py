"""The overview of the whole graph, for the start page."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Response
from pydantic.dataclasses import dataclass

from api.http.conditional import reply
from api.http.problems import PROBLEMS
from api.params.state import GraphReaders, Limits
from kg.audit import Precision, last_audit
from kg.errors import ResourceError
from kg.query import lookup

router = APIRouter(tags=["Overview"], responses=PROBLEMS)


@dataclass(frozen=True, slots=True)
class Glance:
    """The graph in numbers, and how right people found its claims; `audit` is null where nobody judged any."""

    graph: lookup.Overview
    audit: Precision | None


# No entity tag: judgements are kept beside the graph, and change while it stays.
@router.get("/overview", response_model=Glance)
async def overview(readers: GraphReaders, settings: Limits) -> Response:
    """Count what is in the graph: by month, kind, actor, place and outlet, with what differs most and came in last."""
    return reply(Glance(await readers.call(lookup.overview), await asyncio.to_thread(_audit, settings)), Glance)


def _audit(settings: Limits) -> Precision | None:
    try:
        return last_audit(settings.data)
    except ResourceError:
        return None  # `kg audit` tells what is wrong with its file; the page does without
