"""Webhooks: who is sent each change of a thing; kept, listed and ended by those who know the token."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field

from api.http.authorization import ALLOWED, REFUSALS
from api.http.bodies import json_body, read_model
from api.http.problems import PROBLEMS
from api.params.state import Limits
from kg.query.changes import iris_of
from kg.rdf.iris import Iris
from kg.webhooks import Subscription, Subscriptions, check_address

router = APIRouter(prefix="/webhooks", tags=["Changes"], responses=REFUSALS, dependencies=[ALLOWED])

Id = Annotated[str, Path(min_length=1, max_length=100, description="its id")]


class WantedWebhook(BaseModel):
    """An address that each change is to be posted to, from now on."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    url: str = Field(min_length=1, max_length=2000, description="http or https, not in a private network")
    about: str = Field(
        "", max_length=500, description="only of this entity, place, war or incident: slug or IRI; else of all"
    )


class Webhook(BaseModel):
    """A webhook and how far it got: items sent, failures of the item at hand, when that is tried again, and why."""

    id: str
    url: str
    about: str
    made: dt.datetime
    items: int
    failures: int
    due: dt.datetime | None
    problem: str
    ended: bool


class NewWebhook(Webhook):
    """A webhook with the key of its signatures, which is told this once."""

    secret: str


class Webhooks(BaseModel):
    """All webhooks, the oldest first."""

    items: list[Webhook]


@router.post("", status_code=201, response_model=NewWebhook, openapi_extra=json_body(WantedWebhook))
async def begin_webhook(request: Request, limits: Limits) -> NewWebhook:
    """Have each change from now on posted to an address, signed as Standard Webhooks says."""
    wanted = await read_model(request, WantedWebhook, limits.write_size, "SITREP_WRITE_SIZE")
    await run_in_threadpool(check_address, wanted.url, private=limits.webhooks_private)
    about = iris_of(wanted.about, Iris(limits.base)) if wanted.about else ()
    made = await run_in_threadpool(Subscriptions(limits.data).add, wanted.url, name=wanted.about, about=about)
    return NewWebhook(**_told(made), secret=made.secret)


@router.get("", response_model=Webhooks)
async def list_webhooks(limits: Limits, response: Response) -> Webhooks:
    """List webhooks, each with what went wrong last."""
    response.headers["Cache-Control"] = "no-store"
    found = await run_in_threadpool(Subscriptions(limits.data).all)
    return Webhooks(items=[Webhook(**_told(one)) for one in found])


@router.delete("/{id}", status_code=204, response_class=Response, responses={404: PROBLEMS[404]})
async def end_webhook(limits: Limits, id: Id) -> Response:  # noqa: A002  as the address has it
    """Send no more to an address."""
    await run_in_threadpool(Subscriptions(limits.data).remove, id)
    return Response(status_code=204)


def _told(one: Subscription) -> dict[str, object]:
    known = {name: value for name, value in asdict(one).items() if name in Webhook.model_fields}
    due = dt.datetime.fromtimestamp(one.due, dt.UTC) if one.failures and not one.ended else None
    return known | {"about": one.name, "made": dt.datetime.fromtimestamp(one.made, dt.UTC), "due": due}
