"""What resolution remembers between runs: forms, accounts, clusters and the keys by which they find each other.

It is a SQLite database of its own that follows from the articles' facts, the lists and the judgements alone, so that it
may be thrown away at any time. All of a run's changes are one transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from kg.errors import StoreError
from kg.model import Ref

# AUTOINCREMENT: an id is never given twice, since forms may still point to a cluster that was deleted.
_TABLES: Final = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE articles (id TEXT PRIMARY KEY, day TEXT, original TEXT, bands TEXT, sketch BLOB, terms TEXT, vague INT);
CREATE TABLE bands (band TEXT, day TEXT, article TEXT, PRIMARY KEY (band, day, article)) WITHOUT ROWID;
CREATE TABLE story_terms (term TEXT, day TEXT, article TEXT, vague INT, PRIMARY KEY (term, day, article)) WITHOUT ROWID;
CREATE TABLE forms (id INTEGER PRIMARY KEY AUTOINCREMENT, content TEXT UNIQUE, times INT, day TEXT, article TEXT,
    local TEXT, component INT, cluster INT);
CREATE TABLE entities (article TEXT, local TEXT, form INT, PRIMARY KEY (article, local)) WITHOUT ROWID;
CREATE TABLE form_keys (key TEXT, form INT, PRIMARY KEY (key, form)) WITHOUT ROWID;
CREATE TABLE events (article TEXT, local TEXT, day TEXT, account TEXT, profile TEXT, component INT, cluster INT,
    PRIMARY KEY (article, local)) WITHOUT ROWID;
CREATE TABLE event_keys (key TEXT, article TEXT, local TEXT, PRIMARY KEY (key, article, local)) WITHOUT ROWID;
CREATE TABLE clusters (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT, plain TEXT, slug TEXT, cls TEXT, label TEXT,
    names TEXT, actor TEXT, place TEXT, country TEXT, named INT, day TEXT, article TEXT, local TEXT, conflict TEXT);
"""
_INDEXES: Final = """
CREATE INDEX IF NOT EXISTS reports ON articles (original);
CREATE UNIQUE INDEX IF NOT EXISTS firsts ON forms (article, local);
CREATE INDEX IF NOT EXISTS joined_forms ON forms (cluster);
CREATE INDEX IF NOT EXISTS linked_forms ON forms (component);
CREATE INDEX IF NOT EXISTS bearers ON entities (form, article, local);
CREATE INDEX IF NOT EXISTS joined_events ON events (cluster);
CREATE INDEX IF NOT EXISTS linked_events ON events (component);
CREATE INDEX IF NOT EXISTS plain_slugs ON clusters (kind, plain);
CREATE INDEX IF NOT EXISTS slugs ON clusters (kind, slug);
CREATE INDEX IF NOT EXISTS countries ON clusters (country, kind);
CREATE INDEX IF NOT EXISTS actors ON clusters (actor);
CREATE INDEX IF NOT EXISTS places ON clusters (place);
CREATE INDEX IF NOT EXISTS conflicts ON clusters (conflict);
"""


_PATIENCE: Final = 60  # seconds to wait for those who copy it


class Register:
    """One such database; a context manager that closes it, undoing what was not committed.

    Attributes:
        new: whether it holds nothing yet, and all facts have to be put into it.
    """

    def __init__(self, path: Path | None, version: str, *, filling: str | None = None) -> None:
        """Open the one in a file, or start a new one there; None for one in memory.

        Args:
            path: the file.
            version: of all that its contents follow from besides facts and judgements; another one starts anew.
            filling: the build whose decisions are being put into it (see `kg.resolve.register.bulk_load`): one that is
                half filled with these is opened as it is, without indexes; for all others it starts anew.

        Raises:
            StoreError: it cannot be opened.
        """
        self._path, self._version, self._filling = path, version, filling
        try:
            self._open()
            self.new = self.get("version") != version or self.get("filling") not in (None, filling)
            if self.new:
                self.clear()
        except sqlite3.DatabaseError:  # damaged, or half made: nothing is lost, it follows from the facts
            self.clear()

    def __enter__(self) -> Register:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def clear(self) -> None:
        """Start anew."""
        self.close()
        if self._path:
            for end in ("", "-journal", "-wal", "-shm"):
                self._path.with_name(self._path.name + end).unlink(missing_ok=True)
        try:
            self._open()
        except sqlite3.Error as failed:
            raise StoreError(f"{self._path} cannot be written: {failed}") from failed
        self._make(_TABLES)
        if self._filling is None:
            self.index()
        self.set("version", self._version)
        self.new = True

    def index(self) -> None:
        """Make the indexes, which are slow to put many rows into; keeps what was changed."""
        self._make(_INDEXES)

    def close(self) -> None:
        """Let go of it."""
        if hasattr(self, "_db"):
            self._db.close()

    def commit(self) -> None:
        """Keep what was changed.

        Raises:
            StoreError: there is no room, or no leave to write.
        """
        try:
            self._db.execute("COMMIT")
            self._db.execute("BEGIN")
        except sqlite3.Error as failed:
            raise StoreError(f"{self._path} cannot be written: {failed}") from failed
        self.new = False

    def rows(self, query: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """What a query finds."""
        return self.run(query, *values)

    def row(self, query: str, *values: Any) -> tuple[Any, ...] | None:
        """The first row of it."""
        found: tuple[Any, ...] | None = self.run(query, *values).fetchone()
        return found

    def run(self, statement: str, *values: Any) -> sqlite3.Cursor:
        """Carry out a statement.

        Raises:
            StoreError: there is no room, or no leave to write.
        """
        try:
            return self._db.execute(statement, values)
        except sqlite3.OperationalError as failed:
            raise StoreError(f"{self._path} cannot be written: {failed}; run it again when there is room") from failed

    def run_all(self, statement: str, values: Iterable[tuple[Any, ...]]) -> None:
        """Carry it out for several rows.

        Raises:
            StoreError: as `run`.
        """
        try:
            self._db.executemany(statement, values)
        except sqlite3.OperationalError as failed:
            raise StoreError(f"{self._path} cannot be written: {failed}; run it again when there is room") from failed

    def get(self, name: str) -> str | None:
        """A value that was set."""
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set(self, name: str, value: str) -> None:
        """Keep a value under a name."""
        self.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", name, value)

    def forget(self, name: str) -> None:
        """Keep no value under a name."""
        self.run("DELETE FROM meta WHERE name = ?", name)

    def count(self, what: str) -> int:
        """How many there are of what was told to `tally`."""
        return int(self.get(what) or 0)

    def tally(self, what: str, more: int) -> None:
        """Count so many more of something, or fewer."""
        if more:
            self.set(what, str(self.count(what) + more))

    def _make(self, statements: str) -> None:
        try:
            self._db.executescript(statements)  # which commits
            self._db.execute("BEGIN")
        except sqlite3.Error as failed:
            raise StoreError(f"{self._path} cannot be written: {failed}") from failed

    def _open(self) -> None:
        self._db = sqlite3.connect(str(self._path or ":memory:"), timeout=_PATIENCE, isolation_level=None)
        # The register may be lost in a crash of the machine, never believed when it is behind: see kg.pipeline.build.
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute("PRAGMA cache_size = -65536")
        self._db.execute("PRAGMA temp_store = MEMORY")
        self._db.execute("BEGIN")


def copy_register(path: Path, to: Path) -> None:
    """Copy a register to read it, while others may write to it; if it cannot be read now, there is no copy then."""
    to.unlink(missing_ok=True)
    try:
        with (
            closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as here,
            closing(sqlite3.connect(to)) as there,
        ):
            there.execute("PRAGMA synchronous = OFF")
            here.backup(there)
    except sqlite3.Error:
        to.unlink(missing_ok=True)


def refs(rows: Iterable[tuple[Any, ...]]) -> set[Ref]:
    """Rows of article and local id as references."""
    return {Ref(article, local) for article, local in rows}
