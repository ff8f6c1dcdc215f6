"""Health and readiness of the server."""

from __future__ import annotations

from operator import attrgetter
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from api.http.problems import PROBLEMS
from api.params.state import GraphReaders

router = APIRouter(tags=["Health"], responses=PROBLEMS)


class Health(BaseModel):
    """The server runs; its newest generation of the graph is this one (0 if there is none)."""

    status: Literal["ok"] = "ok"
    generation: int


class Ready(BaseModel):
    """A reader answers; from this generation of the graph (0 for an unpublished graph)."""

    status: Literal["ready"] = "ready"
    generation: int


@router.get("/health")
async def health(readers: GraphReaders) -> Health:
    """Tell that the server runs, without asking the graph."""
    return Health(generation=readers.generation())


@router.get("/ready")
async def ready(readers: GraphReaders) -> Ready:
    """Tell that a reader answers and that there is a graph; 503 if not."""
    return Ready(generation=await readers.call(attrgetter("generation")))
