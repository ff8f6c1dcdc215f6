"""The state of a watch in an SQLite file: what was read already.

Each batch's notes are one transaction, made after the graph has the batch. If the file is lost, no article is: all
sources are read again, and the graph knows its articles.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import StoreError
from kg.store.advice import advice
from kg.store.folder import WATCHED as FILE

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, skipped INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS feeds (
    url TEXT PRIMARY KEY, etag TEXT, modified TEXT, due REAL NOT NULL, failures INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles (id TEXT PRIMARY KEY, place TEXT NOT NULL, digest TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_place ON articles (place);
CREATE INDEX IF NOT EXISTS by_digest ON articles (digest) WHERE digest IS NOT NULL;
"""


@dataclass(frozen=True, slots=True)
class FeedNote:
    """How a feed was left.

    Attributes:
        etag, modified: what its server called this state of it, None if it said nothing.
        due: when to ask for it again, Unix time.
        failures: how often it could not be read since it last could.
    """

    etag: str | None = None
    modified: str | None = None
    due: float = 0
    failures: int = 0


class WatchState:
    """The state of all sources of one graph; close it when done."""

    def __init__(self, folder: Path) -> None:
        """Open it in a graph's folder, or begin it there.

        Raises:
            StoreError: it cannot be opened, or another process is watching for the same graph.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(folder / FILE, isolation_level=None, timeout=0, check_same_thread=False)
            # Held until the process ends: two that watch for one graph would take turns undoing each other's notes.
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._db.executescript(f"BEGIN EXCLUSIVE; {_SCHEMA} COMMIT")
            [(found,)] = self._db.execute("PRAGMA quick_check(1)")
        except sqlite3.OperationalError as failed:
            locked = failed.sqlite_errorcode == sqlite3.SQLITE_BUSY
            reason = "another kg watch is using it; stop that one" if locked else f"{failed}; {advice(failed)}"
            raise StoreError(f"{folder / FILE} cannot be opened: {reason}") from failed
        except (OSError, sqlite3.DatabaseError) as failed:
            raise StoreError(f"{folder / FILE} cannot be opened: {failed}; remove it to begin anew") from failed

        if found != "ok":
            self._db.close()
            raise StoreError(f"{folder / FILE} is damaged ({found}); remove it to begin anew")

    def close(self) -> None:
        """Let another process have it."""
        self._db.close()

    def keep(self, notes: Iterable[Callable[[WatchState], None]]) -> None:
        """Make all these notes, or none.

        Raises:
            StoreError: they could not be written.
        """
        try:
            self._db.execute("BEGIN IMMEDIATE")
            for note in notes:
                note(self)
            self._db.execute("COMMIT")
        except sqlite3.Error as failed:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise StoreError(f"What was read could not be noted in {FILE}: {failed}") from failed

    def file(self, path: str) -> tuple[int, int] | None:
        """Size and time of modification (in nanoseconds) of a file when it was read."""
        row = self._db.execute("SELECT size, modified FROM files WHERE path = ?", (path,)).fetchone()
        return (row[0], row[1]) if row else None

    def files_below(self, folder: str) -> Iterator[str]:
        """Every file of a folder that was read, sorted."""
        below = folder.rstrip("/") + "/"
        last = below[:-1] + "0"  # the character after the slash
        yield from (
            path for (path,) in self._db.execute(
                "SELECT path FROM files WHERE path > ? AND path < ? ORDER BY path", (below, last)
            ).fetchall()
        )  # fmt: skip

    def articles_of(self, place: str) -> set[str]:
        """The ids of a file's or a feed's articles."""
        return {id_ for (id_,) in self._db.execute("SELECT id FROM articles WHERE place = ?", (place,))}

    def article(self, id_: str) -> tuple[str, str | None] | None:
        """Where an article came from, and its digest if that is a feed."""
        row = self._db.execute("SELECT place, digest FROM articles WHERE id = ?", (id_,)).fetchone()
        return (row[0], row[1]) if row else None

    def has_digest(self, digest: str) -> bool:
        """Whether some feed's article has that digest."""
        return self._db.execute("SELECT 1 FROM articles WHERE digest = ?", (digest,)).fetchone() is not None

    def feed(self, url: str) -> FeedNote:
        """How a feed was left; one never seen is due at once."""
        row = self._db.execute("SELECT etag, modified, due, failures FROM feeds WHERE url = ?", (url,)).fetchone()
        return FeedNote(*row) if row else FeedNote()

    def note_file(self, path: str, size: int, modified: int, skipped: int) -> None:
        """A file was read in this state, and so many of its articles left out, because others have their ids."""
        self._db.execute("REPLACE INTO files VALUES (?, ?, ?, ?)", (path, size, modified, skipped))

    def forget_file(self, path: str) -> None:
        """A file is to be read again, if it is there."""
        self._db.execute("DELETE FROM files WHERE path = ?", (path,))

    def note_article(self, id_: str, place: str, digest: str | None = None) -> None:
        """An article came from there."""
        self._db.execute("REPLACE INTO articles VALUES (?, ?, ?)", (id_, place, digest))

    def forget_article(self, id_: str) -> None:
        """An article was taken back; files of which some were left out may now have one of that id."""
        self._db.execute("DELETE FROM articles WHERE id = ?", (id_,))
        self._db.execute("DELETE FROM files WHERE skipped > 0")

    def note_feed(self, url: str, note: FeedNote) -> None:
        """A feed was left so."""
        self._db.execute(
            "REPLACE INTO feeds VALUES (?, ?, ?, ?, ?)", (url, note.etag, note.modified, note.due, note.failures)
        )
