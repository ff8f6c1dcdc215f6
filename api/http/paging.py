"""Lists in pages: a cursor names the last item, never a number of items."""

from __future__ import annotations

import base64
import json
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Query, Request
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from kg.errors import ParameterError

T = TypeVar("T")

Limit = Annotated[int, Query(ge=1, le=1000, description="at most so many")]
Cursor = Annotated[
    str | None,
    Query(
        max_length=4000,
        json_schema_extra={"minLength": 1, "pattern": r"^[A-Za-z0-9_-]+=*$"},
        description="where the page begins: take it from the page before, as it is",
    ),
]


class Page(BaseModel, Generic[T]):
    """Some of the items; `next` is the address of those that follow, if any do."""

    model_config = ConfigDict(serialize_by_alias=True)

    items: list[T]
    next: Annotated[str | None, Field(examples=[None])]


def begin(cursor: str | None, key: Any) -> Any:
    """Where a page begins, as the page before told; `key` is the type of a place in that list.

    Raises:
        ParameterError: that is no cursor of this list.
    """
    if cursor is None:
        return None
    try:
        return TypeAdapter(key).validate_json(base64.urlsafe_b64decode(cursor.encode()), strict=True)
    except (ValueError, ValidationError):
        raise ParameterError(
            "The parameter 'cursor' comes from no page of this list; leave it out to begin at the start"
        ) from None


def following(request: Request, key: object) -> str | None:
    """The address of the page that follows a place in the list; None where there is no such place."""
    if key is None:
        return None
    cursor = base64.urlsafe_b64encode(json.dumps(key, ensure_ascii=False).encode()).decode()
    address = request.url.include_query_params(cursor=cursor)
    return f"{address.path}?{address.query}"
