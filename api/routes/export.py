"""The whole graph as a file."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.deps import CurrentGraph
from api.problems import PROBLEMS
from api.results import send
from kg.export import FORMATS, format_of

router = APIRouter(tags=["Export"], responses=PROBLEMS)


@router.get(
    "/export/graph.{ending}",
    response_class=Response,
    responses={200: {"description": "The graph", "content": {form.media_type: {} for form in FORMATS.values()}}},
    openapi_extra={
        "parameters": [
            {"name": "ending", "in": "path", "required": True, "schema": {"type": "string", "enum": list(FORMATS)}}
        ]
    },
    description="Download the whole graph: "
    + " ".join(f"`.{form.ending}` is {form.description}." for form in FORMATS.values()),
)
def graph_file(graph: CurrentGraph, ending: str) -> Response:
    """Download the whole graph."""
    form = format_of(f"graph.{ending}")
    name = f'attachment; filename="graph.{form.ending}"'
    return send(lambda out: form.write(graph, out, None), form.media_type, {"Content-Disposition": name})
