"""The graph, or a filtered part of its network, as a file."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Final, NamedTuple

from fastapi import APIRouter, Path, Query, Response

from api.http.conditional import Conditional
from api.http.problems import PROBLEMS
from api.params.network_filter import Filters
from api.params.state import GraphReaders
from api.readers.response import reply
from api.readers.stream import Answer
from kg.export import FORMATS, Wanted, format_of, write
from kg.query.network import Filter
from kg.store import Graph

router = APIRouter(tags=["Export"], responses=PROBLEMS, route_class=Conditional)

_ENDINGS: Final = {"enum": [*FORMATS, *(f"{ending}.gz" for ending in FORMATS)]}
_GZIP: Final = "application/gzip"
_MEDIA_TYPES: Final = (*(form.media_type for form in FORMATS.values()), _GZIP)
_DESCRIPTION: Final = (
    "Download the whole graph, or with a filter what it lets through of the network. Behind `.gz` it is compressed. "
) + " ".join(f"`.{form.ending}` is {form.description}." for form in FORMATS.values())


class ExportJob(NamedTuple):
    """The graph to be written as a file.

    Attributes:
        name: the file's, whose ending says the form.
        media_type: of the file.
        wanted: which part of the network; None for the whole graph.
    """

    name: str
    media_type: str
    wanted: Wanted

    def answer(self, graph: Graph) -> Answer:
        """The file."""
        return Answer(self.media_type, partial(write, graph, name=self.name, wanted=self.wanted))


@router.get(
    "/export/graph.{ending}",
    response_class=Response,
    responses={200: {"description": "The graph", "content": {kind: {} for kind in _MEDIA_TYPES}}},
    description=_DESCRIPTION,
)
async def graph_file(
    readers: GraphReaders,
    ending: Annotated[str, Path(json_schema_extra=_ENDINGS)],
    filters: Annotated[Filters, Query()],
) -> Response:
    """Download the whole graph."""
    name = f"graph.{ending}"
    form, wanted = format_of(name), filters.wanted()
    media_type = _GZIP if name.endswith(".gz") else form.media_type
    job = ExportJob(name, media_type, wanted if wanted != Filter() else None)
    stream = await readers.stream(job, lane="export")
    return reply(stream, stream.media_type, {"Content-Disposition": f'attachment; filename="{name}"'})
