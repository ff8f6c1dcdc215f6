"""The classes and properties of the published graph, counted once for each of its states."""

from __future__ import annotations

from fastapi import Request

from api.http.request_context import request_context
from api.readers import Readers
from kg.query.shapes import Shapes, shapes


async def shapes_of(request: Request) -> Shapes:
    """The shapes of the graph that is asked, by an exports' reader, which goes through all of it; or as kept."""
    readers: Readers = request.app.state.readers
    mark, generation = readers.state()
    now = mark is not None and request_context().as_of is None and request_context().at_least <= generation
    kept: tuple[object, Shapes] | None = getattr(request.app.state, "shapes", None)
    if now and kept is not None and kept[0] == mark:
        request_context().answer_from(generation)
        return kept[1]
    told: Shapes = await readers.call(shapes, lane="export")
    if now:
        request.app.state.shapes = (mark, told)
    return told
