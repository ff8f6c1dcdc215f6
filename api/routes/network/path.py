"""The shortest path between two things."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from api.http.conditional import Conditional, reply
from api.http.problems import PROBLEMS
from api.params.network_filter import Filters
from api.params.state import GraphReaders
from kg.query import lookup

router = APIRouter(tags=["Entities"], responses=PROBLEMS, route_class=Conditional)


class _Ends(Filters):
    """Between which two, and along which ties."""

    start: str = Field(alias="from", min_length=1, description="an entity or incident: name, slug or IRI")
    end: str = Field(alias="to", min_length=1, description="the other one")


@router.get("/path", response_model=lookup.Path)
async def path(readers: GraphReaders, between: Annotated[_Ends, Query()]) -> Response:
    """Find the shortest way between two, along the best attested ties, with the claims behind each.

    The places of incidents tie nobody to anybody unless `predicate=place` asks for them. 404 where no way leads from
    one to the other.
    """
    return reply(await readers.call(lookup.path, between.start, between.end, between.wanted()), lookup.Path)
