"""Suggestions for a search box."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from api.http.conditional import Conditional, reply
from api.http.paging import Page
from api.http.problems import PROBLEMS
from api.params.addresses import NOUNS, href
from api.params.enums import AnyClass
from api.params.state import GraphReaders
from kg.query import lookup
from kg.query.names import Kind

router = APIRouter(tags=["Search"], responses=PROBLEMS, route_class=Conditional)


class Find(BaseModel):
    """A hit, the name that matched, and the match's score, 0 to 100."""

    model_config = ConfigDict(serialize_by_alias=True)

    iri: str
    kind: Kind
    slug: str
    label: str
    cls: Annotated[str, Field(serialization_alias="class")]
    name: str
    score: float
    href: Annotated[str, Field(description="the address of all that is known of it")]


def found(one: lookup.ListItem) -> Find:
    """A look-up's hit, with its address."""
    return Find(
        iri=one.iri, kind=one.kind, slug=one.slug, label=one.label, cls=one.cls, name=one.name, score=one.score,
        href=href(one.kind, one.slug),
    )  # fmt: skip


@router.get("/search", response_model=Page[Find])
async def search(
    readers: GraphReaders,
    q: Annotated[str, Query(max_length=500, description="what was typed so far")],
    kind: Annotated[list[Literal["entity", "incident", "article"]], Query(description="only these; repeat it")] = [],  # noqa: B006
    cls: AnyClass = None,
    limit: Annotated[int, Query(ge=1, le=50, description="at most so many")] = 10,
) -> Response:
    """Suggest entities, incidents and articles by what they are called, nearest first, with typing errors forgiven."""
    hits = await readers.call(lookup.search, q, kinds=kind or list(NOUNS), cls=cls, limit=limit)
    return reply(Page(items=[found(hit) for hit in hits], next=None), Page[Find])
