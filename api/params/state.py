"""Dependencies of routes: the objects that the application holds.

All are coroutines: FastAPI has plain functions run in threads, which costs each request more than its answer.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import Depends, Query, Request

from api.http.request_context import request_context
from api.params.as_of import ABOUT
from api.params.enums import Day
from api.readers import Readers
from api.writer import Writer
from kg.query.canned.load import Questions
from kg.settings import Settings


def _held_as(name: str) -> Callable[[Request], Awaitable[Any]]:
    async def get(request: Request) -> Any:
        return getattr(request.app.state, name)

    return get


AsOf = Annotated[
    Day | None,
    Query(description=ABOUT),
]


async def _readers(request: Request, as_of: AsOf = None) -> Any:
    request_context().as_of = as_of
    return request.app.state.readers


GraphReaders = Annotated[Readers, Depends(_readers)]
GraphWriter = Annotated[Writer, Depends(_held_as("writer"))]
CannedQueries = Annotated[Questions, Depends(_held_as("questions"))]
Limits = Annotated[Settings, Depends(_held_as("settings"))]
