"""Subscriptions of a graph, in `webhooks.sqlite` in its folder: who is told of which changes, and how far they got.

What was sent is noted after the receiver took it, each item in a transaction of its own. So an item that a crash cuts
off is sent again, under the same id, and none is left out.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from base64 import b64encode
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import NotFound, StoreError
from kg.store import latest_generation
from kg.store.advice import advice

FILE: Final = "webhooks.sqlite"
PREFIX: Final = "whsec_"  # of secrets, as Standard Webhooks has it
_SECRET: Final = 32  # bytes
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS subscriptions (
    id TEXT PRIMARY KEY, url TEXT NOT NULL, name TEXT NOT NULL, about TEXT NOT NULL, secret TEXT NOT NULL,
    made REAL NOT NULL, since INTEGER NOT NULL, sent INTEGER NOT NULL DEFAULT 0, items INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0, due REAL NOT NULL DEFAULT 0, problem TEXT NOT NULL DEFAULT '',
    ended INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID
"""
_ALL: Final = "SELECT * FROM subscriptions ORDER BY made, id"


@dataclass(frozen=True, slots=True)
class Subscription:
    """Who is told of what.

    Attributes:
        url: where items are posted to.
        name: of what, as it was asked for: a slug or IRI; empty for all changes.
        about: the IRIs that this may mean, as `kg.query.changes.read_changes` takes them.
        secret: the key of signatures, as Standard Webhooks writes it.
        made: when, Unix time.
        since: the published state up to which all was sent.
        sent: how many changes of the next one were.
        items: how many were sent in all.
        failures: how often the item at hand was refused, or could not be sent.
        due: when it is tried next, Unix time.
        problem: what went wrong last; empty where nothing did.
        ended: whether the receiver wants no more (410).
    """

    id: str
    url: str
    name: str
    about: tuple[str, ...]
    secret: str
    made: float
    since: int
    sent: int
    items: int
    failures: int
    due: float
    problem: str
    ended: bool


class Subscriptions:
    """The subscriptions of the graph in a folder; each call opens the file anew, for threads and processes to share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def any(self) -> bool:
        """Whether there were ever any."""
        return (self._folder / FILE).exists()

    def add(self, url: str, *, name: str = "", about: Collection[str] = ()) -> Subscription:
        """Begin to send what changes from now on.

        Raises:
            StoreError: it cannot be kept.
        """
        key = PREFIX + b64encode(secrets.token_bytes(_SECRET)).decode()
        since = latest_generation(self._folder) or 0
        row = (secrets.token_hex(8), url, name, json.dumps(sorted(about)), key, time.time(), since)
        self._run("INSERT INTO subscriptions (id, url, name, about, secret, made, since) VALUES (?,?,?,?,?,?,?)", *row)
        return self.get(row[0])

    def remove(self, id_: str) -> None:
        """Send no more.

        Raises:
            NotFound: there is none of that id.
        """
        self.get(id_)
        self._run("DELETE FROM subscriptions WHERE id = ?", id_)

    def get(self, id_: str) -> Subscription:
        """The one of that id.

        Raises:
            NotFound: there is none.
        """
        for one in self.all():
            if one.id == id_:
                return one
        raise NotFound(f"There is no webhook {id_!r}.")

    def all(self) -> list[Subscription]:
        """All of them, the oldest first."""
        if not self.any:
            return []
        return [_made(dict(row)) for row in self._run(_ALL)]

    def took(self, one: Subscription, since: int, sent: int) -> None:
        """The receiver took an item: all is sent up to a state, and so many changes of the next."""
        self._run(
            "UPDATE subscriptions SET since = ?, sent = ?, items = items + 1, failures = 0, due = 0, problem = '' "
            "WHERE id = ?", since, sent, one.id,
        )  # fmt: skip

    def passed(self, one: Subscription, since: int) -> None:
        """Nothing up to a state is left to be sent."""
        self._run("UPDATE subscriptions SET since = ?, sent = 0 WHERE id = ?", since, one.id)

    def failed(self, one: Subscription, problem: str, due: float, *, ended: bool = False) -> None:
        """The item at hand was not taken, and is tried again then, unless the receiver wants no more."""
        self._run(
            "UPDATE subscriptions SET failures = failures + 1, due = ?, problem = ?, ended = ? WHERE id = ?",
            due, problem, int(ended), one.id,
        )  # fmt: skip

    def _run(self, statement: str, *values: Any) -> list[Any]:
        try:
            if not self.any:
                (self._folder / FILE).touch(mode=0o600)  # it holds secrets
            with closing(sqlite3.connect(self._folder / FILE, timeout=10)) as database:
                database.row_factory = sqlite3.Row
                database.execute(_SCHEMA)
                with database:
                    return database.execute(statement, values).fetchall()
        except (sqlite3.Error, OSError) as failed:
            raise StoreError(f"{self._folder / FILE} cannot be used: {failed}; {advice(failed)}") from failed


def _made(row: dict[str, Any]) -> Subscription:
    return Subscription(**row | {"about": tuple(json.loads(row["about"])), "ended": bool(row["ended"])})
