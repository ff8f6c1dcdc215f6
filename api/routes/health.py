"""Whether the server is well, and what it serves."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from api.deps import CurrentGraph
from api.problems import PROBLEMS

router = APIRouter(tags=["Health"], responses=PROBLEMS)


class Health(BaseModel):
    """That it answers, from which published state of the graph (0 where it is not a published one), of what size."""

    status: Literal["ok"] = "ok"
    generation: int
    triples: int


@router.get("/health")
def health(graph: CurrentGraph) -> Health:
    """Tell whether there is a graph to answer from; 503 if there is none."""
    return Health(generation=graph.generation, triples=len(graph))
