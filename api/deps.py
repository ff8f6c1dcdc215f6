"""What routes ask for in their signatures.

All are coroutines: FastAPI has plain functions run in threads, which costs each request more than its answer.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from api.readers import Readers
from kg.questions.load import Questions


async def _readers(request: Request) -> Readers:
    readers: Readers = request.app.state.readers
    return readers


async def _questions(request: Request) -> Questions:
    questions: Questions = request.app.state.questions
    return questions


GraphReaders = Annotated[Readers, Depends(_readers)]
CannedQueries = Annotated[Questions, Depends(_questions)]
