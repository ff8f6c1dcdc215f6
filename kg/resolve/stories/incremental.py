"""Stories: articles of a register that may tell of the same events, looked up on demand."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from functools import lru_cache
from typing import Final

from kg.model import Ref
from kg.resolve.duplicates.minhash import NO_DAY
from kg.resolve.register import queries
from kg.resolve.register.database import Register
from kg.resolve.stories.near import DAYS, are_near, enough, meeting_terms, pair_key
from kg.resolve.stories.terms import StoryTerms

_KEPT: Final = 20_000  # articles that are kept at hand


class Stories:
    """The stories of a register, while no article comes or goes."""

    def __init__(self, db: Register) -> None:
        self._db = db
        self.terms = lru_cache(_KEPT)(self._terms)
        self.keys = lru_cache(_KEPT)(self._keys)

    def block(self, key: str) -> list[Ref]:
        """The events of two articles that share a key."""
        return [Ref(*row) for row in self._db.rows(queries.EVENTS_OF_ARTICLES, *json.loads(key[2:]))]

    def _terms(self, article: str) -> StoryTerms:
        row = self._db.row(queries.TERMS_OF_ARTICLE, article)
        assert row is not None
        return StoryTerms.loads(row[0])

    def _keys(self, article: str) -> frozenset[str]:
        """What an article's events share with those of each other article that may tell of the same story."""
        row = self._db.row(queries.DAY_AND_VAGUENESS, article)
        assert row is not None
        mine, times = self.terms(article), Counter[str]()
        for term in meeting_terms(mine):
            times.update(id_ for (id_,) in self._with(term, *row))
        del times[article]
        near = (id_ for id_, shared in times.items() if enough(shared) and are_near(mine, self.terms(id_)))
        return frozenset(pair_key(article, other) for other in near)

    def _with(self, term: str, day: str, vague: int) -> list[tuple[str]]:
        """Articles that have a term too; of two, one has to be vague."""
        if day == NO_DAY:
            return list(self._db.rows(queries.ARTICLES_WITH_TERM, term, 1 - vague))
        when = dt.date.fromisoformat(day)
        first, last = (str(when + dt.timedelta(days=n)) for n in (-DAYS, DAYS))
        return list(self._db.rows(queries.ARTICLES_WITH_TERM_IN_DAYS, term, 1 - vague, first, last, NO_DAY))
