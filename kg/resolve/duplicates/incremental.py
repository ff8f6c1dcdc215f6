"""Near duplicates, updated where articles came or went."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable

from kg.resolve.duplicates.minhash import DAYS, NO_DAY, resemble
from kg.resolve.register import queries
from kg.resolve.register.database import Register


def update_copies(db: Register, articles: Iterable[str], reports: Iterable[str]) -> set[str]:
    """Find the originals of some articles, and of those that were copies of what may no longer be the original.

    Returns:
        The articles that are a copy now and were none before, or of another one, or the other way round; and those
        that have copies now, or have none any more.
    """
    start = {id_ for id_ in articles if db.row(queries.ARTICLE, id_)}
    for report in set(reports):
        start.update(id_ for (id_,) in db.rows(queries.ARTICLES_OF_ORIGINAL, report))
    changed: set[str] = set()
    done: set[str] = set()
    for id_ in sorted(start):
        if id_ in done:
            continue
        found = _reach(db, id_)
        done |= found.keys()
        original = min(found, key=lambda one: (found[one][0], one)) if len(found) > 1 else None
        for one, (_, before) in found.items():
            if before != original:
                changed.add(one)
                db.run(queries.SET_ORIGINAL, original, one)
    return changed


def _reach(db: Register, start: str) -> dict[str, tuple[str, str | None]]:
    """All that a chain of resemblances connects with an article: day and what it was held a copy of."""
    seen: dict[str, tuple[str, str | None]] = {}
    queue = [start]
    while queue:
        id_ = queue.pop()
        if id_ in seen:
            continue
        row = db.row(queries.ARTICLE_SKETCH, id_)
        assert row is not None
        day, original, bands, least = row
        seen[id_] = day, original
        near = {other for band in json.loads(bands) for other in _with(db, band, day)} - seen.keys()
        for other in sorted(near):
            there = db.row(queries.ARTICLE_SKETCH, other)
            if there is not None and resemble(least, there[-1]):
                queue.append(other)
    return seen


def _with(db: Register, band: str, day: str) -> set[str]:
    if day == NO_DAY:
        return {id_ for (id_,) in db.rows(queries.ARTICLES_WITH_BAND, band)}
    when = dt.date.fromisoformat(day)
    first, last = (str(when + dt.timedelta(days=n)) for n in (-DAYS, DAYS))
    return {id_ for (id_,) in db.rows(queries.ARTICLES_WITH_BAND_IN_DAYS, band, first, last, NO_DAY)}
