"""Who an article's local entities turned out to be, an article at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from kg.resolve.events.statements import Filler
from kg.resolve.register import queries
from kg.resolve.register.database import Register

_KEPT: Final = 2_000  # articles that are kept at hand


class FillerLookup:
    """The canonical entities of a register's articles, while no entity becomes another."""

    def __init__(self, db: Register) -> None:
        self._db = db
        self._of = lru_cache(_KEPT)(self._read)

    def of(self, article: str) -> Callable[[str], Filler]:
        """What finds the canonical entity of an article's local one, which the register has to hold."""
        return self._of(article).__getitem__

    def _read(self, article: str) -> dict[str, Filler]:
        return {local: Filler(*found) for local, *found in self._db.rows(queries.FILLERS_OF_ARTICLE, article)}
