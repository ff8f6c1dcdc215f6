"""Changes from one published state to the next, as JSON and as an Atom feed."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import islice
from typing import Annotated, Final
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from api.http.conditional import Conditional, reply
from api.http.paging import Limit
from api.http.problems import PROBLEMS
from api.params.addresses import href
from api.params.enums import Day
from api.params.state import Limits
from kg.query.changes import Change, Publication, read_changes
from kg.query.changes.words import in_words
from kg.query.names import Kind

router = APIRouter(tags=["Changes"], responses=PROBLEMS, route_class=Conditional)

_ATOM: Final = "http://www.w3.org/2005/Atom"
_KINDS: Final[dict[str, Kind]] = {"event": "incident", "entity": "entity", "article": "article"}
_SOME: Final = 7  # days, where no other time is asked for

Since = Annotated[
    Annotated[int, Field(ge=0)] | Day | None,
    Query(description="a day, which counts too, or the number of a published state, which does not; else a week ago"),
]


@dataclass(frozen=True, slots=True)
class ChangeItem(Change):
    """A change, and the publication that made it; `href` is where the thing is shown."""

    generation: int = 0
    at: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes, newest first; `left_out` is how many there are besides."""

    items: tuple[ChangeItem, ...]
    left_out: int


@router.get("/changes", response_model=Changes)
async def changes(limits: Limits, since: Since = None, limit: Limit = 100) -> Response:
    """List what changed: incidents new and gone, tolls, attackers, disputes, claims withdrawn, merges and splits."""
    return reply(await _changes(limits, since, limit), Changes)


@router.get("/changes.atom", responses={200: {"content": {"application/atom+xml": {}}}}, response_class=Response)
async def feed(request: Request, limits: Limits, since: Since = None, limit: Limit = 100) -> Response:
    """Follow what changed with a feed reader: one entry a change, which says what changed and quotes it."""
    told = await _changes(limits, since, limit)
    return Response(_atom(told.items, str(request.base_url)), media_type="application/atom+xml")


async def _changes(limits: Limits, since: int | dt.date | None, limit: int) -> Changes:
    if since is None:
        since = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=_SOME)
    found = await run_in_threadpool(read_changes, limits.data, since)
    newest = (_item(change, one, limits.base) for one in reversed(found) for change in one.changes)
    items = tuple(islice(newest, limit))
    return Changes(items, sum(len(one.changes) + one.more for one in found) - len(items))


def _item(change: Change, publication: Publication, base: str) -> ChangeItem:
    kind, _, slug = change.iri.removeprefix(base).partition("/")
    address = href(_KINDS[kind], unquote(slug)) if kind in _KINDS else change.iri
    return ChangeItem(**asdict(change), generation=publication.generation, at=publication.at, href=address)


def _atom(items: tuple[ChangeItem, ...], server: str) -> bytes:
    feed = ET.Element("feed", xmlns=_ATOM)
    _say(feed, "id", f"{server}changes.atom")
    _say(feed, "title", "What changed")
    _say(feed, "updated", items[0].at if items else "1970-01-01T00:00:00+00:00")
    ET.SubElement(feed, "link", rel="self", href=f"{server}changes.atom")
    _say(ET.SubElement(feed, "author"), "name", "Sitrep")
    for one in items:
        entry = ET.SubElement(feed, "entry")
        _say(entry, "id", f"{server}changes.atom#{sha256(repr(one).encode()).hexdigest()[:20]}")
        _say(entry, "title", in_words(one))
        _say(entry, "updated", one.at)
        ET.SubElement(entry, "link", href=server.rstrip("/") + one.href)
        _say(entry, "content", f"“{one.quote}” ({one.article})" if one.quote else in_words(one))
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True))


def _say(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")
