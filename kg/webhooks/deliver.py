"""Deliveries: each subscription gets the changes that it has not had, one request each, in their order.

An item that is not taken is tried again, after the wait that the receiver asks for or one that grows to an hour; what
comes after it waits. One process of a graph sends at a time.
"""

from __future__ import annotations

import fcntl
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Final

from kg.errors import SitrepError
from kg.observe import logger
from kg.query.changes import Change, Publication, change_key, read_changes
from kg.query.changes.words import what_changed
from kg.settings import Settings
from kg.store import latest_generation
from kg.webhooks.request import Receipt, post
from kg.webhooks.subscriptions import FILE, Subscription, Subscriptions

_WAITS: Final = (5, 30, 120, 600, 1800, 3600)  # seconds after the first failure, the second, …
_LONGEST: Final = 86_400.0  # seconds that a receiver may ask to be left alone for
_AT_ONCE: Final = 100  # items for one subscription before the others have their turn
_PAUSE: Final = 2.0  # seconds between two looks
_log: Final = logger("kg.webhooks")


def deliver(settings: Settings, stop: threading.Event | None = None) -> int:
    """Send what is due, and how many items were taken. Nothing is sent where another process is at it.

    Raises:
        StoreError: the subscriptions cannot be read.
    """
    ends = stop or threading.Event()
    kept, taken = Subscriptions(settings.data), 0
    if not kept.any:
        return 0
    with _alone(settings) as mine:
        for one in kept.all() if mine else ():
            if not one.ended and one.due <= time.time():
                taken += _deliver(settings, kept, one, ends)
    return taken


def _deliver(settings: Settings, kept: Subscriptions, one: Subscription, stop: threading.Event) -> int:
    latest = latest_generation(settings.data) or 0
    if one.since > latest:  # the graph was begun anew
        kept.passed(one, latest)
    if one.since >= latest:
        return 0
    taken = 0
    for publication in read_changes(settings.data, one.since, one.about):
        if publication.generation > latest:  # written down, and not published yet
            break
        skipped = one.sent if publication.generation == one.since + 1 else 0
        for at, change in enumerate(publication.changes[skipped:], skipped + 1):
            if taken >= _AT_ONCE or stop.is_set():
                return taken
            outcome = _post(settings, one, publication, change)
            if outcome.problem:
                wait = max(_WAITS[min(one.failures, len(_WAITS) - 1)], min(outcome.wait, _LONGEST))
                kept.failed(one, outcome.problem, time.time() + wait, ended=outcome.gone)
                _log.warning("webhook not delivered", webhook=one.id, reason=outcome.problem, wait=wait)
                return taken
            last = at == len(publication.changes)
            kept.took(one, publication.generation - (not last), 0 if last else at)
            taken += 1
    return taken


def _post(settings: Settings, one: Subscription, publication: Publication, change: Change) -> Receipt:
    key = change_key(publication, change)
    told = asdict(change) | {
        "type": "change", "id": key, "at": publication.at, "generation": publication.generation,
        "words": what_changed(change), "webhook": one.id,
    }  # fmt: skip
    body = json.dumps(told, ensure_ascii=False).encode()
    private = settings.webhooks_private
    return post(one.url, key, body, one.secret, user_agent=settings.user_agent, private=private)


@contextmanager
def _alone(settings: Settings) -> Iterator[bool]:
    """Whether this process is the one that sends."""
    with (settings.data / f"{FILE}.lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


class Deliveries:
    """A thread that sends what is due, until it is told to end."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="webhooks", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """End; an item on its way is taken or sent again later."""
        self._stop.set()

    def _run(self) -> None:
        while not self._stop.wait(_PAUSE):
            try:
                deliver(self._settings, self._stop)
            except (SitrepError, OSError) as failed:
                _log.warning("webhooks not delivered", reason=str(failed))
