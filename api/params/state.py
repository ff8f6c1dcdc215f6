"""Dependencies of routes: the objects that the application holds.

All are coroutines: FastAPI has plain functions run in threads, which costs each request more than its answer.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import Depends, Request

from api.readers import Readers
from api.writer import Writer
from kg.query.canned.load import Questions
from kg.settings import Settings


def _held_as(name: str) -> Callable[[Request], Awaitable[Any]]:
    async def get(request: Request) -> Any:
        return getattr(request.app.state, name)

    return get


GraphReaders = Annotated[Readers, Depends(_held_as("readers"))]
GraphWriter = Annotated[Writer, Depends(_held_as("writer"))]
CannedQueries = Annotated[Questions, Depends(_held_as("questions"))]
Limits = Annotated[Settings, Depends(_held_as("settings"))]
