"""What changed in the answer of a canned query from day to day, as JSON and as feeds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from api.http.conditional import Conditional, reply
from api.http.feeds import NewsFeed, NewsItem, atom, json_feed
from api.http.problems import PROBLEMS
from api.http.request_context import request_context
from api.params.enums import Day
from api.params.state import CannedQueries, Limits
from api.readers import Readers
from kg.query.canned.differences import RowChange, RowDifference, differences, rows_of
from kg.query.canned.question import Question
from kg.store.markers import published_on
from kg.store.states import kept_days

router = APIRouter(prefix="/queries", tags=["Canned queries"], responses=PROBLEMS, route_class=Conditional)

_SOME: Final = 7  # days, where no other time is asked for
_MOST: Final = 500  # changes of rows that are told
_OWN: Final = {"since", "as_of"}
Since = Annotated[
    Day | None, Query(description="what changed after this day ended, or after the oldest that is kept; else a week")
]


@dataclass(frozen=True, slots=True)
class RowItem:
    """A row new, gone or changed in its numbers, by the day of the state in which it first was so."""

    id: str
    kind: RowChange
    day: dt.date
    words: str
    before: dict[str, str]
    after: dict[str, str]


@dataclass(frozen=True, slots=True)
class RowChanges:
    """Changes of rows, the newest first; `since` is the day that they are compared with, None where none is kept."""

    items: tuple[RowItem, ...]
    since: dt.date | None
    left_out: int


@router.get("/{name}/changes", response_model=RowChanges)
async def changes_of_rows(
    request: Request, name: str, questions: CannedQueries, limits: Limits, since: Since = None
) -> Response:
    """List what changed in the answer of a canned query, with its parameters: rows new, gone, or with other numbers."""
    return reply(await _changes(request, questions[name], limits, since), RowChanges)


@router.get("/{name}/changes.atom", responses={200: {"content": {"application/atom+xml": {}}}}, response_class=Response)
async def feed_of_rows(
    request: Request, name: str, questions: CannedQueries, limits: Limits, since: Since = None
) -> Response:
    """Follow the answer of a canned query with a feed reader: an entry for each row that changed."""
    told = await _changes(request, questions[name], limits, since)
    return Response(atom(_feed(request, questions[name], told)), media_type="application/atom+xml")


@router.get(
    "/{name}/changes.json", responses={200: {"content": {"application/feed+json": {}}}}, response_class=Response
)
async def json_feed_of_rows(
    request: Request, name: str, questions: CannedQueries, limits: Limits, since: Since = None
) -> Response:
    """Follow the answer of a canned query with a program: the same entries as a JSON Feed."""
    told = await _changes(request, questions[name], limits, since)
    return Response(json_feed(_feed(request, questions[name], told)), media_type="application/feed+json")


async def _changes(request: Request, question: Question, limits: Any, since: dt.date | None) -> RowChanges:
    readers: Readers = request.app.state.readers
    asked = request.query_params
    values = {name: asked.getlist(name) for name in asked if name not in _OWN}
    wanted = since or dt.datetime.now(dt.UTC).date() - dt.timedelta(days=_SOME)
    kept, last = kept_days(limits.data), published_on(limits.data)
    base = max((day for day in kept if day <= wanted), default=min(kept, default=None))
    days = [day for day in kept if base is not None and day >= base]
    if last is None or not days or last <= wanted:
        return RowChanges((), None if not days else base, 0)
    states = []
    for day in (*days, None):
        request_context().as_of = day
        states.append((day or last, await readers.call(rows_of, question, values)))
    found = [_item(question, day, one) for (_, was), (day, now) in pairwise(states) for one in differences(was, now)]
    return RowChanges(tuple(reversed(found))[:_MOST], base, max(0, len(found) - _MOST))


def _item(question: Question, day: dt.date, one: RowDifference) -> RowItem:
    key = sha256(repr((question.name, day, one)).encode()).hexdigest()[:20]
    before, after = (dict(zip(one.columns, row, strict=False)) for row in (one.before, one.after))
    return RowItem(key, one.kind, day, one.words, before, after)


def _feed(request: Request, question: Question, told: RowChanges) -> NewsFeed:
    server = str(request.base_url)
    link = f"{server}explore/query"
    entries = (NewsItem(one.id, one.words, f"{one.day}T00:00:00+00:00", link, one.words) for one in told.items)
    return NewsFeed(f"What changed: {question.title}", str(request.url), server, tuple(entries))
