"""One synchronization of a folder and its server store, with log events and metrics."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Final, Literal

from kg.errors import SitrepError
from kg.observe import logger
from kg.replication.fetch import fetch
from kg.replication.push import push
from kg.replication.server import Server
from kg.settings import Settings
from kg.store import latest_generation
from kg.store.copies import is_copy
from kg.store.outbox import Outbox

_log: Final = logger("kg.replication")


@dataclass(frozen=True, slots=True)
class Step:
    """The outcome, with the parameters of `kg.observe.metrics.note_store`.

    Attributes:
        direction: "sent" to the server, or "fetched" from it to a copy.
        quads: how many were sent or fetched.
        requests: how many it took; `retries` of them since the one before failed in passing.
        seconds: how long.
        failed: whether they are not in step.
        waiting: bytes that are noted and still to be sent.
        behind: publications of the folder that the server has not.
    """

    direction: Literal["sent", "fetched"]
    quads: int
    requests: int
    retries: int
    seconds: float
    failed: bool
    waiting: int
    behind: int


def step(settings: Settings, server: Server) -> Step:
    """Send what the folder has published, or let it follow the server if it is a copy; what fails is logged."""
    begun, before = time.perf_counter(), replace(server.traffic)
    direction: Literal["sent", "fetched"] = "fetched" if is_copy(settings.data) else "sent"
    quads, reason = 0, ""
    try:
        quads = _fetched(settings, server) if direction == "fetched" else _sent(settings, server)
    except SitrepError as failed:
        reason = str(failed)
    traffic, published = server.traffic, latest_generation(settings.data) or 0
    outbox = Outbox(settings.data)
    done = Step(
        direction,
        quads,
        traffic.requests - before.requests,
        traffic.retries - before.retries,
        round(time.perf_counter() - begun, 3),
        bool(reason),
        outbox.waiting(published),
        0 if direction == "fetched" else published - (outbox.sent or 0),
    )
    how = {"store": server.url, "requests": done.requests, "retries": done.retries, "seconds": done.seconds}
    if reason:
        _log.warning("not in step", reason=reason, waiting=done.waiting, behind=done.behind, **how)
    elif quads:
        _log.info(direction, generation=published, quads=quads, **how)
    return done


def _sent(settings: Settings, server: Server) -> int:
    return push(settings, server).quads


def _fetched(settings: Settings, server: Server) -> int:
    fetched = fetch(settings, server)
    return fetched.quads if fetched else 0
