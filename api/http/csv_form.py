"""Lists as CSV, beside the JSON that their routes answer in: one row an item, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Final, Literal

from fastapi import Query, Request, Response

from api.http.negotiation import Offer, choose
from kg.export import csv_of
from kg.query.tables import Column, Row

CSV: Final[Offer[Any]] = Offer("csv", "text/csv", "csv")
_FORMS: Final[tuple[Offer[Any], ...]] = (Offer("json", "application/json", None), CSV)

Form = Annotated[
    Literal["json", "csv"] | None,
    Query(alias="format", description="the form of the answer, where an Accept header is out of reach"),
]
TABLED: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {CSV.media_type: {}}}}
"""For the OpenAPI document of routes that answer in CSV too."""


def wants_csv(request: Request, form: str | None) -> bool:
    """Whether the client wants CSV.

    Raises:
        NotAcceptable: it wants neither that nor JSON.
    """
    return choose(request.headers.get("accept"), _FORMS, form)[0] is CSV


def reply_csv(columns: Sequence[Column], rows: Iterable[Row], following: str | None = None) -> Response:
    """A page of a list as a table; `following` is the address of the next page."""
    return reply_table(csv_of(columns, rows), CSV.media_type, following)


def reply_table(body: bytes, media_type: str, following: str | None = None) -> Response:
    """A table that is written already, with the next page in its head."""
    response = Response(body, media_type=media_type)
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response
