"""Changes from one published state to the next, as JSON and as an Atom feed."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Annotated, Final
from urllib.parse import unquote

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from api.http.conditional import Conditional, reply
from api.http.csv_form import TABLED, Form, reply_csv, wants_csv
from api.http.feeds import NewsFeed, NewsItem, atom, json_feed
from api.http.paging import Limit
from api.http.problems import PROBLEMS
from api.params.addresses import href
from api.params.enums import Day
from api.params.state import AsOf, Limits
from kg.query.changes import Change, Publication, change_key, iris_of, read_changes
from kg.query.changes.words import in_words, what_changed
from kg.query.names import Kind
from kg.query.tables import Column
from kg.rdf.iris import Iris
from kg.settings import Settings
from kg.store.markers import published_on
from kg.store.states import kept_days

router = APIRouter(tags=["Changes"], responses=PROBLEMS, route_class=Conditional)

_KINDS: Final[dict[str, Kind]] = {"event": "incident", "entity": "entity", "article": "article"}
_SOME: Final = 7  # days, where no other time is asked for

_COLUMNS: Final = (
    Column("at", "text", "when the state was published that brought it"),
    Column("generation", "integer", "the number of that state"),
    Column("kind", "text", "what kind of change it is: `toll`, `merged` and others"),
    Column("label", "text", "what changed, by name"),
    Column("words", "text", "what changed of it"),
    Column("quote", "text", "words that say so"),
    Column("article", "text", "the id of the article that they stand in"),
    Column("iri", "text", "the IRI of what changed"),
)

Since = Annotated[
    Annotated[int, Field(ge=0)] | Day | None,
    Query(description="a day, which counts too, or the number of a published state, which does not; else a week ago"),
]
About = Annotated[
    str | None,
    Query(
        max_length=500,
        description="only of this entity, place, war or incident, and of incidents that it is in: slug or IRI",
    ),
]


@dataclass(frozen=True, slots=True)
class ChangeItem(Change):
    """A change, and the publication that made it.

    `id` is its own, in feeds and webhooks too; `href` is where the thing is shown, `words` say what changed.
    """

    id: str = ""
    generation: int = 0
    at: str = ""
    href: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes, newest first; `left_out` is how many there are besides."""

    items: tuple[ChangeItem, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class KeptDays:
    """The past days whose last state is kept, each until the next one; and the day of the present state."""

    days: tuple[dt.date, ...]
    last: dt.date | None


@router.get("/changes", response_model=Changes, responses=TABLED)
async def changes(
    request: Request,
    limits: Limits,
    since: Since = None,
    about: About = None,
    as_of: AsOf = None,
    limit: Limit = 100,
    form: Form = None,
) -> Response:
    """List what changed: incidents new and gone, tolls, attackers, disputes, claims withdrawn, merges and splits."""
    tabled, told = wants_csv(request, form), await _changes(limits, since, about, as_of, limit)
    if tabled:
        return reply_csv(_COLUMNS, ({one.name: getattr(item, one.name) for one in _COLUMNS} for item in told.items))
    return reply(told, Changes)


@router.get("/changes/days", response_model=KeptDays)
async def kept(limits: Limits) -> Response:
    """List the days of which it can be asked what was known then, with `as_of`, in all reading operations."""
    days, last = kept_days(limits.data), published_on(limits.data)
    return reply(KeptDays(tuple(days), last), KeptDays)


@router.get("/changes.atom", responses={200: {"content": {"application/atom+xml": {}}}}, response_class=Response)
async def feed(
    request: Request, limits: Limits, since: Since = None, about: About = None, as_of: AsOf = None, limit: Limit = 100
) -> Response:
    """Follow what changed with a feed reader: one entry a change, which says what changed and quotes it."""
    told = await _changes(limits, since, about, as_of, limit)
    return Response(atom(_feed(request, told, about)), media_type="application/atom+xml")


@router.get("/changes.json", responses={200: {"content": {"application/feed+json": {}}}}, response_class=Response)
async def feed_as_json(
    request: Request, limits: Limits, since: Since = None, about: About = None, as_of: AsOf = None, limit: Limit = 100
) -> Response:
    """Follow what changed with a program: the same entries as a JSON Feed."""
    told = await _changes(limits, since, about, as_of, limit)
    return Response(json_feed(_feed(request, told, about)), media_type="application/feed+json")


async def _changes(
    limits: Settings, since: int | dt.date | None, about: str | None, as_of: dt.date | None, limit: int
) -> Changes:
    if since is None:
        until = as_of or dt.datetime.now(dt.UTC).date()
        since = dt.date.fromordinal(max(1, until.toordinal() - _SOME))
    things = iris_of(about, Iris(limits.base)) if about else ()
    found = await run_in_threadpool(read_changes, limits.data, since, things)
    if as_of is not None:
        found = [one for one in found if one.at[:10] <= as_of.isoformat()]
    newest = (_item(change, one, limits.base) for one in reversed(found) for change in one.changes)
    items = tuple(islice(newest, limit))
    return Changes(items, sum(len(one.changes) + one.more for one in found) - len(items))


def _feed(request: Request, told: Changes, about: str | None) -> NewsFeed:
    """The same items for feed readers; a feed's address is the request's, so that each watch is a feed of its own."""
    server = str(request.base_url)
    entries = (
        NewsItem(
            one.id,
            in_words(one),
            one.at,
            server.rstrip("/") + one.href,
            f"“{one.quote}” ({one.article})" if one.quote else in_words(one),
        )
        for one in told.items
    )
    title = f"What changed of {about}" if about else "What changed"
    return NewsFeed(title, str(request.url), server, tuple(entries))


def _item(change: Change, publication: Publication, base: str) -> ChangeItem:
    kind, _, slug = change.iri.removeprefix(base).partition("/")
    address = href(_KINDS[kind], unquote(slug)) if kind in _KINDS else change.iri
    return ChangeItem(
        **asdict(change), id=change_key(publication, change), generation=publication.generation, at=publication.at,
        href=address, words=what_changed(change),
    )  # fmt: skip
