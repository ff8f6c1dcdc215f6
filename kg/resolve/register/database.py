"""The register: what resolution remembers between runs, as a SQLite database.

`kg.resolve.register.schema` has its tables and `kg.resolve.register.queries` what is asked of them; here they are kept.
The register is a SQLite database. It follows from the articles' facts, the lists and the judgements alone, so that it
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
from kg.resolve.register import queries
from kg.resolve.register.schema import FILLED, INDEXES, META

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
        self._make("\n".join(table.made() for table in (META, *FILLED)))
        if self._filling is None:
            self.index()
        self.set("version", self._version)
        self.new = True

    def index(self) -> None:
        """Make the indexes, which are slow to put many rows into; keeps what was changed."""
        self._make(INDEXES)

    def is_sound(self) -> bool:
        """Whether all its pages can be read."""
        try:
            return self.row("PRAGMA quick_check(1)") == ("ok",)
        except (sqlite3.DatabaseError, StoreError):
            return False

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
        """The rows of a query."""
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
            raise self._error(failed) from failed

    def run_all(self, statement: str, values: Iterable[tuple[Any, ...]]) -> None:
        """Carry it out for several rows.

        Raises:
            StoreError: as `run`.
        """
        try:
            self._db.executemany(statement, values)
        except sqlite3.OperationalError as failed:
            raise self._error(failed) from failed

    def get(self, name: str) -> str | None:
        """A value that was set."""
        row = self._db.execute(queries.VALUE, (name,)).fetchone()
        return None if row is None else str(row[0])

    def set(self, name: str, value: str) -> None:
        """Keep a value under a name."""
        self.run(queries.SET_VALUE, name, value)

    def forget(self, name: str) -> None:
        """Keep no value under a name."""
        self.run(queries.DROP_VALUE, name)

    def count(self, what: str) -> int:
        """How many there are of what was told to `tally`."""
        return int(self.get(what) or 0)

    def tally(self, what: str, more: int) -> None:
        """Count so many more of something, or fewer."""
        if more:
            self.set(what, str(self.count(what) + more))

    def _error(self, failed: sqlite3.OperationalError) -> Exception:
        """What to raise: a damaged register may lack a table, which is nothing to tell people of."""
        if failed.sqlite_errorcode == sqlite3.SQLITE_ERROR:
            return failed
        return StoreError(f"{self._path} cannot be written: {failed}; run it again when there is room")

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


def ids(ref: Ref) -> tuple[str, str]:
    """A reference as queries take it."""
    return ref.article, ref.local
