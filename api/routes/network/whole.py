"""The whole network by communities, and the incidents that are folded into its ties."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from api.http.conditional import Conditional, reply
from api.http.problems import PROBLEMS
from api.params.network_filter import Filters
from api.params.state import GraphReaders
from kg.query import lookup

router = APIRouter(tags=["Network"], responses=PROBLEMS, route_class=Conditional)


class _Whole(Filters):
    """Which part of the whole, and how much of it is open."""

    open: list[str] = Field([], description="the keys of communities to open: `israel.1`; repeat it")
    close: list[str] = Field([], description="the keys of communities to leave closed; repeat it")
    everything: bool | None = Field(
        None, description="open all that there is room for, or none; unless told, all of a network of up to 300 actors"
    )
    limit: int = Field(
        60,
        ge=1,
        le=5000,
        description="at most so many communities side by side, the largest first, and never above 300; with "
        "`everything`, so many actors",
    )


class _Tie(BaseModel):
    """A tie with incidents folded into it."""

    edge: str = Field(min_length=1, max_length=4000, description="the key of a tie: two IRIs and its kind between them")
    limit: int = Field(50, ge=1, le=500, description="at most so many incidents, the latest first")


@router.get("/network/communities", response_model=lookup.Communities)
async def communities(readers: GraphReaders, whole: Annotated[_Whole, Query()]) -> Response:
    """Draw the whole network by communities (Leiden's), incidents folded into ties.

    Closed communities are one node each; open ones are there as their members or, above 300 of these, as their own
    communities. All nodes have places.
    """
    found = await readers.call(
        lookup.communities, whole.wanted(), opened=whole.open, closed=whole.close, most=whole.limit,
        everything=whole.everything,
    )  # fmt: skip
    return reply(found, lookup.Communities)


@router.get("/network/incidents", response_model=dict[str, Any])
async def incidents(readers: GraphReaders, tie: Annotated[_Tie, Query()]) -> Response:
    """Unfold a tie: the incidents behind it, the latest first, with what ties them to its two ends.

    graphology's `Graph.from(body)` loads it.
    """
    return reply(await readers.call(lookup.incidents_behind, tie.edge, tie.limit), dict[str, Any])
